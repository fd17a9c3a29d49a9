package chart

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/golang/geo/r1"
	"github.com/golang/geo/r2"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/projection"
	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/route"
)

func testFonts(t interface {
	Helper()
	Fatal(args ...any)
},
) *fonts {
	t.Helper()
	f, err := loadFonts()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestWritable(t *testing.T) {
	f := testFonts(t)
	for _, c := range []struct{ in, want string }{
		{"Moscow", "Moscow"},
		{"Åland <Islands> & \"more\"", "Åland <Islands> & \"more\""},
		{" two\r\n\tlines ", "two lines"},
		{"Москва, Αθήνα", "Москва, Αθήνα"},
		{"A\u030aland", "Åland"}, // two signs for one letter
		{"東京 (Tokyo)", "□ (Tokyo)"},
		{"漢 字", "□ □"},
		{"\u202eright\u200f", "right"},
		{"a\x00b", "a b"},
		{"\xff\xfe", "□"},
		{"😀👩\u200d✈️", "□"},
		{"", ""},
		{"\u0301\u200b", ""},
	} {
		if got := f.writable(c.in); got != c.want {
			t.Errorf("%q became %q, want %q", c.in, got, c.want)
		}
	}
}

// Whatever the words: they are written in letters that the fonts have, in lines of
// the width that was given and at most so many, and nothing is lost unsaid.
func TestWrapKeepsToTheWidth(t *testing.T) {
	f := testFonts(t)
	words := rapid.OneOf(rapid.String(), rapid.StringMatching(`[A-Za-zäößЖ]{1,30}`), rapid.SampledFrom([]string{"\n", " ", "漢字", "WWWWWWWWWWWWWWWWWWWWWWWWWWW"}))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(words, 0, 12).Draw(t, "words"), " ")
		width := rapid.Float64Range(6, 80).Draw(t, "width")
		most := rapid.IntRange(1, 4).Draw(t, "lines")
		lines := f.wrap(caption{Role: roleText, Text: text, Size: 3, Bold: rapid.Bool().Draw(t, "bold")}, width, most)
		if len(lines) > most {
			t.Fatalf("%d lines", len(lines))
		}
		var all []string
		for _, l := range lines {
			if w := f.width(l); w > width {
				t.Fatalf("%q is %g mm wide, more than %g", l.Text, w, width)
			}
			for _, r := range l.Text {
				if f.of(l).GlyphIndex(r) == 0 || unicode.IsControl(r) {
					t.Fatalf("%q holds %q", l.Text, r)
				}
			}
			all = append(all, l.Text)
		}
		got, want := strings.Join(all, " "), f.writable(text)
		if got != want && !strings.Contains(got, ellipsis) {
			t.Fatalf("%q became %q", want, got)
		}
	})
}

// Shortening takes as much as fits: one more letter would not.
func TestShortenTakesAllThatFits(t *testing.T) {
	f := testFonts(t)
	l := caption{Role: roleText, Text: "The quick brown fox jumps over the lazy dog", Size: 3}
	for width := 5.0; width < 60; width += 1.7 {
		got := f.shorten(l, width)
		if f.width(got) > width {
			t.Errorf("%g: %q is %g wide", width, got.Text, f.width(got))
		}
		kept, cut := strings.CutSuffix(got.Text, ellipsis)
		if !cut {
			continue
		}
		more := l
		more.Text = l.Text[:len(kept)+2] + ellipsis // a space may have been left out
		if !strings.HasPrefix(l.Text, kept) || f.width(more) <= width {
			t.Errorf("%g: %q, and %q would fit", width, got.Text, more.Text)
		}
	}
}

// The box of a label holds its ink.
func TestInk(t *testing.T) {
	f := testFonts(t)
	for _, text := range []string{"Å", "g", "jumpy Ångström", "1,234 km", "—"} {
		for _, role := range []captionRole{roleText, roleState, roleSea} {
			l := caption{Role: role, Text: text, Size: 4}
			box := f.ink(l)
			outlines, err := f.of(l).outlines(l.Text, l.Size, l.At)
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range outlines {
				for _, p := range o {
					if !box.ContainsPoint(p) {
						t.Fatalf("%q: %v is outside %v", text, p, box)
					}
				}
			}
			if box.Y.Length() > 1.4*l.Size+l.paint().HaloWidth {
				t.Errorf("%q is %v", text, box)
			}
		}
	}
}

// However many labels are tried, those that stand do not touch and are on the map.
func TestPlacerKeepsApart(t *testing.T) {
	bounds := r2.RectFromPoints(r2.Point{X: 10, Y: 20}, r2.Point{X: 110, Y: 90})
	rapid.Check(t, func(t *rapid.T) {
		p := newPlacer(bounds, 0.5)
		for range rapid.IntRange(1, 40).Draw(t, "labels") {
			at := r2.Point{X: rapid.Float64Range(0, 120).Draw(t, "x"), Y: rapid.Float64Range(0, 100).Draw(t, "y")}
			box := around(at, r2.Point{X: rapid.Float64Range(0.5, 30).Draw(t, "w"), Y: rapid.Float64Range(0.5, 8).Draw(t, "h")})
			if p.free(box) {
				p.boxes = append(p.boxes, box)
			}
		}
		for i, a := range p.boxes {
			if !bounds.Contains(a) {
				t.Fatalf("%v lies off the map", a)
			}
			for _, b := range p.boxes[:i] {
				if a.Intersects(b) {
					t.Fatalf("%v and %v touch", a, b)
				}
			}
		}
	})
}

// The cells that a box covers are counted as one by one.
func TestUnderCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlacer(r2.RectFromPoints(r2.Point{}, r2.Point{X: 40, Y: 40}), 0.5)
		for _, line := range polygons(t) {
			p.line(line)
		}
		box := around(polygons(t)[0][0], r2.Point{X: rapid.Float64Range(0.1, 30).Draw(t, "w"), Y: 5})
		x0, y0, x1, y1 := p.cells(box)
		want := 0
		for y := y0; y < y1; y++ {
			for x := x0; x < x1; x++ {
				if p.lines[y*p.nx+x] {
					want++
				}
			}
		}
		if got := p.under(box); got != want {
			t.Fatalf("%v covers %d cells with lines, not %d", box, want, got)
		}
	})
}

// A mask is the even-odd fill, cell by cell.
func TestMaskFills(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlacer(r2.RectFromPoints(r2.Point{}, r2.Point{X: 40, Y: 40}), 1)
		rings := polygons(t)
		m := p.maskOf(rings)
		count := 0
		for y := range p.ny {
			for x := range p.nx {
				c := r2.Point{X: float64(x) + 0.5, Y: float64(y) + 0.5}
				in := x >= m.x0 && x < m.x0+m.nx && y >= m.y0 && y < m.y0+m.ny && m.in[(y-m.y0)*m.nx+x-m.x0]
				if in {
					count++
				}
				if in != evenOdd(rings, c) && !nearEdge(rings, c, 1e-6) {
					t.Fatalf("the cell at %v: %v", c, in)
				}
			}
		}
		if count != m.count {
			t.Fatalf("%d cells, counted %d", count, m.count)
		}
	})
}

// Depths are how far the next cell outside is, within what steps to eight neighbours
// can measure.
func TestDepths(t *testing.T) {
	p := newPlacer(r2.RectFromPoints(r2.Point{}, r2.Point{X: 20, Y: 20}), 1)
	m := p.maskOf([][]r2.Point{corners(r2.RectFromPoints(r2.Point{X: 2, Y: 3}, r2.Point{X: 13, Y: 10}))})
	depth, most := m.depths()
	if most != 4 || m.count != 77 {
		t.Errorf("a block of 11 x 7 cells is %g deep, of %d cells", most, m.count)
	}
	for y := range m.ny {
		for x := range m.nx {
			want := float64(min(x+1, y+1, m.nx-x, m.ny-y))
			if got := depth[y*m.nx+x]; math.Abs(got-want) > 1e-9 {
				t.Errorf("%d,%d is %g deep, not %g", x, y, got, want)
			}
		}
	}
}

// What is left out before it is projected would not have been seen.
func TestCullLeavesOutWhatIsNotSeen(t *testing.T) {
	world, err := airspace.World()
	if err != nil {
		t.Fatal(err)
	}
	window := r2.Rect{X: r1.Interval{Lo: 10, Hi: 210}, Y: r1.Interval{Lo: 40, Hi: 190}}
	for name, ends := range map[string][2]orb.Point{
		"Vienna-Budapest":  {{16.4, 48.2}, {19, 47.5}},
		"Anchorage-Tokyo":  {{-150, 61.2}, {139.7, 35.7}},
		"by the pole":      {{10, 82}, {-175, 80}},
		"south of Chile":   {{-70, -70}, {-80, -60}},
		"the Aleutians":    {{170, 50}, {-175, 52}},
		"Madrid-Antipodes": {{-3.7, 40.4}, {174, -41}},
	} {
		f := projection.Fit([]s2.Point{sphere.FromLonLat(ends[0]), sphere.FromLonLat(ends[1])}, window)
		v := viewOf(f)
		kept, all := 0, 0
		for id := range world.All() {
			outline := world.Outline(id)
			seen := v.cull(outline)
			kept, all = kept+len(seen), all+len(outline)
			var out orb.MultiPolygon
			for _, p := range outline {
				if !slices.ContainsFunc(seen, func(q orb.Polygon) bool { return &q[0][0] == &p[0][0] }) {
					out = append(out, p)
				}
			}
			if rings, _ := f.Area(out); len(rings) > 0 {
				t.Errorf("%s: a part of %s is seen", name, world.Area(id).Name)
			}
		}
		if name == "Vienna-Budapest" && kept > all/4 {
			t.Errorf("%s: %d of %d polygons are kept", name, kept, all)
		}
	}
}

// If all places beside an end are taken, its name stands at the nearest free one.
func TestNearestFreePlace(t *testing.T) {
	m := r2.RectFromPoints(r2.Point{}, r2.Point{X: 100, Y: 60})
	s := &scene{unit: 1, place: newPlacer(m, 0.5), d: &Drawing{Width: 100, Height: 60, window: m}}
	taken := r2.RectFromPoints(r2.Point{X: 20, Y: 5}, r2.Point{X: 90, Y: 55})
	s.place.boxes = append(s.place.boxes, taken)
	at, size := r2.Point{X: 25, Y: 30}, r2.Point{X: 12, Y: 4}
	if _, _, ok := s.best(at, size, 1, 3); ok {
		t.Fatal("a place in what is taken is free")
	}
	box, ok := s.nearest(at, size)
	if !ok || !s.place.free(box) || math.Abs(box.Center().Y-30) > 1.1 || box.X.Hi < 18 {
		t.Errorf("%v, %v", box, ok)
	}
	s.place.boxes = append(s.place.boxes, m)
	if box, ok := s.nearest(at, size); ok {
		t.Errorf("%v is free on a full map", box)
	}
}

func TestFlightLine(t *testing.T) {
	for want, f := range map[string]route.Flight{
		"registration not given, state or civil not given, 2025-06-01": {Date: "2025-06-01"},
		"registration RA-96022, state aircraft, IL96, Putin, Le Pen on board, FL350, 2025-10-30": {
			Registration: "RA-96022", Kind: "state", Type: "IL96", Persons: []string{"putin", "le-pen"}, Level: "FL350", Date: "2025-10-30",
		},
		"registration GB, civil aircraft, operator of FR, scheduled, ferry, defence_material, 2025-06-01T08:00Z": {
			Registration: "GB", Kind: "civil", Operator: "FR", Scheduled: "yes", Purpose: "ferry", Cargo: "defence_material", Depart: "2025-06-01T08:00Z", Date: "2025-06-01",
		},
	} {
		if got := flightLine(f); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestKilometres(t *testing.T) {
	for x, want := range map[float64]string{0: "0 km", 0.5: "1 km", 999.4: "999 km", 999.6: "1,000 km", 12345.6: "12,346 km", 1e6: "1,000,000 km", -1234: "-1,234 km", -123: "-123 km"} {
		if got := km(x); got != want {
			t.Errorf("%g is %q, want %q", x, got, want)
		}
	}
}
