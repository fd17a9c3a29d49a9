package route

import (
	"slices"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/policy"
)

// closures says which areas a flight must keep out of, and which of them a State
// could open by a permission.
type closures struct {
	// refusers are the States whose refusals could be won, sorted; a refusal is a
	// place in the list.
	refusers []string
	refusal  []int32 // of each area: its refusal, or notClosed, or closedForGood
	required []int   // refusals that every way meets, those of the ends, sorted
	// barred says that an end lies where no permission helps.
	barred []bar
}

// What stands in closures.refusal for an area that is no State's refusal.
const (
	notClosed     = -1
	closedForGood = -2
)

// bar is an end of a route that is blocked whatever the way.
type bar struct {
	to    bool // the destination; else the origin
	area  airspace.AreaID
	scope policy.Scope
	// sale says that the State could permit it.
	sale bool
}

// closuresOf judges every area for a flight between two points. A closure for
// safety, or one that the asker supposes, cannot be lifted by a permission.
func (j *judge) closuresOf(from, to orb.Point) *closures {
	c := &closures{refusal: make([]int32, j.idx.Len())}
	blocked := make([]bool, j.idx.Len())
	sale := make([]bool, j.idx.Len())
	for id := range j.idx.All() {
		blocked[id], sale[id] = j.blocks(id, policy.Overflight)
		if blocked[id] && sale[id] {
			c.refusers = appendNew(c.refusers, j.idx.Area(id).Sovereign)
		}
	}
	ends := func(to bool, p orb.Point, scope policy.Scope) {
		for _, id := range j.idx.At(p) {
			for _, s := range [...]policy.Scope{policy.Overflight, scope} {
				is, forSale := j.blocks(id, s)
				if !is {
					continue
				}
				c.barred = append(c.barred, bar{to, id, s, forSale})
				if forSale {
					c.refusers = appendNew(c.refusers, j.idx.Area(id).Sovereign)
				}
			}
		}
	}
	ends(false, from, policy.Departure)
	ends(true, to, policy.Landing)
	slices.Sort(c.refusers)
	for id, a := range j.idx.All() {
		switch {
		case !blocked[id]:
			c.refusal[id] = notClosed
		case !sale[id]:
			c.refusal[id] = closedForGood
		default:
			c.refusal[id] = int32(c.refusalOf(a.Sovereign))
		}
	}
	for _, b := range c.barred {
		if b.sale {
			c.required = appendNew(c.required, c.refusalOf(j.idx.Area(b.area).Sovereign))
		}
	}
	slices.Sort(c.required)
	return c
}

func (c *closures) refusalOf(state string) int {
	i, _ := slices.BinarySearch(c.refusers, state)
	return i
}

// blocks tells whether an area is blocked for a scope, and whether its State could
// lift that by a permission.
func (j *judge) blocks(id airspace.AreaID, scope policy.Scope) (blocked, sale bool) {
	a := j.idx.Area(id)
	if z := j.zones[id]; z != nil && (z.out || !slices.Contains(z.asked([]policy.Scope{scope}), scope)) {
		return false, false
	}
	d := j.set.Decide(j.flight, j.territory(id), policy.At{AsOf: j.asOf}, scope)
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

// closed returns the areas that are closed if some refusals stand.
func (c *closures) closed(stands []bool) detour.Set {
	var areas []int32
	for id, r := range c.refusal {
		if r == closedForGood || r >= 0 && stands[r] {
			areas = append(areas, int32(id))
		}
	}
	return detour.NewSet(areas...)
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
