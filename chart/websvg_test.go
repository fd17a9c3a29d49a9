package chart

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/golang/geo/r2"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/route"
)

func TestPathData(t *testing.T) {
	square := [][]r2.Point{{{X: 1, Y: 1}, {X: 2, Y: 1}, {X: 2, Y: 1.001}, {X: 2, Y: 2.005}, {X: 1, Y: 2}}}
	for want, got := range map[string]string{
		"M100 100l100 0 0 101-100-1z": pathData(square, true),
		"M100 100l100 0 0 101-100-1":  pathData(square, false),
		"M150-200l0 0":                pathData([][]r2.Point{{{X: 1.5, Y: -2}}}, false),
		"":                            pathData([][]r2.Point{nil, {}}, true),
		"M0 0l0 0M5 0l-5 0":           pathData([][]r2.Point{{{X: math.NaN(), Y: math.Inf(1)}}, {{X: 0.05}, {}}}, false),
	} {
		if got = strings.ReplaceAll(got, "M150 -200", "M150-200"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Path data leads, step by step, to where the points are, to half a unit.
func TestPathDataReadBack(t *testing.T) {
	coordinate := rapid.Float64Range(-300, 300)
	rapid.Check(t, func(t *rapid.T) {
		var line []r2.Point
		for range rapid.IntRange(1, 20).Draw(t, "points") {
			line = append(line, r2.Point{X: coordinate.Draw(t, "x"), Y: coordinate.Draw(t, "y")})
		}
		data := pathData([][]r2.Point{line}, false)
		numbers := strings.Fields(strings.NewReplacer("M", " ", "l", " ", "-", " -").Replace(data))
		x, y, at := 0, 0, 0
		for i := 0; i+1 < len(numbers); i += 2 {
			dx, _ := strconv.Atoi(numbers[i])
			dy, _ := strconv.Atoi(numbers[i+1])
			x, y = x+dx, y+dy
			for at < len(line) && near(line[at], x, y) {
				at++
			}
		}
		if at != len(line) {
			t.Fatalf("%q leaves %v at point %d", data, line, at)
		}
	})
}

func near(p r2.Point, x, y int) bool {
	return math.Abs(p.X*100-float64(x)) <= 0.5000001 && math.Abs(p.Y*100-float64(y)) <= 0.5000001
}

// captions hang on the mark that they name, on the side on which they stand, or else on
// their own middle.
func TestLabelsHangOnTheirMarks(t *testing.T) {
	box := func(x, y float64) r2.Rect {
		return r2.RectFromPoints(r2.Point{X: x, Y: y}, r2.Point{X: x + 10, Y: y + 4})
	}
	d := &Drawing{
		window: r2.RectFromPoints(r2.Point{}, r2.Point{X: 100, Y: 100}),
		shapes: []shape{
			{Layer: layerPoint, Ref: "end:from", Lines: [][]r2.Point{{{X: 50, Y: 50}}}, Radius: 1},
			{Layer: layerPoint, Ref: "end:to", Lines: [][]r2.Point{{{X: 70, Y: 50}}}, Radius: 1},
		},
		captions: []caption{
			{Role: roleTitle, Text: "title", At: r2.Point{X: 1, Y: 1}, Box: box(1, 1)},
			{Role: roleState, Text: "outside", At: r2.Point{X: 101, Y: 1}, Box: box(101, 1)},
			{Role: roleState, Text: "State", At: r2.Point{X: 20, Y: 23}, Size: 3, Box: box(20, 20)},
			{Role: roleEnd, Text: "right", Ref: "end:from", At: r2.Point{X: 52, Y: 51}, Size: 3, Box: box(52, 48)},
			{Role: roleEnd, Text: "left", Ref: "end:to", At: r2.Point{X: 58, Y: 51}, Size: 3, Box: box(58, 48)},
			{Role: roleEnd, Text: "above", Ref: "end:to", At: r2.Point{X: 65, Y: 45}, Size: 3, Bold: true, Box: box(65, 42)},
		},
	}
	got := map[string]string{}
	var order []string
	for _, l := range webMapOf(&route.Report{}, d).Labels {
		got[l.Text] = strings.Join([]string{l.Anchor, strconv.Itoa(l.X), strconv.Itoa(l.Y), strconv.Itoa(l.Dx), strconv.Itoa(l.Dy)}, " ")
		order = append(order, l.Text)
	}
	for text, want := range map[string]string{
		"State": "middle 2500 2200 0 100", "right": "start 5000 5000 200 100", "left": "end 7000 5000 -200 100", "above": "middle 7000 5000 0 -500",
	} {
		if got[text] != want {
			t.Errorf("%s: %s, want %s", text, got[text], want)
		}
	}
	if want := "right left above State"; strings.Join(order, " ") != want {
		t.Errorf("labels %v, want %s: the more important first, none from outside the map", order, want)
	}
}

// The map is XML with all that the drawing has to say of the answer.
func TestMapHoldsTheDrawing(t *testing.T) {
	r := moscowBudapest(t)
	d, err := New(r, Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := pageOf(r, d)
	if err != nil {
		t.Fatal(err)
	}
	refs := map[string]bool{}
	top := pageNode(t, string(p.SVG))
	for _, g := range top.named("g") {
		refs[g.attr["data-ref"]] = true
	}
	for _, it := range d.shapes {
		if it.Ref != "" && it.Layer != layerLegend && it.Layer != layerPaper && !refs[it.Ref] {
			t.Errorf("%s is not on the map", it.Ref)
		}
	}
	svg := top.children[0]
	var x, y, w, h float64
	for i, field := range strings.Fields(svg.attr["viewBox"]) {
		*[]*float64{&x, &y, &w, &h}[i], _ = strconv.ParseFloat(field, 64)
	}
	if got := r2.RectFromPoints(r2.Point{X: x / 100, Y: y / 100}, r2.Point{X: (x + w) / 100, Y: (y + h) / 100}); !got.ApproxEqual(d.window) && got.Size().Sub(d.window.Size()).Norm() > 0.02 {
		t.Errorf("the view is %v, the map %v", got, d.window)
	}
	for _, path := range top.named("path") {
		if fill := path.attr["fill"]; fill != "" && !strings.Contains(string(p.SVG), `id="`+strings.TrimSuffix(strings.TrimPrefix(fill, "url(#"), ")")+`"`) {
			t.Errorf("the pattern %s is not there", fill)
		}
	}
	if err := xml.Unmarshal([]byte(p.SVG), new(struct{})); err != nil {
		t.Error(err)
	}
}
