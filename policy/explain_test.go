package policy

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExplain(t *testing.T) {
	bg := func(id, more string) string {
		return `{id: ` + id + `, issuer: BG, territory: [BG], basis: press, ` + more + `}`
	}
	s := mustSet(t, euBan, bgSays, noBan,
		bg("old", "effect: deny, layer: case, stated: 2025-10-01"),
		bg("landing", "effect: ban, scope: [landing]"),
		bg("later", "effect: ban, from: 2026-01-01"),
		bg("past", "effect: ban, until: 2025-01-01"),
		bg("serbs", "effect: ban, subject: {registration: [RS]}"),
		bg("operator", "effect: ban, subject: {operator_state: [RS]}"),
		bg("owner", "effect: ban, subject: {owner_state: [RS]}"),
		bg("civil", "effect: ban, subject: {kind: civil}"),
		bg("from", "effect: ban, subject: {origin: [DZ]}"),
		bg("to", "effect: ban, subject: {destination: [DZ]}"),
		bg("lavrov", "effect: ban, subject: {persons: [lavrov]}"),
		bg("groups", "effect: ban, subject: {any_of: [{kind: civil}, {registration: [RS]}]}"),
		bg("level", "effect: ban, subject: {levels: {to_fl: 95}}"),
		bg("said", "effect: ban, stated: 2025-10-23"),
		`{id: bgless, issuer: EU, territory: ["bloc:EU"], except: [BG], effect: ban, basis: law}`,
		`{id: based, issuer: EU, territory: ["bloc:EU"], subject: {base: [RW]}, effect: ban, basis: law}`,
		`{id: flag, issuer: BG, territory: [BG], effect: arrest-risk, stated: 2025-10-01, until: unknown, basis: law}`)
	f := with(statePlane(), func(f *Flight) { f.Origin, f.Destination = Aerodrome{State: "RU"}, Aerodrome{State: "HU"} })
	e := s.Explain(f, over("BG"), At{AsOf: Day(2025, 10, 22)}, Overflight)
	type line struct{ id, role, field, reason string }
	var got []line
	for _, x := range e.Steps {
		got = append(got, line{x.Rule.ID, string(x.Role), x.Field, x.Reason})
	}
	want := []line{
		{"bg-says", "decides", "", "decides: permission"},
		{"old", "lifted", "", "replaced by the later bg-says"},
		{"eu-ban", "behind", "", "stands behind bg-says"},
		{"DEFAULT-3C", "behind", "", "stands behind bg-says"},
		{"flag", "flag", "", "a flag: changes no status; when it ended is not known"},
		{"based", "undecided", "base", "base rests on what was not given: base"},
		{"bgless", "not-met", "except", "excepts this territory"},
		{"civil", "not-met", "kind", "kind is state, not civil"},
		{"from", "not-met", "origin", "origin is RU, not DZ"},
		{"groups", "not-met", "any_of", "none of the groups of any_of holds"},
		{"landing", "not-met", "scope", "is about landing, not overflight"},
		{"later", "not-met", "from", "holds from 2026-01-01 only"},
		{"lavrov", "not-met", "persons", "persons is putin, not lavrov"},
		{"level", "not-met", "levels", "levels does not hold"},
		{"operator", "not-met", "operator_state", "operator_state is RU, not RS"},
		{"owner", "not-met", "owner_state", "owner_state is RU, not RS"},
		{"past", "not-met", "until", "held until 2025-01-01 only"},
		{"said", "not-met", "stated", "was stated on 2025-10-23, after what was known"},
		{"serbs", "not-met", "registration", "registration is RU, not RS"},
		{"to", "not-met", "destination", "destination is HU, not DZ"},
		{"DEFAULT-5", "not-met", "kind", "kind is state, not civil"},
		{"DEFAULT-6", "not-met", "kind", "kind is state, not civil"},
		{"DEFAULT-HOME", "not-met", "registration", "registration is RU, not flown-over"},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(line{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestExplainMore(t *testing.T) {
	roles := func(s *Set, f Flight, where Territory, at At) map[string]Role {
		out := map[string]Role{}
		for _, x := range s.Explain(f, where, at, Overflight).Steps {
			out[x.Rule.ID] = x.Role
		}
		return out
	}
	lifting := mustSet(t, euBan, `{id: own, issuer: BG, territory: [BG], effect: permit, basis: law}`,
		`{id: lifts, issuer: BG, territory: [BG], effect: permit, overrides: [gone], basis: law}`,
		`{id: gone, issuer: BG, territory: [BG], effect: ban, basis: law}`)
	granted, err := mustSet(t, uaClosed, `{id: soft, issuer: UA, territory: [UA], effect: permit, standing: announced, layer: case, basis: law}`).With(Grant("UA"))
	if err != nil {
		t.Fatal(err)
	}
	small := mustParse(t, "version: 1\nset: small\ncovers: [PL]\nblocs: [{id: EU, members: [{iso: GB, to: 2020-01-31}]}]\nrules:\n"+
		"  - {id: eu, issuer: EU, territory: ['bloc:EU'], effect: ban, basis: law}\n  - {id: ok, issuer: GB, territory: [GB], effect: permit, basis: law}\n")
	soft := mustSet(t, `{id: soft, issuer: BG, territory: [BG], effect: permit, standing: announced, layer: case, basis: law}`)
	cases := []struct {
		name string
		got  map[string]Role
		want map[string]Role
	}{
		{"Sofia", roles(lifting, statePlane(), over("BG"), At{}), map[string]Role{"lifts": RoleDecides, "own": RoleApplies, "gone": RoleLifted, "eu-ban": RoleLifted, "DEFAULT-3C": RoleBehind}},
		{"Kyiv", roles(granted, statePlane(), over("UA"), At{}), map[string]Role{"ua-closed": RoleDecides, "supposed-permit-UA": RoleBehind, "soft": RoleBehind, "DEFAULT-3C": RoleBehind}},
		{"London", roles(small, statePlane(), over("GB"), At{}), map[string]Role{"eu": RoleNotMet, "ok": RoleApplies, "DEFAULT-3C": RoleNotMet, "DEFAULT-5": RoleNotMet}},
		{"Sofia, open", roles(soft, civil("RS"), over("BG"), At{}), map[string]Role{"soft": RoleApplies, "DEFAULT-5": RoleDecides}},
		{"Nowhere", roles(soft, civil("RS"), Territory{}, At{}), map[string]Role{}},
		{"Laayoune", roles(mustSet(t, `{id: eh, issuer: MA, territory: [EH], effect: ban, basis: law}`), civil("RS"), Territory{Code: "EH"}, At{}), map[string]Role{"eh": RoleDecides}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for id, role := range c.want {
				if c.got[id] != role {
					t.Errorf("%s: %q, want %q", id, c.got[id], role)
				}
			}
			if len(c.want) == 0 && len(c.got) > 0 {
				t.Errorf("%v", c.got)
			}
		})
	}
	if e := (*Set)(nil).Explain(civil("RS"), over("BG"), At{}, Overflight); e.Decision.Status != Unknown || e.Steps != nil {
		t.Errorf("%+v", e)
	}
}
