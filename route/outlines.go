package route

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// A rule with an outline holds only where a zone of that name lies over its
// territory. The zones are those of the airspace and the built-in ones, which are
// joined to it if a rule that may touch the flight names them. What cannot touch the
// flight is left out, so that it cuts nothing.

// outlines are the zones that rules which may touch a flight need.
type outlines struct {
	names map[string][]string // that rules give as outlines, with the ids of the rules
	rules map[string][]*policy.Rule
	built []*builtArea // to be joined to the airspace, by id
}

// outlinesFor finds the outlines that matter for a flight. An outline that there is
// not is an [*InputError] that names the rule, as is one that is both built in and
// in the airspace.
func (c Checker) outlinesFor(f policy.Flight, ends []orb.Point) (*outlines, error) {
	o := &outlines{names: map[string][]string{}, rules: map[string][]*policy.Rule{}}
	named := map[string][]string{} // also as territory
	for r := range c.Policy.Rules() {
		zones := r.Zones()
		if len(zones)+len(r.Outline) == 0 || !c.touches(r, f) {
			continue
		}
		for _, name := range r.Outline {
			o.names[name] = append(o.names[name], r.ID)
			o.rules[name] = append(o.rules[name], r)
			named[name] = append(named[name], r.ID)
		}
		for _, name := range zones {
			named[name] = append(named[name], r.ID)
		}
	}
	var known []*builtArea
	for _, name := range slices.Sorted(maps.Keys(named)) {
		built, ok, err := c.builtIn(name, named[name], len(o.names[name]) > 0)
		if err != nil {
			return nil, err
		}
		if ok && !slices.Contains(known, built) {
			known = append(known, built)
		}
	}
	readAll(known)
	for _, built := range known {
		matters, err := c.matters(built, f, ends)
		if err != nil {
			return nil, err
		}
		if matters {
			o.built = append(o.built, built)
		}
	}
	slices.SortFunc(o.built, func(a, b *builtArea) int { return strings.Compare(a.ID, b.ID) })
	return o, nil
}

// builtIn returns the built-in outline of a name that rules give. What is an outline
// must be built in or in the airspace, and nothing both.
func (c Checker) builtIn(name string, rules []string, outline bool) (*builtArea, bool, error) {
	built, known, err := builtNamed(name)
	if err != nil {
		return nil, false, err
	}
	loaded, file := c.hasZone(name)
	switch {
	case known && loaded:
		return nil, false, &InputError{Msg: fmt.Sprintf("%s the zone %q, which is built in (%s) and also in %s; give the zone of the file another name",
			theRules(rules), name, built.Name, cmp.Or(file, "the airspace"))}
	case outline && !known && !loaded:
		return nil, false, &InputError{Msg: fmt.Sprintf("%s the outline %q, which is not built in and in no file of zones that is loaded; load it with the airspace, or leave the rule out",
			theRules(rules), name)}
	}
	return built, known, nil
}

// touches tells whether a rule may apply to a flight somewhere. With a departure
// that is at any time on the way.
func (c Checker) touches(r *policy.Rule, f policy.Flight) bool {
	if c.Plan.Depart.IsZero() {
		return c.Policy.Touches(r, f, policy.At{AsOf: c.AsOf})
	}
	first, last := c.window(f)
	if !r.From.IsZero() && r.From.Start().After(last) || !r.Until.IsZero() && r.Until.End().Before(first) {
		return false
	}
	f.Date = policy.When{}
	return c.Policy.Touches(r, f, policy.At{AsOf: c.AsOf})
}

// window returns the time in which a flight is on its way; zero if it has no date.
func (c Checker) window(f policy.Flight) (first, last time.Time) {
	if c.Plan.Depart.IsZero() {
		return f.Date.Start(), f.Date.End()
	}
	clock := clock{Plan: c.Plan}
	return c.Plan.Depart, clock.timeAt(farthestKm)
}

// hasZone tells whether the airspace has a zone that a rule may mean by a name, and
// from which file.
func (c Checker) hasZone(name string) (ok bool, file string) {
	for _, a := range c.Airspace.All() {
		if a.Zone != nil && (a.ID == name || strings.EqualFold(a.Zone.ID, name) || strings.EqualFold(a.Name, name)) {
			return true, a.Zone.Source.Name
		}
	}
	return false, ""
}

// matters tells whether a built-in outline can count for a flight: it holds at some
// time on the way, and at the level of the flight, or over one of its ends. Without
// ends those may be anywhere.
func (c Checker) matters(a *builtArea, f policy.Flight, ends []orb.Point) (bool, error) {
	idx, err := a.index()
	if err != nil {
		return false, err
	}
	level := cmp.Or(f.Level, policy.CruiseLevel)
	first, last := c.window(f)
	for id, area := range idx.All() {
		if some, _ := area.Zone.During(first, last); !some && !first.IsZero() {
			continue
		}
		if len(ends) == 0 || area.Zone.Meets(level, level) {
			return true, nil
		}
		for _, p := range ends {
			if slices.Contains(idx.At(p), id) {
				return true, nil
			}
		}
	}
	return false, nil
}

// join returns the airspace with the built-in outlines behind its own areas.
func (o *outlines) join(idx *airspace.Index) (*airspace.Index, error) {
	for _, a := range o.built {
		x, err := a.index()
		if err != nil {
			return nil, err
		}
		idx = idx.Join(x)
	}
	return idx, nil
}

// nameOutlines tells the zones for which rules they are an outline. built is the
// place of the first built-in one.
func (j *judge) nameOutlines(o *outlines, built airspace.AreaID) error {
	j.outlined = len(o.built) > 0
	for _, a := range o.built {
		x, err := a.index()
		if err != nil {
			return err
		}
		for range x.Len() {
			z := j.zones[built]
			z.built = a
			if a.Approximate {
				if j.report.approximate == nil {
					j.report.approximate = map[string]bool{}
				}
				j.report.approximate[z.ID] = true
			}
			built++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.names)) {
		found, err := j.zonesNamed(name)
		if err != nil {
			return &InputError{Msg: fmt.Sprintf("%s the outline %q, but %v; name it by its id", theRules(o.names[name]), name, err)}
		}
		for _, z := range found {
			z.outlines = append(z.outlines, name)
			z.rules = append(z.rules, o.rules[name]...)
			j.outlined = true
		}
	}
	return nil
}

// theRules begins a sentence on rules that name something.
func theRules(ids []string) string {
	if len(ids) == 1 {
		return "The rule " + ids[0] + " names"
	}
	return "The rules " + few(ids) + " name"
}
