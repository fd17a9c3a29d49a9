package route

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/flightcheck/flightcheck/internal/frontier"
	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/policy"
)

// head names what a way does without: "without Bulgaria", "without Bulgaria or
// Serbia".
func (x *spared) head() string {
	names := x.q.names(x.without)
	if n := len(names); n > 1 {
		return "without " + strings.Join(names[:n-1], ", ") + " or " + names[n-1]
	}
	return "without " + names[0]
}

// words says what an alternative is and what it costs: "without Bulgaria: none as
// things stand; if Romania permits, 2,756 km (1,184 km over the great circle), so
// Bulgaria's yes is worth one refusal, though the best way is 190 km longer".
func (x *spared) words(a Alternative, best *Route) string {
	bound := ""
	if x.q.opts.MaxDetour != (MaxDetour{}) {
		bound = " within the detour that was asked for"
	}
	switch {
	case errors.Is(x.none, frontier.ErrBudget):
		return x.head() + ": not found within the searches that were allowed"
	case errors.Is(x.none, errTooLong):
		return x.head() + ": none" + bound + ", whoever permits"
	case x.none != nil && x.way.Way.OK:
		return x.head() + ": none that can be flown, only a gap of under a metre in closed airspace"
	case x.none != nil:
		return x.head() + ": none, whoever permits"
	}
	way := kilometres(a.Route.DistanceKm) + " (" + kilometres(a.OverGreatCircleKm) + " over the great circle)"
	if len(a.Needs) > 0 {
		way = "none as things stand" + bound + "; if " + list(x.q.names(a.Needs)) + plural.Form(len(a.Needs), " permits, ", " permit, ") + way
	}
	return x.head() + ": " + way + ", so " + x.subject(best) + " is worth " + worth(a, best)
}

// subject names what the alternative does without: a State's yes, if the best way
// takes one, else its airspace.
func (x *spared) subject(best *Route) string {
	asked := func(state string) bool {
		return slices.Contains(best.Needs, state) ||
			slices.ContainsFunc(best.Permissions, func(p Permission) bool { return p.State == state && p.Scope == policy.Overflight.String() })
	}
	what := "yes"
	if !slices.ContainsFunc(x.without, asked) {
		what = "airspace"
	}
	if len(x.without) > 1 {
		return "the " + what + " of each"
	}
	return possessive(x.q.names(x.without)[0]) + " " + what
}

// worth says what the best way saves: kilometres, and refusals that need not be won.
func worth(a Alternative, best *Route) string {
	more := len(a.Needs) - len(best.Needs)
	km := math.Round(a.OverBestKm)
	refusals := count(more) + plural.Form(more, " refusal", " refusals")
	switch {
	case more > 0 && km > 0:
		return kilometres(km) + " and " + refusals
	case more > 0 && km < 0:
		return refusals + ", though the best way is " + kilometres(-km) + " longer"
	case more > 0:
		return refusals
	case km > 0:
		return kilometres(km)
	}
	return "less than a kilometre"
}

// count writes a small number in letters.
func count(n int) string {
	letters := [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if n >= 0 && n < len(letters) {
		return letters[n]
	}
	return strconv.Itoa(n)
}
