package route_test

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// asked is a question to a searcher, with what is closed to its flight.
type asked struct {
	searcher *route.Searcher
	flight   policy.Flight
	from, to route.Stop
	closed   map[airspace.AreaID]bool
	marginKm float64            // that the routes are asked to keep
	sky      []airspace.Stretch // memory
}

// newAsked makes a question of a flight between two stops under some suppositions. The
// searcher's borders are shared. What is closed is asked of the policy, area by area.
func newAsked(tb testing.TB, s *route.Searcher, flight policy.Flight, from, to route.Stop, over ...policy.Override) *asked {
	tb.Helper()
	set, err := s.Policy.With(over...)
	if err != nil {
		tb.Fatal(err)
	}
	own := *s
	own.Policy = set
	q := &asked{searcher: &own, flight: flight, from: from, to: to, closed: map[airspace.AreaID]bool{}}
	flight.Origin, flight.Destination = q.aerodrome(from), q.aerodrome(to)
	for id, a := range s.Airspace.All() {
		where := policy.Territory{Area: a.ID, Code: a.Code, State: a.Sovereign, Claimants: a.Claimants}
		d := set.Decide(flight, where, policy.At{}, policy.Overflight)
		q.closed[id] = d.Status == policy.Blocked
	}
	return q
}

func (q *asked) aerodrome(s route.Stop) policy.Aerodrome {
	a := policy.Aerodrome{IATA: s.IATA, ICAO: s.ICAO}
	for _, id := range q.searcher.Airspace.At(s.Point) {
		a.State = cmp.Or(a.State, q.searcher.Airspace.Area(id).Sovereign)
	}
	a.HighSeas = a.State == ""
	return a
}

func civil(registration string) policy.Flight {
	return policy.Flight{
		Registration: policy.Registration{State: registration}, Kind: policy.CivilAircraft,
		Date: policy.Day(2025, 10, 30), GivenBy: policy.GivenByQuestion,
	}
}

// newSearcher makes a searcher on the set budapest-2025 alone, whose answers are known.
func newSearcher(tb testing.TB) *route.Searcher {
	tb.Helper()
	c, _ := budapest(tb)
	s, err := route.NewSearcher(c)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func (q *asked) shortest(tb testing.TB) (*route.Route, error) {
	tb.Helper()
	return q.searcher.Shortest(tb.Context(), q.flight, q.from, q.to, route.SearchOptions{})
}

// isOpen tells whether a leg keeps out of all that is closed, by the crossings of the
// airspace. Along a border one open side is enough.
func (q *asked) isOpen(tb testing.TB, a, b orb.Point) bool {
	tb.Helper()
	if a == b {
		return true
	}
	leg, err := airspace.NewLeg(a, b)
	if err != nil {
		tb.Fatal(err)
	}
	q.sky = q.searcher.Airspace.AppendCross(q.sky[:0], leg)
	anyClosed := func(areas []airspace.AreaID) bool {
		return slices.ContainsFunc(areas, func(a airspace.AreaID) bool { return q.closed[a] })
	}
	for _, s := range q.sky {
		if s.Along && anyClosed(s.Left) && anyClosed(s.Right) || !s.Along && anyClosed(s.Areas) {
			return false
		}
	}
	return true
}

// checkFound tests a route as it is, and as its JSON is read again: no leg enters what is
// closed, and the checker, which knows nothing of the search, does not block it.
func (q *asked) checkFound(tb testing.TB, rt *route.Route) {
	tb.Helper()
	again := q.readAgain(tb, rt)
	for _, line := range []orb.LineString{rt.Waypoints, again.Waypoints} {
		for i := 1; i < len(line); i++ {
			if !q.isOpen(tb, line[i-1], line[i]) {
				tb.Errorf("leg %d from %v to %v enters what is closed", i, line[i-1], line[i])
			}
		}
	}
	if again.Status == policy.Blocked || len(rt.Needs) > 0 {
		tb.Errorf("%s, with the needs %v", again.Status, rt.Needs)
	}
}

// readAgain returns a route as the checker judges it when its JSON is read again. It must
// be blocked by the States of which the route needs a permission, and by no others.
func (q *asked) readAgain(tb testing.TB, rt *route.Route) *route.Route {
	tb.Helper()
	src, err := json.Marshal(rt)
	if err != nil {
		tb.Fatal(err)
	}
	var back struct {
		Waypoints orb.LineString `json:"waypoints"`
	}
	if err := json.Unmarshal(src, &back); err != nil {
		tb.Fatal(err)
	}
	stops := make([]route.Stop, len(back.Waypoints))
	for i, p := range back.Waypoints {
		stops[i].Point = p
	}
	for i, s := range map[int]route.Stop{0: q.from, len(stops) - 1: q.to} {
		stops[i].Name, stops[i].IATA, stops[i].ICAO = s.Name, s.IATA, s.ICAO
	}
	r, err := q.searcher.CheckStops(tb.Context(), q.flight, stops)
	if err != nil {
		tb.Fatal(err)
	}
	again := r.Routes[0]
	var by []string
	for _, b := range again.BlockedBy {
		by = append(by, b.State)
	}
	slices.Sort(by)
	if by = slices.Compact(by); !slices.Equal(by, rt.Needs) || again.Status != rt.Status {
		tb.Errorf("%s with the needs %v is %s by %v when it is read again", rt.Status, rt.Needs, again.Status, by)
	}
	if again.DistanceKm != rt.DistanceKm {
		tb.Errorf("%v km, and %v when it is read again", rt.DistanceKm, again.DistanceKm)
	}
	q.checkLength(tb, rt)
	return again
}

// checkLength compares the lengths of a route with each other and with the great circle.
func (q *asked) checkLength(tb testing.TB, rt *route.Route) {
	tb.Helper()
	km := sphereKm(rt.Waypoints)
	p := rt.Proof
	if p.LowerBoundKm > p.LengthKm || p.Gap > 0.001 || p.LengthKm < sphere.Km(q.from.Point, q.to.Point)-0.001 {
		tb.Errorf("proof %+v, great circle %.3f km", *p, sphere.Km(q.from.Point, q.to.Point))
	}
	// Each corner is moved outward by some metres. With a margin it may be moved inward, from
	// the corner of a polygon of the search nearer to the circle round which that is drawn.
	shortest := p.LengthKm
	if q.marginKm > 0 {
		shortest = p.LowerBoundKm
	}
	if km < shortest-0.002 || km > p.LengthKm*1.0001+0.1*float64(len(rt.Waypoints)) {
		tb.Errorf("published with %.3f km, found with %.3f", km, p.LengthKm)
	}
	if r := rt.DistanceKm / km; r < 0.993 || r > 1.007 {
		tb.Errorf("%.3f km on the spheroid, %.3f on the sphere", rt.DistanceKm, km)
	}
}

func sphereKm(line orb.LineString) (km float64) {
	for i := 1; i < len(line); i++ {
		km += sphere.Km(line[i-1], line[i])
	}
	return km
}

// crossed returns the States that a route crosses, in their order.
func crossed(rt *route.Route) string {
	var out []string
	for _, c := range rt.Crossings {
		if s := cmp.Or(c.State, c.Name); !c.HighSeas() && (len(out) == 0 || out[len(out)-1] != s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

// corners returns some n places beside the borders of what is closed, where a way of at
// most so many kilometres may pass: of each block of points of a border the one that
// stands out most, 50 m, 2 km and 20 km off, on either side.
func (q *asked) corners(n int, km float64) orb.LineString {
	b := q.searcher.Airspace.Borders()
	anyClosed := func(areas []airspace.AreaID) bool {
		return slices.ContainsFunc(areas, func(a airspace.AreaID) bool { return q.closed[a] })
	}
	a, z := sphere.FromLonLat(q.from.Point), sphere.FromLonLat(q.to.Point)
	tooFar := func(p s2.Point) bool { return float64(p.Distance(a)+p.Distance(z))*sphere.RadiusKm >= km }
	var lines [][]s2.Point
	points := 0
	for _, c := range b.Chains {
		if anyClosed(c.Left) != anyClosed(c.Right) {
			line := slices.DeleteFunc(slices.Clone(b.Points[c.First:c.First+c.Count]), tooFar)
			lines, points = append(lines, line), points+len(line)
		}
	}
	// The longest first: there are islands beyond number.
	slices.SortStableFunc(lines, func(a, b []s2.Point) int { return len(b) - len(a) })
	var out orb.LineString
	for _, line := range lines {
		if len(out) >= n {
			break
		}
		for block := range slices.Chunk(line, max(2, 6*points/n)) {
			normal := block[0].Cross(block[len(block)-1].Vector).Normalize()
			for _, side := range [...]float64{1, -1} {
				p := slices.MaxFunc(block, func(p, q s2.Point) int {
					return cmp.Compare(side*normal.Dot(p.Vector), side*normal.Dot(q.Vector))
				})
				for _, km := range [...]float64{0.05, 2, 20} {
					off := normal.Mul(side * km / sphere.RadiusKm)
					out = append(out, sphere.ToLonLat(s2.Point{Vector: p.Add(off).Normalize()}))
				}
			}
		}
	}
	return out
}

// shorter looks for a way that is shorter than one that was found, over its own
// waypoints and some corners of what is closed: an upper bound that owes nothing to the
// search. It returns the shortest, or the length that was found.
func (q *asked) shorter(tb testing.TB, rt *route.Route, corners int) float64 {
	tb.Helper()
	points := append(rt.Waypoints.Clone(), q.corners(corners, rt.Proof.LengthKm)...)
	last := len(rt.Waypoints) - 1
	// The best legs come first; each is tested when its turn comes.
	var open legs
	open.push(triedLeg{})
	done := make([]bool, len(points))
	for len(open) > 0 {
		l := open.pop()
		if done[l.to] || !q.isOpen(tb, points[l.from], points[l.to]) {
			continue
		}
		if l.to == last {
			return l.km
		}
		done[l.to] = true
		for i, p := range points {
			if done[i] || p == points[l.to] {
				continue
			}
			km := l.km + sphere.Km(points[l.to], p)
			if key := km + sphere.Km(p, points[last]); key < rt.Proof.LengthKm {
				open.push(triedLeg{from: l.to, to: i, km: km, key: key})
			}
		}
	}
	return rt.Proof.LengthKm
}

// triedLeg is a leg that has yet to be tested: km is the way to its end.
type triedLeg struct {
	from, to int
	km, key  float64
}

// legs are a heap: the least key is the first.
type legs []triedLeg

func (h *legs) push(l triedLeg) {
	x := append(*h, l)
	for i := len(x) - 1; i > 0 && x[i].key < x[(i-1)/2].key; i = (i - 1) / 2 {
		x[i], x[(i-1)/2] = x[(i-1)/2], x[i]
	}
	*h = x
}

func (h *legs) pop() triedLeg {
	x := *h
	top := x[0]
	x[0] = x[len(x)-1]
	x = x[:len(x)-1]
	for i := 0; 2*i+1 < len(x); {
		least := 2*i + 1
		if least+1 < len(x) && x[least+1].key < x[least].key {
			least++
		}
		if x[i].key <= x[least].key {
			break
		}
		x[i], x[least] = x[least], x[i]
		i = least
	}
	*h = x
	return top
}
