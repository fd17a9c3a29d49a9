package policy

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/flightcheck/flightcheck/internal/strictyaml"
	"github.com/flightcheck/flightcheck/internal/suggest"
)

// A zone is an area that a user brings, such as a flight information region. A
// rule names it in its territory as zone:NAME; the set declares NAME in zones, so
// that a misspelt one is found. Which areas a name stands for is told by
// [Territory.Zones]: package policy has no outlines.

const zonePrefix = "zone:"

// maxZoneName is how long the name of a zone may be, in characters.
const maxZoneName = 80

// Zones returns the names of the zones in the rule's territory.
func (r *Rule) Zones() []string { return zonesIn(r.Territory) }

// zonesIn returns the zones among a list of places.
func zonesIn(list []string) []string {
	var out []string
	for _, x := range list {
		if name, ok := strings.CutPrefix(x, zonePrefix); ok {
			out = append(out, name)
		}
	}
	return out
}

// Zones returns the names of the zones that the layers declare, sorted.
func (s *Set) Zones() []string {
	if s == nil {
		return nil
	}
	return slices.Clone(s.zones)
}

// outline reads the zones inside which a rule holds: one name, or a list.
func (d *reader) outline(n *yaml.Node) []string {
	if n.Kind == yaml.ScalarNode && !strictyaml.Null(n) {
		n = strictyaml.ListOf(n)
	}
	return d.Texts(n, "outline", true, func(c *yaml.Node, s string) bool {
		if name, ok := strings.CutPrefix(s, zonePrefix); ok {
			d.Fault(c, "write "+name, "the outline %q is named with a prefix", suggest.Clip(s))
			return false
		}
		d.refer(c, "zone", s, "")
		return true
	})
}

// notice reads how many hours before a flight an authority wants to be asked.
func (d *reader) notice(n *yaml.Node) int {
	const year = 366 * 24
	if strictyaml.Null(n) {
		return 0
	}
	v := d.Number(n, "notice_hours", year)
	if v != float64(int(v)) {
		d.Fault(n, "write whole hours, like 72", "notice_hours is not a whole number")
		return 0
	}
	return int(v)
}

// zoneNames reads the names of the zones that rules may name.
func (d *reader) zoneNames(n *yaml.Node) []string {
	return d.Texts(n, "zones", false, func(c *yaml.Node, s string) bool {
		_, prefixed := strings.CutPrefix(s, zonePrefix)
		switch {
		case prefixed:
			d.Fault(c, "write the name alone here, and zone:NAME in territory", "the zone %q is named with its prefix", suggest.Clip(s))
		case s != strings.TrimSpace(s) || strings.ContainsFunc(s, unicode.IsControl):
			d.Fault(c, "write the id or the name of the zone as its file has it", "the name of a zone %q has space at an end or control characters", suggest.Clip(s))
		case utf8.RuneCountInString(s) > maxZoneName:
			d.Fault(c, "name the zone by its id", "the name of a zone %q is longer than %d characters", suggest.Clip(s), maxZoneName)
		default:
			return true
		}
		return false
	})
}

// gatherZones collects the zones that the layers declare.
func (s *Set) gatherZones(layers []layer) {
	for _, l := range layers {
		s.zones = append(s.zones, l.zones...)
	}
	slices.Sort(s.zones)
	s.zones = slices.Compact(s.zones)
}

// indexZones files a rule under the zones that it names.
func (p *program) indexZones(r *compiled) {
	for _, z := range r.zones {
		if p.byZone == nil {
			p.byZone = map[string][]*compiled{}
		}
		p.byZone[z] = append(p.byZone[z], r)
	}
}

// onZone returns the rules that name a zone by one of its names, each once, by id.
func (p *program) onZone(names []string) []*compiled {
	var out []*compiled
	for _, n := range names {
		for _, r := range p.byZone[n] {
			if !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	slices.SortFunc(out, func(a, b *compiled) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// isZone reports whether the territory of the question is a zone. An area with a
// State or a code is none.
func (q *question) isZone() bool { return len(q.zones) > 0 && q.state == noCode && q.area == noCode }

// inside tells whether a zone of the rule's outline lies over the territory.
func (q *question) inside(r *compiled) truth {
	if slices.ContainsFunc(r.Outline, func(z string) bool { return slices.Contains(q.within, z) }) {
		return yes
	}
	return no
}

// Touches tells whether a rule may apply to a flight somewhere, territory, scope
// and the facts that were not given left aside: when it holds, when it was stated,
// and whom it is about. Use it to leave out what cannot matter.
func (s *Set) Touches(r *Rule, f Flight, at At) bool {
	if s == nil || s.prog == nil {
		return true
	}
	c, ok := s.prog.rules[r]
	if !ok {
		return false
	}
	q := s.prog.ask(&f, &Territory{}, at, Overflight)
	if !q.knowAll && c.known > q.asOf {
		return false
	}
	if t, _ := q.at.during(c.holds); t == no {
		return false
	}
	q.anywhere = true
	v := verdict{truth: yes}
	return q.subject(c, &v)
}

// names reports whether the rule names the zone of the question.
func (q *question) names(r *compiled) bool {
	return slices.ContainsFunc(r.zones, func(z string) bool { return slices.Contains(q.zones, z) })
}
