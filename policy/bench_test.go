package policy

import "testing"

func BenchmarkDecide(b *testing.B) {
	s := budapest(b)
	f, _ := s.Flight()
	for _, c := range []struct {
		name   string
		flight Flight
		over   string
	}{{"Poland", f, "PL"}, {"Bulgaria", f, "BG"}, {"Turkey", f, "TR"}, {"Minsk-civil", civil("RS"), "BY"}, {"no-facts", Flight{Date: f.Date}, "PL"}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			where := over(c.over)
			for b.Loop() {
				s.Decide(c.flight, where, At{}, Overflight)
			}
		})
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

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Builtin("budapest-2025"); err != nil {
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
