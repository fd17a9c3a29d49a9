package policy

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDiff(t *testing.T) {
	old := mustSet(t,
		`{id: gone, issuer: BG, territory: [BG], effect: ban, basis: law}`,
		`{id: same, issuer: PL, territory: [PL], effect: ban, basis: law}`,
		`{id: new-day, issuer: LV, territory: [LV], effect: ban, basis: law, until: 2025-01-01, subject: {registration: [RU]}}`)
	now := mustSet(t,
		`{id: same, issuer: PL, territory: [PL], effect: ban, basis: law}`,
		`{id: come, issuer: BG, territory: [BG], effect: permit, basis: law}`,
		`{id: new-day, issuer: LV, territory: [LV], effect: ban, basis: law, until: unknown, scope: [landing]}`)
	d := Diff(old, now)
	if diff := cmp.Diff([]string{"come"}, ids(d.Added)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"gone"}, ids(d.Removed)); diff != "" {
		t.Error(diff)
	}
	want := []RuleChange{{"new-day", []WordChange{
		{"subject", "Registration [RU]", "any"},
		{"scope", "overflight, landing, departure, technical-stop", "landing"},
		{"until", "2025-01-01", ""},
		{"until: unknown", "false", "true"},
	}}}
	if diff := cmp.Diff(want, d.Changed); diff != "" {
		t.Errorf("changed (-want +got):\n%s", diff)
	}
	if back := Diff(now, old); !reflect.DeepEqual(ids(back.Added), ids(d.Removed)) || !reflect.DeepEqual(ids(back.Removed), ids(d.Added)) {
		t.Error("the way back is another")
	}
	if same := Diff(old, old); !same.Empty() || d.Empty() {
		t.Errorf("%+v", same)
	}
}

func TestDiffBlocsAndPeople(t *testing.T) {
	old := mustParse(t, "version: 1\npeople: [{id: a}]\nblocs: [{id: EU, members: [{iso: PL}]}]\nrules: []\n")
	now := mustParse(t, "version: 1\npeople: [{id: b, name: B}]\nblocs: [{id: EU, members: [{iso: PL, from: 2004-05-01}]}]\nrules: []\n")
	d := Diff(old, now)
	if len(d.Blocs) != 1 || d.Blocs[0].Old == d.Blocs[0].New || len(d.People) != 2 || d.People[0].New != "" || d.People[1].Old != "" {
		t.Errorf("%+v", d)
	}
}

// Every field of a rule is compared, but where it stands.
func TestDiffKnowsEveryField(t *testing.T) {
	known := map[string]bool{"ID": true, "File": true, "Line": true, "Col": true}
	for _, k := range ruleKeys {
		known[k[0]] = true
	}
	for f := range reflect.TypeFor[Rule]().Fields() {
		if !known[f.Name] {
			t.Errorf("the field %s is not compared", f.Name)
		}
	}
}

// What a set says as a whole is compared: a set that covers less says less.
func TestDiffOfTheWholeSet(t *testing.T) {
	const blocs = "blocs: [{id: XY, members: [{iso: FR}]}]\n"
	old := mustParse(t, "version: 1\nas_of: 2025-01-01\ncovers: [FR, BE]\n"+blocs+"rules: []\n")
	now := mustParse(t, "version: 1\nas_of: 2025-01-02\ntransit_agreement: XY\n"+blocs+"rules: []\n")
	want := []WordChange{{"covers", "BE, FR", "everywhere"}, {"transit_agreement", "", "XY"}}
	d := Diff(old, now)
	if diff := cmp.Diff(want, d.Set); diff != "" || d.Empty() {
		t.Errorf("set (-want +got):\n%s", diff)
	}
	if d := Diff(now, now); !d.Empty() {
		t.Errorf("%+v", d)
	}
	if d := Diff(nil, old); len(d.Set) != 1 || d.Set[0].Old != "" {
		t.Errorf("against no set: %+v", d.Set)
	}
}

// A layer that covers another State makes the set cover both.
func TestDiffOfLayersThatCoverMore(t *testing.T) {
	one := mustParse(t, "version: 1\nset: one\ncovers: [FR]\nrules: []\n")
	two := mustParse(t, "version: 1\nset: two\ncovers: [BE]\nrules: []\n")
	both, err := Combine(one, two)
	if err != nil {
		t.Fatal(err)
	}
	d := Diff(one, both)
	if diff := cmp.Diff([]WordChange{{"covers", "FR", "BE, FR"}}, d.Set); diff != "" {
		t.Error(diff)
	}
}

// A mirror is told apart from its source, and what is not given leaves no gap.
func TestDiffWords(t *testing.T) {
	src := func(mirror string) *Set {
		return mustSet(t, "{id: a, issuer: BG, territory: [BG], effect: ban, basis: law, sources: [{publisher: P"+mirror+"}]}")
	}
	d := Diff(src(""), src(", mirror: true"))
	want := []RuleChange{{"a", []WordChange{{"sources", "P", "P (mirror)"}}}}
	if diff := cmp.Diff(want, d.Changed); diff != "" {
		t.Error(diff)
	}
	if got := personWords(Person{ID: "p"}); got != "p" {
		t.Errorf("a person is %q", got)
	}
}
