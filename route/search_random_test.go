package route_test

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

var (
	pairs   = flag.Int("pairs", 200, "random pairs of airports to search")
	subsets = flag.Bool("subsets", false, "try sets of three refusals too, though two are enough")
)

// randomQuestion is a pair of airports and the States that are supposed to refuse.
type randomQuestion struct {
	from, to route.Stop
	bans     []string
}

// largeAirports are the large airports that no rule of the built-in policies closes.
func largeAirports(tb testing.TB, idx *airspace.Index) []route.Stop {
	tb.Helper()
	f, err := os.Open("../data/airports.csv")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var out []route.Stop
	for _, r := range rows[1:] {
		lat, errLat := strconv.ParseFloat(r[4], 64)
		lon, errLon := strconv.ParseFloat(r[5], 64)
		if err := errors.Join(errLat, errLon); err != nil {
			tb.Fatal(err)
		}
		s := route.Stop{Name: r[2], Point: orb.Point{lon, lat}, IATA: r[1], ICAO: r[0]}
		if at := statesAt(idx, s.Point); r[3] == "large_airport" && !slices.Contains(at, "UA") && !slices.Contains(at, "XK") {
			out = append(out, s)
		}
	}
	return out
}

func statesAt(idx *airspace.Index, p orb.Point) (out []string) {
	for _, id := range idx.At(p) {
		out = append(out, idx.Area(id).Sovereign)
	}
	return out
}

// statesOn returns the States that a leg crosses, each once.
func statesOn(tb testing.TB, idx *airspace.Index, a, b orb.Point) []string {
	tb.Helper()
	leg, err := airspace.NewLeg(a, b)
	if err != nil {
		tb.Fatal(err)
	}
	var out []string
	for s := range idx.Cross(leg) {
		for _, id := range slices.Concat(s.Areas, s.Left, s.Right) {
			if state := idx.Area(id).Sovereign; state != "" && !slices.Contains(out, state) {
				out = append(out, state)
			}
		}
	}
	return out
}

// randomQuestions draws pairs of airports. halves closes half of the States on the great
// circle; else every third question has that, the others close each State of the world
// with a chance of 30 or 85 in a hundred.
func randomQuestions(tb testing.TB, idx *airspace.Index, n int, seed uint64, halves bool) []randomQuestion {
	tb.Helper()
	r := rand.New(rand.NewPCG(seed, 2))
	airports := largeAirports(tb, idx)
	var all []string
	for _, a := range idx.All() {
		if a.Sovereign != "" && !slices.Contains(all, a.Sovereign) {
			all = append(all, a.Sovereign)
		}
	}
	var out []randomQuestion
	for len(out) < n {
		q := randomQuestion{from: airports[r.IntN(len(airports))], to: airports[r.IntN(len(airports))]}
		if km := sphere.Km(q.from.Point, q.to.Point); km < 300 || km > 19000 {
			continue
		}
		ends := append(statesAt(idx, q.from.Point), statesAt(idx, q.to.Point)...)
		if slices.Contains(ends, "GB") && slices.Contains(ends, "RU") {
			continue // Britain bars flights between the two
		}
		chance, from := 0.5, all
		switch kind := len(out) % 3; {
		case halves || kind == 0:
			from = statesOn(tb, idx, q.from.Point, q.to.Point)
		case kind == 1:
			chance = 0.3
		default:
			chance = 0.85
		}
		for _, s := range from {
			if r.Float64() < chance && !slices.Contains(ends, s) {
				q.bans = append(q.bans, s)
			}
		}
		out = append(out, q)
	}
	return out
}

func (r randomQuestion) String() string {
	return fmt.Sprintf("%s-%s without %v", r.from.ICAO, r.to.ICAO, r.bans)
}

func (r randomQuestion) ask(tb testing.TB, s *route.Searcher) *asked {
	tb.Helper()
	over := make([]policy.Override, len(r.bans))
	for i, b := range r.bans {
		over[i] = policy.Ban(b)
	}
	return newAsked(tb, s, civil("TR"), r.from, r.to, over...)
}

// Every route is tested leg by leg, and again as its JSON is read; the way back is as
// long. Where the search says
// that there is none, a flood over the globe must not get through.
func TestSearchRandomPairs(t *testing.T) {
	t.Parallel()
	s := newSearcher(t)
	found, none := 0, 0
	for i, r := range randomQuestions(t, s.Airspace, *pairs, 7, false) {
		q := r.ask(t, s)
		rt, err := q.shortest(t)
		if no, ok := errors.AsType[*route.NoRouteError](err); ok {
			none++
			q.checkNone(t, no)
		} else if err != nil {
			t.Errorf("pair %d, %v: %v", i, r, err)
		} else {
			found++
			q.checkFound(t, rt)
			q.checkWayBack(t, rt, 0)
			if i%20 == 0 {
				if km := q.shorter(t, rt, 100); km < rt.Proof.LengthKm-1e-3 {
					t.Errorf("a way of %.3f km was overlooked, %.3f was found", km, rt.Proof.LengthKm)
				}
			}
		}
		if t.Failed() {
			t.Fatalf("pair %d, %v", i, r)
		}
	}
	t.Logf("%d routes, %d times none", found, none)
	if found < *pairs/2 || none < *pairs/20 {
		t.Errorf("of %d pairs %d have a route, %d have none: too few of one kind", *pairs, found, none)
	}
}

// checkNone contradicts a search that found none, if it can.
func (q *asked) checkNone(tb testing.TB, no *route.NoRouteError) {
	tb.Helper()
	if no.Barred != "" || len(no.Ring) == 0 {
		tb.Errorf("no ring is named: %v", no)
	}
	for _, state := range no.Ring {
		if !slices.ContainsFunc(q.closedAreas(), func(a airspace.Area) bool { return a.Sovereign == state || a.ID == state }) {
			tb.Errorf("%s is named and not closed: %v", state, no)
		}
	}
	if way := q.flood(tb, 0); way != nil {
		tb.Errorf("%v, but a flood gets through by %v", no, way)
	}
}

func (q *asked) closedAreas() (out []airspace.Area) {
	for _, a := range q.closedIDs() {
		out = append(out, a)
	}
	return out
}

func (q *asked) closedIDs() iter.Seq2[airspace.AreaID, airspace.Area] {
	return func(yield func(airspace.AreaID, airspace.Area) bool) {
		for id, a := range q.searcher.Airspace.All() {
			if q.closed[id] && !yield(id, a) {
				return
			}
		}
	}
}

// floodLevel has 1,024 by 1,024 cells on each face of a cube, some 8 km wide.
const floodLevel = 10

// flood goes from both ends over the centres of cells, from one to its four neighbours if
// the leg between them is open and keeps so many kilometres, until the two meet, or one of them can go no further. It
// returns the way, whose legs all are and do, so it proves that there is one. It may miss
// one: gaps narrower than a cell.
func (q *asked) flood(tb testing.TB, km float64) orb.LineString {
	tb.Helper()
	seen := [2]map[s2.CellID]s2.CellID{{}, {}} // where it came from
	var todo [2][]s2.CellID
	for side, end := range [2]orb.Point{q.from.Point, q.to.Point} {
		id := s2.CellIDFromLatLng(s2.LatLngFromDegrees(end[1], end[0])).Parent(floodLevel)
		for _, c := range append(id.AllNeighbors(floodLevel), id) {
			if q.keeps(tb, end, centre(c), km) {
				seen[side][c] = 0
				todo[side] = append(todo[side], c)
			}
		}
	}
	for c := range seen[0] {
		if _, ok := seen[1][c]; ok {
			return orb.LineString{centre(c)}
		}
	}
	for len(todo[0]) > 0 && len(todo[1]) > 0 {
		for side := range todo {
			c := todo[side][0]
			todo[side] = todo[side][1:]
			for _, next := range c.EdgeNeighbors() {
				if _, ok := seen[side][next]; ok || !q.keeps(tb, centre(c), centre(next), km) {
					continue
				}
				seen[side][next] = c
				if _, ok := seen[1-side][next]; ok {
					return trace(seen, next)
				}
				todo[side] = append(todo[side], next)
			}
		}
	}
	return nil
}

func centre(c s2.CellID) orb.Point {
	ll := c.LatLng()
	return orb.Point{ll.Lng.Degrees(), ll.Lat.Degrees()}
}

// trace returns the way of a flood over the cell where its two sides met.
func trace(seen [2]map[s2.CellID]s2.CellID, met s2.CellID) orb.LineString {
	var line orb.LineString
	for c := met; c != 0; c = seen[0][c] {
		line = append(line, centre(c))
	}
	line.Reverse()
	for c := seen[1][met]; c != 0; c = seen[1][c] {
		line = append(line, centre(c))
	}
	return line
}
