package chart

import (
	"cmp"
	"slices"

	"github.com/flightcheck/flightcheck/route"
)

// webCites numbers the rules in the order in which a page names them.
type webCites struct {
	number map[string]int
	order  []string
	rules  []map[string]route.Rule
}

// of returns the number of a rule, 0 for none that is known.
func (c *webCites) of(id string) int {
	if _, ok := c.rule(id); !ok {
		return 0
	}
	if c.number[id] == 0 {
		c.order = append(c.order, id)
		c.number[id] = len(c.order)
	}
	return c.number[id]
}

func (c *webCites) rule(id string) (route.Rule, bool) {
	for _, rules := range c.rules {
		if rule, ok := rules[id]; ok {
			return rule, true
		}
	}
	return route.Rule{}, false
}

// reasons puts the numbers of their rules to lines.
func (c *webCites) reasons(lines []route.Line) []webReason {
	var out []webReason
	for _, l := range lines {
		out = append(out, webReason{Words: l.Words, Rule: c.of(l.Rule)})
	}
	return out
}

// list returns the rules that were named.
func (c *webCites) list() []webRule {
	var out []webRule
	for i, id := range c.order {
		rule, _ := c.rule(id)
		w := webRule{
			Number: i + 1, ID: id, Summary: rule.Summary, Kind: rule.Basis + ", " + rule.Standing,
			Stated: dayWords(rule.Stated), Act: rule.Act, Unverified: slices.Clone(rule.Unverified),
		}
		for _, s := range rule.Sources {
			w.Sources = append(w.Sources, sourceOf(s))
		}
		out = append(out, w)
	}
	return out
}

// sourceOf writes a publication. A link that no browser should follow is text.
func sourceOf(s route.SourceOfRule) webSource {
	w := webSource{Publisher: cmp.Or(s.Publisher, s.Link), Date: dayWords(s.Date), Link: safeLink(s.Link)}
	if s.Mirror {
		w.Text = "(copy)"
	}
	if w.Link == "" && s.Link != "" {
		w.Text += " " + s.Link
	}
	return w
}
