package airspace

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/plural"
)

// checkCodes says what is missing or strange in the properties.
func (l *linter) checkCodes() {
	entered := make([]bool, len(l.b.areas))
	for _, s := range l.watch.order {
		first := !entered[s.area]
		entered[s.area] = true
		if len(s.f.leftOut) > 0 {
			l.about(s, SeverityInfo, "left-out", "left out: "+leftOutText(s.f.leftOut), "only polygons have airspace")
		}
		if !first {
			continue
		}
		l.checkCode(s)
		if id := l.b.areas[s.area].ID; id != s.id.area.ID {
			l.about(s, SeverityWarning, "same-id", fmt.Sprintf("another area has the id %q, with another code or name; this one is called %s", s.id.area.ID, id),
				"give each area an id of its own, or the same code and name if they are one")
		}
		if !l.b.areas[s.area].hasOutline {
			l.about(s, SeverityWarning, "no-outline", "the area has no polygon; it is nowhere", "give it a Polygon or a MultiPolygon")
		}
	}
}

// checkCode says what is strange in the codes of the first feature of an area.
func (l *linter) checkCode(s *seen) {
	a := s.id.area
	if len(s.id.strays) > 0 {
		var strays []string
		for _, code := range s.id.strays {
			if quoted := strconv.Quote(code); !slices.Contains(strays, quoted) {
				strays = append(strays, quoted)
			}
		}
		what := fmt.Sprintf("ISO 3166-1 does not know the %s %s", plural.Form(len(strays), "code", "codes"), list(strays))
		if a.Code != "" {
			what += "; the area is taken as " + a.Code
		}
		l.about(s, SeverityWarning, "unknown-code", what, "write a code of two or three letters; -99 or nothing if there is none")
	}
	switch {
	case s.id.byName:
		l.about(s, SeverityInfo, "by-name", fmt.Sprintf("there is no code; %s follows from the name %q", a.Code, a.Name), "give the property iso_a2")
	case a.Code == "" && !s.id.stated && len(s.id.strays) == 0:
		l.about(s, SeverityWarning, "no-code", "the area has no code and no sovereign; what is asked over it is unknown",
			`give the property iso_a2, or sovereign ("" if there is none); a zone of your own needs neither`)
	}
}

// about enters a finding on a feature.
func (l *linter) about(s *seen, severity Severity, kind, what, hint string) {
	f := Finding{
		Severity: severity, Kind: kind, Areas: []string{l.b.areas[s.area].ID},
		Feature: s.f.number, What: what, Hint: hint,
	}
	f.At, f.Placed = s.f.anyPosition()
	l.add(f)
}

// anyPosition returns the first position of a feature.
func (f *feature) anyPosition() (p orb.Point, ok bool) {
	for _, polygon := range f.polygons {
		for _, ring := range polygon {
			if len(ring) > 0 {
				return onGlobe(ring[0]), true
			}
		}
	}
	return p, false
}
