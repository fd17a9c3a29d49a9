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
	switch best.Status {
	case policy.Open:
		return fmt.Sprintf("%s the way is open: %s, %s%s.", head, best.words(), kilometres(best.DistanceKm), r.directWords(best))
	case policy.Permission:
		return fmt.Sprintf("%s a way remains that no State on it closes: %s, %s%s; it takes the permission of %s.",
			head, best.words(), kilometres(best.DistanceKm), r.directWords(best), list(r.askWords(best)))
	case policy.Blocked:
		return head + " " + r.blockedAnswer()
	default:
		return fmt.Sprintf("%s the answer is unknown, not open: %s.", head, list(r.gapWords(best)))
	}
}

// words names a route in a sentence.
func (rt *Route) words() string {
	if rt.Origin == Direct {
		return "the great circle"
	}
	return "over " + rt.Name
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

// askWords names the States whose permission a route takes, in their order
// along it, with what they said.
func (r *Report) askWords(rt *Route) []string {
	var out []string
	for _, c := range rt.Crossings {
		for _, p := range rt.Permissions {
			if p.State == c.State && p.Scope == policy.Overflight.String() {
				out = appendNew(out, r.Asks(p))
			}
		}
	}
	for _, p := range rt.Permissions {
		if p.Scope != policy.Overflight.String() && !slices.ContainsFunc(rt.Permissions, func(o Permission) bool {
			return o.Scope == policy.Overflight.String() && o.State == p.State && o.Rule == p.Rule
		}) {
			out = appendNew(out, r.Asks(p))
		}
	}
	return out
}

func (r *Report) gapWords(rt *Route) []string {
	var out []string
	for _, g := range rt.Unknown {
		out = appendNew(out, r.Misses(g))
	}
	return out
}

// blockedAnswer tells who blocks every route. If the first or the last State
// is among them everywhere, no detour helps: it says so, and names the way on
// which nothing else blocks.
func (r *Report) blockedAnswer() string {
	for _, end := range []struct{ place, state string }{{r.To.Name, r.To.State}, {r.From.Name, r.From.State}} {
		blocks := r.blocksEverywhere(end.state)
		if len(blocks) == 0 {
			continue
		}
		words := fmt.Sprintf("every way is blocked, for %s itself lies under %s, and %s names no permission of %s",
			end.place, r.underWords(blocks[0]), r.speaker(), r.Name(end.state))
		if free := r.blockedOnlyBy(end.state); free != nil {
			words += fmt.Sprintf("; %s (%s) nothing else blocks", on(free), kilometres(free.DistanceKm))
		}
		return words + "."
	}
	if len(r.Routes) == 1 {
		return fmt.Sprintf("%s, %s, is blocked by %s.", r.Routes[0].words(), kilometres(r.Routes[0].DistanceKm), list(r.reasonWords(r.Routes[0])))
	}
	return fmt.Sprintf("all %d ways that were checked are blocked; the great circle by %s.", len(r.Routes), list(r.reasonWords(r.direct())))
}

func on(rt *Route) string {
	if rt.Origin == Direct {
		return "on the great circle"
	}
	return "on the way over " + rt.Name
}

// underWords names what a place lies under: "the Union's ban".
func (r *Report) underWords(b Block) string {
	words := r.blockWords(b)
	if b.Effect == "close" {
		words = "closed airspace"
	}
	return strings.TrimSpace(words)
}

// speaker names what was read: the article alone, or the rules of the sets.
func (r *Report) speaker() string {
	if len(r.basis) == 1 {
		return "the " + r.basis[0]
	}
	return "no rule in force"
}

func (r *Report) reasonWords(rt *Route) []string {
	var out []string
	for _, b := range rt.BlockedBy {
		out = appendNew(out, r.Reason(b))
	}
	return out
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

// blocksEverywhere returns the blocks of a State if it blocks all routes.
func (r *Report) blocksEverywhere(state string) []Block {
	var first []Block
	for i, rt := range r.Routes {
		var own []Block
		for _, b := range rt.BlockedBy {
			if b.State == state {
				own = append(own, b)
			}
		}
		if state == "" || len(own) == 0 {
			return nil
		}
		if i == 0 {
			first = own
		}
	}
	return first
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
