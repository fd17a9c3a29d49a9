package route

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/policy"
)

// answer writes the one sentence that can be quoted.
func (r *Report) answer() string {
	best := r.Best()
	if best == nil {
		return ""
	}
	head := fmt.Sprintf("From %s to %s", r.From.Name, r.To.Name)
	lines := list(wordsOf(r.Lines(best)))
	switch best.Status {
	case policy.Open:
		return fmt.Sprintf("%s the way is open: %s%s%s.", head, r.wayWords(best), r.directWords(best), r.buysWords())
	case policy.Permission:
		return fmt.Sprintf("%s a way remains that no State on it closes: %s%s; it takes the permission of %s%s.",
			head, r.wayWords(best), r.directWords(best), lines, r.buysWords())
	case policy.Blocked:
		return head + " " + strings.TrimSuffix(r.blockedAnswer(), ".") + r.buysWords() + "."
	default:
		return fmt.Sprintf("%s the answer is unknown, which is not open: %s.", head, lines)
	}
}

// wayWords names a route with its length: "the great circle, 1,572 km", "the
// shortest, 2,946 km by Bulgaria and Serbia".
func (r *Report) wayWords(rt *Route) string {
	if rt.Origin != Found || rt.alternative {
		return rt.words() + ", " + kilometres(rt.DistanceKm)
	}
	words := "the shortest, " + kilometres(rt.DistanceKm)
	if by := list(r.between(rt)); by != "" {
		words += " by " + by
	}
	return words
}

// between names the States that a route crosses, but for those of its ends.
func (r *Report) between(rt *Route) []string {
	var out []string
	for _, c := range rt.Crossings {
		if c.State != "" && c.State != r.From.State && c.State != r.To.State {
			out = appendNew(out, r.Name(c.State))
		}
	}
	return out
}

// buysWords says what permissions would buy: "; if Romania permits too, 2,756 km".
// It begins with a semicolon, or is empty.
func (r *Report) buysWords() string {
	var routes []*Route
	for _, rt := range r.Routes {
		if len(rt.Needs) > 0 && !rt.alternative {
			routes = append(routes, rt)
		}
	}
	slices.SortStableFunc(routes, func(a, b *Route) int { return cmp.Compare(len(a.Needs), len(b.Needs)) })
	words, verb := "", []string{" permits", " permit"}
	if r.Best().Status != policy.Blocked {
		verb = []string{" permits too", " permit too"}
	}
	for _, rt := range routes {
		var names []string
		for _, s := range rt.Needs {
			names = append(names, r.Name(s))
		}
		words += "; if " + list(names) + plural.Form(len(names), verb[0], verb[1]) + ", " + kilometres(rt.DistanceKm)
	}
	return words
}

// words names a route in a sentence.
func (rt *Route) words() string {
	switch {
	case rt.Origin == Direct:
		return "the great circle"
	case rt.Origin == Found:
		return "the way found " + rt.Name
	case strings.HasPrefix(rt.Name, viaPrefix):
		return "the way " + rt.Name
	}
	return "the way over " + rt.Name
}

// directWords tells of the direct route when another one leads.
func (r *Report) directWords(best *Route) string {
	for _, rt := range r.Routes {
		if rt.Origin != Direct || rt == best {
			continue
		}
		if rt.Status == policy.Blocked {
			return fmt.Sprintf(" (the great circle, %s, is blocked by %s)", kilometres(rt.DistanceKm), list(r.blockers(rt)))
		}
		return fmt.Sprintf(" (the great circle, %s: %s)", kilometres(rt.DistanceKm), rt.Status)
	}
	return ""
}

// blockers names the States that block a route, each once, in their order
// along it.
func (r *Report) blockers(rt *Route) []string {
	var out []string
	for _, c := range rt.Crossings {
		for _, d := range c.Decisions {
			if d.Status == policy.Blocked {
				out = appendNew(out, r.Name(cmp.Or(d.State, d.areaID)))
			}
		}
	}
	return out
}

// blockedAnswer tells who blocks every route. If the last State or the first is
// among them everywhere, no detour helps: it says so, and names the way on
// which nothing else blocks.
func (r *Report) blockedAnswer() string {
	if len(r.Routes) == 1 {
		only := r.Routes[0]
		return fmt.Sprintf("%s, %s, is blocked (%s).", only.words(), kilometres(only.DistanceKm), strings.Join(wordsOf(r.Lines(only)), "; "))
	}
	for _, end := range []Place{r.To, r.From} {
		d, ok := r.blocksEverywhere(end.State)
		if !ok {
			continue
		}
		words := fmt.Sprintf("every way that was checked is blocked, for %s itself lies under %s, and %s", end.Name, r.underWords(d), r.silence(end.State))
		if free := r.blockedOnlyBy(end.State); free != nil && len(free.Needs) == 0 {
			words += fmt.Sprintf("; %s (%s) nothing else blocks", "on "+free.words(), kilometres(free.DistanceKm))
		}
		return words + "."
	}
	direct := r.direct()
	return fmt.Sprintf("all %d ways that were checked are blocked, the great circle by %s.", len(r.Routes), list(r.blockers(direct)))
}

// underWords names what a place lies under: "the Union's ban", "Latvia's own
// ban".
func (r *Report) underWords(d Decision) string {
	words := r.blockWords(d)
	switch {
	case strings.HasPrefix(words, "its own "):
		return r.Name(d.State) + "'s own " + strings.TrimPrefix(words, "its own ")
	case strings.HasPrefix(words, "refused"):
		return r.Name(d.State) + "'s refusal" + strings.TrimPrefix(words, "refused")
	case d.Effect == string(policy.Close):
		return "closed airspace"
	case d.Effect == string(policy.ForceLanding):
		return "the threat of a forced landing"
	}
	return words
}

// silence says that no permission of a State was found, in the article alone
// or in all that was read.
func (r *Report) silence(state string) string {
	if len(r.basis) == 1 && r.basis[0] == string(policy.Article) {
		return "the article names no permission of " + r.Name(state)
	}
	return "no permission of " + r.Name(state) + " is on record"
}

// direct returns the direct route, or the first; nil if there is none.
func (r *Report) direct() *Route {
	for _, rt := range r.Routes {
		if rt.Origin == Direct {
			return rt
		}
	}
	if len(r.Routes) == 0 {
		return nil
	}
	return r.Routes[0]
}

// blocksEverywhere returns the first decision by which a State blocks, if it
// does so on all routes.
func (r *Report) blocksEverywhere(state string) (first Decision, ok bool) {
	for _, rt := range r.Routes {
		own := false
		for _, c := range rt.Crossings {
			for _, d := range c.Decisions {
				if d.Status != policy.Blocked || d.State != state {
					continue
				}
				if !ok {
					first, ok = d, true
				}
				own = true
			}
		}
		if state == "" || !own {
			return Decision{}, false
		}
	}
	return first, ok
}

// blockedOnlyBy returns the shortest route that one State alone blocks.
func (r *Report) blockedOnlyBy(state string) *Route {
	var best *Route
	for _, rt := range r.Routes {
		if slices.ContainsFunc(rt.BlockedBy, func(b Block) bool { return b.State != state }) {
			continue
		}
		if best == nil || rt.DistanceKm < best.DistanceKm {
			best = rt
		}
	}
	return best
}
