package chart

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// webPage is what the template "main" writes.
type webPage struct {
	From, To, Answer string
	Status           policy.Status
	Facts            []webFact
	Notes            []string
	NoWay            string
	Map              *webMap
	Legend           []webLegend
	Routes           []webRoute
	Alternatives     []webAlternative
	Areas            []webArea
	Rules            []webRule
	Basis            []webFact
	Attribution      string
	Timed            bool // crossings have times
}

// webFact is a word and what it stands for. Code is set in the type of a machine.
type webFact struct{ Word, Text, Code string }

// webLegend is one key of the legend.
type webLegend struct {
	Status  policy.Status
	Says    string
	Pattern bool
}

// webRoute is a candidate: its line in the list, and its table.
type webRoute struct {
	Number                 int
	Name, Note, Km, Detour string
	Status                 policy.Status
	Why                    []webReason
	Remarks                []webReason
	Crossings              []webStretch
	Best, Timed            bool
}

// webReason is a reason with the number of its rule in the list of rules, 0 for none.
type webReason struct {
	Words string
	Rule  int
}

// webStretch is a row of the table of a route.
type webStretch struct {
	Ref, State, Code, From, To, Km, Time string
	Zones                                []string
	Status                               policy.Status
	Why                                  []webReason
}

// webAlternative says what remains if a State refuses.
type webAlternative struct {
	Words string
	Route int
}

// webArea is what the flight meets over an area of the map.
type webArea struct {
	Ref, Name, State string
	Status           policy.Status
	Why              []webReason
}

// webRule is a rule that the page cites.
type webRule struct {
	Number      int
	ID, Summary string
	Kind        string // how it is known, and its standing
	Stated      string
	Act         string
	Unverified  []string
	Sources     []webSource
}

// webSource is a publication. Link is empty unless a browser may follow it.
type webSource struct{ Publisher, Date, Link, Text string }

// newPage turns a report into the words of its page.
func newPage(r *route.Report, d *Drawing) *webPage {
	p := &webPage{
		From: r.From.Name, To: r.To.Name, Answer: r.Answer, Status: r.Status(), NoWay: r.NoWay,
		Notes: slices.Concat(r.Notes, r.LeftOut), Map: webMapOf(r, d), Attribution: r.Attribution(),
		Facts: flightFacts(r), Basis: basisFacts(r), Legend: legendOf(),
	}
	overview := r.Overview()
	cites := &webCites{number: map[string]int{}, rules: []map[string]route.Rule{r.Rules, overview.Rules}}
	for i, rt := range r.Routes {
		p.Routes = append(p.Routes, routeRow(r, rt, i+1, cites))
		p.Timed = p.Timed || p.Routes[i].Timed
	}
	for _, a := range r.Alternatives {
		p.Alternatives = append(p.Alternatives, webAlternative{a.Words + ".", 1 + slices.Index(r.Routes, a.Route)})
	}
	for _, a := range overview.Areas {
		ref := "area:" + a.Area
		if !p.Map.refs[ref] {
			continue
		}
		state := ""
		if a.State != "" && r.Name(a.State) != a.Name {
			state = r.Name(a.State)
		}
		p.Areas = append(p.Areas, webArea{Ref: ref, Name: a.Name, State: state, Status: a.Status, Why: cites.reasons(a.Lines)})
	}
	slices.SortStableFunc(p.Areas, func(a, b webArea) int { return cmp.Compare(a.Name, b.Name) })
	p.Rules = cites.list()
	return p
}

// routeRow makes the line and the table of a candidate.
func routeRow(r *route.Report, rt *route.Route, number int, cites *webCites) webRoute {
	row := webRoute{
		Number: number, Name: rt.Name, Note: rt.Note, Status: rt.Status, Km: kilometres(rt.DistanceKm),
		Best: number == 1, Why: cites.reasons(r.Lines(rt)),
	}
	if rt.Origin != route.Direct {
		row.Detour = kilometres(rt.DetourKm)
	}
	if len(row.Why) == 0 {
		row.Why = []webReason{{Words: "no State's rule stands against it"}}
	}
	row.Why = append(row.Why, cites.reasons(r.PassageLines(rt))...)
	row.Remarks = remarks(r, rt, cites)
	for k, c := range rt.Crossings {
		s := webStretch{
			Ref: crossingRef(rt, k), State: c.Name, Code: c.State, Status: c.Status,
			From: tenths(c.FromKm), To: tenths(c.ToKm), Km: tenths(c.Km), Why: cites.reasons(r.CrossingLines(c)),
		}
		for _, id := range c.Zones {
			s.Zones = append(s.Zones, r.OutlineName(id))
		}
		if !c.EnterTime.IsZero() {
			s.Time = c.EnterTime.Format("2006-01-02 15:04:05Z")
			row.Timed = true
		}
		row.Crossings = append(row.Crossings, s)
	}
	return row
}

// remarks say what else should be known of a route.
func remarks(r *route.Report, rt *route.Route, cites *webCites) []webReason {
	var out []webReason
	add := func(words string) {
		if words != "" {
			out = append(out, webReason{Words: words})
		}
	}
	for _, s := range rt.Sensitivity {
		add(s.Words)
	}
	add(r.RangeWords(rt))
	if c := rt.Corridor; c != nil {
		add("corridor: narrowest " + c.Words())
	}
	var zones []string
	for _, z := range rt.Zones {
		zones = append(zones, fmt.Sprintf("%s %s km", z.Name, kilometres(z.Km)))
	}
	if len(zones) > 0 {
		add("zones: " + strings.Join(zones, ", "))
	}
	return append(out, webFlags(r, rt, cites)...)
}

// webFlags names the flags of a route, one line a kind and rule. Of a blocked route it
// names those alone that a State which blocks it spoke itself.
func webFlags(r *route.Report, rt *route.Route, cites *webCites) []webReason {
	var out []webReason
	at := map[[2]string]int{}
	for _, f := range rt.Flags {
		if rt.Status == policy.Blocked && r.Rules[f.Rule].Issuer != f.State {
			continue
		}
		name, key := r.Name(cmp.Or(f.State, f.Zone)), [2]string{f.Kind, f.Rule}
		if i, ok := at[key]; ok {
			out[i].Words += ", " + name
			continue
		}
		at[key] = len(out)
		out = append(out, webReason{Words: strings.ReplaceAll(f.Kind, "-", " ") + ": " + name, Rule: cites.of(f.Rule)})
	}
	return out
}

// flightFacts describes the flight.
func flightFacts(r *route.Report) []webFact {
	f := r.Flight
	var out []webFact
	add := func(word, text string) {
		if text != "" {
			out = append(out, webFact{Word: word, Text: text})
		}
	}
	registration := cmp.Or(f.Registration, "not given")
	if f.Example != "" {
		registration += ", such as " + f.Example
	}
	add("Date", dayWords(f.Date))
	add("Registration", registration)
	add("Kind", cmp.Or(f.Kind, "state or civil not given"))
	add("Type", f.Type)
	add("Operator", f.Operator)
	add("On board", strings.Join(f.Persons, ", "))
	add("Level", f.Level)
	add("Owner", f.Owner)
	add("Charterer", f.Charterer)
	add("Base", f.Base)
	if f.MTOW > 0 {
		add("Mass", fmt.Sprintf("%v t", f.MTOW))
	}
	add("Scheduled", f.Scheduled)
	add("Purpose", f.Purpose)
	add("Cargo", f.Cargo)
	add("Departs", f.Depart)
	if f.SpeedKmh > 0 {
		add("Speed", fmt.Sprintf("%g km/h", f.SpeedKmh))
	}
	add("Great circle", kilometres(r.GreatCircleKm)+" km")
	if f.GivenBy == "set" {
		add("Given by", "the policy set")
	}
	add("Taken", strings.Join(f.Defaults, "; "))
	return out
}

// basisFacts names the policy sets and the borders that the answer rests on.
func basisFacts(r *route.Report) []webFact {
	var out []webFact
	for _, s := range r.Policies {
		text := s.Name + ": " + plural.Count(s.Rules, "rule", "rules")
		if s.AsOf != "" {
			text += ", as of " + dayWords(s.AsOf)
		}
		if n := len(s.Covers); n > 0 {
			text += fmt.Sprintf(", for %d States", n)
		} else {
			text += ", for every State"
		}
		out = append(out, webFact{"Policy", text, s.SHA256})
	}
	a := r.Airspace
	text := fmt.Sprintf("%s: %d areas, world view %s", a.Source, a.Areas, a.Worldview)
	if a.Date != "" {
		text += ", of " + a.Date
	}
	out = append(out, webFact{"Airspace", text, a.SHA256})
	for _, z := range a.Zones {
		text := fmt.Sprintf("%s: %d zones", z.Source, z.Zones)
		if z.Date != "" {
			text += ", of " + z.Date
		}
		out = append(out, webFact{"Zones", text, z.SHA256})
	}
	for _, o := range a.Outlines {
		text := o.Name + ": " + o.Source
		if o.Approximate {
			text += " (approximate)"
		}
		if o.Note != "" {
			text += " " + o.Note
		}
		out = append(out, webFact{"Outline", text, ""})
	}
	return out
}

// legendOf explains the statuses.
func legendOf() []webLegend {
	says := map[policy.Status]string{
		policy.Open: "no rule stands against it", policy.Permission: "must be asked for",
		policy.Unknown: "the rules do not tell", policy.Blocked: "denied, banned or closed",
	}
	var out []webLegend
	for _, s := range statuses {
		p := webPatternOf(s)
		out = append(out, webLegend{Status: s, Says: says[s], Pattern: p.Kind != patternNone})
	}
	return out
}

// dayWords writes a day as people do; what is no day stays as it is.
func dayWords(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("2 January 2006")
}

// safeLink returns a link if a browser may follow it: http and https alone.
func safeLink(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return link
}

// kilometres prints whole kilometres with a comma at the thousands.
func kilometres(km float64) string { return thousands(fmt.Sprintf("%.0f", km)) }

// tenths prints kilometres to a tenth.
func tenths(km float64) string {
	s := fmt.Sprintf("%.1f", km)
	return thousands(s[:len(s)-2]) + s[len(s)-2:]
}

func thousands(s string) string {
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
