package airspace

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// lintKind is the rule by which findings of one kind are worded. The texts of those
// that are tallied take the number.
type lintKind struct {
	name      string
	one, many string
	severity  Severity
	hint      string
}

// lintKinds is in the order in which findings are listed.
var lintKinds = []lintKind{
	{name: "refused"},
	{name: "self-crossing"},
	{
		"knot", "the outline crosses itself by less than 1 km of outline; it is left as it is", "", SeverityWarning,
		"it does no harm here; other programs refuse it: ogr2ogr -makevalid or mapshaper -clean mend it",
	},
	{
		"empty-ring", "a ring encloses nothing; it is left out", "%d rings enclose nothing; they are left out", SeverityWarning,
		"look whether an island or an enclave was lost when the outlines were simplified",
	},
	{
		"stray-ring", "a hole is not in its shell; it is taken as a shell of its own", "%d holes are not in their shells; they are taken as shells of their own", SeverityWarning,
		"list it as a polygon of its own if it is land, or put it into the right polygon if it is a hole",
	},
	{
		"unclosed", "a ring does not end where it begins; it is closed by a straight side", "%d rings do not end where they begin; they are closed by straight sides", SeverityWarning,
		"repeat the first position at the end (RFC 7946, 3.1.6); look whether positions were lost",
	},
	{
		"jump", "a side jumps by nearly 360 degrees of longitude; it is taken the short way, over 180", "%d rings have sides that jump by nearly 360 degrees of longitude; they are taken the short way, over 180", SeverityWarning,
		"give a point between if it is meant the long way",
	},
	{
		"whole-turn", "a ring is taken to run round the globe along a parallel", "%d rings are taken to run round the globe along a parallel", SeverityInfo,
		"it has a side of 360 degrees and would enclose nothing else",
	},
	{
		"pole-row", "a row of points where the Mercator map ends is replaced by the pole", "%d rows of points where the Mercator map ends are replaced by the pole", SeverityInfo,
		"a map that ends at 85.05 degrees leaves the pole to nobody",
	},
	{
		"spike", "the outline runs out and back on one line; that part encloses nothing", "the outline runs out and back on one line in %d places; those parts enclose nothing", SeverityWarning,
		"take the point at the tip out; mapshaper -clean does",
	},
	{
		"winding", "a ring is wound against RFC 7946; it is read the right way", "%d rings are wound against RFC 7946; they are read the right way", SeverityInfo,
		"other programs may take the rest of the globe instead: ogr2ogr -lco RFC7946=YES turns them",
	},
	{
		"repeated", "a position comes twice in a row; it counts once", "%d positions repeat the one before; they count once", SeverityInfo,
		"it does no harm",
	},
	{name: "place"},
	{name: "overlap"},
	{name: "gap"},
	{name: "land-only"},
	{name: "unknown-code"},
	{name: "no-code"},
	{name: "same-id"},
	{name: "by-name"},
	{name: "no-outline"},
	{name: "left-out"},
	{name: "long-side"},
	{
		"union", "polygons of the area overlap each other; the area is their union", "polygons of the area overlap each other, their outlines cross in %d places; the area is their union", SeverityInfo,
		"dissolve them if other programs are to read the file: mapshaper -dissolve2",
	},
	{name: "pocket"},
	{name: "accuracy"},
}

var severities = [...]Severity{SeverityError, SeverityWarning, SeverityInfo}

// add enters a finding.
func (l *linter) add(f Finding) {
	f.Count = max(1, f.Count)
	l.findings = append(l.findings, f)
}

type tallyKey struct {
	kind string
	area AreaID
}

// tally counts findings of one kind in one area; the first gives the place.
func (l *linter) tally(kind string, area AreaID, place Finding, n int) {
	key := tallyKey{kind, area}
	if i, ok := l.tallies[key]; ok {
		l.findings[i].Count += n
		return
	}
	if l.tallies == nil {
		l.tallies = map[tallyKey]int{}
	}
	l.tallies[key] = len(l.findings)
	place.Kind, place.Areas, place.Count = kind, []string{l.b.areas[area].ID}, n
	l.findings = append(l.findings, place)
}

// sorted returns the findings in order, those that were tallied worded.
func (l *linter) sorted() []Finding {
	rank := map[string]int{}
	for i, k := range lintKinds {
		rank[k.name] = i
	}
	for i := range l.findings {
		f := &l.findings[i]
		if k := lintKinds[rank[f.Kind]]; k.one != "" {
			f.What, f.Hint, f.Severity = k.one, k.hint, k.severity
			if f.Count > 1 {
				f.What = fmt.Sprintf(k.many, f.Count)
			}
		}
	}
	slices.SortStableFunc(l.findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(slices.Index(severities[:], a.Severity), slices.Index(severities[:], b.Severity)),
			cmp.Compare(rank[a.Kind], rank[b.Kind]),
			cmp.Compare(b.Km2, a.Km2),
			cmp.Compare(a.Feature, b.Feature), cmp.Compare(a.Polygon, b.Polygon), cmp.Compare(a.Ring, b.Ring),
			cmp.Compare(a.At[1], b.At[1]), cmp.Compare(a.At[0], b.At[0]),
		)
	})
	return l.findings
}

// placeOf is where a point of a part is.
func (l *linter) placeOf(part int32, at orb.Point) Finding {
	p := l.b.parts[part]
	return Finding{Feature: int(p.feature), Polygon: int(p.polygon), At: at, Placed: true}
}

// refused enters what ReadGeoJSON refuses; cut says that there may be more.
func (l *linter) refused(err error, cut bool) {
	f := Finding{Severity: SeverityError, Kind: "refused", What: err.Error()}
	if crossing, ok := errors.AsType[*selfCrossingError](err); ok {
		f = l.placeOf(crossing.part, sphere.ToLonLat(crossing.at))
		f.Severity, f.Kind, f.What, f.Hint = SeverityError, "self-crossing", "the outline crosses itself", crossing.Hint
		f.Areas = []string{l.b.areas[l.b.parts[crossing.part].area].ID}
	} else if input, ok := errors.AsType[*InputError](err); ok {
		f.What, f.Hint = input.What, input.Hint
		if !f.numbersFrom(input.Where) && input.Where != "" {
			f.What = input.Where + ": " + f.What
		}
	}
	if cut {
		f.Hint += fmt.Sprintf("; there may be more than these %d", maxRefused)
	}
	l.add(f)
}

// numbersFrom reads the numbers from what where.String writes. It tells whether the
// text says nothing else.
func (f *Finding) numbersFrom(text string) bool {
	var feature, polygon, ring, position int
	for part := range strings.SplitSeq(text, ", ") {
		name, number, _ := strings.Cut(part, " ")
		to := map[string]*int{"feature": &feature, "polygon": &polygon, "ring": &ring, "position": &position}[name]
		n, err := strconv.Atoi(number)
		if to == nil || err != nil {
			return false
		}
		*to = n
	}
	f.Feature, f.Polygon, f.Ring, f.Position = feature, polygon, ring, position
	return true
}

// checkKnots enters the places where outlines cross themselves by little, and
// counts those where polygons of one area cross each other.
func (l *linter) checkKnots() {
	for _, k := range l.watch.knots {
		f := l.placeOf(k.part, sphere.ToLonLat(k.at))
		f.Kind, f.Areas = "knot", []string{l.b.areas[l.b.parts[k.part].area].ID}
		l.add(f)
	}
	m := l.watch.m
	if m == nil {
		return
	}
	for _, p := range l.watch.crossing() {
		e, f := m.edges[p[0]], m.edges[p[1]]
		if _, same := m.sharedPart(p[0], p[1]); same {
			continue
		}
		for _, a := range m.partsAt(e.border) {
			for _, b := range m.partsAt(f.border) {
				if area := m.parts[a].area; area == m.parts[b].area {
					x := s2.Intersection(m.vertices[e.from], m.vertices[e.to], m.vertices[f.from], m.vertices[f.to])
					l.tally("union", area, l.placeOf(a, sphere.ToLonLat(x)), 1)
				}
			}
		}
	}
}

// partsAt returns the parts that have a border on their boundary.
func (m *mesh) partsAt(border int32) []int32 {
	return slices.Concat(m.borders[border].left, m.borders[border].right)
}
