//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/chart" //nolint:depguard // what it takes to draw is measured
	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/gazetteer"
	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// opens measures what must be opened before the first answer.
func (b *bench) opens(ctx context.Context) ([]figure, error) {
	r, err := benchmarks(ctx, "./airspace", "^Benchmark(World|ReadGeoJSON)$", b.scale.time)
	if err != nil {
		return nil, err
	}
	out := r.figures(goBench("'World|ReadGeoJSON'", "./airspace"),
		told{"built-in borders, opened", "World", "ns/op", 1e6, "ms", atMost(5)},
		told{"11 MB of GeoJSON, indexed", "ReadGeoJSON", "ns/op", 1e6, "ms", atMost(1000)})
	r, err = benchmarks(ctx, "./place", "^BenchmarkColdLookup$", b.scale.time)
	if err != nil {
		return out, err
	}
	out = append(out, r.figures(goBench("ColdLookup", "./place"),
		told{"places, opened and two names looked up", "ColdLookup", "ns/op", 1e6, "ms", wanted{}})...)
	for _, names := range [][]string{{"budapest-2025"}, policy.DefaultNames()} {
		times, err := repeat(b.scale.draws, func() error { return openSets(names) })
		if err != nil {
			return out, err
		}
		out = append(out, figure{what: "policies " + strings.Join(names, " over ") + ", read one after the other, median", value: ms(medianOf(times)), unit: "ms", by: "`policy.Parse`, `policy.Combine`"})
	}
	return out, nil
}

// openSets reads built-in sets from their text, and makes one of them.
func openSets(names []string) error {
	var sets []*policy.Set
	for _, n := range names {
		text, ok := data.Policy(n)
		if !ok {
			return fmt.Errorf("there is no built-in set %q", n)
		}
		s, err := policy.Parse(n, []byte(text))
		if err != nil {
			return err
		}
		sets = append(sets, s)
	}
	_, err := policy.Combine(sets...)
	return err
}

// repeat times something n times.
func repeat(n int, f func() error) ([]time.Duration, error) {
	times := make([]time.Duration, 0, n)
	for range n {
		begun := time.Now()
		if err := f(); err != nil {
			return nil, err
		}
		times = append(times, time.Since(begun))
	}
	return times, nil
}

// rounds is how often short operations are repeated; the fastest round counts, for
// other programs can only make it slower.
const rounds = 5

// perOp returns the time of one of n operations.
func perOp(n int, f func(i int) error) (time.Duration, error) {
	best := time.Duration(-1)
	for range rounds {
		begun := time.Now()
		for i := range n {
			if err := f(i); err != nil {
				return 0, err
			}
		}
		if took := time.Since(begun); best < 0 || took < best {
			best = took
		}
	}
	return best / time.Duration(n), nil
}

// crossings measures the index: one leg, the legs between random airports as check
// mode has them, and the three sets that are compared with S2.
func (b *bench) crossings(ctx context.Context) ([]figure, error) {
	idx, err := airspace.World()
	if err != nil {
		return nil, err
	}
	legs, err := airportLegs(b.scale.pairs)
	if err != nil {
		return nil, err
	}
	vko, err := airspace.NewLeg(orb.Point{37.2615, 55.5915}, orb.Point{19.26239, 47.43018})
	if err != nil {
		return nil, err
	}
	var out []figure
	var stretches []airspace.Stretch
	for _, x := range []struct {
		what string
		legs []airspace.Leg
		n    int
		want wanted
	}{
		{"crossings of Moscow-Budapest, ten stretches", []airspace.Leg{vko}, 2000, wanted{}},
		{fmt.Sprintf("crossings of a great circle between random airports, mean of %s", number(float64(len(legs)))), legs, len(legs), atMost(12)},
	} {
		took, err := perOp(x.n, func(i int) error {
			stretches = idx.AppendCross(stretches[:0], x.legs[i%len(x.legs)])
			return nil
		})
		if err != nil {
			return out, err
		}
		out = append(out, figure{what: x.what, value: us(took), unit: "µs", want: x.want, by: "`airspace.Index.AppendCross`"})
	}
	r, err := benchmarks(ctx, "./airspace", "^BenchmarkCross$", b.scale.time)
	if err != nil {
		return out, err
	}
	by := goBench("Cross", "./airspace")
	for _, s := range []struct {
		set, km      string
		most, factor float64
	}{{"short", "50 to 1,500 km", 2, 15}, {"medium", "to 6,000 km", 5, 20}, {"long", "beyond 6,000 km", 10, 20}} {
		name := "Cross/" + s.set + "/index"
		out = append(out, r.figures(by,
			told{"crossings, " + s.km + ", median", name, "p50-us", 1, "µs", atMost(s.most)},
			told{"the same, S2's time over the index's", name, "x-s2", 1, "times", atLeast(s.factor)})...)
	}
	return out, nil
}

// airportLegs are the legs between random airports, always the same.
func airportLegs(n int) ([]airspace.Leg, error) {
	f, err := os.Open("data/airports.csv")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	airports, err := gazetteer.ReadAirports(f)
	if err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(8, 60)) //nolint:gosec // the same pairs each time
	point := func() orb.Point {
		p := airports[r.IntN(len(airports))]
		return orb.Point{p.Lon, p.Lat}
	}
	var legs []airspace.Leg
	for len(legs) < n {
		leg, err := airspace.NewLeg(point(), point())
		if _, ok := errors.AsType[*airspace.LegError](err); ok {
			continue // one place, or opposite ones
		}
		if err != nil {
			return nil, err
		}
		legs = append(legs, leg)
	}
	return legs, nil
}

// charts measures the files of the main question, its corridors included.
func (b *bench) charts(ctx context.Context) ([]figure, error) {
	c, flight, err := route.Builtin()
	if err != nil {
		return nil, err
	}
	var stops [2]route.Stop
	for i, name := range []string{"moscow", "budapest"} {
		r, err := place.Lookup(name)
		if err != nil {
			return nil, err
		}
		stops[i] = route.StopAt(r.Place)
	}
	opts := route.SearchOptions{CorridorSlack: route.DefaultCorridorSlack}
	report, err := c.Candidates(ctx, flight, stops[0], stops[1], opts)
	if err != nil {
		return nil, err
	}
	var out []figure
	for _, f := range chart.Formats() {
		var size int
		times, err := repeat(b.scale.draws, func() error {
			w := &counter{}
			err := f.Write(w, report)
			size = w.n
			return err
		})
		if err != nil {
			return out, fmt.Errorf("%s: %w", f.Name, err)
		}
		out = append(out, figure{
			what: fmt.Sprintf("Moscow-Budapest as %s, %s kB, median", f.Name, number(float64(size/1000))), value: ms(medianOf(times)), unit: "ms", by: "`chart.Formats`",
		})
	}
	return out, nil
}

// counter counts bytes.
type counter struct{ n int }

func (c *counter) Write(p []byte) (int, error) {
	c.n += len(p)
	return len(p), nil
}
