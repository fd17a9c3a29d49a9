package route

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// newReport starts a report: the data that it rests on. idx is the
// airspace with the built-in outlines that matter.
func newReport(c Checker, idx *airspace.Index) *Report {
	src := c.Airspace.Source()
	r := &Report{
		Schema: Schema,
		Airspace: Source{
			Source: src.Name, Date: src.Date, Worldview: string(src.Worldview), Areas: src.Areas, SHA256: src.SHA256,
		},
		Policies: []Set{}, Rules: map[string]Rule{}, Routes: []*Route{},
		index: idx, names: make(map[string]string, idx.Len()), attribution: src.Attribution,
	}
	for _, s := range c.Policy.Info() {
		r.Policies = append(r.Policies, Set{
			Name: s.Name, Rules: s.Rules, AsOf: s.AsOf.String(), Covers: append([]string{}, s.Covers...), SHA256: s.SHA256,
		})
	}
	for rule := range c.Policy.Rules() {
		if rule.Layer != policy.LayerDefault {
			r.basis = appendNew(r.basis, string(rule.Basis))
		}
	}
	r.Airspace.Zones = zoneSources(c.Airspace)
	for _, z := range r.Airspace.Zones {
		r.Airspace.Areas -= z.Zones
	}
	for _, a := range idx.All() {
		if a.Zone != nil && policy.ValidState(a.ID) {
			continue // a State's code stays that State
		}
		r.names[a.ID] = a.Name
		if a.Code != "" && a.Code == a.Sovereign {
			r.names[a.Code] = a.Name
		}
	}
	return r
}

// placeOf finds the State over a stop.
func (r *Report) placeOf(s Stop) Place {
	p := micro(s.Point)
	out := Place{Name: s.Name, Lat: p[1], Lon: p[0]}
	if out.Name == "" {
		out.Name = latLon(p)
	}
	out.State = stateAt(r.index, s.Point)
	return out
}

// stateAt returns the State over a point, "" if there is none.
func stateAt(idx *airspace.Index, p orb.Point) string {
	for _, id := range idx.At(p) {
		if a := idx.Area(id); a.Sovereign != "" {
			return a.Sovereign
		}
	}
	return ""
}

// WithEnds returns the flight with origin and destination at two stops, as Check
// does it: rules may ask for them.
func (c Checker) WithEnds(f policy.Flight, from, to Stop) policy.Flight {
	if !f.Origin.Given() {
		f.Origin = aerodrome(from, stateAt(c.Airspace, from.Point))
	}
	if !f.Destination.Given() {
		f.Destination = aerodrome(to, stateAt(c.Airspace, to.Point))
	}
	return f
}

func aerodrome(s Stop, state string) policy.Aerodrome {
	return policy.Aerodrome{State: state, ICAO: s.ICAO, IATA: s.IATA, HighSeas: state == ""}
}

// FlightOf puts a flight into the report's words.
func FlightOf(f policy.Flight) Flight {
	by := string(f.GivenBy)
	if by == "" {
		by = string(policy.GivenByQuestion)
	}
	level := ""
	if f.Level > 0 {
		level = fmt.Sprintf("FL%03d", f.Level)
	}
	scheduled := ""
	if f.Scheduled != policy.NotGiven {
		scheduled = f.Scheduled.String()
	}
	return Flight{
		Owner: f.OwnerState, Charterer: f.ChartererState, Base: f.Base, MTOW: f.MTOW, Scheduled: scheduled, Purpose: f.Purpose, Cargo: f.Cargo,
		Level: level, Registration: f.Registration.String(), Example: f.Example, Operator: f.Operator(), Kind: string(f.Kind), Type: f.Type,
		Persons: append([]string{}, f.Persons...), Date: f.Date.String(), GivenBy: by, Defaults: f.Defaults(),
	}
}

// viaPrefix begins the name of a route that the asker gave by its waypoints.
const viaPrefix = "via "

// viaName names a route by its waypoints.
func viaName(stops []Stop) string {
	var names []string
	for _, s := range stops[1 : len(stops)-1] {
		n := s.Name
		if n == "" {
			n = latLon(s.Point)
		}
		names = append(names, n)
	}
	return viaPrefix + strings.Join(names, ", ")
}

// note says who named a way.
func (w Way) note() string {
	if w.NamedBy == "press" {
		return "named by the press: " + w.Source
	}
	return "named by this project"
}
