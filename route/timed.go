package route

import (
	"math"
	"slices"

	"github.com/flightcheck/flightcheck/policy"
)

// inSlots cuts the stretches of a route where a slot of time ends.
func (j *judge) inSlots(rt *Route, stretches []stretch) []stretch {
	stretches[0].end, stretches[len(stretches)-1].end = true, true
	if j.clock.slots() == 1 {
		return stretches
	}
	var out []stretch
	for _, s := range stretches {
		s.slot = j.clock.slotAt(s.fromKm)
		for _, km := range j.clock.km {
			if km <= s.fromKm || km >= s.toKm {
				continue
			}
			before, after := rt.cut(s, km)
			out = append(out, before)
			s = after
			s.slot = j.clock.slotAt(km)
		}
		out = append(out, s)
	}
	return out
}

// cut cuts a stretch at a place along the route, which must lie inside.
func (rt *Route) cut(s stretch, km float64) (before, after stretch) {
	before, after = s, s
	before.toKm, after.fromKm = km, km
	for i, p := range s.pieces {
		l := rt.legs[p.leg]
		if km >= l.startKm+l.Km(p.to) && i < len(s.pieces)-1 {
			continue
		}
		t := min(max(l.angleAt(km), p.from), p.to)
		before.pieces = append(slices.Clone(s.pieces[:i]), piece{leg: p.leg, from: p.from, to: t})
		after.pieces = append([]piece{{leg: p.leg, from: t, to: p.to}}, s.pieces[i+1:]...)
		break
	}
	return before, after
}

// angleAt returns how far from the start of the leg a place along the route is, in
// radians.
func (l *leg) angleAt(km float64) float64 {
	low, high := 0.0, l.Angle()
	for range 60 {
		mid := (low + high) / 2
		if l.startKm+l.Km(mid) < km {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

// goesOn tells whether the next crossing is the same one at a later time: the same
// decisions for all that is asked.
func (c Crossing) goesOn(next Crossing) bool {
	return slices.Equal(c.Along, next.Along) && slices.EqualFunc(c.Decisions, next.Decisions, func(a, b Decision) bool {
		return a.area == b.area && a.Scope == b.Scope && a.Status == b.Status && a.Effect == b.Effect && a.standing == b.standing && a.says == b.says &&
			slices.Equal(a.Rules, b.Rules) && slices.Equal(a.Missing, b.Missing) && slices.Equal(a.Unless, b.Unless) &&
			slices.Equal(a.Within, b.Within) && slices.Equal(a.flags, b.flags)
	})
}

// and returns the crossing with the next one added.
func (c Crossing) and(next Crossing) Crossing {
	c.ToKm = next.ToKm
	c.Km = metres(c.ToKm - c.FromKm)
	c.pieces = slices.Concat(c.pieces, next.pieces)
	return c
}

// stamp gives a crossing its times.
func (c *clock) stamp(x *Crossing) {
	if c.SpeedKmh == 0 {
		return
	}
	x.Minutes = math.Round(x.Km/c.SpeedKmh*600) / 10
	if c.timed() {
		x.EnterTime, x.ExitTime = c.timeAt(x.FromKm), c.timeAt(x.ToKm)
	}
}

// timed adds the plan to the flight of a report.
func (f *Flight) timed(p Plan) {
	f.SpeedKmh = p.SpeedKmh
	if !p.Depart.IsZero() {
		f.Depart = policy.Instant(p.Depart).String()
	}
}
