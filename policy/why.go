package policy

import (
	"strconv"
	"strings"
)

// levelWords say as what a rule of a level decides.
var levelWords = [...]string{
	rankSafety: "as a safety closure, which stands above everything else",
	rankCase:   "as a decision on this case", rankClearance: "as a standing clearance",
	rankDefault: "where no rule speaks",
}

// why writes the sentence that says why the winner won, or why nothing decided.
func why(d *Decision) string {
	f := &d.found
	switch {
	case f.unready != "":
		return f.unready
	case f.prog == nil:
		return "nothing was asked"
	}
	var b strings.Builder
	b.Grow(160)
	switch {
	case f.matter.n > 0:
		f.whyMissing(&b, d)
	case f.res.win == nil:
		f.whyNothing(&b)
	default:
		f.whyWinner(&b, d.Scope)
	}
	if kept := d.NotGrantable(); len(kept) > 0 {
		b.WriteString("; the supposed permission does not lift ")
		b.WriteString(speech(kept[0]))
		if kept[0].Layer == LayerSafety {
			b.WriteString(", a safety closure")
		}
		b.WriteString(", which cannot be granted away")
	}
	return b.String()
}

// whyMissing says which rule rests on which fact.
func (f *found) whyMissing(b *strings.Builder, d *Decision) {
	b.WriteString(speech(d.Undecided()[0]))
	b.WriteString(" rests on what was not given (")
	b.WriteString(strings.Join(d.Missing(), ", "))
	if f.res.status == Unknown {
		b.WriteString("), and nothing else decides")
		return
	}
	b.WriteString(") and could make it worse than ")
	b.WriteString(f.res.status.String())
}

// whyNothing says why no rule decided.
func (f *found) whyNothing(b *strings.Builder) {
	switch {
	case f.zone:
		b.WriteString("no rule that names the zone stands against it")
	case f.state == noCode && f.area == noCode:
		b.WriteString("the area has no sovereign, and no rule names it")
	case f.state == noCode:
		b.WriteString(f.area.String() + " has no sovereign in this world view, and no rule refuses it")
	case !f.covered:
		b.WriteString(f.prog.names + " does not cover " + f.state.String() + ", and no rule refuses it")
	default:
		b.WriteString("no rule reaches this case")
	}
}

// whyWinner says what the winner is and what it stands before.
func (f *found) whyWinner(b *strings.Builder, scope Scope) {
	res := f.res
	w := res.win
	b.WriteString(speech(w.Rule))
	switch res.reason {
	case reasonAlone:
		b.WriteString(" decides" + levelWord(w))
		f.whyAlone(b, w)
	case reasonLifts:
		b.WriteString(" lifts " + speech(res.over.Rule) + f.reach(scope))
	case reasonLater:
		b.WriteString(" replaces the earlier " + speech(res.over.Rule))
	case reasonOwn:
		b.WriteString(" stands before " + speech(res.over.Rule) + f.reach(scope) + ": a State's own enacted permit goes before its bloc's refusal")
	case reasonStrict:
		b.WriteString(" decides" + levelWord(w) + ": it is stricter than " + speech(res.over.Rule))
	case reasonSoft:
		f.whySoft(b, scope)
	default:
		b.WriteString(" decides" + levelWord(w) + "; " + speech(res.over.Rule) + " says no less, but " + equalWords[res.reason])
	}
}

var equalWords = map[reason]string{
	reasonOwnFirst: "a State's own rule comes before its bloc's",
	reasonEarlier:  "the rule that holds since the earlier day comes first",
	reasonLaw:      "law comes before other bases",
	reasonID:       "of two alike the smaller id comes first",
}

// levelWord says as what the rule decides; a rule of the State or of its bloc needs
// no word.
func levelWord(w *compiled) string {
	if levelWords[w.rank] == "" {
		return ""
	}
	return " " + levelWords[w.rank]
}

// whyAlone says whether other rules stand behind.
func (f *found) whyAlone(b *strings.Builder, w *compiled) {
	first, n := (*compiled)(nil), 0
	for _, r := range f.applied.items() {
		if r == w {
			continue
		}
		if n++; first == nil || r.rank < first.rank || r.rank == first.rank && f.equals(r, first) < 0 {
			first = r
		}
	}
	switch n {
	case 0:
		if w.rank != rankDefault {
			b.WriteString(", and no other rule applies")
		}
	case 1:
		b.WriteString("; " + speech(first.Rule) + " stands behind it")
	default:
		b.WriteString("; " + speech(first.Rule) + " and " + strconv.Itoa(n-1) + " more stand behind it")
	}
}

// whySoft says what an announced or conditional permit does.
func (f *found) whySoft(b *strings.Builder, scope Scope) {
	res := f.res
	b.WriteString(" is only " + string(res.win.Standing))
	switch {
	case res.base == Permission && res.over != nil:
		b.WriteString(": permission is needed anyway, by " + speech(res.over.Rule))
	case res.over != nil:
		b.WriteString(": it makes permission of what " + speech(res.over.Rule) + " would block," + f.reach(scope))
	default:
		b.WriteString(": it makes permission of what would be unknown")
	}
}
