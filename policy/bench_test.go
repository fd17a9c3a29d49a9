package policy

import (
	"testing"

	"github.com/flightcheck/flightcheck/data"
)

// worldCase is a common question to the built-in sets.
type worldCase struct {
	name   string
	flight Flight
	over   string
}

// airliner is a scheduled airliner of a State.
func airliner(state string, day When) Flight {
	return Flight{
		Registration: Registration{State: state}, Kind: CivilAircraft, Scheduled: Yes, Type: "A320", MTOW: 78, Level: 370,
		Origin: Aerodrome{State: state}, Destination: Aerodrome{State: "JP"}, Base: state, Purpose: "ordinary", Cargo: "ordinary", Date: day,
	}
}

func worldCases(tb testing.TB, s *Set) []worldCase {
	tb.Helper()
	f, ok := s.Flight()
	if !ok {
		tb.Fatal("the set has no flight")
	}
	return []worldCase{
		{"set-flight-PL", f, "PL"},
		{"set-flight-TR", f, "TR"},
		{"set-flight-HU", f, "HU"},
		{"set-flight-UA", f, "UA"},
		{"DE-RU-2022", airliner("DE", Day(2022, 3, 5)), "RU"},
		{"DE-RU-2021", airliner("DE", Day(2021, 3, 5)), "RU"},
		{"DE-FR", airliner("DE", Day(2025, 10, 20)), "FR"},
		{"IN-PK", airliner("IN", Day(2025, 10, 20)), "PK"},
		{"US-FR", airliner("US", Day(2025, 10, 20)), "FR"},
		{"US-RU", airliner("US", Day(2025, 10, 20)), "RU"},
		{"QA-SA-2018", airliner("QA", Day(2018, 6, 5)), "SA"},
		{"RU-TR", airliner("RU", Day(2025, 10, 20)), "TR"},
		{"GB-IR", airliner("GB", Day(2025, 10, 20)), "IR"},
		{"AU-NZ", airliner("AU", Day(2025, 10, 20)), "NZ"},
		{"civil-BR", civil("BR"), "CO"},
	}
}

// world is the built-in default: budapest-2025 over world-2025.
func world(tb testing.TB) *Set {
	tb.Helper()
	under, err := Builtin("world-2025")
	if err != nil {
		tb.Fatal(err)
	}
	s, err := Combine(budapest(tb), under)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// A decision with the world set costs no memory.
func TestDecideAllocatesNothing(t *testing.T) {
	s := world(t)
	for _, c := range worldCases(t, s) {
		where := over(c.over)
		for _, scope := range Scopes() {
			if n := testing.AllocsPerRun(20, func() { s.Decide(c.flight, where, At{}, scope) }); n != 0 {
				t.Errorf("%s, %v: %v allocations; %d rules apply", c.name, scope, n, len(s.Decide(c.flight, where, At{}, scope).Rules()))
			}
		}
	}
}

// BenchmarkDecide asks the set of Budapest alone, and with the world under it.
func BenchmarkDecide(b *testing.B) {
	alone, both := budapest(b), world(b)
	f, _ := alone.Flight()
	run := func(name string, s *Set, f Flight, state string) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			where := over(state)
			for b.Loop() {
				s.Decide(f, where, At{}, Overflight)
			}
		})
	}
	run("Poland", alone, f, "PL")
	run("Bulgaria", alone, f, "BG")
	run("Turkey", alone, f, "TR")
	run("Minsk-civil", alone, civil("RS"), "BY")
	run("no-facts", alone, Flight{Date: f.Date}, "PL")
	for _, c := range worldCases(b, both) {
		run("world/"+c.name, both, c.flight, c.over)
	}
}

func BenchmarkExplain(b *testing.B) {
	s := budapest(b)
	f, _ := s.Flight()
	b.ReportAllocs()
	for b.Loop() {
		s.Explain(f, over("PL"), At{}, Overflight)
	}
}

// BenchmarkParse reads the built-in sets, which are read once in a program.
func BenchmarkParse(b *testing.B) {
	for _, name := range BuiltinNames() {
		text, _ := data.Policy(name)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(name, []byte(text)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkFormat(b *testing.B) {
	text, _ := data.Policy("world-2025")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Format("world-2025", []byte(text)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWith(b *testing.B) {
	s := budapest(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.With(Grant("PL")); err != nil {
			b.Fatal(err)
		}
	}
}
