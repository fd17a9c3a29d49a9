package chart

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"slices"
	"testing"

	"github.com/golang/geo/r2"
	"pgregory.net/rapid"
)

// polygons draws rings with corners in a square of 40 mm; they may cross themselves.
func polygons(t *rapid.T) [][]r2.Point {
	coord := rapid.Float64Range(0, 40)
	var rings [][]r2.Point
	for range rapid.IntRange(1, 3).Draw(t, "rings") {
		var ring []r2.Point
		for range rapid.IntRange(3, 9).Draw(t, "corners") {
			ring = append(ring, r2.Point{X: coord.Draw(t, "x"), Y: coord.Draw(t, "y")})
		}
		rings = append(rings, append(ring, ring[0]))
	}
	return rings
}

// evenOdd reports whether a point is inside rings: the slow reference.
func evenOdd(rings [][]r2.Point, p r2.Point) bool {
	in := false
	for _, ring := range rings {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			if (a.Y > p.Y) != (b.Y > p.Y) && p.X < a.X+(b.X-a.X)*(p.Y-a.Y)/(b.Y-a.Y) {
				in = !in
			}
		}
	}
	return in
}

// nearEdge reports whether a point is so near an edge that rounding may decide.
func nearEdge(rings [][]r2.Point, p r2.Point, mm float64) bool {
	for _, ring := range rings {
		for i := 1; i < len(ring); i++ {
			if fromSide(ring[i-1], ring[i], p) < mm {
				return true
			}
		}
	}
	return false
}

// fromSide is how far a point is from a side.
func fromSide(a, b, p r2.Point) float64 {
	d := b.Sub(a)
	t := 0.0
	if n := d.Dot(d); n > 0 {
		t = max(0, min(1, p.Sub(a).Dot(d)/n))
	}
	return p.Sub(a.Add(d.Mul(t))).Norm()
}

// The lines of a hatch are inside, have its direction, and leave no gap: what is
// inside is at most half a spacing from a line's carrier that is drawn there.
func TestHatchIsInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rings := polygons(t)
		pt := pattern{Kind: patternHatch, Angle: float64(rapid.SampledFrom([]int{0, 45, 90, 135}).Draw(t, "angle")), Spacing: 1.3, Width: 0.2}
		lines := hatch(rings, pt, 1)
		sin, cos := math.Sincos(pt.Angle * math.Pi / 180)
		for _, l := range lines {
			d := l[1].Sub(l[0])
			if off := math.Abs(d.X*sin + d.Y*cos); off > 0.03 {
				t.Fatalf("%v runs %g mm askew", l, off)
			}
			for _, part := range []float64{0.25, 0.5, 0.75} {
				if p := l[0].Add(d.Mul(part)); !evenOdd(rings, p) && !nearEdge(rings, p, 0.02) {
					t.Fatalf("%v of %v is outside", p, l)
				}
			}
		}
		for range 20 {
			k := float64(rapid.IntRange(-30, 60).Draw(t, "line"))
			along := rapid.Float64Range(-60, 60).Draw(t, "along")
			y := k * pt.Spacing
			p := r2.Point{X: along*cos + y*sin, Y: -along*sin + y*cos}
			if !evenOdd(rings, p) || nearEdge(rings, p, 0.05) {
				continue
			}
			if !slices.ContainsFunc(lines, func(l []r2.Point) bool { return fromSide(l[0], l[1], p) < 0.03 }) {
				t.Fatalf("no line at %v", p)
			}
		}
	})
}

// Dots of all areas lie on one square grid.
func TestDotsLieOnAGrid(t *testing.T) {
	pt := pattern{Kind: patternDots, Spacing: 2, Width: 0.4}
	lines := hatch([][]r2.Point{{{X: 0.5, Y: 0.5}, {X: 9.5, Y: 0.5}, {X: 9.5, Y: 5.5}, {X: 0.5, Y: 5.5}, {X: 0.5, Y: 0.5}}}, pt, 1)
	var at []r2.Point
	for _, l := range lines {
		for _, dot := range dashed(l, [2]float64{dotMm, 2 - dotMm}) {
			at = append(at, rounded(dot[0]))
		}
	}
	var want []r2.Point
	for _, y := range []float64{2, 4} {
		for _, x := range []float64{2, 4, 6, 8} {
			want = append(want, r2.Point{X: x, Y: y})
		}
	}
	if !slices.Equal(at, want) {
		t.Errorf("dots at %v", at)
	}
}

// Dashes lie on the line, are as long as they should be, and with the gaps make up
// all of it.
func TestDashes(t *testing.T) {
	long := func(l []r2.Point) (mm float64) {
		for i := 1; i < len(l); i++ {
			mm += l[i].Sub(l[i-1]).Norm()
		}
		return mm
	}
	rapid.Check(t, func(t *rapid.T) {
		line := polygons(t)[0]
		dash := [2]float64{rapid.Float64Range(0.1, 3).Draw(t, "dash"), rapid.Float64Range(0.1, 3).Draw(t, "gap")}
		parts := dashed(line, dash)
		total := long(line)
		whole := math.Floor(total / (dash[0] + dash[1]))
		want := whole*dash[0] + min(dash[0], total-whole*(dash[0]+dash[1]))
		got := 0.0
		for i, p := range parts {
			got += long(p)
			if i < len(parts)-1 && math.Abs(long(p)-dash[0]) > 1e-6 {
				t.Fatalf("dash %d is %g mm long, not %g", i, long(p), dash[0])
			}
			for _, q := range p {
				if !nearEdge([][]r2.Point{line}, q, 1e-6) {
					t.Fatalf("%v is off the line", q)
				}
			}
		}
		if math.Abs(got-want) > 1e-6*(1+total) {
			t.Fatalf("dashes of %g mm on %g mm, want %g", got, total, want)
		}
	})
}

// Up to 256 colours stay as they are; more are brought to 256, each near its own.
func TestReducedColours(t *testing.T) {
	few := image.NewRGBA(image.Rect(0, 0, 16, 16))
	for i := range 256 {
		few.Set(i%16, i/16, color.RGBA{uint8(i), uint8(255 - i), uint8(i / 2), 255})
	}
	many := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for i := range 64 * 64 {
		many.Set(i%64, i/64, color.RGBA{uint8(i % 64 * 4), uint8(i / 64 * 4), 100, 255})
	}
	for _, c := range []struct {
		img  *image.RGBA
		most int
	}{{few, 0}, {many, 24}, {image.NewRGBA(image.Rect(0, 0, 3, 2)), 0}} {
		out := reduced(c.img)
		if len(out.Palette) > 256 || out.Rect != c.img.Rect {
			t.Fatalf("%d colours, %v", len(out.Palette), out.Rect)
		}
		for y := range c.img.Rect.Dy() {
			for x := range c.img.Rect.Dx() {
				a, b := c.img.RGBAAt(x, y), color.RGBAModel.Convert(out.At(x, y)).(color.RGBA)
				for _, d := range []int{int(a.R) - int(b.R), int(a.G) - int(b.G), int(a.B) - int(b.B)} {
					if d > c.most || d < -c.most {
						t.Fatalf("%d,%d: %v became %v", x, y, a, b)
					}
				}
			}
		}
	}
}

// A font without its day is the same font; one that is broken is an error.
func TestUndated(t *testing.T) {
	f, err := loadFonts()
	if err != nil {
		t.Fatal(err)
	}
	letters := map[rune]bool{}
	for _, r := range "Åland Жёлтое αβγ 0123…" {
		letters[r] = true
	}
	a, err := subset(f.regular, letters)
	if err != nil {
		t.Fatal(err)
	}
	b, err := subset(f.regular, letters)
	if err != nil || !bytes.Equal(a, b) {
		t.Errorf("two subsets differ, %v", err)
	}
	small, err := readFace(a, "small", 400, false)
	if err != nil {
		t.Fatal(err)
	}
	for r := range letters {
		p, err := small.outlines(string(r), 12, r2.Point{})
		q, _ := f.regular.outlines(string(r), 12, r2.Point{})
		if err != nil || small.width(string(r), 12) != f.regular.width(string(r), 12) || !slices.EqualFunc(p, q, slices.Equal) {
			t.Errorf("%q is drawn otherwise, %v", r, err)
		}
	}
	if len(a) > 10_000 {
		t.Errorf("%d bytes", len(a))
	}
	for n := range 200 {
		if _, err := undated(bytes.Clone(a[:n])); err == nil {
			t.Errorf("%d bytes of a font are taken for one", n)
		}
	}
	nohead := bytes.ReplaceAll(a, []byte("head"), []byte("daeh"))
	if _, err := undated(nohead); err == nil {
		t.Error("a font without a head is taken")
	}
	far := bytes.Clone(a)
	binary.BigEndian.PutUint32(far[bytes.Index(far, []byte("head"))+8:], 1<<31)
	if _, err := undated(far); err == nil {
		t.Error("a head beyond the end is taken")
	}
}
