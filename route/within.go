package route

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// overhead are the outlines that lie over one place.
type overhead struct {
	names   []string // by which rules mean them, sorted
	maybe   []string // of those of which it is not known whether they hold, sorted
	missing string   // the fact on which that rests
}

// key tells them apart.
func (w overhead) key() string {
	if len(w.names)+len(w.maybe) == 0 {
		return ""
	}
	return strings.Join(w.names, "\x00") + "\x01" + strings.Join(w.maybe, "\x00")
}

// within returns the outlines among the areas over a place that count for a scope in
// a slot of time. As a zone, an outline counts for overflight at the level of the
// flight, and for the ends also below.
func (j *judge) within(areas []airspace.AreaID, scope policy.Scope, slot int) overhead {
	var w overhead
	if !j.outlined {
		return w
	}
	for _, id := range areas {
		z := j.zones[id]
		if z == nil || len(z.outlines) == 0 || z.holds[slot].out || !z.cruise && (scope == policy.Overflight || !z.ends) {
			continue
		}
		if m := z.holds[slot].missing; m != "" {
			w.maybe, w.missing = append(w.maybe, z.outlines...), m
			continue
		}
		w.names = append(w.names, z.outlines...)
	}
	for _, list := range []*[]string{&w.names, &w.maybe} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return w
}

// sameOutlines tells whether the same outlines lie over two stretches.
func (j *judge) sameOutlines(a, b stretch) bool {
	if !j.outlined {
		return true
	}
	ids := func(s stretch) []airspace.AreaID {
		all := slices.Concat(s.areas, s.left, s.right)
		all = slices.DeleteFunc(all, func(id airspace.AreaID) bool { return j.zones[id] == nil || len(j.zones[id].outlines) == 0 })
		slices.Sort(all)
		return slices.Compact(all)
	}
	return slices.Equal(ids(a), ids(b))
}

// worsens tells whether an outline of which it is not known whether it holds would
// make a status worse.
func (j *judge) worsens(status policy.Status, id airspace.AreaID, scope policy.Scope, in overhead, slot int) bool {
	for i := range in.maybe {
		if j.ask(id, scope, append(slices.Clone(in.names), in.maybe[i]), slot).Status.Worse(status) {
			return true
		}
	}
	return len(in.maybe) > 1 && j.ask(id, scope, slices.Concat(in.names, in.maybe), slot).Status.Worse(status)
}

// undecided turns what the policies say of an area into unknown, if outlines of which
// it is not known whether they hold would make it worse.
func (j *judge) undecided(d *Decision, scope policy.Scope, in overhead, slot int) {
	if len(in.maybe) == 0 || !j.worsens(d.Status, d.area, scope, in, slot) {
		return
	}
	d.Status, d.Effect, d.standing, d.says = policy.Unknown, "", "", ""
	d.Missing = appendNew(d.Missing, in.missing)
	d.Why = fmt.Sprintf("a rule holds in %s, and whether that is in force then rests on what was not given (%s)", list(in.maybe), strings.Join(d.Missing, ", "))
}

// outlinesOf returns the ids of the zones over a place that are an outline of a rule.
func (j *judge) outlinesOf(r *policy.Rule, names []string) []string {
	if r == nil || len(r.Outline) == 0 {
		return nil
	}
	var out []string
	for _, z := range j.zones {
		if slices.ContainsFunc(z.outlines, func(n string) bool { return slices.Contains(names, n) && slices.Contains(r.Outline, n) }) {
			out = append(out, z.ID)
		}
	}
	slices.Sort(out)
	return out
}

// withinWords says inside which outlines a decision holds: ", in southern Russia
// (approximate)".
func (r *Report) withinWords(d Decision) string {
	if len(d.Within) == 0 {
		return ""
	}
	var names []string
	for _, id := range d.Within {
		names = append(names, r.OutlineName(id))
	}
	return ", in " + list(names)
}

// OutlineName returns the name of a zone, and that its outline is approximate if it
// is a built-in one that is.
func (r *Report) OutlineName(id string) string {
	if r.approximate[id] {
		return r.Name(id) + " (approximate)"
	}
	return r.Name(id)
}

// noteOutlines lists the built-in outlines that the routes rest on, and notes which
// are approximate.
func (j *judge) noteOutlines() {
	if !j.outlined {
		return
	}
	used := map[string]bool{}
	for _, rt := range j.report.Routes {
		for _, c := range rt.Crossings {
			for _, d := range c.Decisions {
				for _, id := range d.outlines {
					used[id] = true
				}
			}
		}
		if rt.Clearance != nil {
			used[rt.Clearance.Area] = true
		}
		for _, s := range rt.Sensitivity {
			used[s.Area] = true
		}
	}
	for id := range j.idx.All() {
		z := j.zones[id]
		if z == nil || z.built == nil || !used[z.ID] {
			continue
		}
		b := z.built
		j.report.Airspace.Outlines = append(j.report.Airspace.Outlines, OutlineSource{ID: z.ID, Name: b.Name, Source: b.Source, Approximate: b.Approximate, Note: b.Note})
		if b.Approximate {
			words := fmt.Sprintf("The outline %q is approximate: %s", b.Name, b.Source)
			if b.Note != "" {
				words += ". " + strings.TrimSuffix(b.Note, ".")
			}
			j.report.Notes = appendNew(j.report.Notes, words+".")
		}
	}
}
