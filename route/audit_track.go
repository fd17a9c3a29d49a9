package route

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/internal/track/clean"
)

// auditor audits one track.
type auditor struct {
	options AuditOptions
	track   AuditTrack
	fixes   []Fix // that are used, in the order of time
	jumps   []int // places in fixes after which the next cannot be reached
	ground  [2]bool
	parts   []auditPart
	gaps    []AuditGap
	km      float64

	j     *judge
	audit *Audit
	route *Route
	spans []span // of each leg of the route
}

// span tells what a leg of the track is besides.
type span struct {
	from, to int // fixes
	bridged  bool
}

// auditPart is a part of the track in which it is known where the flight was.
type auditPart struct {
	first, last     int // fixes
	legs, endOfLegs int
	fromKm          float64
	gap             int // before it, -1 for none
}

// clean puts the fixes right.
func (a *auditor) clean(fixes []Fix) error {
	list := make([]clean.Fix, len(fixes))
	for i, f := range fixes {
		list[i] = clean.Fix(f)
	}
	r := clean.Clean(list, a.options.MaxSpeedKmh)
	for _, k := range r.Kept {
		a.fixes = append(a.fixes, fixes[k])
	}
	a.jumps = r.Jumps
	t := a.options.Track
	t.Dropped = append([]DroppedFix{}, t.Dropped...)
	for _, d := range r.Dropped {
		t.Dropped = append(t.Dropped, DropFix(fixes[d.Index], d.Why))
	}
	slices.SortStableFunc(t.Dropped, func(a, b DroppedFix) int { return cmp.Compare(a.Line, b.Line) })
	t.Points = len(fixes) + len(a.options.Track.Dropped) + t.Empty
	t.Used, t.Sorted, t.Doubled = len(a.fixes), r.Sorted, r.Doubled
	if n := len(a.fixes); n < 2 || a.fixes[0].Time.Equal(a.fixes[n-1].Time) {
		return tooFew(t)
	}
	t.First, t.Last = toSecond(a.fixes[0].Time), toSecond(a.fixes[len(a.fixes)-1].Time)
	a.track = t
	a.findGround()
	return nil
}

// tooFew says that a track has no two positions, and why.
func tooFew(t AuditTrack) error {
	words := fmt.Sprintf("a track takes two positions at different times; %d of %d can be used", t.Used, t.Points)
	if len(t.Dropped) > 0 {
		words += ". The first that was dropped " + t.Dropped[0].Why
	}
	return &InputError{Msg: words}
}

// DropFix tells of a fix that is left out. why is the end of a sentence that begins
// with the position.
func DropFix(f Fix, why string) DroppedFix {
	d := DroppedFix{Line: f.Line, Why: why}
	if !f.Time.IsZero() {
		d.Time = toSecond(f.Time)
	}
	for i, to := range []**float64{&d.Lon, &d.Lat} {
		if v := f.Point[i]; !math.IsNaN(v) && !math.IsInf(v, 0) {
			v = micros(v)
			*to = &v
		}
	}
	return d
}

// findGround finds whether the track begins and ends on the ground. Altitudes that
// are all 0 were not recorded.
func (a *auditor) findGround() {
	recorded := slices.ContainsFunc(a.fixes, func(f Fix) bool { return f.HasAlt && f.AltFt != 0 })
	if !recorded {
		for i := range a.fixes {
			a.fixes[i].HasAlt = false
		}
	}
	for i, f := range []Fix{a.fixes[0], a.fixes[len(a.fixes)-1]} {
		a.ground[i] = f.Ground || f.HasAlt && f.AltFt == 0
	}
}

// split makes the legs of the track, and the parts between its gaps.
func (a *auditor) split() {
	a.route = &Route{ID: "track", Name: "track", Waypoints: orb.LineString{}}
	part := auditPart{gap: -1}
	for i := 1; i < len(a.fixes); i++ {
		from, to := a.fixes[i-1], a.fixes[i]
		_, jump := slices.BinarySearch(a.jumps, i-1)
		silence := to.Time.Sub(from.Time) > a.options.Gap
		l, isLeg := legBetween(from.Point, to.Point, a.km)
		flown := !jump && (!silence || a.options.Bridge) && (isLeg || samePlace(from.Point, to.Point))
		if jump || silence {
			a.addGap(i, jump, l, flown)
		}
		if !flown {
			part.last, part.endOfLegs = i-1, len(a.route.legs)
			a.parts = append(a.parts, part)
			a.km += a.gaps[len(a.gaps)-1].exact
			part = auditPart{first: i, legs: len(a.route.legs), fromKm: a.km, gap: len(a.gaps) - 1}
			continue
		}
		if isLeg {
			a.route.legs = append(a.route.legs, l)
			a.spans = append(a.spans, span{from: i - 1, to: i, bridged: silence})
			a.km += l.Km(l.Angle())
		}
	}
	part.last, part.endOfLegs = len(a.fixes)-1, len(a.route.legs)
	a.parts = append(a.parts, part)
}

// legBetween makes the leg between two fixes; ok is false if they are one place, or
// opposite ones.
func legBetween(p, q orb.Point, startKm float64) (l leg, ok bool) {
	x, err := airspace.NewLeg(p, q)
	if err != nil {
		return leg{}, false
	}
	arc, err := sphere.NewArc(sphere.FromLonLat(p), sphere.FromLonLat(q))
	return leg{Leg: x, arc: arc, startKm: startKm}, err == nil
}

// samePlace tells whether two points are one, as legs see it.
func samePlace(p, q orb.Point) bool {
	return sphere.Angle(sphere.FromLonLat(p), sphere.FromLonLat(q)) < sphere.MinAngle
}

// addGap notes the gap before a fix.
func (a *auditor) addGap(i int, jump bool, l leg, bridged bool) {
	from, to := a.fixes[i-1], a.fixes[i]
	g := AuditGap{
		Why: GapSilence, EnterTime: toSecond(from.Time), ExitTime: toSecond(to.Time), Minutes: minutesOf(to.Time.Sub(from.Time)),
		Enter: micro(from.Point), Exit: micro(to.Point), Bridged: bridged, exact: sphere.Km(from.Point, to.Point),
	}
	if jump {
		g.Why = GapSpeed
	}
	if l.Angle() > 0 { // else one place, or opposite ones
		g.exact = l.Km(l.Angle())
	}
	g.Km = metres(g.exact)
	a.gaps = append(a.gaps, g)
}

// timeOn returns when the flight was at an angle along a leg.
func (a *auditor) timeOn(p piece, last bool) time.Time {
	angle := p.from
	if last {
		angle = p.to
	}
	l, s := a.route.legs[p.leg], a.spans[p.leg]
	from, to := a.fixes[s.from].Time, a.fixes[s.to].Time
	return from.Add(time.Duration(float64(to.Sub(from)) * l.Km(angle) / l.Km(l.Angle())))
}

// kmAt returns how far along the track the flight was at an instant; within a gap
// that is its end.
func (a *auditor) kmAt(t time.Time) float64 {
	i, found := slices.BinarySearchFunc(a.spans, t, func(s span, t time.Time) int {
		switch {
		case !a.fixes[s.to].Time.After(t):
			return -1
		case a.fixes[s.from].Time.After(t):
			return 1
		}
		return 0
	})
	switch {
	case found:
		l, s := a.route.legs[i], a.spans[i]
		from, to := a.fixes[s.from].Time, a.fixes[s.to].Time
		return l.startKm + l.Km(l.Angle())*float64(t.Sub(from))/float64(to.Sub(from))
	case i < len(a.spans): // before this leg
		return a.route.legs[i].startKm
	}
	return a.km
}
