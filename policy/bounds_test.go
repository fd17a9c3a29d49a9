package policy

import (
	"testing"
	"time"
)

// TestBoundsOfTime asks at the seconds at which a rule begins and ends to hold, and
// to be known. Days are whole days in UTC, both ends included.
func TestBoundsOfTime(t *testing.T) {
	flight := Flight{Registration: Registration{State: "RU"}, Kind: CivilAircraft}
	const head = `{id: r, issuer: BG, territory: [BG], subject: {kind: civil}, effect: deny, scope: [overflight], layer: national, basis: law, standing: enacted, `
	days := head + `stated: 2025-09-20, from: 2025-10-01, until: 2025-10-31}`
	instants := head + `stated: "2025-09-20T15:00:00Z", from: "2025-10-01T06:00:00Z", until: "2025-10-31T18:00:00Z"}`
	for _, x := range []struct {
		name, rule, date, asOf string
		want                   Status
	}{
		{"the second before", days, "2025-09-30T23:59:59Z", "", Open},
		{"the first second", days, "2025-10-01T00:00:00Z", "", Blocked},
		{"the first day", days, "2025-10-01", "", Blocked},
		{"the last day", days, "2025-10-31", "", Blocked},
		{"the last second", days, "2025-10-31T23:59:59Z", "", Blocked},
		{"the second after", days, "2025-11-01T00:00:00Z", "", Open},
		{"the day before", days, "2025-09-30", "", Open},
		{"the day after", days, "2025-11-01", "", Open},

		{"the second before an instant", instants, "2025-10-01T05:59:59Z", "", Open},
		{"the instant of the beginning", instants, "2025-10-01T06:00:00Z", "", Blocked},
		{"the instant of the end", instants, "2025-10-31T18:00:00Z", "", Blocked},
		{"the second after an instant", instants, "2025-10-31T18:00:01Z", "", Open},
		{"a day on which it begins at six", instants, "2025-10-01", "", Unknown},
		{"a day on which it ends at six", instants, "2025-10-31", "", Unknown},
		{"a day between", instants, "2025-10-02", "", Blocked},

		{"known on the day on which it was stated", days, "2025-10-02", "2025-09-20", Blocked},
		{"not known the day before", days, "2025-10-02", "2025-09-19", Open},
		{"known by the end of the day on which it was stated at three", instants, "2025-10-02", "2025-09-20", Blocked},
		{"known in the second in which it was stated", instants, "2025-10-02", "2025-09-20T15:00:00Z", Blocked},
		{"not known a second earlier", instants, "2025-10-02", "2025-09-20T14:59:59Z", Open},
	} {
		s := mustSet(t, x.rule)
		d := s.Decide(flight, over("BG"), At{Date: day(t, x.date), AsOf: day(t, x.asOf)}, Overflight)
		if d.Status != x.want {
			t.Errorf("%s: %v, want %v", x.name, d.Status, x.want)
		}
	}
}

// TestInstantIsInUTC: a morning in Kamchatka is the evening of the day before in UTC,
// by which rules are judged.
func TestInstantIsInUTC(t *testing.T) {
	w := Instant(time.Date(2025, 10, 31, 6, 0, 0, 0, time.FixedZone("PETT", 12*3600)))
	if got := w.String(); got != "2025-10-30T18:00:00Z" {
		t.Errorf("written as %s", got)
	}
	if d := Day(w.Start().Date()); d.String() != "2025-10-30" {
		t.Errorf("its day is %s", d)
	}
}

// TestBlocInABloc: who is in a bloc because an inner bloc is in it, is in it while
// both hold: the United Kingdom was in the Economic Area from the first day of 1994
// until it left the Union.
func TestBlocInABloc(t *testing.T) {
	s := mustSet(t, `{id: r, issuer: EU, territory: ["bloc:EEA"], subject: {kind: civil}, effect: ban, scope: [overflight], basis: law}`)
	flight := Flight{Registration: Registration{State: "RU"}, Kind: CivilAircraft}
	for _, x := range []struct {
		state, date string
		want        Status
	}{
		{"GB", "1993-12-31", Open},
		{"GB", "1994-01-01", Blocked},
		{"GB", "2020-01-31", Blocked},
		{"GB", "2020-02-01", Open},
		{"BG", "2006-12-31", Open},
		{"BG", "2007-01-01", Blocked},
		{"FR", "1993-12-31", Open},
		{"FR", "1994-01-01", Blocked},
		{"NO", "1994-01-01", Blocked},
	} {
		if d := s.Decide(flight, over(x.state), At{Date: day(t, x.date)}, Overflight); d.Status != x.want {
			t.Errorf("%s on %s: %v, want %v", x.state, x.date, d.Status, x.want)
		}
	}
}
