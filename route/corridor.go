package route

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/corridor"
	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"

	"github.com/flightcheck/flightcheck/internal/antimeridian"
)

// DefaultCorridorSlack is by what part of its length a route may be exceeded in
// its corridor, unless the asker says otherwise.
const DefaultCorridorSlack = 0.02

// Corridor is the area in which an aircraft may stray from a route that is open or
// needs permission, and stay legal. The route is inside. Nothing inside lies in
// airspace that is closed to the flight, unknown, or needs a permission that the
// route does not take. From each point inside, the way from one end of the route
// to the other by that point can be flown in such airspace over at most 1 + Slack
// times the length of the route on the sphere.
//
// It is not the greatest such area: what lies behind closed airspace, or is not
// seen from the route, is left out. The construction and its proof are in the
// documentation of internal/corridor.
type Corridor struct {
	Slack float64 `json:"slack"`
	// NarrowestKm is the least distance between its two sides, and NarrowestAt
	// where on the route that is. The ends, where it closes, do not count.
	NarrowestKm float64   `json:"narrowest_km"`
	NarrowestAt orb.Point `json:"narrowest_at"`
	AreaKm2     float64   `json:"area_km2"`
	// Polygon is cut at 180 degrees; its sides are straight in longitude and
	// latitude.
	Polygon orb.MultiPolygon `json:"polygon"`
}

// addCorridors gives each route that is open or needs permission its corridor. A
// route without room for one is named in the notes. The corridors do not know of
// each other, so they are found side by side.
func (q *quest) addCorridors(ctx context.Context, routes ...*Route) error {
	if q.opts.CorridorSlack == 0 {
		return nil
	}
	var wanted []*wantedCorridor
	for _, rt := range routes {
		if rt.Status != policy.Open && rt.Status != policy.Permission || rt.Corridor != nil {
			continue
		}
		w, err := q.wanted(rt)
		if err != nil {
			return fmt.Errorf("the corridor of the way %q: %w", rt.Name, err)
		}
		wanted = append(wanted, w)
	}
	var group sync.WaitGroup
	for _, w := range wanted {
		if w.hemmed == "" {
			group.Go(func() { w.shape, w.err = corridor.Find(ctx, w.path, q.opts.CorridorSlack, w.room) })
		}
	}
	group.Wait()
	for _, w := range wanted {
		if err := q.putCorridor(w); err != nil {
			return err
		}
	}
	return nil
}

// wantedCorridor is the corridor of a route, before and after it is found.
type wantedCorridor struct {
	route  *Route
	hemmed string // the area that leaves it none
	path   []s2.Point
	room   *detour.Room
	shape  corridor.Shape
	err    error
}

// wanted asks the rules what a flight must keep out of when it strays from a route.
func (q *quest) wanted(rt *Route) (*wantedCorridor, error) {
	w := &wantedCorridor{route: rt, hemmed: q.hemmed(rt)}
	if w.hemmed != "" {
		return w, nil
	}
	for i := range rt.legs {
		arc := &rt.legs[i].arc
		if i == 0 {
			w.path = append(w.path, arc.Start())
		}
		w.path = append(w.path, arc.End())
	}
	out, outlines := q.keptOut(rt)
	finder, err := q.s.finderOf(q.j, q.j.whole(outlines))
	if err != nil {
		return nil, err
	}
	w.room = finder.Room(out)
	return w, nil
}

// putCorridor gives a route the corridor that was found, or a note that says why it
// has none.
func (q *quest) putCorridor(w *wantedCorridor) error {
	rt, notes := w.route, &q.j.report.Notes
	_, noRoom := errors.AsType[*corridor.NoRoomError](w.err)
	switch {
	case w.hemmed != "":
		*notes = append(*notes, fmt.Sprintf("The way %q has no corridor: it may cross %s only as it does, not elsewhere or at another time.", rt.Name, w.hemmed))
	case noRoom || errors.Is(w.err, corridor.ErrShort):
		*notes = append(*notes, fmt.Sprintf("The way %q has no corridor: %v.", rt.Name, w.err))
	case w.err != nil:
		return fmt.Errorf("the corridor of the way %q: %w", rt.Name, w.err)
	default:
		rt.Corridor = &Corridor{
			Slack: q.opts.CorridorSlack, Polygon: cutCorridor(w.shape.Ring),
			NarrowestKm: metres(w.shape.Width * sphere.RadiusKm), NarrowestAt: micro(sphere.ToLonLat(w.shape.At)),
			AreaKm2: math.Round(w.shape.Area * sphere.RadiusKm * sphere.RadiusKm),
		}
	}
	return nil
}

// cutCorridor cuts a ring that is not closed at 180 degrees, and rounds it.
func cutCorridor(ring orb.Ring) orb.MultiPolygon {
	polygons := antimeridian.Polygon(orb.Polygon{ring})
	for _, p := range polygons {
		for i := range p[0] {
			p[0][i] = micro(p[0][i])
		}
		p[0] = slices.Compact(p[0])
	}
	return polygons
}

// keptOut returns the areas out of which a flight must keep when it strays from a
// route: all that are not open to it, but for those whose permission the route
// takes. outlines are the built-in outlines among them.
func (q *quest) keptOut(rt *Route) (out detour.Set, outlines []airspace.AreaID) {
	var areas []int32
	slots := q.j.slotsOf(rt, q.opts.CorridorSlack)
	for id := range q.j.idx.All() {
		if q.j.mayStray(id, rt, slots) {
			continue
		}
		areas = append(areas, int32(id))
		if z := q.j.zones[id]; z != nil && z.built != nil {
			outlines = append(outlines, id)
		}
	}
	return detour.NewSet(areas...), outlines
}

// slotsOf returns how many slots of time a flight may see that strays from a route.
func (j *judge) slotsOf(rt *Route, slack float64) int {
	return 1 + j.clock.slotAt(rt.DistanceKm*(1+slack))
}

// mayStray tells whether a flight on a route may be over an area, whenever that is.
func (j *judge) mayStray(id airspace.AreaID, rt *Route, slots int) bool {
	for slot := range slots {
		if !j.mayStrayAt(id, rt, overhead{}, slot) {
			return false
		}
		z := j.zones[id]
		if z == nil || len(z.outlines) == 0 {
			continue
		}
		in := j.within([]airspace.AreaID{id}, policy.Overflight, slot)
		for _, a := range j.reach(id) {
			if !j.mayStrayAt(a, rt, in, slot) && j.mayStrayAt(a, rt, overhead{}, slot) && j.liesUnder(a, id) {
				return false
			}
		}
	}
	return true
}

// mayStrayAt tells whether a flight on a route may be over an area, or its part
// within outlines, in a slot of time.
func (j *judge) mayStrayAt(id airspace.AreaID, rt *Route, in overhead, slot int) bool {
	a, z := j.idx.Area(id), j.zones[id]
	if z != nil {
		if z.holds[slot].out || len(z.asked([]policy.Scope{policy.Overflight})) == 0 {
			return true
		}
		if z.holds[slot].missing != "" {
			return false
		}
	}
	status := j.ask(id, policy.Overflight, in.names, slot).Status
	if j.worsens(status, id, policy.Overflight, in, slot) {
		return false
	}
	return status == policy.Open || status == policy.Permission && slices.ContainsFunc(rt.Permissions, func(p Permission) bool {
		switch {
		case p.Scope != policy.Overflight.String():
			return false
		case z != nil:
			return p.Zone == a.ID
		}
		return p.State != "" && p.State == a.Sovereign
	})
}

// hemmed returns the name of an area that a route may cross only inside an outline,
// or only at the time at which it does; "" if there is none.
func (q *quest) hemmed(rt *Route) string {
	slots := q.j.slotsOf(rt, q.opts.CorridorSlack)
	for _, c := range rt.Crossings {
		for _, d := range c.Decisions {
			if d.Scope == policy.Overflight.String() && !q.j.mayStray(d.area, rt, slots) {
				return q.j.idx.Area(d.area).Name
			}
		}
	}
	return ""
}

// appendCorridors adds the corridors of all routes that have one.
func (r *Report) appendCorridors(fc *geojson.FeatureCollection) {
	for _, rt := range r.Routes {
		c := rt.Corridor
		if c == nil {
			continue
		}
		f := geojson.NewFeature(simplest(c.Polygon))
		f.Properties = geojson.Properties{
			"kind": "corridor", "route": rt.ID, "status": rt.Status, "slack": c.Slack,
			"narrowest_km": c.NarrowestKm, "narrowest_at": c.NarrowestAt, "area_km2": c.AreaKm2,
			"title":  fmt.Sprintf("%s: room to stray for at most %g %% more, narrowest %s", rt.Name, micros(c.Slack*100), c.Words()),
			"stroke": Colour(rt.Status), "stroke-width": 1, "fill": Colour(rt.Status), "fill-opacity": 0.25,
		}
		fc.Append(f)
	}
}

// Words says how wide a corridor is where it is narrowest, and where: "11 km near
// 59.92,27.10".
func (c *Corridor) Words() string {
	width := fmt.Sprintf("%.0f km", c.NarrowestKm)
	switch {
	case c.NarrowestKm < 1:
		width = fmt.Sprintf("%.0f m", c.NarrowestKm*1000)
	case c.NarrowestKm < 10:
		width = fmt.Sprintf("%.1f km", c.NarrowestKm)
	}
	return fmt.Sprintf("%s near %.2f,%.2f", width, c.NarrowestAt[1], c.NarrowestAt[0])
}
