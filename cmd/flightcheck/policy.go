package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

func policyCommand() *cli.Command {
	return &cli.Command{
		Name: "policy", Usage: "the rules: list and show the built-in sets; check, test, compare and format files",
		Subcommands: []*cli.Command{
			{Name: "list", Usage: "the built-in policy sets", Flags: outputFlags("text or json"), Action: policyList},
			{
				Name: "show", Usage: "a set or one of its rules, with sources", ArgsUsage: "[SET|FILE] [RULE …], or RULE … of the built-in set",
				Flags: slices.Concat(policyFlags()[:1], outputFlags("text or json")), Action: policyShow,
			},
			schemaCommand(),
			fmtCommand(),
			casesCommand(),
			diffCommand(),
			policyLintCommand(),
		},
	}
}

// setJSON is one layer of a policy set.
type setJSON struct {
	Name   string   `json:"name"`
	Title  string   `json:"title"`
	Rules  int      `json:"rules"`
	AsOf   string   `json:"as_of"`
	Covers []string `json:"covers"`
	SHA256 string   `json:"sha256"`
}

func toSetJSON(i policy.SetInfo) setJSON {
	return setJSON{Name: i.Name, Title: i.Title, Rules: i.Rules, AsOf: i.AsOf.String(), Covers: append([]string{}, i.Covers...), SHA256: i.SHA256}
}

func policyList(c *cli.Context) error {
	if err := noPlaces(c); err != nil {
		return err
	}
	format, err := formatOf(c, "text", "json")
	if err != nil {
		return err
	}
	var sets []setJSON
	for _, name := range policy.BuiltinNames() {
		s, err := policy.Builtin(name)
		if err != nil {
			return err
		}
		for _, i := range s.Info() {
			sets = append(sets, toSetJSON(i))
		}
	}
	return deliver(c.App.Writer, c.String("output"), func(w io.Writer) error {
		if format == "json" {
			return writeJSON(w, sets)
		}
		for _, s := range sets {
			writeSet(w, s)
		}
		return nil
	})
}

func writeSet(w io.Writer, s setJSON) {
	para(w, "Set", s.Name+": "+s.Title)
	covers := "every State"
	if len(s.Covers) > 0 {
		covers = strings.Join(s.Covers, " ")
	}
	para(w, "Covers", covers)
	para(w, "Rules", fmt.Sprintf("%d%s, sha256 %s", s.Rules, asOfWords(s.AsOf), s.SHA256))
}

// asOfWords says of what day a set is; "" if it does not say.
func asOfWords(day string) string {
	if day == "" {
		return ""
	}
	return ", as of " + day
}

// ruleJSON is a rule with all that its file says.
type ruleJSON struct {
	ID        string   `json:"id"`
	Territory []string `json:"territory"`
	Except    []string `json:"except,omitempty"`
	// Subject is as its file has it; none is every flight.
	Subject   map[string]any `json:"subject,omitempty"`
	Scope     []string       `json:"scope"`
	From      string         `json:"from,omitempty"`
	Until     string         `json:"until,omitempty"`
	Layer     string         `json:"layer"`
	Grantable bool           `json:"grantable"`
	Unless    []string       `json:"unless,omitempty"`
	Overrides []string       `json:"overrides,omitempty"`
	AddsTo    string         `json:"adds_to,omitempty"`
	Outline   []string       `json:"outline,omitempty"`
	Authority string         `json:"authority,omitempty"`
	Notice    int            `json:"notice_hours,omitempty"`
	route.Rule

	subject policy.Subject
}

func toRuleJSON(r *policy.Rule) ruleJSON {
	j := ruleJSON{
		ID: r.ID, Territory: r.Territory, Except: r.Except, Subject: subjectJSON(r.Subject), subject: r.Subject,
		From: r.From.String(), Until: r.Until.String(), Layer: string(r.Layer), Grantable: r.Grantable,
		Unless: r.Unless, Overrides: r.Overrides, AddsTo: r.AddsTo,
		Outline: r.Outline, Authority: r.Authority, Notice: r.Notice, Rule: route.RuleOf(r),
	}
	if r.UntilOpen {
		j.Until = "unknown"
	}
	for _, s := range r.Scope {
		j.Scope = append(j.Scope, s.String())
	}
	return j
}

func policyShow(c *cli.Context) error {
	format, err := formatOf(c, "text", "json")
	if err != nil {
		return err
	}
	words := c.Args().Slice()
	set, ids, err := setAndRules(c, words)
	if err != nil {
		return err
	}
	rules, err := rulesOf(set, ids)
	if err != nil {
		return err
	}
	out := struct {
		Sets  []setJSON  `json:"sets"`
		Rules []ruleJSON `json:"rules"`
	}{Rules: rules}
	for _, i := range set.Info() {
		out.Sets = append(out.Sets, toSetJSON(i))
	}
	return deliver(c.App.Writer, c.String("output"), func(w io.Writer) error {
		if format == "json" {
			return writeJSON(w, out)
		}
		for _, s := range out.Sets {
			writeSet(w, s)
		}
		for _, r := range rules {
			fmt.Fprintln(w)
			writeRule(w, r)
		}
		return nil
	})
}

// setAndRules reads the words of a question for a set, or for rules of it: a set or
// file and rules, or rules of the built-in set or that of --policy alone.
func setAndRules(c *cli.Context, words []string) (*policy.Set, []string, error) {
	if c.IsSet("policy") {
		for _, w := range words {
			if policy.IsPath(w) || slices.Contains(policy.BuiltinNames(), w) {
				return nil, nil, usage("--policy names the rules already; leave out %q, or say --policy %s too, as a further layer", w, w)
			}
		}
		set, err := loadPolicy(c)
		return set, words, err
	}
	if len(words) == 0 {
		set, err := policy.Default()
		return set, nil, err
	}
	set, err := readPolicy(words[0])
	if err == nil {
		return set, words[1:], nil
	}
	if policy.IsPath(words[0]) {
		return nil, nil, err
	}
	set, failed := policy.Default()
	if failed != nil {
		return nil, nil, failed
	}
	if _, ok := set.Rule(words[0]); ok {
		return set, words, nil
	}
	_, noRule := set.With(policy.Without(words[0]))
	if u, ok := errors.AsType[*policy.UnknownError](noRule); ok && len(u.Suggestions) > 0 {
		err = fmt.Errorf("%w; or is it a rule? did you mean %s?", err, strings.Join(u.Suggestions, " or "))
	}
	return nil, nil, err
}

// rulesOf returns the named rules, or all of the set's own.
func rulesOf(set *policy.Set, ids []string) ([]ruleJSON, error) {
	out := []ruleJSON{}
	if len(ids) == 0 {
		for r := range set.Rules() {
			if r.Layer != policy.LayerDefault {
				out = append(out, toRuleJSON(r))
			}
		}
		return out, nil
	}
	for _, id := range ids {
		r, ok := set.Rule(id)
		if !ok {
			_, err := set.With(policy.Without(id)) // knows what may have been meant
			return nil, err
		}
		out = append(out, toRuleJSON(r))
	}
	return out, nil
}

// writeRule prints a rule for a reader.
func writeRule(w io.Writer, r ruleJSON) {
	para(w, "Rule", r.ID)
	words := fmt.Sprintf("%s says %s for %s, on %s", r.Issuer, r.Effect, strings.Join(r.Scope, ", "), strings.Join(r.Territory, " "))
	if len(r.Except) > 0 {
		words += " except " + strings.Join(r.Except, " ")
	}
	if len(r.Outline) > 0 {
		words += ", inside " + strings.Join(r.Outline, " and ")
	}
	para(w, "", words)
	para(w, "", subjectWords(r.subject))
	para(w, "", strings.Join(slices.DeleteFunc([]string{
		r.Layer, r.Basis, r.Standing, labelled("stated", r.Stated), labelled("from", r.From), labelled("until", r.Until),
		labelled("unless", strings.Join(r.Unless, ", ")),
	}, func(s string) bool { return s == "" }), "; "))
	if words := askWords(r.Authority, r.Notice); words != "" {
		para(w, "", words)
	}
	para(w, "", ruleWords(r.ID, r.Rule))
	for _, s := range r.Sources {
		para(w, "", sourceWords(s))
	}
}

// askWords says whom to ask and how long before; "" if neither is known.
func askWords(authority string, hours int) string {
	var words []string
	if authority != "" {
		words = append(words, "ask "+authority)
	}
	if hours > 0 {
		words = append(words, plural.Count(hours, "hour", "hours")+" before")
	}
	return strings.Join(words, ", ")
}

func labelled(label, value string) string {
	if value == "" {
		return ""
	}
	return label + " " + value
}
