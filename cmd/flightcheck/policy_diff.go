package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// diffCommand is a subcommand of policy.
func diffCommand() *cli.Command {
	flags := append(pairFlags(), outputFlags("text or json")...)
	flags = append(flags, &cli.IntFlag{Name: "pairs", Value: 200, Usage: fmt.Sprintf("judge the great circles between `N` pairs of cities, 0 to %d", maxPairs)})
	return &cli.Command{
		Name: "diff", Usage: "what a policy says otherwise than another: rules, and routes that change status", ArgsUsage: "OLD NEW",
		Description: "OLD and NEW are built-in sets, files, or several of them joined by commas as layers. The flight of the routes is that of OLD,\n" +
			"else that of NEW, unless flags give one.\n" +
			"Exit status 0: they say the same; 3: they differ; 2: the question or a file is wrong; 1: a file cannot be read or written.",
		Flags: flags, Action: policyDiff,
	}
}

// pairFlags are the flags about the routes: those of a question but --policy, in
// whose place stand OLD and NEW.
func pairFlags() []cli.Flag {
	return slices.DeleteFunc(questionFlags(), func(f cli.Flag) bool { return slices.Contains(f.Names(), "policy") })
}

// diffJSON is the answer of policy diff.
type diffJSON struct {
	Old     []setJSON      `json:"old"`
	New     []setJSON      `json:"new"`
	Added   []ruleJSON     `json:"added"`
	Removed []ruleJSON     `json:"removed"`
	Changed []changedRule  `json:"changed"`
	Set     []changedWords `json:"set"` // what the sets say as a whole, by the keys of a file
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
	n, err := pairsOf(c)
	if err != nil {
		return err
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

// pairsOf reads --pairs. Flags about routes that are not judged are refused.
func pairsOf(c *cli.Context) (int, error) {
	n := c.Int("pairs")
	if n < 0 || n > maxPairs {
		return 0, usage("--pairs %d: it must be from 0 to %d", n, maxPairs)
	}
	if n > 0 {
		return n, nil
	}
	for _, f := range pairFlags() {
		if name := f.Names()[0]; c.IsSet(name) {
			return 0, usage("--%s is about routes, and --pairs 0 judges none; leave one of them out", name)
		}
	}
	return 0, nil
}

// same tells whether nothing changes.
func (d *diffJSON) same() bool {
	return len(d.Added)+len(d.Removed)+len(d.Changed)+len(d.Set)+len(d.Blocs)+len(d.People)+len(d.Routes) == 0
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
		out.Changed = append(out.Changed, changedRule{r.ID, subjectsOf(r.ID, changedOf(r.Fields), sets)})
	}
	out.Set, out.Blocs, out.People = changedOf(ch.Set), changedOf(ch.Blocs), changedOf(ch.People)
	return out
}

// subjectsOf writes the subjects of a changed rule as policy show does.
func subjectsOf(id string, fields []changedWords, sets [2]*policy.Set) []changedWords {
	for i := range fields {
		if fields[i].Name != "subject" {
			continue
		}
		for k, to := range []*string{&fields[i].Old, &fields[i].New} {
			if r, ok := sets[k].Rule(id); ok {
				*to = subjectWords(r.Subject)
			}
		}
	}
	return fields
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

// write prints what changes for a reader.
func (d *diffJSON) write(w io.Writer) {
	for _, r := range d.Removed {
		fmt.Fprintf(w, "- %s: %s\n", r.ID, plain.Line(gist(r)))
	}
	for _, r := range d.Added {
		fmt.Fprintf(w, "+ %s: %s\n", r.ID, plain.Line(gist(r)))
	}
	for _, r := range d.Changed {
		fmt.Fprintf(w, "~ %s\n", r.ID)
		writeWords(w, "    ", r.Fields)
	}
	writeWords(w, "set ", d.Set)
	writeWords(w, "bloc ", d.Blocs)
	writeWords(w, "person ", d.People)
	for _, r := range d.Routes {
		line := fmt.Sprintf("%s to %s: %s, was %s", r.From, r.To, r.New, r.Old)
		if r.Name != "" {
			line += fmt.Sprintf("; %s, %.0f km, by %s, was by %s", r.Name, r.Km, noRule(r.NewRule), noRule(r.OldRule))
		}
		fmt.Fprintln(w, plain.Line(line))
	}
	fmt.Fprintf(w, "%s added, %d removed, %d changed", plural.Count(len(d.Added), "rule", "rules"), len(d.Removed), len(d.Changed))
	if d.Pairs > 0 {
		fmt.Fprintf(w, "; %d of %s change status, for %s", len(d.Routes), plural.Count(d.Pairs, "great circle", "great circles"), flightWords(*d.Flight))
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
		fmt.Fprintln(w, lead+plain.Line(fmt.Sprintf("%s: %s -> %s", x.Name, orNothing(x.Old), orNothing(x.New))))
	}
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
