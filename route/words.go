package route

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// unionIssuer is the issuer of the Union's rules.
const unionIssuer = "EU"

// Reason says in a few words why a State blocks: "Slovakia: the Union's ban".
func (r *Report) Reason(b Block) string {
	return r.Name(b.State) + ": " + r.blockWords(b) + scopeWords(b.Scope)
}

// blockWords says what the winning rule does to the flight.
func (r *Report) blockWords(b Block) string {
	rule, ok := r.Rules[b.Rule]
	if !ok {
		return effectWords(b.Effect, "")
	}
	words := effectWords(b.Effect, issuerWords(rule.Issuer, b.State))
	if rule.Standing == "announced" || rule.Standing == "conditional" {
		words += " (" + rule.Standing + ")"
	}
	return words
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

// scopeWords names a scope other than overflight.
func scopeWords(scope string) string {
	if scope == "overflight" {
		return ""
	}
	return ", for " + scope
}

// Asks says in a few words how a State stands to a permission: "Bulgaria
// (would permit overflight)", "Turkey (not asked)".
func (r *Report) Asks(p Permission) string {
	words := strings.ReplaceAll(p.Standing, "-", " ")
	if p.Says != "" {
		words = p.Says
		if p.Standing == "conditional" {
			words += ", on a condition"
		}
	}
	return fmt.Sprintf("%s (%s)%s", r.Name(p.State), words, scopeWords(p.Scope))
}

// Misses says in a few words why a State's decision is unknown.
func (r *Report) Misses(g Gap) string {
	name := r.Name(g.State)
	if g.State == "" {
		name = r.Name(g.Area)
	}
	if len(g.Missing) > 0 {
		return fmt.Sprintf("%s: not told: %s", name, strings.Join(g.Missing, ", "))
	}
	if g.Why != "" {
		return name + ": " + g.Why
	}
	return name + ": unknown"
}

// CrossingReasons lists why a crossing has its status.
func (r *Report) CrossingReasons(c Crossing) []string {
	var out []string
	for _, d := range c.Decisions {
		if d.Status != c.Status {
			continue
		}
		s := Route{}
		s.collect(d)
		for _, b := range s.BlockedBy {
			out = appendNew(out, r.Reason(b))
		}
		for _, p := range s.Permissions {
			out = appendNew(out, r.Asks(p))
		}
		for _, g := range s.Unknown {
			out = appendNew(out, r.Misses(g))
		}
	}
	return out
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
