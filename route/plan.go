package route

import (
	"fmt"
	"slices"
	"time"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// Plan says when a flight is where. With a departure each crossing has the times of
// its entry and exit, and is judged at the time of entry; if a decision changes
// while the flight is inside, the crossing is cut in two at that instant. Without
// one a flight is judged for the whole of its date.
//
// A flight never waits: it is not sought whether a later departure, or a slower
// flight, meets less.
type Plan struct {
	// Depart is the instant of departure; zero if it was not given. It needs a
	// speed. It must lie in the date of the flight, if that is given.
	Depart time.Time
	// SpeedKmh is the speed over the ground in km/h, the same along the whole route,
	// from 50 to 10,000; 0 if it was not given. Alone it gives crossings their
	// minutes.
	SpeedKmh float64
}

// Speeds that a plan may have, in km/h.
const (
	slowest = 50
	fastest = 10_000
)

// check refuses a plan that gives no times.
func (p Plan) check() error {
	v := p.SpeedKmh
	switch {
	case v != 0 && !(v >= slowest && v <= fastest):
		return &InputError{Msg: fmt.Sprintf("a speed of %v km/h: it must be from %d to %d", v, slowest, fastest)}
	case !p.Depart.IsZero() && v == 0:
		return &InputError{Msg: "a departure was given without a speed, so nothing is known of the times on the way; give one, such as 850 km/h"}
	}
	return nil
}

// dated returns the flight with the day of its departure as its date, unless it has
// one, which the departure must not leave.
func (p Plan) dated(f policy.Flight) (policy.Flight, error) {
	if p.Depart.IsZero() {
		return f, nil
	}
	at := policy.Instant(p.Depart)
	if f.Date.IsZero() {
		f.Date = policy.Day(at.Start().Date())
	}
	if at.Start().Before(f.Date.Start()) || at.Start().After(f.Date.End()) {
		return f, &InputError{Msg: fmt.Sprintf("the flight departs at %s, which is not on its date, %s; leave one of the two out", at, f.Date)}
	}
	return f, nil
}

// clock knows the times of one flight, and the slots of time in which nothing that
// rules and zones say of time changes. Without a departure there is one slot.
type clock struct {
	Plan
	begins []time.Time // of each slot; the first is the departure
	km     []float64   // where the flight is then
}

// farthestKm is the longest route for which times are kept apart: twice round the
// globe. What is later is judged as then.
const farthestKm = 80_000

// newClock makes the clock of a plan. instants may hold any times, in any order.
func newClock(p Plan, instants []time.Time) clock {
	c := clock{Plan: p}
	if p.Depart.IsZero() {
		return c
	}
	c.Depart = p.Depart.UTC().Truncate(time.Second)
	last := c.timeAt(farthestKm)
	c.begins = []time.Time{c.Depart}
	for _, t := range instants {
		if t.After(c.Depart) && t.Before(last) {
			c.begins = append(c.begins, t)
		}
	}
	slices.SortFunc(c.begins, time.Time.Compare)
	c.begins = slices.CompactFunc(c.begins, time.Time.Equal)
	for _, t := range c.begins {
		c.km = append(c.km, t.Sub(c.Depart).Hours()*c.SpeedKmh)
	}
	return c
}

// timed tells whether the time of departure is known.
func (c *clock) timed() bool { return len(c.begins) > 0 }

// slots returns how many slots there are, at least 1.
func (c *clock) slots() int { return max(1, len(c.begins)) }

// timeAt returns when the flight is at a place along its route, to the second.
func (c *clock) timeAt(km float64) time.Time {
	return c.Depart.Add(time.Duration(km / c.SpeedKmh * float64(time.Hour))).Round(time.Second)
}

// slotAt returns the slot in which the flight is at a place along its route.
func (c *clock) slotAt(km float64) int {
	slot := 0
	for i, k := range c.km {
		if k <= km {
			slot = i
		}
	}
	return slot
}

// date returns the instant for which a slot stands; the zero value, which is the
// date of the flight, if there is no time.
func (c *clock) date(slot int) policy.When {
	if !c.timed() {
		return policy.When{}
	}
	return policy.Instant(c.begins[slot])
}

// when returns the time for which zones are judged in a slot.
func (c *clock) when(slot int, f policy.Flight) policy.When {
	if w := c.date(slot); !w.IsZero() {
		return w
	}
	return f.Date
}

// instants returns the seconds at which something that a set or zones say of time
// changes: when rules of interest begin and end, when States join and leave blocs,
// and when zones begin and end.
func instants(set *policy.Set, idx *airspace.Index, ofInterest func(r *policy.Rule) bool) []time.Time {
	var out []time.Time
	add := func(begin, last time.Time) {
		if !begin.IsZero() {
			out = append(out, begin)
		}
		if !last.IsZero() {
			out = append(out, last.Add(time.Second))
		}
	}
	for r := range set.Rules() {
		if !ofInterest(r) {
			continue
		}
		add(r.From.Start(), r.Until.End())
		if r.UntilOpen {
			add(time.Time{}, r.Stated.End())
			if r.Stated.IsZero() {
				add(time.Time{}, r.From.End())
			}
		}
	}
	for _, b := range set.Blocs() {
		for _, m := range b.Members {
			add(m.From.Start(), m.To.End())
		}
	}
	for _, a := range idx.All() {
		if a.Zone != nil {
			add(a.Zone.From, a.Zone.Until)
		}
	}
	return out
}
