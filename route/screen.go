package route

import (
	"context"
	"slices"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// Screener checks great circles for one flight, one after the other: what
// [Checker.CheckStops] says of them, without the words. It remembers what the
// policies say of an area, so that a pair of places takes little more than the
// crossing of its airspace. A Screener is for one goroutine; make several for more.
type Screener struct {
	c        Checker
	flight   policy.Flight
	j        *judge
	known    []*Decision // by area and scope, see [Screener.decide]
	asksEnds []bool      // areas of which some rule speaks by origin or destination
	ended    *judge      // j for the ends in hand, of use if any of those is met
	byWinner map[won]*Decision
	stretch  []airspace.Stretch
	out      Screening
}

// Screening is the outcome for one route. Its lists are in the order that those of a
// [Route] have, and are good until the next call of the Screener.
type Screening struct {
	Status     policy.Status
	DistanceKm float64 // WGS 84, to the metre
	// States are the kilometres in the airspace of each State, in the order in which
	// the route enters them first; State is empty for the high seas and for areas
	// without a sovereign.
	States      []StateKm
	BlockedBy   []Block
	Unknown     []Gap
	Permissions []Permission
}

// won is what a decision that is not unknown comes to: all that a [Screening] says of
// it follows.
type won struct {
	area   airspace.AreaID
	scope  policy.Scope
	status policy.Status
	winner *policy.Rule
}

// scopeSlots is how many scopes of an area a Screener remembers.
const scopeSlots = int(policy.TechnicalStop) + 1

// NewScreener makes a screener of a flight. The checker must have no departure: at
// each place the rules of another time might hold.
func (c Checker) NewScreener(flight policy.Flight) (*Screener, error) {
	if !c.Plan.Depart.IsZero() {
		return nil, &InputError{Msg: "a screener takes no time of departure; use Checker.CheckStops"}
	}
	if err := c.complete(); err != nil {
		return nil, err
	}
	if err := c.Policy.Validate(flight); err != nil {
		return nil, err
	}
	j, err := c.judgeOf(flight, nil)
	if err != nil {
		return nil, err
	}
	s := &Screener{c: c, flight: flight, j: j, known: make([]*Decision, j.idx.Len()*scopeSlots), byWinner: map[won]*Decision{}, asksEnds: make([]bool, j.idx.Len())}
	for r := range c.Policy.Rules() {
		if r.Effect.Flag() || !asksEnds(&r.Subject) || !c.touches(r, flight) {
			continue
		}
		named := map[string]bool{}
		c.addMembers(named, r.Territory...)
		for id, a := range j.idx.All() {
			s.asksEnds[id] = s.asksEnds[id] || named["*"] || named[a.Sovereign] || named[a.Code] ||
				slices.ContainsFunc(a.Claimants, func(code string) bool { return named[code] })
		}
	}
	return s, nil
}

// addMembers adds the codes in a list of territories, those of blocs at any time.
func (c Checker) addMembers(to map[string]bool, territory ...string) {
	for _, t := range territory {
		if to[t] {
			continue
		}
		to[t] = true
		for _, b := range c.Policy.Blocs() {
			if t != "bloc:"+b.ID {
				continue
			}
			for _, m := range b.Members {
				c.addMembers(to, m.ISO)
			}
		}
	}
}

// asksEnds tells whether a subject speaks of origin or destination.
func asksEnds(s *policy.Subject) bool {
	if len(s.Origin)+len(s.Destination)+len(s.OriginNot)+len(s.DestinationNot)+len(s.Between)+len(s.FlightPlanNames) > 0 {
		return true
	}
	for i := range s.AnyOf {
		if asksEnds(&s.AnyOf[i]) {
			return true
		}
	}
	return false
}

// Screen checks the great circle between two places. The error is that of
// [Checker.CheckStops].
func (s *Screener) Screen(from, to Stop) (*Screening, error) {
	l, err := airspace.NewLeg(from.Point, to.Point)
	if err != nil {
		_, err := legsOf(orb.LineString{from.Point, to.Point}) // says where
		return nil, err
	}
	s.stretch = s.j.idx.AppendCross(s.stretch[:0], l)
	plain, ends := s.look()
	if !plain {
		return s.ScreenRoute([]Stop{from, to})
	}
	if ends {
		s.withEnds(from, to)
	}
	s.begin()
	last := len(s.stretch) - 1
	for i := range s.stretch {
		x := &s.stretch[i]
		s.add(x.Areas, i == 0, i == last, metres(x.ToKm)-metres(x.FromKm))
	}
	s.out.DistanceKm = metres(s.stretch[last].ToKm)
	s.out.sort()
	return &s.out, nil
}

// look tells whether the stretches hold nothing that takes the long way: a run along
// a border, a zone that a rule names or that lies over an end. ends tells whether a
// rule may ask for the ends of the flight.
func (s *Screener) look() (plain, ends bool) {
	for i := range s.stretch {
		x := &s.stretch[i]
		if x.Along {
			return false, false
		}
		for _, id := range x.Areas {
			ends = ends || s.asksEnds[id]
			if z := s.j.zones[id]; z != nil && (i == 0 || i == len(s.stretch)-1 || len(z.names) > 0) {
				return false, false
			}
		}
	}
	return len(s.stretch) > 0, ends
}

// withEnds makes the judge for the ends in hand.
func (s *Screener) withEnds(from, to Stop) {
	if s.ended == nil {
		ended := *s.j
		ended.memo = map[judged]Decision{}
		s.ended = &ended
	}
	clear(s.ended.memo)
	s.ended.flight = s.c.WithEnds(s.flight, from, to)
}

// begin clears the outcome.
func (s *Screener) begin() {
	s.out = Screening{
		Status: policy.Open, States: s.out.States[:0],
		BlockedBy: s.out.BlockedBy[:0], Unknown: s.out.Unknown[:0], Permissions: s.out.Permissions[:0],
	}
}

// add adds a stretch over some areas.
func (s *Screener) add(areas []airspace.AreaID, first, last bool, km float64) {
	status, state, lead := policy.Open, "", true
	var in overhead
	if len(s.j.zones) > 0 && slices.ContainsFunc(areas, s.isZone) {
		in = s.j.within(areas, policy.Overflight, 0)
	}
	for _, id := range areas {
		if s.isZone(id) {
			continue
		}
		worst := policy.Open
		for _, scope := range [...]policy.Scope{policy.Overflight, policy.Departure, policy.Landing} {
			if scope == policy.Departure && !first || scope == policy.Landing && !last {
				continue
			}
			d := s.decide(id, scope, in)
			s.out.collect(d)
			if d.Status.Worse(worst) {
				worst = d.Status
			}
		}
		if lead || worst.Worse(status) {
			status, state, lead = worst, s.j.idx.Area(id).Sovereign, false
		}
	}
	if status.Worse(s.out.Status) {
		s.out.Status = status
	}
	s.out.addKm(state, km)
}

func (s *Screener) isZone(id airspace.AreaID) bool { return s.j.zones[id] != nil }

// decide asks the policies about an area, once if that does not rest on the ends.
func (s *Screener) decide(id airspace.AreaID, scope policy.Scope, in overhead) *Decision {
	if s.asksEnds[id] {
		return s.decideEnded(id, scope, in)
	}
	if len(in.names)+len(in.maybe) > 0 {
		d := s.j.decide(id, scope, in, 0)
		return &d
	}
	d := &s.known[int(id)*scopeSlots+int(scope)]
	if *d == nil {
		made := s.j.decide(id, scope, in, 0)
		*d = &made
	}
	return *d
}

// decideEnded asks the policies about an area for the ends in hand. It makes the words
// of a decision once for each rule that decides.
func (s *Screener) decideEnded(id airspace.AreaID, scope policy.Scope, in overhead) *Decision {
	if len(in.maybe) == 0 {
		p := s.ended.ask(id, scope, in.names, 0)
		key := won{id, scope, p.Status, p.Winner()}
		if key.winner != nil && p.Status != policy.Unknown {
			d, ok := s.byWinner[key]
			if !ok {
				made := s.ended.decide(id, scope, in, 0)
				d, s.byWinner[key] = &made, &made
			}
			return d
		}
	}
	d := s.ended.decide(id, scope, in, 0)
	return &d
}

// ScreenRoute checks the route over some places, the first and the last its ends.
func (s *Screener) ScreenRoute(stops []Stop) (*Screening, error) {
	line := make(orb.LineString, len(stops))
	for i, p := range stops {
		line[i] = p.Point
	}
	legs, err := legsOf(line)
	if err != nil {
		return nil, err
	}
	s.withEnds(stops[0], stops[len(stops)-1])
	rt := &Route{Waypoints: line, legs: legs}
	if err := s.ended.crossings(context.Background(), rt); err != nil {
		return nil, err
	}
	s.begin()
	s.out.Status, s.out.DistanceKm = rt.Status, rt.DistanceKm
	s.out.BlockedBy = append(s.out.BlockedBy, rt.BlockedBy...)
	s.out.Unknown = append(s.out.Unknown, rt.Unknown...)
	s.out.Permissions = append(s.out.Permissions, rt.Permissions...)
	for i := range rt.Crossings {
		s.out.addKm(rt.Crossings[i].State, rt.Crossings[i].ToKm-rt.Crossings[i].FromKm)
	}
	return &s.out, nil
}

// collect adds what one decision means for the route.
func (o *Screening) collect(d *Decision) {
	if d.Status == policy.Open {
		return
	}
	collectStatus(d, &o.BlockedBy, &o.Unknown, &o.Permissions)
}

// addKm adds the kilometres of a stretch.
func (o *Screening) addKm(state string, km float64) {
	i := slices.IndexFunc(o.States, func(x StateKm) bool { return x.State == state })
	if i < 0 {
		o.States = append(o.States, StateKm{State: state, Km: metres(km)})
		return
	}
	o.States[i].Km = metres(o.States[i].Km + km)
}

// sort brings the lists into the order of a route's.
func (o *Screening) sort() {
	slices.SortStableFunc(o.BlockedBy, byState)
	slices.SortStableFunc(o.Permissions, byGrantor)
	slices.SortStableFunc(o.Unknown, byArea)
}
