package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// diffCommand is a subcommand of policy.
func diffCommand() *cli.Command {
	flags := append(questionFlags(), outputFlags("text or json")...)
	flags = append(flags, &cli.IntFlag{Name: "pairs", Value: 200, Usage: fmt.Sprintf("judge the great circles between `N` pairs of cities, 0 to %d", maxPairs)})
	return &cli.Command{
		Name: "diff", Usage: "what a policy says otherwise than another: rules, and routes that change status", ArgsUsage: "OLD NEW",
		Flags: flags, Action: policyDiff,
	}
}

// hubs are airports of many States on all continents: examples for a comparison.
var hubs = strings.Fields(`
	LHR SVO IST DXB DEL PEK HND JFK LAX GRU JNB CAI LOS NBO SYD SIN
	FRA CDG MAD FCO ATH WAW KBP OTP BUD BEG HEL ARN OSL DUB LIS TLV
	AMM BEY BGW THR DOH RUH KWI KHI KBL TAS ALA GYD EVN TBS MSQ LED
	HKG ICN TPE MNL BKK CGK KUL DAC CMB ULN ADD KRT TIP ALG CMN NIM
	YYZ MEX BOG CCS LIM EZE SCL HAV AKL`)

var maxPairs = len(hubs) * (len(hubs) - 1) / 2

// pairAt returns pair i of hubs: neighbours in the list first, then those farther
// apart, so that few pairs already reach over all continents.
func pairAt(i int) (a, b string) {
	n := len(hubs)
	for step := 1; ; step++ {
		if size := n - step; i >= size {
			i -= size
			continue
		}
		return hubs[i], hubs[i+step]
	}
}

// diffJSON is the answer of policy diff.
type diffJSON struct {
	Old     []setJSON      `json:"old"`
	New     []setJSON      `json:"new"`
	Added   []ruleJSON     `json:"added"`
	Removed []ruleJSON     `json:"removed"`
	Changed []changedRule  `json:"changed"`
	Blocs   []changedWords `json:"blocs"`
	People  []changedWords `json:"people"`
	Flight  *route.Flight  `json:"flight,omitempty"` // of the pairs
	Pairs   int            `json:"pairs"`
	Routes  []changedRoute `json:"routes"`
}

type changedRule struct {
	ID     string         `json:"id"`
	Fields []changedWords `json:"fields"`
}

type changedWords struct {
	Name string `json:"name"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// changedRoute is a great circle whose status changes, with the crossing that shows
// why.
type changedRoute struct {
	From    string        `json:"from"`
	To      string        `json:"to"`
	Old     policy.Status `json:"old"`
	New     policy.Status `json:"new"`
	State   string        `json:"state"`
	Name    string        `json:"name"`
	Km      float64       `json:"km"`
	OldRule string        `json:"old_rule,omitempty"`
	NewRule string        `json:"new_rule,omitempty"`
}

func policyDiff(c *cli.Context) error {
	format, err := formatOf(c, "text", "json")
	if err != nil {
		return err
	}
	if c.NArg() != 2 {
		return usage("say which two: flightcheck policy diff budapest-2025 my-rules.yaml; join layers with a comma")
	}
	n := c.Int("pairs")
	if n < 0 || n > maxPairs {
		return usage("--pairs %d: it must be from 0 to %d", n, maxPairs)
	}
	var sets [2]*policy.Set
	for i := range sets {
		if sets[i], err = readLayers(strings.Split(c.Args().Get(i), ",")); err != nil {
			return err
		}
	}
	out := diffOf(policy.Diff(sets[0], sets[1]), sets)
	if err := out.addRoutes(c, sets, n); err != nil {
		return err
	}
	err = deliver(c.App.Writer, c.String("output"), func(w io.Writer) error {
		if format == "json" {
			return writeJSON(w, out)
		}
		out.write(w)
		return nil
	})
	if err == nil && !out.same() {
		return statusError(exitFindings)
	}
	return err
}

// same tells whether nothing changes.
func (d *diffJSON) same() bool {
	return len(d.Added)+len(d.Removed)+len(d.Changed)+len(d.Blocs)+len(d.People)+len(d.Routes) == 0
}

func diffOf(ch policy.SetChange, sets [2]*policy.Set) *diffJSON {
	out := &diffJSON{Old: infoOf(sets[0]), New: infoOf(sets[1]), Added: []ruleJSON{}, Removed: []ruleJSON{}, Changed: []changedRule{}, Routes: []changedRoute{}}
	for _, r := range ch.Added {
		out.Added = append(out.Added, toRuleJSON(r))
	}
	for _, r := range ch.Removed {
		out.Removed = append(out.Removed, toRuleJSON(r))
	}
	for _, r := range ch.Changed {
		out.Changed = append(out.Changed, changedRule{r.ID, changedOf(r.Fields)})
	}
	out.Blocs, out.People = changedOf(ch.Blocs), changedOf(ch.People)
	return out
}

func infoOf(s *policy.Set) []setJSON {
	var out []setJSON
	for _, i := range s.Info() {
		out = append(out, toSetJSON(i))
	}
	return out
}

func changedOf(list []policy.WordChange) []changedWords {
	out := []changedWords{}
	for _, x := range list {
		out = append(out, changedWords(x))
	}
	return out
}

// addRoutes judges the same great circles by both sets, on all cores.
func (d *diffJSON) addRoutes(c *cli.Context, sets [2]*policy.Set, n int) error {
	if n == 0 {
		return nil
	}
	flight, err := flightOf(c, sets[0])
	if err != nil {
		return err
	}
	judged := route.FlightOf(flight)
	d.Flight, d.Pairs = &judged, n
	asOf, err := dayOf(c, "as-of")
	if err != nil {
		return err
	}
	sky, err := loadAirspace(c)
	if err != nil {
		return err
	}
	var checkers [2]route.Checker
	for i := range sets {
		if sets[i], err = whatIf(c, sets[i]); err != nil {
			return err
		}
		if err := validate(sets[i], flight); err != nil {
			return err
		}
		checkers[i] = route.Checker{Airspace: sky, Policy: sets[i], AsOf: asOf}
	}
	found, errs := make([]*changedRoute, n), make([]error, n)
	next := make(chan int)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				found[i], errs[i] = changeOf(c.Context, checkers, flight, i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
	for i := range n {
		if errs[i] != nil {
			return errs[i]
		}
		if found[i] != nil {
			d.Routes = append(d.Routes, *found[i])
		}
	}
	return nil
}

// changeOf judges one pair; nil if its status stays.
func changeOf(ctx context.Context, checkers [2]route.Checker, flight policy.Flight, pair int) (*changedRoute, error) {
	from, to := pairAt(pair)
	var stops []route.Stop
	for _, code := range []string{from, to} {
		p, err := place.Lookup(code)
		if err != nil {
			return nil, err
		}
		stops = append(stops, route.StopAt(p.Place))
	}
	var routes [2]*route.Route
	for i, c := range checkers {
		r, err := c.CheckStops(ctx, flight, stops)
		if err != nil {
			return nil, fmt.Errorf("%s to %s: %w", from, to, err)
		}
		routes[i] = r.Routes[0]
	}
	if routes[0].Status == routes[1].Status {
		return nil, nil //nolint:nilnil // nothing changes
	}
	out := &changedRoute{From: from, To: to, Old: routes[0].Status, New: routes[1].Status}
	out.witness(routes)
	return out, nil
}

// witness finds a crossing that shows the change: the first that has the status of
// its route where that is the worse, and another in the other.
func (x *changedRoute) witness(routes [2]*route.Route) {
	worse := 0
	if x.New.Worse(x.Old) {
		worse = 1
	}
	for _, c := range routes[worse].Crossings {
		if c.Status != routes[worse].Status {
			continue
		}
		twin := twinOf(c, routes[1-worse].Crossings)
		rules := [2]string{}
		rules[worse] = leadOf(&c)
		if twin != nil {
			if twin.Status == c.Status {
				continue
			}
			rules[1-worse] = leadOf(twin)
		}
		x.State, x.Name, x.Km, x.OldRule, x.NewRule = c.State, c.Name, c.Km, rules[0], rules[1]
		return
	}
}

// twinOf returns the crossing of the same place by another set, or nil.
func twinOf(c route.Crossing, list []route.Crossing) *route.Crossing {
	for i := range list {
		if t := &list[i]; t.State == c.State && t.FromKm <= c.FromKm && c.FromKm < t.ToKm {
			return t
		}
	}
	return nil
}

// leadOf returns the rule that decides a crossing; "" if none does.
func leadOf(c *route.Crossing) string {
	for _, d := range c.Decisions {
		if d.Status == c.Status && len(d.Rules) > 0 {
			return d.Rules[0]
		}
	}
	return ""
}

// write prints what changes for a reader.
func (d *diffJSON) write(w io.Writer) {
	for _, r := range d.Removed {
		fmt.Fprintf(w, "- %s: %s\n", r.ID, gist(r))
	}
	for _, r := range d.Added {
		fmt.Fprintf(w, "+ %s: %s\n", r.ID, gist(r))
	}
	for _, r := range d.Changed {
		fmt.Fprintf(w, "~ %s\n", r.ID)
		writeWords(w, "    ", r.Fields)
	}
	writeWords(w, "bloc ", d.Blocs)
	writeWords(w, "person ", d.People)
	for _, r := range d.Routes {
		line := fmt.Sprintf("%s to %s: %s, was %s", r.From, r.To, r.New, r.Old)
		if r.Name != "" {
			line += fmt.Sprintf("; %s, %.0f km, by %s, was by %s", r.Name, r.Km, noRule(r.NewRule), noRule(r.OldRule))
		}
		fmt.Fprintln(w, line)
	}
	fmt.Fprintf(w, "%s added, %d removed, %d changed", numbered(len(d.Added), "rule", "rules"), len(d.Removed), len(d.Changed))
	if d.Pairs > 0 {
		fmt.Fprintf(w, "; %d of %s change status, for %s", len(d.Routes), numbered(d.Pairs, "great circle", "great circles"), flightWords(*d.Flight))
	}
	fmt.Fprintln(w)
}

func noRule(id string) string {
	if id == "" {
		return "no rule"
	}
	return id
}

// gist says in a line what a rule is.
func gist(r ruleJSON) string {
	words := fmt.Sprintf("%s says %s on %s", r.Issuer, r.Effect, strings.Join(r.Territory, " "))
	return words + strings.TrimRight(" "+labelled("from", r.From)+" "+labelled("until", r.Until), " ")
}

func writeWords(w io.Writer, lead string, list []changedWords) {
	for _, x := range list {
		fmt.Fprintf(w, "%s%s: %s -> %s\n", lead, x.Name, orNothing(x.Old), orNothing(x.New))
	}
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
