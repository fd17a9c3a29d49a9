package route

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/policy"
)

// instantWords writes an instant to the second.
func instantWords(t time.Time) string { return t.Format("2006-01-02T15:04:05Z") }

// nearWords writes a place to the hundredth of a degree: "52.1,23.6".
func nearWords(p orb.Point) string {
	short := func(x float64) string { return strconv.FormatFloat(math.Round(x*100)/100+0, 'f', -1, 64) }
	return short(p[1]) + "," + short(p[0])
}

// lengthWords writes kilometres, short ones to the hundred metres.
func lengthWords(km float64) string {
	if km < 10 {
		return fmt.Sprintf("%.1f km", km)
	}
	return kilometres(km)
}

// tookWords writes how long something took.
func tookWords(from, to time.Time) string {
	if d := to.Sub(from); d < 2*time.Minute {
		return fmt.Sprintf("%.0f s", d.Seconds())
	}
	return fmt.Sprintf("%.0f min", to.Sub(from).Minutes())
}

// words says in a sentence what an entry is.
func (a *Audit) words(e *AuditEntry) string {
	switch {
	case e.Kind == EntryGap && e.Gap.Why == GapSpeed:
		return fmt.Sprintf("unknown: the positions at %s, %s, and at %s, %s, contradict each other: %s lie between them%s",
			instantWords(e.EnterTime), nearWords(e.Enter), instantWords(e.ExitTime), nearWords(e.Exit), lengthWords(e.Km), e.Gap.overWords())
	case e.Kind == EntryGap:
		return fmt.Sprintf("unknown: no positions from %s to %s (%s at least), from %s to %s%s",
			instantWords(e.EnterTime), instantWords(e.ExitTime), lengthWords(e.Km), nearWords(e.Enter), nearWords(e.Exit), e.Gap.overWords())
	case e.Kind == EntryHighSeas:
		return fmt.Sprintf("over the high seas from %s near %s%s, %s", instantWords(e.EnterTime), nearWords(e.Enter), beginWords(e.Begins), e.forWords())
	}
	return fmt.Sprintf("%s at %s near %s%s, %s: %s", a.enteredWords(e), instantWords(e.EnterTime), nearWords(e.Enter), beginWords(e.Begins), e.forWords(), a.whyWords(e))
}

// enteredWords names what was entered.
func (a *Audit) enteredWords(e *AuditEntry) string {
	name := e.Name
	if e.HighSeas() {
		name = "the high seas"
	}
	var zones []string
	for _, id := range e.Zones {
		zones = append(zones, a.report.OutlineName(id))
	}
	switch {
	case len(e.Along) > 0:
		sides := make([]string, len(e.Along))
		for i, s := range e.Along {
			sides[i] = cmp.Or(a.report.Name(s), "the high seas")
		}
		return "came to the border of " + list(sides) + " and flew along it"
	case e.Begins == "" && !slices.Contains(e.enters, e.Name):
		return "entered " + list(e.enters) + " over " + name
	case e.HighSeas():
		name = list(zones) + " over " + name
	case len(zones) > 0:
		name += " (" + list(zones) + ")"
	}
	if e.Begins == AtInside {
		return "was still in " + name
	}
	return "entered " + name
}

// beginWords says where the entry itself was not seen.
func beginWords(begins string) string {
	switch begins {
	case AtTrack:
		return ", where the track begins"
	case AtGap:
		return " or before, in the gap"
	}
	return ""
}

// forWords says how long an entry is.
func (e *AuditEntry) forWords() string {
	if e.EnterTime.Equal(e.ExitTime) && e.Begins != "" && e.Ends != "" {
		return "seen there once"
	}
	words := fmt.Sprintf("for %s and %s", lengthWords(e.Km), tookWords(e.EnterTime, e.ExitTime))
	switch {
	case e.BridgedKm >= e.Km && e.BridgedKm > 0:
		words += " (bridged: nobody saw it there)"
	case e.BridgedKm > 0:
		words += fmt.Sprintf(" (%s of it bridged: nobody saw it there)", lengthWords(e.BridgedKm))
	}
	return words
}

// whyWords says what an entry meets.
func (a *Audit) whyWords(e *AuditEntry) string {
	lines := a.report.CrossingLines(e.Crossing)
	if len(lines) == 0 {
		return e.Status.String()
	}
	words := wordsOf(lines)
	if len(words) == 1 {
		words[0] = strings.TrimPrefix(words[0], e.Name+": ")
	}
	return e.Status.String() + ": " + strings.Join(words, "; ")
}

// overWords says what may have been crossed in a gap.
func (g *AuditGap) overWords() string {
	if len(g.names) == 0 {
		return ""
	}
	return "; it may have crossed " + list(g.names) + ", over which the great circle between lies"
}

// CrossingLines says why an entry has its status; see [Report.CrossingLines].
func (a *Audit) CrossingLines(e AuditEntry) []Line { return a.report.CrossingLines(e.Crossing) }

// Name returns the name of a State or an area.
func (a *Audit) Name(code string) string { return a.report.Name(code) }

// OutlineName returns the name of a zone; see [Report.OutlineName].
func (a *Audit) OutlineName(id string) string { return a.report.OutlineName(id) }

// mostNamed is how many entries the answer names.
const mostNamed = 6

// answer says in a sentence or two what was entered.
func (a *Audit) answer() string {
	head := fmt.Sprintf("In %s from %s to %s", lengthWords(a.Km), instantWords(a.Track.First), instantWords(a.Track.Last))
	of := func(s policy.Status, kind string) (out []string) {
		for _, e := range a.Entries {
			if e.Status == s && (e.Kind == EntryGap) == (kind == EntryGap) {
				out = append(out, e.Words)
			}
		}
		return out
	}
	blocked, gaps := of(policy.Blocked, ""), of(policy.Unknown, EntryGap)
	var words string
	switch unknown := of(policy.Unknown, ""); {
	case len(blocked) > 0:
		words = head + " the flight " + someOf(blocked) + "."
	case len(unknown) > 0:
		words = head + " the flight entered nothing that was blocked, as far as is known, but it " + someOf(unknown) + "."
	case len(gaps) > 0:
		words = head + " the flight entered nothing that was blocked where positions are known."
	case a.Status == policy.Permission:
		words = head + " the flight entered nothing that was blocked; it " + someOf(of(policy.Permission, "")) + "."
	default:
		words = head + " the flight " + a.enteredStates() + "."
	}
	switch n := len(gaps); {
	case n == 1:
		words += " Unknown is one stretch: " + strings.TrimPrefix(gaps[0], "unknown: ") + "."
	case n > 1:
		words += fmt.Sprintf(" Unknown are %d stretches of %s in all, where there are no positions or they contradict each other.", n, lengthWords(a.gapKm()))
	}
	return words
}

// enteredStates names all that was entered and open.
func (a *Audit) enteredStates() string {
	var names []string
	for _, e := range a.Entries {
		if e.Kind == EntryEntered {
			names = appendNew(names, e.Name)
		}
	}
	if len(names) == 0 {
		return "entered no State's airspace"
	}
	return "entered only what was open to it: " + few(names)
}

func someOf(words []string) string {
	if n := len(words) - mostNamed; n > 0 {
		return strings.Join(words[:mostNamed], "; ") + fmt.Sprintf("; and so %d times more", n)
	}
	return strings.Join(words, "; ")
}

// gapKm returns the kilometres of all gaps that are no entries of their own.
func (a *Audit) gapKm() float64 {
	km := 0.0
	for _, e := range a.Entries {
		if e.Kind == EntryGap {
			km += e.Km
		}
	}
	return km
}

// bordersKm is how good borders are: a blocked entry that is shorter rests on less.
const bordersKm = 1.0

// shortEntries notes the entries that the error of the borders may have made.
func (a *Audit) shortEntries() string {
	var words []string
	for _, e := range a.Entries {
		if e.Kind == EntryEntered && e.Status == policy.Blocked && e.Km < bordersKm && e.Begins == "" && (e.Ends == "" || e.Ends == AtInside) {
			words = append(words, fmt.Sprintf("%s at %s (%s)", list(e.enters), instantWords(e.EnterTime), shortKm(e.Km)))
		}
	}
	if len(words) == 0 {
		return ""
	}
	return "Within the error of the borders, being shorter than 1 km: " + few(words) + "."
}

// notes says what was judged of the ends, and what was bridged.
func (a *auditor) notes() []string {
	var out []string
	switch a.ground {
	case [2]bool{}:
		out = append(out, "Neither the first nor the last position is said to be on the ground: overflight alone is judged, and origin and destination are not taken from the track.")
	case [2]bool{true, false}:
		out = append(out, "The last position is not said to be on the ground: no landing is judged, and the destination is not taken from the track.")
	case [2]bool{false, true}:
		out = append(out, "The first position is not said to be on the ground: no departure is judged, and the origin is not taken from the track.")
	}
	if n := len(slices.DeleteFunc(slices.Clone(a.gaps), func(g AuditGap) bool { return !g.Bridged })); n > 0 {
		out = append(out, fmt.Sprintf("%s bridged by the great circle: what lies under it was not seen, and is marked.",
			plural.Form(n, "One gap is", fmt.Sprintf("%d gaps are", n))))
	}
	if short := a.audit.shortEntries(); short != "" {
		out = append(out, short)
	}
	return out
}
