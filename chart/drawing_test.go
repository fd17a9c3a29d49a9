package chart

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/color"
	"image/png"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/golang/geo/r2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// pictured are the pictures of docs/img besides the main question, and two that are
// hard: one that is small, one that is as large as the globe.
var pictured = sync.OnceValues(func() (map[string]*route.Report, error) {
	c, flight, err := route.Builtin()
	if err != nil {
		return nil, err
	}
	out := map[string]*route.Report{}
	for _, q := range []struct{ from, to, state string }{
		{"london, gb", "tokyo", "GB"},
		{"sydney, au", "santiago, cl", "AU"},
		{"helsinki", "seoul", "FI"},
		{"saint petersburg, ru", "kaliningrad", "RU"},
		{"vienna", "budapest", "AT"},
		{"madrid", "wellington", "ES"},
	} {
		var stops []route.Stop
		for _, name := range []string{q.from, q.to} {
			found, err := place.Lookup(name)
			if err != nil {
				return nil, err
			}
			stops = append(stops, route.StopAt(found.Place))
		}
		f := policy.Flight{Registration: policy.Registration{State: q.state}, Kind: policy.CivilAircraft, Date: policy.Day(2025, 6, 1)}
		if q.state == "RU" {
			f.Date = flight.Date
		}
		r, err := c.Candidates(context.Background(), f, stops[0], stops[1], route.SearchOptions{CorridorSlack: 0.02})
		if err != nil {
			return nil, err
		}
		out[q.from+"-"+q.to] = r
	}
	return out, nil
})

// drawnReports are all reports that are drawn in tests.
func drawnReports(t *testing.T) map[string]*route.Report {
	t.Helper()
	all := fileReports(t)
	more, err := pictured()
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(all, more)
	all["long names"] = longNames()
	return all
}

// longNames is a report with names of 200 letters in all its words, and more routes
// than a legend holds.
func longNames() *route.Report {
	name := strings.Repeat("<Ж&\"ü\n漢字 عربي", 20)
	r := &route.Report{
		From: route.Place{Name: name, Lat: 50, Lon: 10}, To: route.Place{Name: name, Lat: 50, Lon: 10.01},
		Answer: strings.Repeat(name+" ", 20), Flight: route.Flight{Registration: name, Persons: []string{name, name}, Type: name, Date: "2025-06-01"},
		Policies: []route.Set{{Name: name}, {Name: name}}, Airspace: route.Source{Source: name},
	}
	for i := range 60 {
		lat := 50 + float64(i)/7
		r.Routes = append(r.Routes, &route.Route{
			ID: fmt.Sprintf("%d/%s", i, name), Name: name, Status: policy.Status(i % 4), DistanceKm: 1e6,
			Waypoints: orb.LineString{{10, 50}, {10.01, lat}},
			Crossings: []route.Crossing{
				{Name: name, Areas: []string{name}, Enter: orb.Point{10, 50}, Exit: orb.Point{12, lat}, Status: policy.Blocked},
				{Name: name, Areas: []string{"b"}, Enter: orb.Point{12, lat}, Exit: orb.Point{10.01, 50}, FromKm: 1234.5, Status: policy.Open},
			},
		})
	}
	return r
}

func drawn(t *testing.T, r *route.Report, o Options) *Drawing {
	t.Helper()
	d, err := New(r, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// checkLabels: no two boxes overlap, all lie on the sheet, and what must be there is.
func checkLabels(t *testing.T, d *Drawing) {
	t.Helper()
	sheet := r2.RectFromPoints(r2.Point{}, r2.Point{X: d.Width, Y: d.Height})
	refs, roles := map[string]int{}, map[captionRole]int{}
	for i, l := range d.captions {
		if !sheet.Contains(l.Box) || l.Box.IsEmpty() || !l.Box.ContainsPoint(l.At) && l.Role != roleRoute {
			t.Errorf("%q at %v has the box %v, on a sheet of %v", l.Text, l.At, l.Box, sheet.Hi())
		}
		if l.Text == "" || strings.ContainsAny(l.Text, "\n\r\t") {
			t.Errorf("a label says %q", l.Text)
		}
		for _, o := range d.captions[:i] {
			if o.Box.Intersects(l.Box) {
				t.Errorf("%q and %q overlap: %v, %v", l.Text, o.Text, l.Box, o.Box)
			}
		}
		if l.Role >= roleState && l.Role <= roleRoute && !d.window.Contains(l.Box) {
			t.Errorf("%q lies off the map", l.Text)
		}
		refs[l.Ref]++
		roles[l.Role]++
	}
	if roles[roleTitle] != 1 || refs["end:from"] != 1 || refs["end:to"] != 1 {
		t.Errorf("title %d, ends %d and %d times", roles[roleTitle], refs["end:from"], refs["end:to"])
	}
}

// checkItems: sorted by layer, in the map, and each crossing is there.
func checkItems(t *testing.T, d *Drawing, r *route.Report) {
	t.Helper()
	if !slices.IsSortedFunc(d.shapes, func(a, b shape) int { return int(a.Layer) - int(b.Layer) }) {
		t.Error("the items are not sorted by layer")
	}
	room := d.window.ExpandedByMargin(0.011)
	refs := map[string]shape{}
	for _, it := range d.shapes {
		refs[it.Ref] = it
		if it.Layer == layerPaper || it.Layer == layerLegend {
			room := r2.RectFromPoints(r2.Point{}, r2.Point{X: d.Width, Y: d.Height})
			checkPoints(t, it, room)
			continue
		}
		checkPoints(t, it, room)
	}
	for i, rt := range r.Routes {
		for k, c := range rt.Crossings {
			it, ok := refs[fmt.Sprintf("crossing:%s/%d", rt.ID, k+1)]
			if !ok && c.Km > 50 {
				t.Errorf("crossing %d of %q is not drawn", k+1, rt.Name)
			}
			if ok && (it.Status != c.Status || it.Dashed != (rt.Status == policy.Blocked) || it.Best != (i == 0)) {
				t.Errorf("crossing %d of %q is drawn as %v, dashed %v, best %v", k+1, rt.Name, it.Status, it.Dashed, it.Best)
			}
		}
	}
	if refs["end:from"].Radius == 0 || refs["end:to"].Radius == 0 {
		t.Error("an end has no mark")
	}
}

func checkPoints(t *testing.T, it shape, room r2.Rect) {
	t.Helper()
	for _, line := range slices.Concat(it.Rings, it.Lines) {
		for _, p := range line {
			if !room.ContainsPoint(p) {
				t.Fatalf("layer %d, %s: %v lies outside %v", it.Layer, it.Ref, p, room)
			}
		}
	}
	for _, ring := range it.Rings {
		if ring[0] != ring[len(ring)-1] {
			t.Fatalf("layer %d, %s: a ring is not closed", it.Layer, it.Ref)
		}
	}
}

func TestDrawings(t *testing.T) {
	for name, r := range drawnReports(t) {
		t.Run(name, func(t *testing.T) {
			d := drawn(t, r, Options{})
			checkLabels(t, d)
			checkItems(t, d, r)
			checkSVG(t, d)
		})
	}
}

// Sheets of all shapes hold the same.
func TestSheets(t *testing.T) {
	for _, o := range []Options{{WidthMm: 90, HeightMm: 90}, {WidthMm: 210, HeightMm: 297}, {WidthMm: 600, HeightMm: 90}, {HeightMm: 1200}} {
		for _, r := range []*route.Report{fileReports(t)["hostile names"], longNames()} {
			d := drawn(t, r, o)
			checkLabels(t, d)
			checkItems(t, d, r)
			if d.window.X.Length() < 20 || d.window.Y.Length() < 20 {
				t.Errorf("%v: the map is %v", o, d.window.Size())
			}
		}
	}
}

func TestPicturesAreDeterministic(t *testing.T) {
	r := moscowBudapest(t)
	var svgs, pngs [2]bytes.Buffer
	for i := range 2 {
		d := drawn(t, r, Options{})
		if err := errors.Join(d.SVG(&svgs[i]), d.PNG(&pngs[i])); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(svgs[0].Bytes(), svgs[1].Bytes()) {
		t.Error("the SVG differs from time to time")
	}
	if !bytes.Equal(pngs[0].Bytes(), pngs[1].Bytes()) {
		t.Error("the PNG differs from time to time")
	}
}

func TestPNG(t *testing.T) {
	d := drawn(t, moscowBudapest(t), Options{})
	var b bytes.Buffer
	if err := d.PNG(&b); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 600e3 {
		t.Errorf("%d bytes", b.Len())
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	if s := img.Bounds().Size(); s.X != 1754 || s.Y != 1240 {
		t.Errorf("%v dots", s)
	}
	// What lies at some places: paper, the mark of Moscow, and inks all over the map.
	at := func(p r2.Point) [3]uint8 {
		c := color.NRGBAModel.Convert(img.At(int(p.X*150/25.4), int(p.Y*150/25.4))).(color.NRGBA)
		if c.A != 255 {
			t.Fatalf("%v is not opaque", p)
		}
		return [3]uint8{c.R, c.G, c.B}
	}
	for _, p := range []r2.Point{{}, {X: 296.9, Y: 209.9}, {X: 296.9}, {X: 150, Y: 5}} {
		if got := at(p); got != [3]uint8{255, 255, 255} {
			t.Errorf("%v of the paper is %v", p, got)
		}
	}
	seen := map[[3]uint8]bool{}
	for x := d.window.X.Lo; x < d.window.X.Hi; x += 0.5 {
		for y := d.window.Y.Lo; y < d.window.Y.Hi; y += 0.5 {
			seen[at(r2.Point{X: x, Y: y})] = true
		}
	}
	if len(seen) < 50 {
		t.Errorf("%d colours on the map", len(seen))
	}
	i := slices.IndexFunc(d.shapes, func(it shape) bool { return it.Ref == "end:from" })
	if got := at(d.shapes[i].Lines[0][0]); got[0] > 40 || got[2] < 70 || got[2] > 100 {
		t.Errorf("Moscow is %v", got)
	}
}

func TestPicturesHandOnErrors(t *testing.T) {
	d := drawn(t, moscowBudapest(t), Options{})
	for name, write := range map[string]func(io.Writer) error{"SVG": d.SVG, "PNG": d.PNG} {
		if err := write(&fullDisk{100}); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	nowhere := &route.Report{From: route.Place{Name: "x", Lat: math.NaN()}}
	if _, err := New(nowhere, Options{}); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("an end nowhere: %v", err)
	}
	if _, err := New(nil, Options{}); err == nil {
		t.Error("no report was drawn")
	}
	for _, o := range []Options{{WidthMm: -1}, {HeightMm: 89.9}, {WidthMm: 1e9}, {HeightMm: math.NaN()}, {WidthMm: math.Inf(1)}} {
		_, err := New(moscowBudapest(t), o)
		if e, ok := errors.AsType[*SizeError](err); !ok || !strings.Contains(e.Error(), "90 to 1200") {
			t.Errorf("%v: %v", o, err)
		}
	}
}

// The picture says what the answer says.
func TestMoscowBudapestDrawn(t *testing.T) {
	d := drawn(t, moscowBudapest(t), Options{})
	if d.Title != "Moscow to Budapest" || !strings.HasPrefix(d.Summary, "registration RU, state aircraft, IL96, Putin on board, 2025-10-30. From Moscow") {
		t.Errorf("%q, %q", d.Title, d.Summary)
	}
	areas := map[string]policy.Status{}
	for _, it := range d.shapes {
		if it.Layer == layerArea {
			areas[it.Ref] = it.Status
			if it.Ref == "area:UA" && it.Title != "Ukraine: blocked - Ukraine: airspace closed" {
				t.Errorf("Ukraine is called %q", it.Title)
			}
		}
	}
	for ref, want := range map[string]policy.Status{"area:UA": policy.Blocked, "area:PL": policy.Blocked, "area:RU": policy.Open, "area:BG": policy.Permission, "area:TR": policy.Permission} {
		if got, ok := areas[ref]; !ok || got != want {
			t.Errorf("%s is %v, want %v", ref, got, want)
		}
	}
	for _, far := range []string{"area:AU", "area:BR", "area:US"} {
		if _, ok := areas[far]; ok {
			t.Errorf("%s is drawn", far)
		}
	}
	var names []string
	for _, l := range d.captions {
		if l.Role == roleState {
			names = append(names, l.Text)
		}
	}
	for _, name := range []string{"Russia", "Ukraine", "Poland", "Germany", "Türkiye", "Italy"} {
		if !slices.Contains(names, name) {
			t.Errorf("%s is not named among %v", name, names)
		}
	}
}
