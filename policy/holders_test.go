package policy

import "testing"

// TestOperatorIsNotTheRegistration: leased aircraft carry the marks of one State and
// are flown by another. A rule on the operator is about the second, a rule on the
// registration about the first.
func TestOperatorIsNotTheRegistration(t *testing.T) {
	leased := Flight{Registration: Registration{State: "BM"}, OperatorState: "RU", Kind: CivilAircraft}
	lent := Flight{Registration: Registration{State: "RU"}, OperatorState: "RS", Kind: CivilAircraft}
	for _, x := range []struct {
		name, subject string
		flight        Flight
		want          Status
	}{
		{"Hamilton: operated by the banned", "operator_state: [RU]", leased, Blocked},
		{"Hamilton: registered elsewhere", "registration: [RU]", leased, Open},
		{"Hamilton: not operated by others", "operator_state_not: [RS]", leased, Blocked},
		{"Hamilton: operated by whom it excepts", "operator_state_not: [RU]", leased, Open},
		{"Belgrade: operated by another", "operator_state: [RU]", lent, Open},
		{"Belgrade: registered by the banned", "registration: [RU]", lent, Blocked},
		{"Belgrade: not registered by others", "registration_not: [RS]", lent, Blocked},
		{"Belgrade: registered by whom it excepts", "registration_not: [RU]", lent, Open},
	} {
		s := mustSet(t, `{id: r, issuer: BY, territory: [BY], subject: {`+x.subject+`}, effect: ban, scope: [overflight], basis: law}`)
		if d := s.Decide(x.flight, over("BY"), At{Date: Day(2025, 10, 30)}, Overflight); d.Status != x.want {
			t.Errorf("%s: %v, want %v", x.name, d.Status, x.want)
		}
	}
}

// TestOutlineIsAPart: a rule with an outline holds inside it and nowhere else in its
// State; of several outlines one is enough.
func TestOutlineIsAPart(t *testing.T) {
	const zones = "version: 1\nset: test\nzones: [North, South, East]\nrules:\n"
	flight := Flight{Registration: Registration{State: "RS"}, Kind: CivilAircraft}
	for _, x := range []struct {
		outline string
		within  []string
		want    Status
	}{
		{"North", nil, Open},
		{"North", []string{"South"}, Open},
		{"North", []string{"North"}, Blocked},
		{"North", []string{"South", "North"}, Blocked},
		{"[North, South]", nil, Open},
		{"[North, South]", []string{"East"}, Open},
		{"[North, South]", []string{"South"}, Blocked},
	} {
		s := mustParse(t, zones+`  - {id: r, issuer: RU, territory: [RU], outline: `+x.outline+", subject: {kind: civil}, effect: close, scope: [overflight], basis: notam}\n")
		where := over("RU")
		where.Within = x.within
		if d := s.Decide(flight, where, At{Date: Day(2025, 10, 30)}, Overflight); d.Status != x.want {
			t.Errorf("the outline %s, within %v: %v, want %v", x.outline, x.within, d.Status, x.want)
		}
	}
}
