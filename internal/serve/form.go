package serve

import (
	"embed"
	"html/template"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/chart"
)

//go:embed web/page.html web/main.html web/states.html
var pages embed.FS

var templates = template.Must(template.ParseFS(pages, "web/*.html"))

//go:embed web/serve.css
var ownStyle string

//go:embed web/serve.js
var ownScript string

// styleSheet is that of the answer with that of the form.
func styleSheet() string { return chart.Style() + ownStyle }

// mapScript is that of the answer.
func mapScript() string { return chart.Script() }

// form is what the page shows; its methods fill in the fields.
type form struct {
	Title, Fault string
	States, Main template.HTML

	q        url.Values
	policies []string
}

// option is one of several that can be chosen.
type option struct {
	Name, Label string
	On          bool
}

// Get returns what was given for a part of the question.
func (f *form) Get(name string) string { return strings.Join(f.q[name], ", ") }

// Any tells whether one of some parts was given.
func (f *form) Any(names ...string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return len(f.q[n]) > 0 })
}

var isDay = regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2})?$`)

// DayType returns the type of a field for a day: words that are none are shown as
// they are.
func (f *form) DayType(name string) string {
	if isDay.MatchString(f.Get(name)) {
		return "date"
	}
	return "text"
}

// selection is a list of which one is chosen.
type selection struct {
	Name    string
	Choices []option
}

// Select returns a list of values and their labels.
func (f *form) Select(name string, pairs ...string) selection {
	s := selection{Name: name}
	for pair := range slices.Chunk(pairs, 2) {
		if len(pair) == 2 {
			s.Choices = append(s.Choices, option{pair[0], pair[1], f.Get(name) == pair[0]})
		}
	}
	if v := f.Get(name); !slices.ContainsFunc(s.Choices, func(o option) bool { return o.On }) {
		s.Choices = append(s.Choices, option{v, v, true}) // as it was written in the address
	}
	return s
}

// Policies are the sets that can be chosen.
func (f *form) Policies() []option { return f.checks("policy", f.policies) }

// Bases are the bases of rules.
func (f *form) Bases() []option {
	return f.checks("basis", []string{"article", "law", "notam", "statement", "press", "assumption"})
}

// checks are boxes of which several may be ticked.
func (f *form) checks(name string, values []string) []option {
	var out []option
	for _, v := range values {
		out = append(out, option{v, v, slices.Contains(f.q[name], v)})
	}
	return out
}

// fact is a field for a fact that few rules ask for.
type fact struct{ Name, Label, Example, Value string }

// Facts are the fields for further facts.
func (f *form) Facts() []fact {
	facts := []fact{
		{Name: "level", Label: "Flight level", Example: "FL350"},
		{Name: "owner", Label: "State of the owner"},
		{Name: "charterer", Label: "State of the charterer"},
		{Name: "base", Label: "Based in the State"},
		{Name: "mtow", Label: "Take-off mass, tonnes", Example: "250"},
		{Name: "purpose", Label: "Purpose", Example: "ordinary"},
		{Name: "cargo", Label: "Cargo", Example: "ordinary"},
		{Name: "margin", Label: "Keep away from closed airspace, km", Example: "0"},
		{Name: "depart", Label: "Departure, UTC", Example: "2025-10-30T06:00Z"},
		{Name: "speed", Label: "Speed, km/h", Example: "850"},
	}
	for i := range facts {
		facts[i].Value = f.Get(facts[i].Name)
	}
	return facts
}
