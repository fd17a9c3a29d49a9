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
