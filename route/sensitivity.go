package route

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// A clip is a blocked crossing that is short: less than ClipKm in all, and less
// than ClipPart of the route. An end of the route is never a clip: no small detour
// avoids it.
const (
	ClipKm   = 60
	ClipPart = 0.05
)

// The kinds of a [Sensitivity].
const (
	Clip      = "clip"      // a closed area that the route crosses for a short way
	Near      = "near"      // a closed area that the route passes within ClearanceKm
	WorldView = "worldview" // an area that others count as another State's, and that makes a difference
)

// Sensitivity says how little decides a verdict.
type Sensitivity struct {
	Kind string `json:"kind"`
	// State is the sovereign of the area in the chosen world view, empty if it has
	// none.
	State string `json:"state"`
	Area  string `json:"area"`
	// Km is how far a clip reaches or how far away a near miss is, and for a world
	// view how far the route crosses the area.
	Km    float64 `json:"km"`
	Words string  `json:"words"` // "clips Poland for 49 km"
}

// remark adds to a judged route what decides it by little, and that it is longer
// than the aircraft flies.
func (j *judge) remark(ctx context.Context, rt *Route, near []approach) error {
	views, err := j.otherView(ctx, rt)
	if err != nil {
		return err
	}
	rt.Sensitivity = slices.Concat(j.clips(rt), j.nearMisses(near), views)
	rt.BeyondRangeKm = j.beyondRange(rt.DistanceKm)
	if words := j.report.RangeWords(rt); words != "" {
		if rt.Note != "" {
			rt.Note += "; "
		}
		rt.Note += words
	}
	return nil
}

// part is an area, or its part in outlines inside which a rule closes it.
type part struct {
	area   airspace.AreaID
	within string // ids of the outlines, joined
}

// blockedIn adds up for each area how far a route crosses it blocked. Areas at the
// ends of the route are left out, but for parts in which the route does not end.
func (rt *Route) blockedIn() (parts []part, km map[part]float64) {
	km = map[part]float64{}
	ends := map[part]bool{}
	for _, c := range rt.Crossings {
		var here []part
		for _, d := range c.Decisions {
			p := part{d.area, strings.Join(d.Within, "\x00")}
			if d.Scope != policy.Overflight.String() {
				ends[p] = true
			} else if d.Status == policy.Blocked {
				here = appendNew(here, p)
			}
		}
		for _, p := range here {
			parts = appendNew(parts, p)
			km[p] += c.Km
		}
	}
	return slices.DeleteFunc(parts, func(p part) bool { return ends[p] }), km
}

func (j *judge) clips(rt *Route) []Sensitivity {
	var out []Sensitivity
	areas, km := rt.blockedIn()
	for _, id := range areas {
		if km[id] >= ClipKm || km[id] >= ClipPart*rt.DistanceKm {
			continue
		}
		a := j.idx.Area(id.area)
		words := fmt.Sprintf("clips %s for %s", a.Name+j.report.withinWords(Decision{Within: id.ids()}), shortKm(km[id]))
		if len(areas) == 1 && !slices.ContainsFunc(rt.BlockedBy, func(b Block) bool { return b.State != a.Sovereign || b.Zone != "" && b.Zone != a.ID }) {
			words += ", and nothing else blocks it"
		}
		out = append(out, Sensitivity{Kind: Clip, State: a.Sovereign, Area: a.ID, Km: metres(km[id]), Words: words})
	}
	return out
}

// ids returns the outlines of a part.
func (p part) ids() []string {
	if p.within == "" {
		return nil
	}
	return strings.Split(p.within, "\x00")
}

// nearMisses tells of all closed areas that a route passes.
func (j *judge) nearMisses(near []approach) []Sensitivity {
	var out []Sensitivity
	for _, x := range near {
		a := j.idx.Area(x.area)
		out = append(out, Sensitivity{Kind: Near, State: a.Sovereign, Area: a.ID, Km: metres(x.km), Words: fmt.Sprintf("passes %s from %s", shortKm(x.km), j.nearName(x.area))})
	}
	slices.SortFunc(out, func(a, b Sensitivity) int { return cmp.Or(cmp.Compare(a.Km, b.Km), cmp.Compare(a.Area, b.Area)) })
	return out
}

// shortKm prints a short distance: metres below a kilometre.
func shortKm(km float64) string {
	if km < 1 {
		return fmt.Sprintf("%.0f m", km*1000)
	}
	return kilometres(km)
}

// view is the same question judged in the other world view.
type view struct {
	*judge
	differs map[airspace.AreaID]bool // areas that have another sovereign there
}

// other returns the judge of the other world view. It is made when a route first
// needs it.
func (j *judge) other() (*view, error) {
	if j.elsewhere != nil {
		return j.elsewhere, nil
	}
	name := airspace.DeFacto
	if j.idx.Source().Worldview == name {
		name = airspace.UN
	}
	idx, err := j.idx.WithWorldview(name)
	if err != nil {
		return nil, err
	}
	o := &view{&judge{
		idx: idx, set: j.set, memo: map[judged]Decision{}, asOf: j.asOf, flight: j.flight,
		zones: j.zones, outlined: j.outlined, clock: j.clock,
	}, map[airspace.AreaID]bool{}}
	for id, a := range idx.All() {
		if a.Sovereign != j.idx.Area(id).Sovereign {
			o.differs[id] = true
		}
	}
	j.elsewhere = o
	return o, nil
}

// begin makes the judge of the other world view ready for the question of j.
func (o *view) begin(j *judge) {
	o.report = newReport(Checker{Airspace: o.idx, Policy: j.set, AsOf: j.asOf}, o.idx)
	o.report.From, o.report.To = o.report.placeOf(Stop{Point: j.report.From.Point()}), o.report.placeOf(Stop{Point: j.report.To.Point()})
	o.report.GreatCircleKm = j.report.GreatCircleKm
	move := func(end *policy.Aerodrome, here, there string) {
		if end.State == here {
			end.State, end.HighSeas = there, there == ""
		}
	}
	move(&o.flight.Origin, j.report.From.State, o.report.From.State)
	move(&o.flight.Destination, j.report.To.State, o.report.To.State)
}

// otherView judges a route in the other world view, if it crosses an area whose
// sovereign is another there, and names the areas that change its status or who
// blocks it.
func (j *judge) otherView(ctx context.Context, rt *Route) ([]Sensitivity, error) {
	o, err := j.other()
	if err != nil || !o.meets(rt) {
		return nil, err
	}
	if o.report == nil {
		o.begin(j)
	}
	there := &Route{legs: rt.legs, Waypoints: rt.Waypoints}
	if err := o.crossings(ctx, there); err != nil {
		return nil, err
	}
	if there.Status == rt.Status && slices.Equal(there.blockers(), rt.blockers()) {
		return nil, nil
	}
	var out []Sensitivity
	for _, c := range rt.Crossings {
		for _, d := range c.Decisions {
			if !o.differs[d.area] || o.same(d) {
				continue
			}
			here := j.idx.Area(d.area)
			i := slices.IndexFunc(out, func(s Sensitivity) bool { return s.Area == here.ID })
			if i < 0 {
				i = len(out)
				out = append(out, Sensitivity{
					Kind: WorldView, State: here.Sovereign, Area: here.ID,
					Words: fmt.Sprintf("differs with %s counted as %s: %s", here.Name, j.ownerWords(o.idx.Area(d.area)), j.thereWords(rt, there)),
				})
			}
			if d.Scope == policy.Overflight.String() {
				out[i].Km = metres(out[i].Km + c.Km)
			}
		}
	}
	return out, nil
}

// meets tells whether a route crosses an area that has another sovereign.
func (o *view) meets(rt *Route) bool {
	if len(o.differs) == 0 {
		return false
	}
	return slices.ContainsFunc(rt.Crossings, func(c Crossing) bool {
		return slices.ContainsFunc(c.Decisions, func(d Decision) bool { return o.differs[d.area] })
	})
}

// same tells whether a decision of the chosen world view is the same here.
func (o *view) same(d Decision) bool {
	there := o.decide(d.area, d.scope, d.in, d.slot)
	return there.Status == d.Status && (d.Status != policy.Blocked || there.State == d.State)
}

// nearName names an area that a route passes.
func (j *judge) nearName(id airspace.AreaID) string {
	if j.zones[id] != nil {
		return j.report.OutlineName(j.idx.Area(id).ID)
	}
	return j.idx.Area(id).Name
}

// blockers are the States or zones that block a route, sorted.
func (rt *Route) blockers() []string {
	var out []string
	for _, b := range rt.BlockedBy {
		out = appendNew(out, cmp.Or(b.State, b.Zone))
	}
	slices.Sort(out)
	return out
}

func (j *judge) ownerWords(a airspace.Area) string {
	if a.Sovereign == "" {
		return "nobody's"
	}
	return possessive(j.report.Name(a.Sovereign))
}

// thereWords says what the verdict is in the other world view.
func (j *judge) thereWords(here, there *Route) string {
	if there.Status != policy.Blocked {
		return fmt.Sprintf("%s instead of %s", there.Status, here.Status)
	}
	var names []string
	for _, s := range there.blockers() {
		names = append(names, j.report.Name(s))
	}
	return "blocked by " + list(names)
}

// possessive puts a name into the genitive: "Russia's", "Cyprus'".
func possessive(name string) string {
	if n := len(name); n > 0 && name[n-1] == 's' {
		return name + "'"
	}
	return name + "'s"
}
