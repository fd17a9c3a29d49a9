package route

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
)

// ClearanceKm is how near a closed area must be for a route's clearance to be
// given.
const ClearanceKm = 20

// Clearance is the nearest approach of a route to closed airspace that it does not
// enter: the distance on the sphere, and the place on the border. With a departure
// what is closed at some time during the leg counts as closed. Borders are true
// to some 100 m, so a clearance under a kilometre says little.
type Clearance struct {
	State string    `json:"state"`
	Area  string    `json:"area,omitempty"` // its id, if it is not the State's main territory
	Km    float64   `json:"km"`
	At    orb.Point `json:"at"`
}

// WithinBorders tells whether the clearance is within the error of the borders.
func (c *Clearance) WithinBorders() bool { return c.Km < 1 }

// approach is how near a route comes to a closed area, and where on its border that
// is.
type approach struct {
	area  airspace.AreaID
	km    float64
	at    orb.Point
	found bool
}

// approaches returns the areas within ClearanceKm that block overflight while the
// flight is on the leg, and that the route does not enter, nearest first.
func (j *judge) approaches(rt *Route) []approach {
	entered := map[string]bool{}
	for _, c := range rt.Crossings {
		for _, a := range c.Areas {
			entered[a] = true
		}
	}
	best := make([]approach, j.idx.Len()) // of each area, so far
	for id := range best {
		best[id] = approach{area: airspace.AreaID(id), km: ClearanceKm}
	}
	within := make([]float64, len(best)) // what is nearer is better
	for i, l := range rt.legs {
		from, to := j.slotsOn(rt, i)
		if i == 0 || j.clock.timed() {
			for id, a := range j.idx.All() {
				within[id] = -1
				if !entered[a.ID] && j.shutDuring(id, from, to) {
					within[id] = best[id].km
				}
			}
		}
		for _, a := range j.idx.ClearanceWithin(l.Leg, within) {
			if b := &best[a.Area]; !b.found || a.Km < b.km {
				*b = approach{a.Area, a.Km, a.At, true}
				within[a.Area] = a.Km
			}
		}
	}
	out := slices.DeleteFunc(best, func(a approach) bool { return !a.found })
	slices.SortFunc(out, func(a, b approach) int { return cmp.Or(cmp.Compare(a.km, b.km), cmp.Compare(a.area, b.area)) })
	return out
}

// clearance returns the nearest approach, nil if there is none.
func (j *judge) clearance(near []approach) *Clearance {
	if len(near) == 0 {
		return nil
	}
	area := j.idx.Area(near[0].area)
	best := Clearance{State: area.Sovereign, Km: metres(near[0].km), At: micro(near[0].at)}
	if area.ID != area.Sovereign {
		best.Area = area.ID
	}
	return &best
}

// slotsOn returns the first and the last slot of time in which the flight is on a
// leg.
func (j *judge) slotsOn(rt *Route, leg int) (from, to int) {
	l := &rt.legs[leg]
	return j.clock.slotAt(l.startKm), j.clock.slotAt(l.startKm + l.Km(l.Angle()))
}
