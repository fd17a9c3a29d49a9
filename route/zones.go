package route

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// zone is a zone as one flight meets it.
type zone struct {
	airspace.Area
	names    []string                 // under which rules name it as territory
	outlines []string                 // under which rules that may touch the flight name it as outline
	rules    []*policy.Rule           // those rules
	built    *builtArea               // nil for a zone of the asker
	holds    []holding                // in each slot of time
	cruise   bool                     // holds the level of the flight
	crossed  map[airspace.AreaID]bool // by its border, once that was needed
	ends     bool                     // holds that or a lower level: the flight passes it where it begins and ends
}

// holding tells whether a zone holds at some time.
type holding struct {
	out     bool   // it does not
	missing string // the fact on which it rests whether it does; "" if none
}

// asked returns for which of the scopes the zone is asked: none if no rule names
// it. As for a rule with levels, a flight that lands or departs passes every level
// below its own.
func (z *zone) asked(scopes []policy.Scope) []policy.Scope {
	if len(z.names) == 0 {
		return nil
	}
	var out []policy.Scope
	for _, s := range scopes {
		if z.cruise || s != policy.Overflight && z.ends {
			out = append(out, s)
		}
	}
	return out
}

// findZones judges all zones of the airspace against the flight, and finds the
// rules that name them. built is the place of the first built-in outline.
func (j *judge) findZones(o *outlines, built airspace.AreaID) error {
	j.zones = map[airspace.AreaID]*zone{}
	level := cmp.Or(j.flight.Level, policy.CruiseLevel)
	for id, a := range j.idx.All() {
		if a.Zone == nil {
			continue
		}
		z := &zone{Area: a, cruise: a.Zone.Meets(level, level), ends: a.Zone.Meets(0, level)}
		for slot := range j.clock.slots() {
			z.holds = append(z.holds, z.on(j.clock.when(slot, j.flight)))
		}
		j.zones[id] = z
	}
	if err := j.nameOutlines(o, built); err != nil {
		return err
	}
	j.noteLeftOut()
	return j.nameZones()
}

// on tells whether the zone holds on a day, or at an instant.
func (z *zone) on(w policy.When) holding {
	if z.Zone.Always() {
		return holding{}
	}
	if w.IsZero() {
		return holding{missing: "date"}
	}
	some, all := z.Zone.During(w.Start(), w.End())
	switch {
	case !some:
		return holding{out: true}
	case !all:
		return holding{missing: "time"}
	}
	return holding{}
}

// never tells whether the zone holds at no time of the flight.
func (z *zone) never() bool {
	return !slices.ContainsFunc(z.holds, func(h holding) bool { return !h.out })
}

// noteLeftOut says which zones do not hold on the date, one sentence a file.
func (j *judge) noteLeftOut() {
	var files []string
	zones := map[string][]string{}
	for _, id := range slices.Sorted(maps.Keys(j.zones)) {
		z := j.zones[id]
		if !z.never() || z.built != nil {
			continue
		}
		file := z.Zone.Source.Name
		if zones[file] == nil {
			files = append(files, file)
		}
		zones[file] = append(zones[file], fmt.Sprintf("%s (%s)", z.Name, z.Zone.Period()))
	}
	for _, file := range files {
		sentence := fmt.Sprintf("1 zone does not hold on %s and is left out: %s", j.flight.Date, zones[file][0])
		if n := len(zones[file]); n > 1 {
			sentence = fmt.Sprintf("%d zones do not hold on %s and are left out: %s", n, j.flight.Date, few(zones[file]))
		}
		if file != "" {
			sentence = file + ": " + sentence
		}
		j.report.LeftOut = append(j.report.LeftOut, sentence)
	}
}

// few names the first few.
func few(words []string) string {
	const most = 8
	if n := len(words) - most; n > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(words[:most], ", "), n)
	}
	return list(words)
}

// nameZones finds the zones that rules name, and notes which are not loaded.
func (j *judge) nameZones() error {
	rules := map[string][]string{} // by the name of the zone
	for r := range j.set.Rules() {
		for _, name := range r.Zones() {
			rules[name] = append(rules[name], r.ID)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(rules)) {
		verb := theRules(rules[name])
		found, err := j.zonesNamed(name)
		if err != nil {
			return &InputError{Msg: fmt.Sprintf("%s the zone %q, but %v; name it by its id", verb, name, err)}
		}
		_, built, err := builtNamed(name)
		if err != nil {
			return err
		}
		if len(found) == 0 && !built {
			j.report.Notes = appendNew(j.report.Notes, fmt.Sprintf("%s the zone %q, which is not loaded: it was not judged.", verb, name))
		}
		for _, z := range found {
			z.names = append(z.names, name)
		}
	}
	return nil
}

// zonesNamed returns the zones that a rule means by a name: those with that id,
// else those with that id or name in any case, if their file gives all one id.
func (j *judge) zonesNamed(name string) ([]*zone, error) {
	var byID, byName []*zone
	var ids []string
	for _, id := range slices.Sorted(maps.Keys(j.zones)) {
		z := j.zones[id]
		if z.ID == name || z.Zone.ID == name {
			byID = append(byID, z)
		}
		if strings.EqualFold(z.Zone.ID, name) || strings.EqualFold(z.Name, name) {
			byName = append(byName, z)
			ids = appendNew(ids, z.Zone.ID)
		}
	}
	if len(byID) > 0 {
		return byID, nil
	}
	if len(ids) > 1 {
		return nil, fmt.Errorf("%d zones have that name (%s)", len(ids), few(ids))
	}
	return byName, nil
}

// onlyStates returns the areas that are no zones.
func (j *judge) onlyStates(areas []airspace.AreaID) []airspace.AreaID {
	return j.keep(areas, func(z *zone) bool { return z == nil })
}

// keep returns the areas that f wants, with nil for one that is no zone; areas
// itself if it wants all.
func (j *judge) keep(areas []airspace.AreaID, f func(z *zone) bool) []airspace.AreaID {
	unwanted := func(id airspace.AreaID) bool { return !f(j.zones[id]) }
	if !slices.ContainsFunc(areas, unwanted) {
		return areas
	}
	return slices.DeleteFunc(slices.Clone(areas), unwanted)
}

// leaveOut takes the zones that do not count out of the stretches of a route, and
// joins what is then alike at the same time.
func (j *judge) leaveOut(stretches []stretch) []stretch {
	if len(j.zones) == 0 {
		return stretches
	}
	var out []stretch
	for _, s := range stretches {
		end := s.end && !j.ground(s).empty()
		counts := func(z *zone) bool {
			return z == nil || !z.holds[s.slot].out && j.atLevel(z, z.cruise || end && z.ends)
		}
		s = j.only(s, counts)
		if n := len(out); n > 0 && out[n-1].slot == s.slot && out[n-1].alike(s) {
			out[n-1].pieces = append(out[n-1].pieces, s.pieces...)
			out[n-1].toKm = s.toKm
			continue
		}
		out = append(out, s)
	}
	return out
}

// only returns the stretch with the areas that f wants. A run along a border that
// is none between these is no run.
func (j *judge) only(s stretch, f func(z *zone) bool) stretch {
	s.areas, s.left, s.right = j.keep(s.areas, f), j.keep(s.left, f), j.keep(s.right, f)
	if s.along && slices.Equal(s.left, s.right) {
		s.along, s.areas, s.left, s.right = false, s.left, nil, nil
	}
	return s
}

// ground returns the stretch without its zones.
func (j *judge) ground(s stretch) stretch { return j.only(s, func(z *zone) bool { return z == nil }) }

// empty tells whether nothing lies over the stretch.
func (a stretch) empty() bool { return len(a.areas)+len(a.left)+len(a.right) == 0 }

// alike tells whether two stretches have the same areas over them.
func (a stretch) alike(b stretch) bool {
	return a.same(airspace.Stretch{Areas: b.areas, Along: b.along, Left: b.left, Right: b.right})
}

// asked is what is asked of the areas over one stretch. Zones cut a State's part of
// a route into several; each is asked what the whole is asked, so that zones change
// no status. Outlines do: a part that they set apart is asked by itself.
type asked struct {
	states, zones []policy.Scope
}

// asks returns what is asked of each stretch of a route: overflight always,
// departure where it begins, landing where it ends. Nobody departs from a zone over
// the high seas, nor lands there.
func (j *judge) asks(stretches []stretch) []asked {
	out := make([]asked, len(stretches))
	last := len(stretches) - 1
	states := make([]stretch, len(stretches))
	for i, s := range stretches {
		states[i] = j.ground(s)
	}
	alike := func(i, k int) bool { return states[i].alike(states[k]) && j.sameOutlines(stretches[i], stretches[k]) }
	begins, ends := 0, last // how far the first State's part goes, and where the last begins
	for begins < last && alike(begins+1, 0) {
		begins++
	}
	for ends > 0 && alike(ends-1, last) {
		ends--
	}
	for i := range stretches {
		here := !states[i].empty()
		out[i] = asked{scopes(i <= begins, i >= ends), scopes(i == 0 && here, i == last && here)}
	}
	return out
}

// atLevel notes it if it rests on a level that was not given whether a zone counts,
// and returns whether it does.
func (j *judge) atLevel(z *zone, counts bool) bool {
	if j.flight.Level == 0 && z.built == nil && z.Zone.Limits() != "" {
		j.assumed = true
		if !counts {
			j.below = appendNew(j.below, fmt.Sprintf("%s (%s)", z.Name, z.Zone.Limits()))
		}
	}
	return counts
}

// noteLevel says that zones were judged at a level that was not given.
func (j *judge) noteLevel() {
	if !j.assumed {
		return
	}
	words := fmt.Sprintf("The flight level was not given; zones with limits are judged at FL%d.", policy.CruiseLevel)
	if len(j.below) > 0 {
		words += " Left out for that: " + few(j.below) + "."
	}
	j.report.Notes = append(j.report.Notes, words)
}

// undecided turns what rules say of a zone into unknown if it is not known whether
// the zone holds. Nothing is made better by a zone, so one that stands against
// nothing stays so.
func (z *zone) undecided(d *Decision, missing string) {
	if missing == "" || d.Status == policy.Open {
		return
	}
	d.Status, d.Effect, d.standing, d.says = policy.Unknown, "", "", ""
	d.Missing = appendNew(d.Missing, missing)
	d.Why = fmt.Sprintf("%s holds %s, and whether the flight meets it rests on what was not given (%s)", z.Name, z.Zone.Period(), strings.Join(d.Missing, ", "))
}
