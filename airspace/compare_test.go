package airspace

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// runs returns the laps of runs along borders of at least MinAlong. Laps with
// less than Tolerance between them are one run.
func runs(laps []lap) []lap {
	slices.SortFunc(laps, func(a, b lap) int { return cmp.Compare(a.from, b.from) })
	var out []lap
	for i := 0; i < len(laps); {
		end, j := laps[i].to, i+1
		for ; j < len(laps) && laps[j].from-end < Tolerance; j++ {
			end = max(end, laps[j].to)
		}
		if end-laps[i].from >= MinAlong {
			out = append(out, laps[i:j]...)
		}
		i = j
	}
	return out
}

// stretches answers as Index.Cross does, without lengths. With along false,
// nothing runs along a border. doubt says where two ways to find what is over a
// stretch differ; "" if nowhere.
//
// What is over a stretch follows from what is over the start, by the edges that
// cross: all exact. It is compared with what is over the middle of the stretch,
// rounded as that is, unless an edge passes within 60 nm of it.
func (ref *reference) stretches(leg Leg, along bool) (out []Stretch, doubt string) {
	cuts, laps := ref.walk(leg)
	slices.SortFunc(cuts, func(a, b refCut) int { return cmp.Compare(a.at, b.at) })
	laps = runs(laps)
	if !along {
		laps = nil
	}
	var places []float64
	for _, c := range cuts {
		places = append(places, c.at)
	}
	for _, l := range laps {
		places = append(places, l.from, l.to)
	}
	over := ref.overExactly(leg.arc.Start(), leg.arc.Offset(0, sideways))
	next := 0
	for _, g := range gaps(places, leg.Angle()) {
		for ; next < len(cuts) && cuts[next].at <= g.inner[0]; next++ {
			over = toggle(over, ref.areaOf(cuts[next].edge))
		}
		middle := (g.inner[0] + g.inner[1]) / 2
		s := Stretch{FromAngle: g.from, ToAngle: g.to}
		if !ref.setSides(leg, &s, middle, laps) {
			s.Areas = slices.Clone(over)
			at := leg.arc.At(middle)
			if there := ref.over(at); !slices.Equal(over, there) && !ref.isNearEdge(at, 1e-14) {
				doubt = fmt.Sprintf("the brute force is of two minds at %v: %v by crossings, %v by place", leg.At(middle), over, there)
			}
		}
		if n := len(out); n > 0 && out[n-1].sameAreas(&s) {
			out[n-1].ToAngle = s.ToAngle
			continue
		}
		out = append(out, s)
	}
	return out, doubt
}

func (ref *reference) areaOf(edge int32) AreaID { return ref.rings[ref.points[edge].ring].area }

// sideways is 1.5 cm in kilometres: beyond every edge along which a leg runs.
const sideways = 1.5 * Tolerance * sphere.RadiusKm

// overExactly returns the areas over a point that may be on a border, from those
// over one beside it.
func (ref *reference) overExactly(v, beside s2.Point) []AreaID {
	in := ref.over(beside)
	for _, k := range ref.near(v, beside) {
		if s2.EdgeOrVertexCrossing(beside, v, ref.points[k].at, ref.points[k+1].at) {
			in = toggle(in, ref.areaOf(k))
		}
	}
	return in
}

// isNearEdge tells whether an edge passes within an angle of a point.
func (ref *reference) isNearEdge(v s2.Point, angle float64) bool {
	for _, k := range ref.near(v, v) {
		if s2.DistanceFromSegment(v, ref.points[k].at, ref.points[k+1].at).Radians() < angle {
			return true
		}
	}
	return false
}

// gap is what lies between two places, which are rows of cuts.
type gap struct {
	from, to float64    // the middles of the two rows
	inner    [2]float64 // the last cut of the one and the first of the other
}

// gaps returns what lies between places: cuts with less than Tolerance from each
// to the next are one place, its middle; the first is 0 and the last the end.
func gaps(cuts []float64, end float64) []gap {
	cuts = append(cuts, 0, end)
	slices.Sort(cuts)
	var out []gap
	first := 0
	for i := 1; i < len(cuts); i++ {
		if cuts[i]-cuts[i-1] < Tolerance {
			continue
		}
		middle := (cuts[first] + cuts[i-1]) / 2
		if n := len(out); n > 0 {
			out[n-1].to = middle
		} else {
			middle = 0
		}
		out = append(out, gap{middle, end, [2]float64{cuts[i-1], cuts[i]}})
		first = i
	}
	return out
}

// setSides says what lies left and right of a leg at an angle. It returns false
// if the leg does not run along a border there.
func (ref *reference) setSides(leg Leg, s *Stretch, at float64, laps []lap) bool {
	var under []int32
	for _, l := range laps {
		if l.from <= at && at <= l.to {
			under = append(under, l.edge)
		}
	}
	if len(under) == 0 {
		return false
	}
	s.Left, s.Right = ref.beside(leg, at, sideways, under), ref.beside(leg, at, -sideways, under)
	if slices.Equal(s.Left, s.Right) {
		s.Areas, s.Left, s.Right = s.Left, nil, nil
		return true
	}
	s.Along = true
	for _, a := range s.Left {
		if slices.Contains(s.Right, a) {
			s.Areas = append(s.Areas, a)
		}
	}
	return true
}

// beside returns the areas on one side of the edges under a leg: those over a
// point beyond all of them, but for other edges that come between.
func (ref *reference) beside(leg Leg, at, km float64, under []int32) []AreaID {
	from, to := leg.arc.At(at), leg.arc.Offset(at, km)
	in := ref.over(to)
	for _, k := range ref.near(from, to) {
		if !slices.Contains(under, k) && s2.EdgeOrVertexCrossing(from, to, ref.points[k].at, ref.points[k+1].at) {
			in = toggle(in, ref.areaOf(k))
		}
	}
	return in
}

// near returns the edges that may come between two points that are near together.
func (ref *reference) near(a, b s2.Point) []int32 {
	p, q := sphere.ToLonLat(a), sphere.ToLonLat(b)
	if max(math.Abs(p[1]), math.Abs(q[1])) > 89 {
		return ref.polar
	}
	from, to := columnOf(p[0]), columnOf(q[0])
	if from == to {
		return ref.column[from]
	}
	out := slices.Concat(ref.column[from], ref.column[to])
	slices.Sort(out)
	return slices.Compact(out)
}

// compare tells how two answers differ, "" if they do not. Places may differ by
// a millimetre.
func compare(x *Index, got, want []Stretch) string {
	const near = Tolerance / 10
	if slices.EqualFunc(got, want, func(a, b Stretch) bool {
		return a.sameAreas(&b) && math.Abs(a.FromAngle-b.FromAngle) < near && math.Abs(a.ToAngle-b.ToAngle) < near
	}) {
		return ""
	}
	return fmt.Sprintf("got  %s\nwant %s", describe(x, got), describe(x, want))
}

func describe(x *Index, stretches []Stretch) string {
	out := ""
	for _, s := range stretches {
		name := ids(x, s.Areas)
		if s.Along {
			name = ids(x, s.Left) + "|" + ids(x, s.Right)
		}
		out += fmt.Sprintf("%s(%.6f-%.6f km) ", name, s.FromAngle*sphere.RadiusKm, s.ToAngle*sphere.RadiusKm)
	}
	return out
}
