package airspace

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// compare looks for gaps and overlaps, and holds the areas against the reference.
func (l *linter) compare() error {
	if l.index == nil {
		return nil
	}
	ref := l.lint.Against
	if ref == nil {
		world, err := World()
		if err != nil {
			return err
		}
		ref = world
	}
	l.ref = &lintReference{index: ref, borders: ref.Borders()}
	if len(l.watch.refused) == 0 {
		l.checkFaces()
	}
	l.checkPlaces()
	return nil
}

// atSea is how far inside the reference an outline lies that leaves out the
// territorial sea, in km: 12 NM, more or less.
var atSea = [2]float64{18, 27}

// comparison is of one area with the reference.
type comparison struct {
	l        *linter
	area     AreaID
	set      []AreaID // of the reference
	border   *nearGrid
	points   []orb.Point // some of border
	samples  []orb.Point
	measured []float64 // km, of all areas so far
	landOnly []string
	place    Finding // of the first of landOnly
}

// checkPlaces compares the areas that have a code with the reference.
func (l *linter) checkPlaces() {
	loops := map[AreaID][]*loop{}
	own := map[string]bool{}
	for i := range l.loops {
		a := l.b.parts[l.loops[i].part].area
		loops[a] = append(loops[a], &l.loops[i])
		own[l.b.areas[a].Code] = true
	}
	var order []AreaID
	for a := range l.b.areas {
		if code := l.b.areas[a].Code; code != "" && loops[AreaID(a)] != nil && l.ref.hasCode(code) {
			order = append(order, AreaID(a))
		}
	}
	// By code, so that each outline of the reference is made once.
	slices.SortStableFunc(order, func(a, b AreaID) int { return cmp.Compare(l.b.areas[a].Code, l.b.areas[b].Code) })
	c := comparison{l: l}
	code := ""
	for _, a := range order {
		if l.b.areas[a].Code != code {
			code = l.b.areas[a].Code
			c.set = l.ref.areasOf(code, own)
			c.border, c.points = l.ref.outline(c.set)
		}
		c.area = a
		if c.samples = samplesOf(loops[a]); len(c.samples) > 0 {
			c.run(loops[a][0])
		}
	}
	c.report()
}

// samplesOf returns points that are spread evenly over the outline of an area.
func samplesOf(loops []*loop) []orb.Point {
	const most = 200
	var sides []side
	var ends []float64 // km from the start of the first
	total := 0.0
	for _, r := range loops {
		for _, s := range r.sides {
			if !s.isSeam() {
				total += s.km()
				sides, ends = append(sides, s), append(ends, total)
			}
		}
	}
	var out []orb.Point
	step := total / most
	next, start := step/2, 0.0
	for i, s := range sides {
		for ; next < ends[i] && len(out) < most; next += step {
			out = append(out, s.along(int64((next-start)/(ends[i]-start)*1024), 1024).point())
		}
		start = ends[i]
	}
	return out
}

// run compares one area.
func (c *comparison) run(first *loop) {
	near := 0
	deep := 0
	var km []float64
	for _, p := range c.samples {
		d := c.border.km(sphere.FromLonLat(p))
		inside := c.within(p)
		if inside || d < samePlaceKm {
			near++
		}
		if inside && d > atSea[0] && d < atSea[1] {
			deep++
		}
		km = append(km, d)
	}
	at := c.l.placeOf(first.part, c.samples[0])
	if near == 0 {
		if !slices.ContainsFunc(c.points, func(p orb.Point) bool { return slices.Contains(c.l.index.At(p), c.area) }) {
			c.misplaced(at)
			return
		}
	}
	slices.Sort(km)
	a := &c.l.report.Areas[c.area]
	a.Samples, a.MedianKm, a.P95Km = len(km), km[len(km)/2], km[len(km)*95/100]
	c.measured = append(c.measured, km...)
	if deep*4 > len(km) {
		if c.landOnly == nil {
			c.place = at
		}
		c.landOnly = append(c.landOnly, a.ID)
	}
}

// samePlaceKm is how far the outlines of one area may be apart.
const samePlaceKm = 20

// within tells whether a point is in the areas of the reference.
func (c *comparison) within(p orb.Point) bool {
	return slices.ContainsFunc(c.l.ref.index.At(p), func(a AreaID) bool { return slices.Contains(c.set, a) })
}

// moves are the mistakes that are tried on an area that is not at its place. Each,
// made twice, changes nothing.
var moves = [...]struct {
	move       func(orb.Point) orb.Point
	what, hint string
}{
	{
		func(p orb.Point) orb.Point { return orb.Point{p[1], p[0]} },
		"latitude and longitude are exchanged: the other way round it lies where the reference has %s",
		"GeoJSON puts the longitude first: exchange them, for instance with ogr2ogr -swapxy",
	},
	{
		func(p orb.Point) orb.Point { return orb.Point{-p[0], p[1]} },
		"the longitude has the wrong sign: with the other it lies where the reference has %s", "west is negative",
	},
	{
		func(p orb.Point) orb.Point { return orb.Point{p[0], -p[1]} },
		"the latitude has the wrong sign: with the other it lies where the reference has %s", "south is negative",
	},
}

// misplaced reports an area that is not where the reference has it.
func (c *comparison) misplaced(f Finding) {
	a := c.l.b.areas[c.area]
	f.Severity, f.Kind, f.Areas = SeverityWarning, "place", []string{a.ID}
	for _, m := range moves {
		hits, back := 0, 0
		for _, p := range c.samples {
			if q := m.move(p); usable(q) && (c.within(q) || c.border.km(sphere.FromLonLat(q)) < samePlaceKm) {
				hits++
			}
		}
		for _, p := range c.points {
			if slices.Contains(c.l.index.At(m.move(p)), c.area) {
				back++
			}
		}
		if 2*hits > len(c.samples) || 2*back > len(c.points) {
			f.What, f.Hint = fmt.Sprintf(m.what, a.Code), m.hint
			c.l.add(f)
			return
		}
	}
	best := math.Inf(1)
	for _, p := range c.points {
		for _, q := range c.samples {
			best = min(best, sphere.Km(p, q))
		}
	}
	f.Km = best
	f.What = fmt.Sprintf("the area has the code %s but no point in common with %s of the reference, which is %s km away", a.Code, a.Code, kmText(f.Km))
	if there := c.there(); there != "" {
		f.What += "; the reference has " + there + " there"
	}
	f.Hint = "look whether the code or the coordinates are wrong"
	c.l.add(f)
}

// there names the areas of the reference that lie on the outline of the area.
func (c *comparison) there() string {
	var names []string
	for _, p := range c.samples {
		for _, id := range c.l.ref.index.At(p) {
			names = append(names, c.l.ref.index.Area(id).ID)
		}
	}
	slices.Sort(names)
	return list(slices.Compact(names))
}

// report says what was measured of all areas.
func (c *comparison) report() {
	if n := len(c.landOnly); n > 0 {
		f := c.place
		slices.Sort(c.landOnly)
		f.Severity, f.Kind, f.Areas, f.Count = SeverityWarning, "land-only", c.landOnly, n
		f.What = fmt.Sprintf("the %s of %s %s some 12 NM inside the reference: it looks as if the territorial sea was missing",
			plural.Form(n, "outline", "outlines"), list(c.landOnly), plural.Form(n, "lies", "lie"))
		f.Hint = "a State's airspace reaches over its territorial sea (Chicago Convention, Art. 1 and 2), mostly 12 NM"
		c.l.add(f)
	}
	l := c.l
	f := Finding{Severity: SeverityInfo, Kind: "accuracy", Hint: "what the sides suggest is a rule of thumb for thinned outlines"}
	sides, outline := 0, 0.0
	for _, a := range l.report.Areas {
		sides += a.Corners
		outline += a.MeanSideKm * float64(a.Corners)
	}
	mean := outline / float64(max(1, sides))
	f.What = fmt.Sprintf("%d corners, a mean side of %s km; that suggests that 95 %% of the outline lies within some %s of the border it draws", sides, kmText(mean), metres(mean*offPerSide))
	if n := len(c.measured); n > 0 {
		slices.Sort(c.measured)
		f.Km = c.measured[n/2]
		f.What += fmt.Sprintf("; measured against the reference, it is %s off at the median, %s at 95 %%", metres(f.Km), metres(c.measured[n*95/100]))
	}
	l.add(f)
}

// offPerSide is by which part of its mean side an outline leaves the border that it
// draws, at 95 % of its length. The embedded outlines of 25 States, thinned to 0.3, 1,
// 3 and 10 km (Douglas and Peucker), have mean sides of 3.7, 9.5, 23 and 63 km and lie
// within 0.19, 0.63, 1.9 and 6.2 km of what they were: 5, 7, 8 and 10 %.
const offPerSide = 0.08

// metres writes a length given in km.
func metres(km float64) string {
	switch {
	case km >= nearKm:
		return fmt.Sprintf("more than %d km", nearKm)
	case km >= 1:
		return kmText(km) + " km"
	}
	return fmt.Sprintf("%.0f m", 1000*km)
}
