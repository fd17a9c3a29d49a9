package route

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"

	"github.com/flightcheck/flightcheck/internal/antimeridian"
)

// drawKm is how far a drawn line may leave the arc: 100 m by contract, with
// room for the rounding of coordinates.
const drawKm = 0.09

// FeatureCollection returns the report as a map: RFC 7946, longitude first, cut
// at 180 degrees, legs densified so that a straight line between neighbouring
// points stays within 100 m of the arc. The property "kind" of a feature is
//
//	area      an area that blocks at least one route, or the outline inside which
//	          it does, with the reasons
//	corridor  where an aircraft may stray from a route, if that was asked for
//	strip     one leg of a route that is open or needs permission, 5 NM to either side
//	crossing  a stretch of a route, with its status and reasons
//	point     where a route enters a State's airspace, or a zone
//	end       an end of the question
//
// Colours follow the simplestyle convention. An error is an internal fault.
func (r *Report) FeatureCollection() *geojson.FeatureCollection {
	fc := geojson.NewFeatureCollection()
	fc.ExtraMembers = geojson.Properties{
		"schema":      r.Schema,
		"answer":      r.Answer,
		"airspace":    r.Airspace,
		"attribution": r.attribution,
	}
	r.appendAreas(fc)
	r.appendCorridors(fc)
	for _, rt := range r.Routes {
		if rt.Status == policy.Open || rt.Status == policy.Permission {
			appendStrips(fc, rt)
		}
	}
	for _, v := range slices.Backward(r.Routes) { // the best is drawn on top
		r.appendCrossings(fc, v)
	}
	for _, rt := range r.Routes {
		r.appendPoints(fc, rt)
	}
	for _, p := range []Place{r.From, r.To} {
		f := geojson.NewFeature(micro(p.Point()))
		f.Properties = geojson.Properties{"kind": "end", "title": p.Name, "state": p.State, "marker-color": "#1d3557", "marker-size": "medium"}
		fc.Append(f)
	}
	return fc
}

// blockReasons says for each area that blocks a route, or outline inside which one
// does, why.
func (r *Report) blockReasons() map[string][]string {
	reasons := map[string][]string{}
	add := func(c Crossing, d Decision) {
		own := slices.DeleteFunc(slices.Clone(c.Decisions), func(o Decision) bool { return o.areaID != d.areaID || !slices.Equal(o.Within, d.Within) })
		places := d.Within // if a rule closes no more than that
		if len(places) == 0 {
			places = []string{d.areaID}
		}
		for _, why := range wordsOf(r.lines(own, policy.Blocked)) {
			for _, id := range places {
				reasons[id] = appendNew(reasons[id], why)
			}
		}
	}
	for _, rt := range r.Routes {
		for _, c := range rt.Crossings {
			if c.Status != policy.Blocked {
				continue
			}
			for _, d := range c.Decisions {
				add(c, d)
			}
		}
	}
	return reasons
}

// appendAreas adds the outlines of all areas that block a route.
func (r *Report) appendAreas(fc *geojson.FeatureCollection) {
	reasons := r.blockReasons()
	if r.index == nil {
		return
	}
	for id, area := range r.index.All() {
		why, ok := reasons[area.ID]
		if !ok {
			continue
		}
		f := geojson.NewFeature(r.index.Outline(id))
		f.Properties = geojson.Properties{
			"kind": "area", "id": area.ID, "state": area.Sovereign, "title": area.Name,
			"description": strings.Join(why, "; "), "reasons": why, "status": policy.Blocked,
			"stroke": Colour(policy.Blocked), "stroke-width": 1, "fill": Colour(policy.Blocked), "fill-opacity": 0.15,
		}
		fc.Append(f)
	}
}

// appendStrips adds one strip for each leg of a route.
func appendStrips(fc *geojson.FeatureCollection, rt *Route) {
	for i, l := range rt.legs {
		polygons := strip(l.arc, drawKm)
		for _, p := range polygons {
			for _, ring := range p {
				for k := range ring {
					ring[k] = micro(ring[k])
				}
			}
		}
		f := geojson.NewFeature(simplest(polygons))
		f.Properties = geojson.Properties{
			"kind": "strip", "route": rt.ID, "leg": i + 1, "status": rt.Status, "half_width_nm": StripHalfWidthNM,
			"title":  fmt.Sprintf("%s, leg %d: %d NM to either side", rt.Name, i+1, StripHalfWidthNM),
			"stroke": Colour(rt.Status), "stroke-width": 1, "fill": Colour(rt.Status), "fill-opacity": 0.2,
		}
		fc.Append(f)
	}
}

// appendCrossings adds one feature for each crossing of a route.
func (r *Report) appendCrossings(fc *geojson.FeatureCollection, rt *Route) {
	for i, c := range rt.Crossings {
		lines := antimeridian.Line(rt.draw(c))
		if len(lines) == 0 {
			continue // shorter than the rounding of coordinates
		}
		var g orb.Geometry = lines
		if len(lines) == 1 {
			g = lines[0]
		}
		why := wordsOf(r.CrossingLines(c))
		f := geojson.NewFeature(g)
		f.Properties = geojson.Properties{
			"kind": "crossing", "route": rt.ID, "route_name": rt.Name, "route_status": rt.Status, "number": i + 1,
			"state": c.State, "title": c.Name, "areas": c.Areas, "status": c.Status,
			"from_km": c.FromKm, "to_km": c.ToKm, "km": c.Km,
			"reasons": why, "description": strings.Join(why, "; "),
			"stroke": Colour(c.Status), "stroke-width": 3, "stroke-opacity": 1,
		}
		if len(c.Zones) > 0 {
			f.Properties["zones"] = c.Zones
		}
		if !c.EnterTime.IsZero() {
			f.Properties["enter_time"], f.Properties["exit_time"] = c.EnterTime, c.ExitTime
		}
		fc.Append(f)
	}
}

// appendPoints adds the places where a route enters a State's airspace, or a zone.
func (r *Report) appendPoints(fc *geojson.FeatureCollection, rt *Route) {
	for i, c := range rt.Crossings {
		if i == 0 {
			continue
		}
		enters := r.enters(rt.Crossings[i-1], c)
		if len(enters) == 0 {
			continue
		}
		f := geojson.NewFeature(c.Enter)
		f.Properties = geojson.Properties{
			"kind": "point", "route": rt.ID, "state": c.State, "km": c.FromKm, "status": c.Status,
			"title":        fmt.Sprintf("enters %s at %.0f km", list(enters), c.FromKm),
			"marker-color": Colour(c.Status), "marker-size": "small",
		}
		fc.Append(f)
	}
}

// enters names what a route enters from one crossing to the next.
func (r *Report) enters(from, to Crossing) []string {
	var out []string
	if !to.HighSeas() && (len(from.Zones)+len(to.Zones) == 0 || !slices.Equal(from.ground(), to.ground())) {
		out = append(out, to.Name)
	}
	for _, id := range to.Zones {
		if !slices.Contains(from.Zones, id) {
			out = append(out, r.Name(id))
		}
	}
	return out
}

// ground returns the areas of a crossing that are no zones.
func (c Crossing) ground() []string {
	return slices.DeleteFunc(slices.Clone(c.Areas), func(id string) bool { return slices.Contains(c.Zones, id) })
}

// draw returns the points of a crossing, rounded to 1e-6 degrees.
func (rt *Route) draw(c Crossing) orb.LineString {
	var line orb.LineString
	add := func(p orb.Point) {
		p = micro(p)
		if n := len(line); n == 0 || line[n-1] != p {
			line = append(line, p)
		}
	}
	for _, pc := range c.pieces {
		arc := rt.legs[pc.leg].arc
		add(sphere.ToLonLat(arc.At(pc.from)))
		for _, t := range arc.Steps(drawKm) {
			if t > pc.from && t < pc.to {
				add(sphere.ToLonLat(arc.At(t)))
			}
		}
		add(sphere.ToLonLat(arc.At(pc.to)))
	}
	return line
}

// simplest returns a polygon for a list of one.
func simplest(m orb.MultiPolygon) orb.Geometry {
	if len(m) == 1 {
		return m[0]
	}
	return m
}
