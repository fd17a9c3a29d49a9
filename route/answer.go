package route

import (
	"fmt"
	"slices"
	"strings"

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
		return fmt.Sprintf("%s the way is open: %s, %s%s.", head, best.words(), kilometres(best.DistanceKm), r.directWords(best))
	case policy.Permission:
		return fmt.Sprintf("%s a way remains that no State on it closes: %s, %s%s; it takes the permission of %s.",
			head, best.words(), kilometres(best.DistanceKm), r.directWords(best), lines)
	case policy.Blocked:
		return head + " " + r.blockedAnswer()
	default:
		return fmt.Sprintf("%s the answer is unknown, which is not open: %s.", head, lines)
	}
}

// words names a route in a sentence.
func (rt *Route) words() string {
	switch {
	case rt.Origin == Direct:
		return "the great circle"
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
				out = appendNew(out, r.Name(d.State))
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
		if free := r.blockedOnlyBy(end.State); free != nil {
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

// direct returns the direct route, or the first.
func (r *Report) direct() *Route {
	for _, rt := range r.Routes {
		if rt.Origin == Direct {
			return rt
		}
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
