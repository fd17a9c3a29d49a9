package batch

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flightcheck/flightcheck/policy"
)

// told writes of each row what a layout is told, on a line for each crossing.
var told = &Layout{Header: []byte("what is told\n"), Append: func(dst []byte, t *Told) []byte {
	if t.Fault != "" {
		return fmt.Appendf(dst, "%s: %s %v %v %v\n", t.Row.ID, t.Fault, t.Report, t.Route, t.Policy)
	}
	for _, c := range t.Route.Crossings {
		dst = fmt.Appendf(dst, "%s: %s, by %s: %s\n", t.Row.ID, t.Report.Best().ID, t.Route.ID, c.Name)
	}
	return dst
}}

// Answers of several lines come in the order of the rows, whoever answers them, and are
// counted as those of one line.
func TestLayout(t *testing.T) {
	const rows = "id,from,to,registration\n" +
		"1,45 5,45 25,DE\n" + // into closed airspace
		"2,45 5,nowhere at all,DE\n" +
		"3,45 5,45 35,DE\n" + // round it, over Sweden
		"4,45 1,45 2,\n"
	for mode, want := range map[Mode]string{
		Check: "1: direct, by direct: DE\n1: direct, by direct: PL\n1: direct, by direct: UA\n" +
			"2: to: no place \"nowhere at all\": write a city, an airport code or \"latitude,longitude\" <nil> <nil> <nil>\n" +
			"3: direct, by direct: DE\n3: direct, by direct: PL\n3: direct, by direct: UA\n3: direct, by direct: RU\n" +
			"4: direct, by direct: DE\n",
		Find: "1: direct, by direct: DE\n1: direct, by direct: PL\n1: direct, by direct: UA\n" +
			"2: to: no place \"nowhere at all\": write a city, an airport code or \"latitude,longitude\" <nil> <nil> <nil>\n" +
			"3: direct, by shortest: DE\n3: direct, by shortest: PL\n3: direct, by shortest: SE\n3: direct, by shortest: high seas\n3: direct, by shortest: RU\n" +
			"4: direct, by direct: DE\n",
	} {
		q := smallQuestion(t, mode, CSV)
		_, plain := ask(t, q, 1, rows)
		q.Layout = told
		want = "what is told\n" + want
		for workers := 1; workers <= 4; workers++ {
			got, tally := ask(t, q, workers, rows)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s, %d workers: -want +got:\n%s", mode, workers, d)
			}
			if d := cmp.Diff(plain, tally, cmp.AllowUnexported(Tally{}, detourKm{})); d != "" {
				t.Errorf("%s: -without +with a layout:\n%s", mode, d)
			}
		}
	}
}

// Rows that name no aircraft, and could be answered, are those of the set's own flight.
func TestOwnFlightIsCounted(t *testing.T) {
	const rows = "id,from,to,kind\n1,45 5,45 25,\n2,45 5,45 25,civil\n3,45 5,nowhere at all,\n4,45 5,45 8,\n"
	q := smallQuestion(t, Check, CSV)
	q.Base.Flight.GivenBy = policy.GivenBySet
	if _, tally := ask(t, q, 2, rows); tally.Own != 2 {
		t.Errorf("%d rows are of the set's own flight, want 2", tally.Own)
	}
	q.Base.Flight = q.Base.Plain
	if _, tally := ask(t, q, 2, rows); tally.Own != 0 {
		t.Errorf("%d rows are of the set's own flight, want none", tally.Own)
	}
}
