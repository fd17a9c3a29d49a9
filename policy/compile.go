package policy

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// program is a set made ready to decide: rules by the States and areas they reach.
type program struct {
	byCode   [codeCount][]*compiled // rules that name a code, or a bloc it ever belonged to
	star     []*compiled            // rules on every State
	byZone   map[string][]*compiled // rules that name a zone
	rules    map[*Rule]*compiled
	coverAll bool
	cover    codeSet
	people   map[string]struct{}
	granted  map[code]*compiled
	banned   map[code]*compiled
	names    string // of the layers, for print
}

// Levels of precedence; a smaller rank is higher.
const (
	rankSafety = iota
	rankSupposed
	rankCase
	rankClearance
	rankNational // and bloc
	rankDefault
	rankAdvice
)

var ranks = map[Layer]uint8{
	LayerSafety: rankSafety, LayerSupposed: rankSupposed, LayerCase: rankCase, LayerClearance: rankClearance,
	LayerNational: rankNational, LayerBloc: rankNational, LayerDefault: rankDefault, LayerAdvice: rankAdvice,
}

// compiled is a rule made ready to be judged.
type compiled struct {
	*Rule
	rank    uint8
	status  Status
	soft    bool // a permit that is announced or conditional
	scopes  uint8
	where   places
	except  codeSet
	reach   codeSet // codes it names, or blocs of its ever held
	star    bool
	zones   []string // that it names
	holds   span
	openEnd int64 // undecided after this second; no such end: the last one
	known   int64 // known from this second on
	subject group
	anyOf   []group
	state   code // the issuer, if it is a State
	lifts   map[*Rule]struct{}
}

// places is a list of States, areas, blocs, aerodromes and "flown-over".
type places struct {
	codes      codeSet
	blocs      []*members
	aerodromes []string
	flownOver  bool
}

// members are the codes in a bloc, with the spans of their membership.
type members struct {
	codes codeSet
	place [codeCount]uint16 // of a code in spans, from 1; a map would be slower
	spans [][]span
}

// compiler turns rules into their compiled form.
type compiler struct {
	set   *Set
	blocs map[string]*members
}

// compile makes the set ready to decide. References must be resolved.
func compile(s *Set) *program {
	c := &compiler{set: s, blocs: map[string]*members{}}
	p := &program{people: map[string]struct{}{}, rules: map[*Rule]*compiled{}, granted: map[code]*compiled{}, banned: map[code]*compiled{}}
	for _, x := range s.people {
		p.people[x.ID] = struct{}{}
	}
	names := make([]string, len(s.layers))
	for i, l := range s.layers {
		names[i] = l.name
		if l.covers == nil {
			p.coverAll = true
		}
		for _, x := range l.covers {
			p.cover.add(codeOf(x))
		}
	}
	p.names = strings.Join(names, " with ")
	var all []*compiled
	for r := range s.Rules() {
		all = append(all, c.rule(r))
	}
	slices.SortFunc(all, func(a, b *compiled) int { return cmp.Compare(a.ID, b.ID) })
	for _, r := range all {
		p.rules[r.Rule] = r
	}
	p.index(all)
	for _, r := range s.granted {
		p.granted[codeOf(r.Territory[0])] = c.rule(r)
	}
	for _, r := range s.banned {
		p.banned[codeOf(r.Territory[0])] = c.rule(r)
	}
	return p
}

// index files the rules under the codes that they reach.
func (p *program) index(all []*compiled) {
	for _, r := range all {
		if r.star {
			p.star = append(p.star, r)
			continue
		}
		p.indexZones(r)
		for k := range code(codeCount) {
			if r.reach.has(k) {
				p.byCode[k] = append(p.byCode[k], r)
			}
		}
	}
}

// covers reports whether a layer speaks for the State or for the area.
func (p *program) covers(state, area code) bool {
	return p != nil && (p.coverAll || p.cover.has(state) || p.cover.has(area))
}

// rule compiles one rule.
func (c *compiler) rule(r *Rule) *compiled {
	out := &compiled{
		Rule: r, rank: ranks[r.Layer], state: noCode, known: math.MinInt64, openEnd: math.MaxInt64,
		holds: spanOf(r.From, r.Until), where: c.places(r.Territory), star: slices.Contains(r.Territory, "*"),
		zones: r.Zones(), soft: r.Effect == Permit && r.Standing != Enacted, status: statusOf(r.Effect, r.Standing),
	}
	if ValidState(r.Issuer) {
		out.state = codeOf(r.Issuer)
	}
	for _, s := range r.Scope {
		out.scopes |= 1 << s
	}
	for _, x := range r.Except {
		out.except.add(codeOf(x))
	}
	out.reach = out.where.codes
	for _, b := range out.where.blocs {
		out.reach.join(&b.codes)
	}
	if !r.Stated.IsZero() {
		out.known = r.Stated.Start().Unix()
	}
	if r.UntilOpen {
		out.openEnd = openEnd(r)
	}
	out.subject, out.anyOf = c.subject(&r.Subject)
	for _, id := range r.Overrides {
		if o, ok := c.set.Rule(id); ok {
			if out.lifts == nil {
				out.lifts = map[*Rule]struct{}{}
			}
			out.lifts[o] = struct{}{}
		}
	}
	return out
}

// openEnd returns the last second on which a rule with until: unknown holds for
// certain: that of the day on which it was stated, or else began.
func openEnd(r *Rule) int64 {
	switch {
	case !r.Stated.IsZero():
		return r.Stated.End().Unix()
	case !r.From.IsZero():
		return r.From.End().Unix()
	default:
		return math.MinInt64
	}
}

// statusOf returns what a rule comes to where it applies; flags come to nothing.
func statusOf(e Effect, s Standing) Status {
	switch {
	case e.Refusal():
		return Blocked
	case e == Permit && s == Enacted:
		return Open
	case e == Permit || e == RequirePermission:
		return Permission
	default:
		return Unknown
	}
}

// places compiles a list of places.
func (c *compiler) places(list []string) places {
	var out places
	for _, x := range list {
		if id, ok := strings.CutPrefix(x, "bloc:"); ok {
			out.blocs = append(out.blocs, c.bloc(id))
		} else if a, ok := strings.CutPrefix(x, "aerodrome "); ok {
			out.aerodromes = append(out.aerodromes, a)
		} else if x == flownOver {
			out.flownOver = true
		} else {
			out.codes.add(codeOf(x))
		}
	}
	return out
}

// bloc returns the members of a bloc, those of blocs inside it included. A bloc
// that the set does not have is empty: the transit agreement, if none is named.
func (c *compiler) bloc(id string) *members {
	if id == transitBloc {
		id = c.set.transit
	}
	if m, ok := c.blocs[id]; ok {
		return m
	}
	m := &members{}
	c.blocs[id] = m
	i := slices.IndexFunc(c.set.blocs, func(b Bloc) bool { return b.ID == id })
	if i < 0 {
		return m
	}
	for _, x := range c.set.blocs[i].Members {
		during := spanOf(x.From, x.To)
		inner, ok := strings.CutPrefix(x.ISO, "bloc:")
		if !ok {
			m.add(codeOf(x.ISO), during)
			continue
		}
		in := c.bloc(inner)
		for k := range code(codeCount) {
			for _, s := range in.of(k) {
				if both := (span{max(s.from, during.from), min(s.to, during.to)}); both.from <= both.to {
					m.add(k, both)
				}
			}
		}
	}
	return m
}

func (m *members) add(k code, s span) {
	m.codes.add(k)
	if m.place[k] == 0 {
		m.spans = append(m.spans, nil)
		m.place[k] = uint16(len(m.spans))
	}
	m.spans[m.place[k]-1] = append(m.spans[m.place[k]-1], s)
}

// of returns when a code is a member.
func (m *members) of(k code) []span {
	if m.place[k] == 0 {
		return nil
	}
	return m.spans[m.place[k]-1]
}
