package serve

import (
	"bytes"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// chooseParam is what a button beside a State sends: "PL.permits", "PL.refuses" or
// "PL.given". It never stays in an address.
const chooseParam = "choose"

// The choices for a State.
const (
	choiceGiven   = "given"
	choicePermits = "permits"
	choiceRefuses = "refuses"
)

// choose takes a choice for a State into the lists of a question.
func choose(q url.Values) (url.Values, error) {
	word := q.Get(chooseParam)
	if word == "" {
		return q, nil
	}
	code, choice, _ := strings.Cut(word, ".")
	if !policy.ValidState(code) || !slices.Contains([]string{choiceGiven, choicePermits, choiceRefuses}, choice) {
		return nil, wrong("%s: %q is no choice; write a State and one of given, permits and refuses: PL.permits", chooseParam, clip(word))
	}
	out := url.Values{}
	for name, values := range q {
		if name != chooseParam {
			out[name] = values
		}
	}
	for _, x := range [2][2]string{{"grant", choicePermits}, {"ban", choiceRefuses}} {
		left := slices.DeleteFunc(slices.Clone(q[x[0]]), func(v string) bool { return names(v, code) })
		if choice == x[1] {
			left = append(left, code)
		}
		slices.Sort(left)
		if out[x[0]] = left; len(left) == 0 {
			delete(out, x[0])
		}
	}
	return out, nil
}

// names tells whether a word means that State.
func names(word, code string) bool {
	return strings.EqualFold(word, code) || strings.EqualFold(word, policy.StateName(code))
}

// stateRow is a State in the list of choices.
type stateRow struct {
	Code, Name string
	Status     policy.Status
	// Areas are the ids of its areas, each between spaces.
	Areas   string
	Choices []option
}

// statesOf makes the list of States: those that matter to some way first. Without a
// report it holds what was chosen and shows nothing.
func statesOf(q url.Values, r *route.Report) (template.HTML, error) {
	data := struct {
		Grants, Bans []string
		Near, Far    []stateRow
	}{Grants: q["grant"], Bans: q["ban"]}
	if r != nil {
		near := statesNear(r)
		for _, row := range stateRows(q, r) {
			if near[row.Code] || !row.Choices[0].On {
				data.Near = append(data.Near, row)
			} else {
				data.Far = append(data.Far, row)
			}
		}
	}
	var b bytes.Buffer
	err := templates.ExecuteTemplate(&b, "states.html", data)
	return template.HTML(b.String()), err //nolint:gosec // what the template escaped
}

// stateRows lists the States of the airspace by name.
func stateRows(q url.Values, r *route.Report) []stateRow {
	var rows []stateRow
	at := map[string]int{}
	for _, a := range r.Overview().Areas {
		if a.Zone || a.State == "" {
			continue
		}
		i, ok := at[a.State]
		if !ok {
			i = len(rows)
			at[a.State] = i
			rows = append(rows, stateRow{Code: a.State, Name: r.Name(a.State), Status: a.Status, Areas: " ", Choices: choicesOf(q, a.State)})
		}
		rows[i].Areas += a.Area + " "
		if a.Area == a.State {
			rows[i].Status = a.Status
		}
	}
	slices.SortFunc(rows, func(a, b stateRow) int { return strings.Compare(a.Name, b.Name) })
	return rows
}

// choicesOf are the three choices for a State, with the one that was made. A
// refusal that is supposed stands before a permission.
func choicesOf(q url.Values, code string) []option {
	has := func(name string) bool {
		return slices.ContainsFunc(q[name], func(v string) bool { return names(v, code) })
	}
	refuses := has("ban")
	permits := !refuses && has("grant")
	return []option{
		{choiceGiven, "as given", !refuses && !permits},
		{choicePermits, "permits", permits},
		{choiceRefuses, "refuses", refuses},
	}
}

// statesNear are the States that some way enters, or that stand in its way.
func statesNear(r *route.Report) map[string]bool {
	near := map[string]bool{}
	for _, rt := range r.Routes {
		for _, c := range rt.Crossings {
			near[c.State] = true
			for _, d := range c.Decisions {
				near[d.State] = true
			}
		}
		for _, s := range rt.Needs {
			near[s] = true
		}
	}
	return near
}
