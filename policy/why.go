package policy

import (
	"strconv"
	"strings"
)

// levelWords say what a rule of a level is.
var levelWords = [...]string{
	rankSafety: "a safety closure, which stands above everything else", rankSupposed: "what the question supposes",
	rankCase: "a decision on this case", rankClearance: "a standing clearance",
	rankNational: "a rule of the State or of its bloc", rankDefault: "a default rule",
	rankAdvice: "advice",
}

// why writes the sentence that says why the winner won, or why nothing decided.
func (d *Decision) why() string {
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
		f.whyWinner(&b)
	}
	if kept := d.NotGrantable(); len(kept) > 0 {
		b.WriteString("; the supposed permission does not lift ")
		b.WriteString(kept[0].ID)
		if kept[0].Layer == LayerSafety {
			b.WriteString(", a safety closure")
		}
		b.WriteString(", which cannot be granted away")
	}
	return b.String()
}

// whyMissing says which rule rests on which fact.
func (f *found) whyMissing(b *strings.Builder, d *Decision) {
	b.WriteString(d.Undecided()[0].ID)
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
func (f *found) whyWinner(b *strings.Builder) {
	res := f.res
	w := res.win
	b.WriteString(w.ID)
	b.WriteString(" is ")
	b.WriteString(levelWord(w))
	switch res.reason {
	case reasonAlone:
		f.whyAlone(b, w)
	case reasonLifts:
		b.WriteString(" and lifts ")
		b.WriteString(res.over.ID)
	case reasonLater:
		b.WriteString(" and replaces the earlier ")
		b.WriteString(res.over.ID)
	case reasonOwn:
		b.WriteString("; a State's own enacted permit stands before its bloc's refusal (")
		b.WriteString(res.over.ID)
		b.WriteString(")")
	case reasonStrict:
		b.WriteString("; it is stricter than ")
		b.WriteString(res.over.ID)
	case reasonSoft:
		f.whySoft(b)
	default:
		b.WriteString("; ")
		b.WriteString(res.over.ID)
		b.WriteString(" says no less, but ")
		b.WriteString(equalWords[res.reason])
	}
}

var equalWords = map[reason]string{
	reasonOwnFirst: "a State's own rule comes before its bloc's",
	reasonEarlier:  "the rule that holds since the earlier day comes first",
	reasonLaw:      "law comes before other bases",
	reasonID:       "of two alike the smaller id comes first",
}

// levelWord says what the rule is: a national rule and a bloc's apart, a
// default rule with its article.
func levelWord(w *compiled) string {
	switch {
	case w.rank == rankNational:
		return "a rule of " + issuerName(w.Issuer)
	case w.rank == rankDefault && w.Act != "":
		return "a default rule (" + w.Act + ")"
	default:
		return levelWords[w.rank]
	}
}

// issuerName names a State or an organisation inside a sentence.
func issuerName(s string) string {
	name := StateName(s)
	for _, x := range []string{"EU", "United ", "Russian ", "Netherlands", "Philippines", "Syrian ", "Democratic "} {
		if strings.HasPrefix(name, x) {
			return "the " + name
		}
	}
	return name
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
		b.WriteString(", and no other rule applies")
	case 1:
		b.WriteString("; " + first.ID + " stands behind it")
	default:
		b.WriteString("; " + first.ID + " and " + strconv.Itoa(n-1) + " more stand behind it")
	}
}

// whySoft says what an announced or conditional permit does.
func (f *found) whySoft(b *strings.Builder) {
	res := f.res
	b.WriteString(", but only ")
	b.WriteString(string(res.win.Standing))
	switch {
	case res.base == Permission && res.over != nil:
		b.WriteString(": permission is needed anyway (" + res.over.ID + ")")
	case res.over != nil:
		b.WriteString(": it makes permission of what " + res.over.ID + " would block")
	default:
		b.WriteString(": it makes permission of what would be unknown")
	}
}
