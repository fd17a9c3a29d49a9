package policy

import "strings"

// A rule as a sentence names it: who speaks, what it is, of which day, and its id:
// "Bulgaria's statement of 20 Oct 2025 (ART-BG-PERMISSION)".

// effectNouns say what a rule is by what it does.
var effectNouns = map[Effect]string{
	Permit: "permit", RequirePermission: "rule that it must be asked", Deny: "refusal", BanEffect: "ban", Close: "closure",
	ForceLanding: "warning of a forced landing", Notify: "rule that it must be told", Advise: "advice", ArrestRisk: "duty to arrest",
}

// speech names a rule inside a sentence.
func speech(r *Rule) string {
	switch {
	case r.Layer == LayerDefault && r.Act != "":
		return r.Act + " (" + r.ID + ")"
	case r.Layer == LayerSupposed:
		return "what the question supposes of " + issuerName(r.Issuer)
	}
	noun := effectNouns[r.Effect]
	if r.Basis == Statement || r.Basis == Article {
		noun = "statement"
	}
	return possessive(issuerName(r.Issuer)) + " " + noun + ofDay(r) + " (" + r.ID + ")"
}

// ofDay says of which day a rule is: on which it was stated, or else began; "" if
// neither is known.
func ofDay(r *Rule) string {
	for _, w := range [...]When{r.Stated, r.From} {
		if !w.IsZero() {
			return " of " + w.Start().Format("2 Jan 2006")
		}
	}
	return ""
}

// issuerName names a State or an organisation inside a sentence.
func issuerName(s string) string {
	if s == "EU" {
		return "the Union"
	}
	name := StateName(s)
	for _, x := range []string{"United ", "Russian ", "Netherlands", "Philippines", "Syrian ", "Democratic "} {
		if strings.HasPrefix(name, x) {
			return "the " + name
		}
	}
	return name
}

func possessive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "'"
	}
	return name + "'s"
}

// reach says for whom and for what a rule is judged: "for Bulgaria alone, for
// overflight".
func (f *found) reach(scope Scope) string {
	k := f.state
	if f.area != noCode {
		k = f.area
	}
	where := ""
	if k != noCode {
		where = " for " + issuerName(k.String()) + " alone,"
	}
	return where + " for " + strings.ReplaceAll(scope.String(), "-", " ")
}
