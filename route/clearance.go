package route

import (
	"math"

	"github.com/paulmach/orb"
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

// clearance finds the nearest area that blocks overflight and that a route does
// not enter.
func (j *judge) clearance(rt *Route) *Clearance {
	entered := map[string]bool{}
	for _, c := range rt.Crossings {
		for _, a := range c.Areas {
			entered[a] = true
		}
	}
	best := Clearance{Km: math.Inf(1)}
	for i, l := range rt.legs {
		for _, a := range j.idx.Clearance(l.Leg, min(ClearanceKm, best.Km)) {
			area := j.idx.Area(a.Area)
			if entered[area.ID] || a.Km >= best.Km {
				continue
			}
			if from, to := j.slotsOn(rt, i); !j.shutDuring(a.Area, from, to) {
				continue
			}
			best = Clearance{State: area.Sovereign, Km: a.Km, At: micro(a.At)}
			if area.ID != area.Sovereign {
				best.Area = area.ID
			}
			break
		}
	}
	if math.IsInf(best.Km, 1) {
		return nil
	}
	best.Km = metres(best.Km)
	return &best
}

// slotsOn returns the first and the last slot of time in which the flight is on a
// leg.
func (j *judge) slotsOn(rt *Route, leg int) (from, to int) {
	l := &rt.legs[leg]
	return j.clock.slotAt(l.startKm), j.clock.slotAt(l.startKm + l.Km(l.Angle()))
}
