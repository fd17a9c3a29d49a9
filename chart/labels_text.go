package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/golang/geo/r2"
	"golang.org/x/text/cases"
	"golang.org/x/text/language"

	"github.com/flightcheck/flightcheck/internal/projection"
	"github.com/flightcheck/flightcheck/route"
)

// answerLines is how many lines of the answer are shown.
const answerLines = 4

// titles writes heading, flight and answer, and the words for those who cannot see
// the picture.
func (s *scene) titles() {
	u, r := s.unit, s.report
	width := s.d.Width - 2*marginMm*u
	title := caption{Role: roleTitle, Size: titleMm * u, Bold: true}
	from, to := title, title
	from.Text, to.Text = shortName(r.From.Name), shortName(r.To.Name)
	from, to = s.fonts.shorten(from, 0.45*width), s.fonts.shorten(to, 0.45*width)
	title.Text = from.Text + " to " + to.Text
	s.d.Title = s.fonts.writable(shortName(r.From.Name) + " to " + shortName(r.To.Name))
	s.d.Summary = strings.TrimSpace(s.fonts.writable(flightLine(r.Flight)) + ". " + s.fonts.writable(r.Answer))
	y := (marginMm + 5.5) * u
	s.text(title, r2.Point{X: marginMm * u, Y: y})
	y += 6.3 * u
	text := caption{Role: roleText, Size: textMm * u}
	flight := text
	flight.Text, flight.Bold = flightLine(r.Flight), true
	s.text(s.fonts.shorten(flight, width), r2.Point{X: marginMm * u, Y: y})
	text.Text = r.Answer
	for _, l := range s.fonts.wrap(text, width, answerLines) {
		y += leadMm * u
		s.text(l, r2.Point{X: marginMm * u, Y: y})
	}
}

// flightLine puts a flight into a line: "registration RU, state aircraft, IL96,
// Putin on board, 2025-10-30".
func flightLine(f route.Flight) string {
	words := []string{"registration " + cmp.Or(f.Registration, "not given")}
	switch f.Kind {
	case "state", "civil":
		words = append(words, f.Kind+" aircraft")
	default:
		words = append(words, "state or civil not given")
	}
	if f.Type != "" {
		words = append(words, f.Type)
	}
	if f.Operator != "" && f.Operator != f.Registration {
		words = append(words, "operator of "+f.Operator)
	}
	if f.Scheduled == "yes" {
		words = append(words, "scheduled")
	}
	for _, w := range []string{f.Purpose, f.Cargo} {
		if w != "" {
			words = append(words, w)
		}
	}
	if len(f.Persons) > 0 {
		words = append(words, strings.Join(persons(f.Persons), ", ")+" on board")
	}
	if f.Level != "" {
		words = append(words, f.Level)
	}
	return strings.Join(append(words, cmp.Or(f.Depart, f.Date)), ", ")
}

// persons returns the ids of persons as names: putin as Putin.
func persons(ids []string) []string {
	out := slices.Clone(ids)
	for i, id := range out {
		if id != "" && strings.ToLower(id) == id {
			out[i] = cases.Title(language.Und).String(strings.ReplaceAll(id, "-", " "))
		}
	}
	return out
}

// sources returns the lines at the foot of the sheet: who made the borders first,
// because that is the licence's wish and nothing cuts it off.
func (s *scene) sources() []caption {
	r := s.report
	a := r.Airspace
	borders := cited(strings.TrimSuffix(cmp.Or(a.Source, "not told"), "."), "of", a.Date, "")
	if at := strings.TrimSuffix(r.Attribution(), "."); at != "" && !strings.Contains(borders, at) {
		borders += ", " + at
	}
	if a.Worldview != "" {
		borders += ", world view " + a.Worldview
	}
	parts := []string{"Airspace: " + cited(borders, "", "", a.SHA256) + ".", "Coast: Natural Earth, public domain."}
	for _, z := range a.Zones {
		parts = append(parts, "Zones: "+cited(z.Source, "of", z.Date, z.SHA256)+".")
	}
	for _, p := range r.Policies {
		parts = append(parts, "Rules: "+cited(p.Name, "as of", p.AsOf, p.SHA256)+".")
	}
	parts = append(parts, "Airspace includes the territorial sea. Colours show what an overflight meets; no advice for navigation.")
	l := caption{Role: roleText, Size: smallMm * s.unit, Text: strings.Join(parts, " ")}
	return s.fonts.wrap(l, s.d.Width-2*marginMm*s.unit, 3)
}

// cited names a source with its date and the beginning of its hash, as far as they
// are known.
func cited(name, when, date, hash string) string {
	if date != "" {
		name += ", " + when + " " + date
	}
	if hash != "" {
		name += fmt.Sprintf(", sha256 %.12s", hash)
	}
	return name
}

// degrees writes the degrees of a meridian or a parallel outside the map's edge.
func (s *scene) degrees(g projection.GraticuleLine) {
	u, m := s.unit, s.d.window
	l := caption{Role: roleDegree, Text: g.Text, Size: smallMm * u}
	ink := s.fonts.ink(l)
	for _, at := range g.At {
		var dx, dy float64
		switch d := []float64{at.X - m.X.Lo, m.X.Hi - at.X, at.Y - m.Y.Lo, m.Y.Hi - at.Y}; least(d) {
		case 0:
			dx = -1
		case 1:
			dx = 1
		case 2:
			dy = -1
		default:
			dy = 1
		}
		box := beside(at, ink.Size(), dx, dy, 0.9*u)
		if s.clear(box, 1.2*u) {
			s.text(l, r2.Point{X: box.X.Lo - ink.X.Lo, Y: box.Y.Lo - ink.Y.Lo})
		}
	}
}

// least returns the index of the least number.
func least(d []float64) int {
	best := 0
	for i, v := range d {
		if math.Abs(v) < math.Abs(d[best]) {
			best = i
		}
	}
	return best
}

// clear reports whether a box lies on the sheet and off all labels by a gap.
func (s *scene) clear(box r2.Rect, gap float64) bool {
	if !s.d.sheet().Contains(box) {
		return false
	}
	wide := box.ExpandedByMargin(gap)
	for _, l := range s.d.captions {
		if l.Box.Intersects(wide) {
			return false
		}
	}
	return true
}
