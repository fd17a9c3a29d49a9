package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// whyJSON is the decision on one State, rule by rule.
type whyJSON struct {
	State    string                `json:"state"`
	Area     string                `json:"area"`
	Name     string                `json:"name"`
	Flight   route.Flight          `json:"flight"`
	Scopes   []whyScope            `json:"scopes"`
	Rules    map[string]route.Rule `json:"rules"`
	Policies []policy.SetInfo      `json:"-"`

	zone bool
}

// whyScope is the decision for one scope.
type whyScope struct {
	Scope    string        `json:"scope"`
	Status   policy.Status `json:"status"`
	Effect   string        `json:"effect"`
	Standing string        `json:"standing,omitempty"`
	Says     string        `json:"says,omitempty"`
	Why      string        `json:"why"`
	Missing  []string      `json:"missing"`
	Unless   []string      `json:"unless"`
	Steps    []whyStep     `json:"steps"`
}

// whyStep is what one rule did.
type whyStep struct {
	Rule   string `json:"rule"`
	Role   string `json:"role"`
	Field  string `json:"field,omitempty"`
	Reason string `json:"reason"`
}

func whyAction(c *cli.Context) error {
	if n := c.NArg(); n != 1 && n != 3 {
		return usage("say which State, and from where to where if that matters: flightcheck why poland [moscow budapest]; got %d words", n)
	}
	format, err := formatOf(c, "text", "json")
	if err != nil {
		return err
	}
	q, err := newQuestion(c)
	if err != nil {
		return err
	}
	t, err := territoryOf(q, c.Args().First())
	if err != nil {
		return err
	}
	if c.NArg() == 3 {
		stops, err := stopsOf(c, c.Args().Slice()[1:])
		if err != nil {
			return err
		}
		q.flight = q.WithEnds(q.flight, stops[0], stops[1])
	}
	w := explain(q, t)
	return deliver(c.App.Writer, c.String("output"), func(out io.Writer) error {
		if format == "json" {
			return writeJSON(out, w)
		}
		w.write(out)
		return nil
	})
}

// territoryOf finds the State's main territory; a State without an area can be
// asked about all the same. A word zone:NAME is a zone that the policies name,
// loaded or not.
func territoryOf(q *question, word string) (policy.Territory, error) {
	if name, ok := strings.CutPrefix(word, "zone:"); ok {
		return zoneTerritory(q.Policy, name)
	}
	code, err := policy.StateNamed(word)
	if err != nil {
		return policy.Territory{}, err
	}
	return mainTerritory(q.Airspace, code), nil
}

// mainTerritory finds the area with that code.
func mainTerritory(idx *airspace.Index, code string) policy.Territory {
	for _, a := range idx.All() {
		if a.Code == code && a.Zone == nil {
			return policy.Territory{Area: a.ID, Code: a.Code, State: a.Sovereign, Claimants: a.Claimants}
		}
	}
	return policy.Territory{Area: code, Code: code, State: code}
}

// explain asks for every scope.
func explain(q *question, t policy.Territory) *whyJSON {
	name := policy.StateName(t.Code)
	if len(t.Zones) > 0 {
		name = t.Area
	}
	w := &whyJSON{
		State: t.State, Area: t.Area, Name: name, Flight: route.FlightOf(q.flight),
		Rules: map[string]route.Rule{}, Policies: q.Policy.Info(), zone: len(t.Zones) > 0,
	}
	for _, scope := range policy.Scopes() {
		e := q.Policy.Explain(q.flight, t, policy.At{AsOf: q.AsOf}, scope)
		d := e.Decision
		s := whyScope{
			Scope: scope.String(), Status: d.Status, Effect: string(d.Effect), Standing: string(d.Standing), Says: d.Says, Why: d.Why(),
			Missing: append([]string{}, d.Missing()...), Unless: append([]string{}, d.Unless()...), Steps: []whyStep{},
		}
		for _, st := range e.Steps {
			w.Rules[st.Rule.ID] = route.RuleOf(st.Rule)
			s.Steps = append(s.Steps, whyStep{Rule: st.Rule.ID, Role: string(st.Role), Field: st.Field, Reason: st.Reason})
		}
		w.Scopes = append(w.Scopes, s)
	}
	return w
}

// write prints the decision for a reader. Rules that are not met are listed
// last, with what failed.
func (w *whyJSON) write(out io.Writer) {
	if w.zone {
		para(out, "Zone", w.Name)
	} else {
		para(out, "State", fmt.Sprintf("%s (%s)", w.Name, w.Area))
	}
	para(out, "Flight", flightWords(w.Flight))
	cites := &citations{rules: w.Rules, number: map[string]int{}}
	for _, s := range w.Scopes {
		fmt.Fprintln(out)
		head := fmt.Sprintf("%s: %s", s.Scope, s.Status)
		if s.Standing != "" {
			head += " (" + strings.ReplaceAll(s.Standing, "-", " ") + ")"
		}
		fmt.Fprintln(out, head)
		para(out, "", s.Why)
		if len(s.Missing) > 0 {
			para(out, "", "not told: "+strings.Join(s.Missing, ", "))
		}
		if len(s.Unless) > 0 {
			para(out, "", "unless, taken as not met: "+strings.Join(s.Unless, ", "))
		}
		for _, st := range s.Steps {
			hang(out, 13, "  "+st.Role, st.Rule+cites.mark(st.Rule)+": "+strings.TrimPrefix(st.Reason, st.Role+": "))
		}
	}
	fmt.Fprintln(out)
	cites.write(out)
	for _, s := range w.Policies {
		para(out, "Policy", fmt.Sprintf("%s: %s%s, sha256 %.12s", s.Name, plural.Count(s.Rules, "rule", "rules"), asOfWords(s.AsOf.String()), s.SHA256))
	}
}
