package route_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// screenedFlights are flights that meet different rules.
func screenedFlights(set policy.Flight) map[string]policy.Flight {
	civil := func(state string, day policy.When) policy.Flight {
		f := policy.Flight{Kind: policy.CivilAircraft, Date: day, GivenBy: policy.GivenByQuestion}
		f.Registration.State = state
		return f
	}
	return map[string]policy.Flight{
		"of the set":              set,
		"German, March 2022":      civil("DE", policy.Day(2022, 3, 5)),
		"Russian, March 2022":     civil("RU", policy.Day(2022, 3, 5)),
		"Indian, May 2025":        civil("IN", policy.Day(2025, 5, 10)),
		"nothing given, in 2025":  {Date: policy.Day(2025, 6, 1), GivenBy: policy.GivenByQuestion},
		"Qatari, blockade, state": {Kind: policy.StateAircraft, Registration: policy.Registration{State: "QA"}, Date: policy.Day(2018, 1, 1), GivenBy: policy.GivenByQuestion},
	}
}

// screeningOf is what a report says, as a screening.
func screeningOf(rt *route.Route) route.Screening {
	s := route.Screening{Status: rt.Status, DistanceKm: rt.DistanceKm, BlockedBy: rt.BlockedBy, Unknown: rt.Unknown, Permissions: rt.Permissions}
	place := map[string]int{}
	for _, c := range rt.Crossings {
		i, ok := place[c.State]
		if !ok {
			i, place[c.State] = len(s.States), len(s.States)
			s.States = append(s.States, route.StateKm{State: c.State})
		}
		s.States[i].Km += c.ToKm - c.FromKm
	}
	return s
}

// same tells whether two screenings are equal, kilometres to half a metre.
func same(a, b route.Screening) bool {
	if len(a.States) != len(b.States) {
		return false
	}
	for i := range a.States {
		if d := a.States[i].Km - b.States[i].Km; a.States[i].State != b.States[i].State || d > 0.0005 || d < -0.0005 {
			return false
		}
	}
	list := func(s route.Screening) []any {
		out := []any{s.Status, s.DistanceKm}
		for _, x := range s.BlockedBy {
			out = append(out, x)
		}
		for _, x := range s.Unknown {
			out = append(out, x)
		}
		for _, x := range s.Permissions {
			out = append(out, x)
		}
		return out
	}
	return reflect.DeepEqual(list(a), list(b))
}

// What a screener says in short is what a report says at length: random great
// circles over the globe and short ones over the places where rules have parts of
// States, and routes over a further point.
func TestScreenerAgreesWithCheck(t *testing.T) {
	c, flight := builtin(t)
	r := rand.New(rand.NewPCG(8, 1))
	anywhere := func() orb.Point {
		return sphere.ToLonLat(sphere.FromLonLat(orb.Point{r.Float64()*360 - 180, r.Float64()*150 - 70}))
	}
	near := func(p orb.Point) orb.Point { return orb.Point{p[0] + r.Float64()*16 - 8, p[1] + r.Float64()*10 - 5} }
	focus := []orb.Point{{38, 47}, {33, 45}, {28, 36}, {24, 60}, {75, 32}, {51, 26}, {-8, 28}, {35, 32}}
	for name, f := range screenedFlights(flight) {
		s, err := c.NewScreener(f)
		if err != nil {
			t.Fatal(name, err)
		}
		for i := range 120 {
			stops := []route.Stop{{Point: anywhere()}, {Point: anywhere()}}
			switch {
			case i%3 == 1:
				p := focus[i%len(focus)]
				stops = []route.Stop{{Point: near(p)}, {Point: near(p)}}
			case i%10 == 0:
				stops = append(stops, route.Stop{Point: anywhere()})
			}
			report, err := c.CheckStops(t.Context(), f, stops)
			if err != nil {
				t.Fatal(name, stops, err)
			}
			var got *route.Screening
			if len(stops) == 2 {
				got, err = s.Screen(stops[0], stops[1])
			} else {
				got, err = s.ScreenRoute(stops)
			}
			if err != nil {
				t.Fatal(name, stops, err)
			}
			if want := screeningOf(report.Routes[0]); !same(*got, want) {
				t.Fatalf("%s, %v:\n got %+v\nwant %+v", name, stops, *got, want)
			}
		}
	}
}

// Aerodromes have rules of their own: the closed ones of southern Russia.
func TestScreenerAsksTheEnds(t *testing.T) {
	c, _ := builtin(t)
	f := policy.Flight{Kind: policy.CivilAircraft, Date: policy.Day(2023, 6, 1), GivenBy: policy.GivenByQuestion}
	f.Registration.State = "RU"
	s, err := c.NewScreener(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][]string{{"VKO", "ROV"}, {"VKO", "LED"}, {"LED", "VKO"}, {"ROV", "VKO"}} {
		x := stops(t, pair...)
		got, err := s.Screen(x[0], x[1])
		if err != nil {
			t.Fatal(err)
		}
		report, err := c.CheckStops(t.Context(), f, x)
		if err != nil {
			t.Fatal(err)
		}
		if want := screeningOf(report.Routes[0]); !same(*got, want) {
			t.Errorf("%v: got %+v, want %+v", pair, *got, want)
		}
	}
}

func TestScreenerRefuses(t *testing.T) {
	c, flight := builtin(t)
	s, err := c.NewScreener(flight)
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string][2]orb.Point{
		"antipodes": {{10, 20}, {-170, -20}}, "the same place": {{10, 20}, {10, 20}}, "no place": {{10, 20}, {10, 95}},
	} {
		if _, err := s.Screen(route.Stop{Point: x[0]}, route.Stop{Point: x[1]}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := s.ScreenRoute(nil); err == nil {
		t.Error("no stops: no error")
	}
	if _, err := (route.Checker{}).NewScreener(flight); err == nil {
		t.Error("an empty checker: no error")
	}
}

func BenchmarkScreener(b *testing.B) {
	c, flight := builtin(b)
	for name, f := range map[string]policy.Flight{"set": flight, "German": screenedFlights(flight)["German, March 2022"]} {
		b.Run(name, func(b *testing.B) {
			s, err := c.NewScreener(f)
			if err != nil {
				b.Fatal(err)
			}
			r := rand.New(rand.NewPCG(8, 2))
			var pairs [1000][2]route.Stop
			for i := range pairs {
				for k := range 2 {
					pairs[i][k].Point = orb.Point{r.Float64()*300 - 120, r.Float64()*100 - 35}
				}
			}
			i := 0
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Screen(pairs[i%1000][0], pairs[i%1000][1]); err != nil {
					b.Fatal(err)
				}
				i++
			}
		})
	}
}
