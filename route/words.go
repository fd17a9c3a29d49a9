package route

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/flightcheck/flightcheck/policy"
)

// unionIssuer is the issuer of the Union's rules.
const unionIssuer = "EU"

// Line says in a few words what one State does to a route, and by which rule.
type Line struct {
	State string // the State's code, or the area's id if it has none
	Words string // "Slovakia: the Union's ban"
	Rule  string // id of the winning rule, "" if none decided
}

// Lines says why a route has its status, one line for each State and rule in
// their order along the route: who blocks it; or, if nobody does, what is
// unknown and whose permission it takes.
func (r *Report) Lines(rt *Route) []Line {
	var all []Decision
	for _, c := range rt.Crossings {
		all = append(all, c.Decisions...)
	}
	if rt.Status == policy.Blocked {
		return r.lines(all, policy.Blocked)
	}
	return append(r.lines(all, policy.Unknown), r.lines(all, policy.Permission)...)
}

// PassageLines says where a route is open by a rule for a part of a State, such as
// transit passage over a strait; nothing for one that is blocked.
func (r *Report) PassageLines(rt *Route) []Line {
	if rt.Status == policy.Blocked {
		return nil
	}
	var all []Decision
	for _, c := range rt.Crossings {
		all = append(all, c.Decisions...)
	}
	return r.lines(all, policy.Open)
}

// CrossingLines says why a crossing has its status; nothing if it is open, unless by
// a rule for a part of a State.
func (r *Report) CrossingLines(c Crossing) []Line { return r.lines(c.Decisions, c.Status) }

func wordsOf(lines []Line) []string {
	out := []string{}
	for _, l := range lines {
		out = append(out, l.Words)
	}
	return out
}

// lines puts the decisions of one status into words, those of one State by one
// rule together.
func (r *Report) lines(decisions []Decision, status policy.Status) []Line {
	var out []Line
	type key struct{ area, rule string }
	scopes := map[key][]string{}
	var order []Decision
	for _, d := range decisions {
		if d.Status != status || status == policy.Open && len(d.Within) == 0 {
			continue
		}
		k := key{d.areaID, d.rule()}
		if scopes[k] == nil {
			order = append(order, d)
		}
		scopes[k] = appendNew(scopes[k], d.Scope)
	}
	for _, d := range order {
		words := r.decisionWords(d) + scopeWords(scopes[key{d.areaID, d.rule()}])
		line := Line{State: cmp.Or(d.State, d.areaID), Words: words, Rule: d.rule()}
		out = appendNew(out, line)
	}
	return out
}

// rule returns the id of the rule that decided, "" if none did.
func (d Decision) rule() string {
	if len(d.Rules) == 0 || d.Status == policy.Unknown {
		return ""
	}
	return d.Rules[0]
}

// decisionWords says what a State does: "Slovakia: the Union's ban", "Turkey
// (not asked)", "Bulgaria (announced: would permit overflight)".
func (r *Report) decisionWords(d Decision) string {
	name := r.Name(cmp.Or(d.State, d.areaID))
	if d.territory {
		name = r.Name(d.areaID) + ", an area of " + name
	}
	name += r.withinWords(d)
	switch d.Status {
	case policy.Blocked:
		return name + ": " + r.blockWords(d) + r.behindWords(d)
	case policy.Open:
		return name + ": open, " + r.Rules[d.rule()].Issuer + " " + cmp.Or(d.says, "permits it")
	case policy.Permission:
		words := strings.ReplaceAll(d.standing, "-", " ")
		if d.says != "" {
			words += ": " + d.says
		}
		return name + " (" + words + ")"
	default:
		if len(d.Missing) > 0 {
			return name + ": not told: " + strings.Join(d.Missing, ", ")
		}
		return name + ": " + cmp.Or(d.Why, "unknown")
	}
}

// blockWords says what the winning rule does to the flight.
func (r *Report) blockWords(d Decision) string {
	rule, ok := r.Rules[d.rule()]
	if !ok {
		return effectWords(d.Effect, "")
	}
	words := effectWords(d.Effect, r.Name(issuerWords(rule.Issuer, d.State)))
	if rule.Standing == "announced" || rule.Standing == "conditional" {
		words += " (" + rule.Standing + ")"
	}
	if rule.Basis == string(policy.Supposed) {
		words = "supposed to refuse"
	}
	return words
}

// behindWords names the first refusal of another issuer that stands behind the
// winner.
func (r *Report) behindWords(d Decision) string {
	winner := r.Rules[d.rule()]
	for _, id := range d.Rules[min(1, len(d.Rules)):] {
		rule := r.Rules[id]
		if rule.Issuer != winner.Issuer && policy.Effect(rule.Effect).Refusal() {
			return "; " + effectWords(rule.Effect, r.Name(issuerWords(rule.Issuer, d.State))) + " stands behind it"
		}
	}
	return ""
}

// issuerWords names an issuer other than the State itself.
func issuerWords(issuer, state string) string {
	switch issuer {
	case state, "":
		return ""
	case unionIssuer:
		return "the Union"
	default:
		return issuer
	}
}

// effectWords puts an effect that blocks into words.
func effectWords(effect, issuer string) string {
	own := "its own "
	if issuer != "" {
		own = issuer + "'s "
	}
	switch effect {
	case "ban":
		return own + "ban"
	case "close":
		return "airspace closed"
	case "force-landing":
		return "the aircraft could be forced to land"
	case "deny":
		if issuer != "" {
			return own + "refusal"
		}
		return "refused"
	default:
		return effect
	}
}

// scopeWords names the scopes, unless it is overflight alone.
func scopeWords(scopes []string) string {
	if len(scopes) == 1 && scopes[0] == policy.Overflight.String() {
		return ""
	}
	return ", for " + list(scopes)
}

func appendNew[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// Name returns the name of a State or an area.
func (r *Report) Name(code string) string {
	if n := r.names[code]; n != "" {
		return n
	}
	return code
}

// list joins words as a sentence does: "a, b and c".
func list(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// kilometres prints whole kilometres with a comma at the thousands.
func kilometres(km float64) string {
	s := strconv.FormatFloat(km, 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s + " km"
}
