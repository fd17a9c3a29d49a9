package airspace

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/internal/plural"
)

// sliverKm is the mean width below which a face between areas is a gap even if the
// reference does not say that it is land or territorial sea.
const sliverKm = 2

// mendableKm2 is how large a gap is at most that a program should close by itself.
const mendableKm2 = 1000

// gapFinder finds the faces between areas.
type gapFinder struct {
	l    *linter
	c    *cutMap
	sums map[string]*gapSum
}

// gapSum gathers faces that are not listed one by one.
type gapSum struct {
	kind    string
	areas   []AreaID
	count   int
	km2     float64
	largest *face
	large   bool // one of them is at least as large as those that are listed
}

// checkFaces looks for gaps and overlaps between areas.
func (l *linter) checkFaces() {
	if l.watch.full {
		l.add(Finding{
			Severity: SeverityWarning, Kind: "overlap", What: fmt.Sprintf("outlines cross each other more than %d times; gaps and overlaps are not looked for", maxPairs),
			Hint: "look whether the file holds the same areas twice",
		})
		return
	}
	c := newCutMap(l.watch.m, l.watch.crossing())
	g := gapFinder{l, c, map[string]*gapSum{}}
	faces := c.faces(l.index)
	slices.SortFunc(faces, func(a, b *face) int {
		return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(a.at.X, b.at.X), cmp.Compare(a.at.Y, b.at.Y))
	})
	for _, f := range faces {
		if len(f.areas) > 1 {
			g.overlap(f)
		} else {
			g.gap(f)
		}
	}
	g.report()
}

func (g *gapFinder) overlap(f *face) {
	if f.km2() < g.l.lint.MinAreaKm2 {
		g.sum("overlap", f.areas, f)
		return
	}
	out := g.finding("overlap", f.areas, f)
	out.What = fmt.Sprintf("%s lie over one another on %s", g.names(f.areas), f.words())
	g.judge(&out, f.areas)
	g.l.add(out)
}

// judge says what an overlap means.
func (g *gapFinder) judge(out *Finding, areas []AreaID) {
	out.Severity = SeverityWarning
	out.Hint = "a leg there is judged by each of them, and the strictest counts; give the place to one, or make it an area of its own with disputed"
	for _, a := range areas {
		area := g.l.b.areas[a]
		if area.Disputed {
			out.Severity = SeverityInfo
			out.Hint = "one of them is disputed; a leg there is judged by each of them, and the strictest counts"
			return
		}
		if area.Code != "" && area.Code == g.l.b.areas[areas[0]].Code && a != areas[0] {
			out.Hint = fmt.Sprintf("both have the code %s: dissolve them if they are one area, or leave one out", area.Code)
		}
		for _, b := range areas {
			if parent := g.l.b.areas[b]; area.Code != parent.Code && area.Sovereign == parent.Code {
				out.Hint = fmt.Sprintf("%s is under the sovereignty of %s: cut it out of %s, for instance with mapshaper -erase", area.ID, parent.ID, parent.ID)
			}
		}
	}
}

func (g *gapFinder) gap(f *face) {
	around := g.c.around(f)
	if len(around) < 2 {
		return // a hole
	}
	there, missing := g.reference(f)
	sea := there == ""
	known := !slices.ContainsFunc(around, func(a AreaID) bool {
		return g.l.b.areas[a].Code == "" && g.l.b.areas[a].Sovereign == ""
	})
	narrow := f.widthKm() < sliverKm
	switch {
	case known && sea:
		g.sum("pocket", nil, f)
		return
	case !narrow && (sea || !known):
		if f.km2() >= g.l.lint.MinAreaKm2 {
			out := g.finding("pocket", around, f)
			out.Severity = SeverityInfo
			out.What = fmt.Sprintf("%s enclose %s that belong to none of them", g.names(around), f.words())
			out.Hint = "that is right if it is the high seas, or if there is nothing of yours"
			g.l.add(out)
		}
		return
	case f.km2() < g.l.lint.MinAreaKm2:
		g.sum("gap", around, f)
		return
	}
	out := g.finding("gap", around, f)
	out.Severity = SeverityWarning
	out.What = fmt.Sprintf("a gap between %s of %s", g.names(around), f.words())
	out.Hint = "a leg there is over the high seas"
	if km2 := f.km2(); km2 < mendableKm2 {
		out.Hint += fmt.Sprintf("; close it, for instance with mapshaper -clean gap-fill-area=%.0fkm2", math.Ceil(km2))
	}
	if there != "" {
		out.What += "; the reference has " + there + " there"
	}
	if missing != "" {
		out.Hint = "the file has no area with the code " + missing
	}
	g.l.add(out)
}

// reference says what areas the reference has in a face, and which codes among theirs
// the file does not have. It has none, the high seas, if that is so of most of the
// face, and if areas that the file does not have take less than a tenth of it.
func (g *gapFinder) reference(f *face) (there, missing string) {
	ref := g.l.ref.index
	var ids, codes []string
	samples := g.c.samples(f, g.l.index)
	sea, lost := 0, 0
	for _, p := range samples {
		over := ref.At(p)
		if len(over) == 0 {
			sea++
		}
		for _, id := range over {
			a := ref.Area(id)
			ids = append(ids, a.ID)
			if a.Code != "" && !g.l.hasCode(a.Code) {
				codes = append(codes, a.Code)
				lost++
			}
		}
	}
	if 10*lost < len(samples) {
		codes = nil
	}
	if 2*sea > len(samples) && codes == nil {
		return "", ""
	}
	slices.Sort(ids)
	slices.Sort(codes)
	return list(slices.Compact(ids)), list(slices.Compact(codes))
}

// hasCode tells whether any area of the file has a code.
func (l *linter) hasCode(code string) bool {
	return slices.ContainsFunc(l.b.areas, func(a Area) bool { return a.Code == code })
}

// words says how large a face is, and its form if it is narrow.
func (f *face) words() string {
	s := kmText(f.km2()) + " km2"
	if w := f.widthKm(); w < sliverKm {
		s += fmt.Sprintf(", %.0f km long and %.0f m wide on the mean", f.size*km2PerSteradian/w, 1000*w)
	}
	return s
}

// kmText writes a length or a size with two or more significant digits.
func kmText(x float64) string {
	switch {
	case x < 0.1:
		return fmt.Sprintf("%.3f", x)
	case x < 10:
		return fmt.Sprintf("%.2f", x)
	case x < 100:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.0f", x)
}

func (g *gapFinder) finding(kind string, areas []AreaID, f *face) Finding {
	return Finding{Kind: kind, Areas: g.ids(areas), At: f.place(), Placed: true, Km2: f.km2()}
}

// ids returns the ids of areas, sorted.
func (g *gapFinder) ids(areas []AreaID) []string {
	var out []string
	for _, a := range areas {
		out = append(out, g.l.b.areas[a].ID)
	}
	slices.Sort(out)
	return out
}

// names lists areas in words.
func (g *gapFinder) names(areas []AreaID) string {
	ids := g.ids(areas)
	if n := len(ids); n == 2 {
		return ids[0] + " and " + ids[1]
	}
	return list(ids)
}

// sum adds a face to those that are listed together.
func (g *gapFinder) sum(kind string, areas []AreaID, f *face) {
	key := kind + " " + strings.Join(g.ids(areas), " ")
	s := g.sums[key]
	if s == nil {
		s = &gapSum{kind: kind, areas: areas, largest: f}
		g.sums[key] = s
	}
	s.count++
	s.km2 += f.km2()
	s.large = s.large || f.km2() >= g.l.lint.MinAreaKm2
}

// report enters the sums. The faces came by size, so the first is the largest.
func (g *gapFinder) report() {
	keys := make([]string, 0, len(g.sums))
	for k := range g.sums {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		s := g.sums[k]
		if s.km2 < g.l.lint.MinAreaKm2 {
			continue
		}
		out := g.finding(s.kind, s.areas, s.largest)
		out.Count, out.Km2 = s.count, s.km2
		number := fmt.Sprintf("%d %s", s.count, plural.Form(s.count, "place", "places"))
		switch s.kind {
		case "overlap":
			out.What = fmt.Sprintf("slivers: %s lie over one another in %s of together %s km2, the largest %s", g.names(s.areas), number, kmText(s.km2), s.largest.words())
			g.judge(&out, s.areas)
		case "gap":
			out.Severity = SeverityWarning
			out.What = fmt.Sprintf("slivers: between %s are gaps in %s of together %s km2, the largest %s", g.names(s.areas), number, kmText(s.km2), s.largest.words())
			out.Hint = "give neighbours the same points along their border, for instance with mapshaper -clean"
		default:
			out.Severity = SeverityInfo
			out.What = fmt.Sprintf("areas enclose %s of the high seas, together %s km2, the largest %s; the reference has the high seas there too", number, kmText(s.km2), s.largest.words())
			out.Hint = "nothing to do"
		}
		g.l.add(out)
	}
}
