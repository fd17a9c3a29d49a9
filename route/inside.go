package route

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// The search knows areas as a whole: the part of a State's airspace inside an
// outline is no area. If a State is closed there and not elsewhere, the whole of the
// zone is closed to the search. Built-in outlines end with the State that closes
// them, by and large; a zone of the asker may reach beyond, and a note says so.
//
// Few ways meet a built-in outline. So a search begins without them, on a map that
// does not have them; if what it finds enters one that is closed, all that are closed
// are put into the map, and the search is repeated.

// shutInside tells how the States under an outline close what is inside it, beyond
// what they close anyway.
func (j *judge) shutInside(id airspace.AreaID, slot int) shut {
	var out shut
	in := j.within([]airspace.AreaID{id}, policy.Overflight, slot)
	if len(in.names) == 0 {
		return out
	}
	for _, a := range j.reach(id) {
		blocked, sale := j.blocks(a, policy.Overflight, in, slot)
		if !blocked {
			continue
		}
		elsewhere, saleElsewhere := j.blocks(a, policy.Overflight, overhead{}, slot)
		if elsewhere && (sale || !saleElsewhere) || !j.liesUnder(a, id) {
			continue
		}
		if !sale {
			out.good = true
		} else {
			out.states = appendNew(out.states, j.idx.Area(a).Sovereign)
		}
	}
	slices.Sort(out.states)
	return out
}

// reach returns the areas of States of which the rules of an outline may speak.
func (j *judge) reach(id airspace.AreaID) []airspace.AreaID {
	var out []airspace.AreaID
	z := j.zones[id]
	for a, area := range j.idx.All() {
		if j.zones[a] == nil && slices.ContainsFunc(z.rules, func(r *policy.Rule) bool { return mayReach(r, area) }) {
			out = append(out, a)
		}
	}
	return out
}

// mayReach tells whether a rule may speak of an area.
func mayReach(r *policy.Rule, a airspace.Area) bool {
	return slices.ContainsFunc(r.Territory, func(t string) bool {
		return t == "*" || strings.HasPrefix(t, "bloc:") || t == a.Sovereign || t == a.Code
	})
}

// liesUnder tells whether an area lies under a zone: the border of the zone crosses
// it, or it begins inside.
func (j *judge) liesUnder(a, zone airspace.AreaID) bool {
	z := j.zones[zone]
	if z.crossed == nil {
		z.crossed = map[airspace.AreaID]bool{}
		var stretches []airspace.Stretch
		for ring := range ringsOf(j.idx.Outline(zone)) {
			for i := 1; i < len(ring); i++ {
				leg, err := airspace.NewLeg(ring[i-1], ring[i])
				if err != nil {
					continue // the same point twice
				}
				stretches = j.idx.AppendCross(stretches[:0], leg)
				for _, s := range stretches {
					for _, a := range slices.Concat(s.Areas, s.Left, s.Right) {
						z.crossed[a] = true
					}
				}
			}
		}
	}
	if z.crossed[a] {
		return true
	}
	for ring := range ringsOf(j.idx.Outline(a)) {
		if slices.Contains(j.idx.At(ring[0]), zone) {
			return true
		}
	}
	return false
}

// ringsOf yields the outer rings of an outline.
func ringsOf(m orb.MultiPolygon) func(yield func(orb.Ring) bool) {
	return func(yield func(orb.Ring) bool) {
		for _, p := range m {
			if len(p) > 0 && len(p[0]) > 1 && !yield(p[0]) {
				return
			}
		}
	}
}

// beyond tells whether a zone reaches farther than some areas, by more than the
// error of borders. It looks at some of the corners.
func (j *judge) beyond(zone airspace.AreaID, areas []airspace.AreaID) bool {
	const corners, errorKm = 64, 1.0
	for ring := range ringsOf(j.idx.Outline(zone)) {
		for i := 0; i < len(ring); i += 1 + len(ring)/corners {
			near := func(a airspace.AreaID) bool {
				km, ok := j.idx.Distance(ring[i], a)
				return ok && km < errorKm
			}
			if !slices.ContainsFunc(areas, near) {
				return true
			}
		}
	}
	return false
}

// noteInsides notes what the search cannot do inside outlines.
func (j *judge) noteInsides() {
	if !j.outlined {
		return
	}
	for id := range j.idx.All() {
		z := j.zones[id]
		if z == nil || len(z.outlines) == 0 {
			continue
		}
		closed, opened := j.differInside(id)
		if len(closed) > 0 && z.built == nil && j.beyond(id, closed) {
			j.noteBeyond(id, closed)
		}
		if len(opened) > 0 {
			j.report.Notes = appendNew(j.report.Notes, fmt.Sprintf(
				"Inside %s the flight may cross %s, whose airspace is closed to it elsewhere. The search makes no use of that: a shorter way may lead through it.", z.Name, list(j.areaNames(opened))))
		}
	}
}

// noteBeyond notes that a search keeps out of more than is closed inside an outline.
func (j *judge) noteBeyond(id airspace.AreaID, closed []airspace.AreaID) {
	j.report.Notes = appendNew(j.report.Notes, fmt.Sprintf(
		"Inside %s the airspace of %s is closed to the flight. The search keeps out of the whole of that zone, which reaches beyond: a shorter way may lead through the rest of it.",
		j.zones[id].Name, list(j.areaNames(closed))))
}

// differInside returns the areas that are closed inside an outline and nowhere else,
// and those that are closed and open inside, at some time of the flight.
func (j *judge) differInside(id airspace.AreaID) (closed, opened []airspace.AreaID) {
	for slot := range j.clock.slots() {
		in := j.within([]airspace.AreaID{id}, policy.Overflight, slot)
		if len(in.names) == 0 {
			continue
		}
		for _, a := range j.reach(id) {
			there, _ := j.blocks(a, policy.Overflight, in, slot)
			elsewhere, _ := j.blocks(a, policy.Overflight, overhead{}, slot)
			switch {
			case there == elsewhere || !j.liesUnder(a, id):
			case there:
				closed = appendNew(closed, a)
			default:
				opened = appendNew(opened, a)
			}
		}
	}
	return closed, opened
}

func (j *judge) areaNames(areas []airspace.AreaID) []string {
	var out []string
	for _, a := range areas {
		out = appendNew(out, j.idx.Area(a).Name)
	}
	return out
}
