package route

import (
	"slices"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/policy"
)

// closures says which areas a flight must keep out of, and which of them a State
// could open by a permission. It does not change.
type closures struct {
	shuts []shut // of each area
	// barred says that an end lies where the flight is blocked.
	barred []bar
	// refusers are the States whose refusals could be won, sorted; a refusal is a
	// place in the list.
	refusers []string
	// refusal of each area is what closes it: refusals, or closedForGood alone; nil
	// if it is not closed. It is closed if any of them stands.
	refusal  [][]int32
	required []int // refusals that every way meets, those of the ends, sorted
}

// closedForGood stands for what no permission lifts.
const closedForGood = -2

// shut says how an area is closed for overflight: by States that could permit it,
// or for good. The zero value is not closed.
type shut struct {
	states []string
	good   bool
}

// is tells whether the area is closed.
func (s shut) is() bool { return s.good || len(s.states) > 0 }

// bar is an end of a route that is blocked whatever the way.
type bar struct {
	to    bool // the destination; else the origin
	area  airspace.AreaID
	scope policy.Scope
	in    overhead
	slot  int
	// sale says that the State could permit it.
	sale bool
}

// closuresOf judges every area for a flight between two points. A closure for
// safety, or one that the asker supposes, cannot be lifted by a permission. With a
// departure an area counts as closed if it is so during the whole time in which the
// flight may be on its way.
func (j *judge) closuresOf(from, to orb.Point) *closures {
	c := &closures{shuts: make([]shut, j.idx.Len())}
	for id := range j.idx.All() {
		if z := j.zones[id]; z == nil || z.built == nil { // see [quest.mapOutlines]
			c.shuts[id] = j.shutAlways(id)
		}
	}
	c.barred = append(j.barsAt(false, from, policy.Departure), j.barsAt(true, to, policy.Landing)...)
	c.number(j.idx)
	return c
}

// barsAt returns what blocks one end of a route. The flight is at the origin when it
// departs; the time at which it is at the destination is not known.
func (j *judge) barsAt(to bool, p orb.Point, scope policy.Scope) []bar {
	var out []bar
	areas := j.idx.At(p)
	slots := 1
	if to {
		slots = j.clock.slots()
	}
	for _, id := range areas {
		for _, s := range [...]policy.Scope{policy.Overflight, scope} {
			b, all := bar{}, true
			for slot := 0; slot < slots && all; slot++ {
				in := j.within(areas, s, slot)
				is, forSale := j.blocks(id, s, in, slot)
				all = is
				if slot == 0 || forSale && !b.sale {
					b = bar{to, id, s, in, slot, forSale}
				}
			}
			if all {
				out = append(out, b)
			}
		}
	}
	return out
}

// number gives the refusals their places.
func (c *closures) number(idx *airspace.Index) {
	for _, s := range c.shuts {
		if !s.good {
			c.refusers = append(c.refusers, s.states...)
		}
	}
	for _, b := range c.barred {
		if b.sale {
			c.refusers = append(c.refusers, idx.Area(b.area).Sovereign)
		}
	}
	slices.Sort(c.refusers)
	c.refusers = slices.Compact(c.refusers)
	c.refusal = make([][]int32, len(c.shuts))
	for id, s := range c.shuts {
		if s.good {
			c.refusal[id] = []int32{closedForGood}
			continue
		}
		for _, state := range s.states {
			c.refusal[id] = append(c.refusal[id], int32(c.refusalOf(state)))
		}
	}
	for _, b := range c.barred {
		if b.sale {
			c.required = appendNew(c.required, c.refusalOf(idx.Area(b.area).Sovereign))
		}
	}
	slices.Sort(c.required)
}

func (c *closures) refusalOf(state string) int {
	i, _ := slices.BinarySearch(c.refusers, state)
	return i
}

// with returns the closures with more areas closed and more bars, and whether that
// makes any difference.
func (c *closures) with(idx *airspace.Index, more map[airspace.AreaID]shut, bars []bar) (*closures, bool) {
	x := &closures{shuts: slices.Clone(c.shuts), barred: slices.Clone(c.barred)}
	changed := false
	for id, s := range more {
		old := x.shuts[id]
		if old.good {
			continue
		}
		if s.good {
			x.shuts[id], changed = shut{good: true}, true
			continue
		}
		states := slices.Clone(old.states)
		for _, state := range s.states {
			states = appendNew(states, state)
		}
		changed = changed || len(states) > len(old.states)
		x.shuts[id] = shut{states: states}
	}
	for _, b := range bars {
		same := func(o bar) bool { return o.to == b.to && o.area == b.area && o.scope == b.scope && o.sale == b.sale }
		if !slices.ContainsFunc(x.barred, same) {
			x.barred, changed = append(x.barred, b), true
		}
	}
	x.number(idx)
	return x, changed
}

// blocks tells whether an area is blocked for a scope, and whether its State could
// lift that by a permission.
func (j *judge) blocks(id airspace.AreaID, scope policy.Scope, in overhead, slot int) (blocked, sale bool) {
	a := j.idx.Area(id)
	if z := j.zones[id]; z != nil && (z.holds[slot].out || !slices.Contains(z.asked([]policy.Scope{scope}), scope)) {
		return false, false
	}
	d := j.ask(id, scope, in.names, slot)
	if d.Status != policy.Blocked {
		return false, false
	}
	sale = a.Sovereign != ""
	for _, r := range d.Rules() {
		if r.Effect.Refusal() && (!r.Grantable || r.Layer == policy.LayerSafety || string(r.Basis) == string(policy.Supposed)) {
			sale = false
		}
	}
	return true, sale
}

// knownShuts remembers how areas are closed. Most questions have one slot of time only,
// and ask it for every area.
type knownShuts struct {
	first []knownShut // of each area in the first slot
	later map[spot]shut
}

type knownShut struct {
	shut  shut
	known bool
}

// spot is an area in a slot of time.
type spot struct {
	area airspace.AreaID
	slot int
}

func (k *knownShuts) get(id airspace.AreaID, slot int) (s shut, ok bool) {
	switch {
	case slot > 0:
		s, ok = k.later[spot{id, slot}]
	case k.first != nil:
		s, ok = k.first[id].shut, k.first[id].known
	}
	return s, ok
}

// set notes how one of so many areas is closed in a slot.
func (k *knownShuts) set(id airspace.AreaID, slot int, s shut, areas int) {
	if slot > 0 {
		if k.later == nil {
			k.later = map[spot]shut{}
		}
		k.later[spot{id, slot}] = s
		return
	}
	if k.first == nil {
		k.first = make([]knownShut, areas)
	}
	k.first[id] = knownShut{s, true}
}

// shutAt tells how an area is closed for overflight in a slot of time. A zone that
// is an outline is closed if a State is blocked inside it that is not so outside.
func (j *judge) shutAt(id airspace.AreaID, slot int) shut {
	if s, ok := j.shuts.get(id, slot); ok {
		return s
	}
	var s shut
	blocked, sale := j.blocks(id, policy.Overflight, overhead{}, slot)
	switch {
	case blocked && sale:
		s.states = []string{j.idx.Area(id).Sovereign}
	case blocked:
		s.good = true
	case j.zones[id] != nil:
		s = j.shutInside(id, slot)
	}
	j.shuts.set(id, slot, s, j.idx.Len())
	return s
}

// shutAlways tells how an area is closed in all slots of time. What a permission
// opens in one of them counts as opened by it.
func (j *judge) shutAlways(id airspace.AreaID) shut {
	var out shut
	for slot := range j.clock.slots() {
		s := j.shutAt(id, slot)
		if !s.is() {
			return shut{}
		}
		if slot == 0 || out.good && !s.good {
			out = s
		}
	}
	return out
}

// shutDuring tells whether an area is closed at some time from one slot to another.
func (j *judge) shutDuring(id airspace.AreaID, from, to int) bool {
	for slot := from; slot <= to; slot++ {
		if j.shutAt(id, slot).is() {
			return true
		}
	}
	return false
}

// closed returns the areas that are closed if some refusals stand.
func (c *closures) closed(stands []bool) detour.Set {
	var areas []int32
	for id := range c.refusal {
		if c.stands(airspace.AreaID(id), stands) {
			areas = append(areas, int32(id))
		}
	}
	return detour.NewSet(areas...)
}

// standing tells of each refusal whether it stands if some are lifted.
func (c *closures) standing(lifted []int) []bool {
	stands := make([]bool, len(c.refusers))
	for i := range stands {
		stands[i] = !slices.Contains(lifted, i)
	}
	return stands
}

// stands tells whether an area is closed if some refusals stand.
func (c *closures) stands(id airspace.AreaID, stands []bool) bool {
	return slices.ContainsFunc(c.refusal[id], func(r int32) bool { return r == closedForGood || stands[r] })
}

// forGood tells whether an end lies where no permission helps, and returns the
// first such.
func (c *closures) forGood() (bar, bool) {
	for _, b := range c.barred {
		if !b.sale {
			return b, true
		}
	}
	return bar{}, false
}
