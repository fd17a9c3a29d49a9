package policy

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
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

// zoneNames reads the names of the zones that rules may name.
func (d *reader) zoneNames(n *yaml.Node) []string {
	return d.texts(n, "zones", false, func(c *yaml.Node, s string) bool {
		_, prefixed := strings.CutPrefix(s, zonePrefix)
		switch {
		case prefixed:
			d.fault(c, "write the name alone here, and zone:NAME in territory", "the zone %q is named with its prefix", clip(s))
		case s != strings.TrimSpace(s) || strings.ContainsFunc(s, unicode.IsControl):
			d.fault(c, "write the id or the name of the zone as its file has it", "the name of a zone %q has space at an end or control characters", clip(s))
		case utf8.RuneCountInString(s) > maxZoneName:
			d.fault(c, "name the zone by its id", "the name of a zone %q is longer than %d characters", clip(s), maxZoneName)
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

// onZone returns the rules that name the zone of the question, each once, by id;
// nil if its territory is none.
func (d *docket) onZone() []*compiled {
	if !d.isZone() {
		return nil
	}
	var out []*compiled
	for _, n := range d.zones {
		for _, r := range d.prog.byZone[n] {
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

// names reports whether the rule names the zone of the question.
func (q *question) names(r *compiled) bool {
	return slices.ContainsFunc(r.zones, func(z string) bool { return slices.Contains(q.zones, z) })
}
