package route

import (
	"slices"

	"github.com/flightcheck/flightcheck/airspace"
)

// ZoneSource names a file of zones that were loaded.
type ZoneSource struct {
	Source string `json:"source"`
	Date   string `json:"date,omitempty"`
	Zones  int    `json:"zones"`
	SHA256 string `json:"sha256"`
}

// ZoneKm is how much of a route lies in one zone at cruise level. Zones may
// overlap: the kilometres of all of them may be more than those of the route.
type ZoneKm struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	Km     float64   `json:"km"`
	States []StateKm `json:"states"`
}

// StateKm is how much of a route, or of its part in a zone, lies in the airspace
// of one State; State is empty over the high seas and over an area without a
// sovereign.
type StateKm struct {
	State string  `json:"state"`
	Km    float64 `json:"km"`
}

// sumZones adds up the kilometres of a route in each zone, in the order in which
// it enters them.
func (j *judge) sumZones(rt *Route) {
	for _, c := range rt.Crossings {
		inZone := false
		for _, id := range c.zones {
			z := j.zones[id]
			if !z.cruise || z.built != nil {
				continue
			}
			inZone = true
			i := slices.IndexFunc(rt.Zones, func(o ZoneKm) bool { return o.ID == z.ID })
			if i < 0 {
				i = len(rt.Zones)
				rt.Zones = append(rt.Zones, ZoneKm{ID: z.ID, Name: z.Name})
			}
			rt.Zones[i].Km = metres(rt.Zones[i].Km + c.Km)
			rt.Zones[i].States = addState(rt.Zones[i].States, c)
		}
		if !inZone {
			rt.outsideKm = metres(rt.outsideKm + c.Km)
		}
	}
}

// OutsideZonesKm returns the kilometres of the route that lie in no zone at cruise
// level; 0 if it was not judged.
func (rt *Route) OutsideZonesKm() float64 { return rt.outsideKm }

// addState adds a crossing to the kilometres of its State.
func addState(states []StateKm, c Crossing) []StateKm {
	i := slices.IndexFunc(states, func(o StateKm) bool { return o.State == c.State })
	if i < 0 {
		return append(states, StateKm{c.State, c.Km})
	}
	states[i].Km = metres(states[i].Km + c.Km)
	return states
}

// StateKm returns the kilometres of the route in the airspace of each State, in the
// order in which it enters them.
func (rt *Route) StateKm() []StateKm {
	var out []StateKm
	for _, c := range rt.Crossings {
		out = addState(out, c)
	}
	return out
}

// zoneSources lists the files of zones in an airspace.
func zoneSources(idx *airspace.Index) []ZoneSource {
	var out []ZoneSource
	for _, a := range idx.All() {
		if a.Zone == nil {
			continue
		}
		s := a.Zone.Source
		i := slices.IndexFunc(out, func(o ZoneSource) bool { return o.Source == s.Name && o.SHA256 == s.SHA256 })
		if i < 0 {
			i = len(out)
			out = append(out, ZoneSource{Source: s.Name, Date: s.Date, SHA256: s.SHA256})
		}
		out[i].Zones++
	}
	return out
}
