package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/flightcheck/flightcheck/internal/batch"
	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// finish delivers the summary, and ends with the status of the run.
func (r *batchRun) finish(tally *batch.Tally) error {
	s := tally.Summary(r.question.Mode)
	stderr := r.c.App.ErrWriter
	r.tellOwnFlight(tally)
	if !r.c.Bool("quiet") {
		writeSummary(stderr, s)
	}
	if s.Bad > 0 {
		fmt.Fprintf(stderr, "flightcheck: %s of %s could not be answered; %s says why\n", thousands(s.Bad), rowsWords(s.Rows), r.errorPlace())
	}
	if file := r.c.String("summary"); file != "" {
		if err := deliver(r.c.App.Writer, file, func(w io.Writer) error { return writeJSON(w, s) }); err != nil {
			return err
		}
	}
	if s.Rows > 0 && s.Answered == 0 {
		return statusError(exitUnknown)
	}
	return nil
}

// errorPlace names where the answers say why a row has none.
func (r *batchRun) errorPlace() string {
	if r.permits == formatPermits {
		return "the line Error"
	}
	return "the column error"
}

// tellOwnFlight says that rows which name no aircraft were judged as the set's own
// flight, which nobody asked for.
func (r *batchRun) tellOwnFlight(tally *batch.Tally) {
	f := route.FlightOf(r.question.Base.Flight)
	if tally.Own == 0 || f.GivenBy != string(policy.GivenBySet) || r.c.Bool("quiet") {
		return
	}
	words := strings.TrimSuffix(strings.Replace(flightWords(f), ", on "+f.Date, "", 1), ".") // a row may have a date of its own
	fmt.Fprintf(r.c.App.ErrWriter, "flightcheck: rows that name no aircraft are judged as %s; for another say --registration and --kind, or fill these columns\n",
		plain.Line(words))
}

// writeSummary prints a summary.
func writeSummary(w io.Writer, s batch.Summary) {
	line := func(words string, list []string) {
		if len(list) > 0 {
			fmt.Fprintf(w, "flightcheck: %s%s\n", words, plain.Line(strings.Join(list, ", ")))
		}
	}
	var counts, blocking, states []string
	for _, status := range []policy.Status{policy.Open, policy.Permission, policy.Unknown, policy.Blocked} {
		counts = append(counts, thousands(s.Status[status.String()])+" "+status.String())
	}
	line(rowsWords(s.Rows)+": ", counts)
	for _, x := range s.BlockedBy {
		blocking = append(blocking, x.State+" "+thousands(x.Rows))
	}
	line("rows blocked by ", blocking)
	for _, x := range s.States {
		states = append(states, x.State+" "+thousands(int(x.Km+0.5)))
	}
	line("km over ", states)
	if d := s.Detour; d != nil {
		km := func(x float64) string { return thousands(int(x + 0.5)) }
		fmt.Fprintf(w, "flightcheck: detours of %s: mean %s km, half of them at most %s km, 90 %% %s km, 99 %% %s km, worst %s km\n", rowsWords(d.Rows),
			km(d.MeanKm), km(d.P50Km), km(d.P90Km), km(d.P99Km), km(d.WorstKm))
	}
}

func rowsWords(n int) string { return thousands(n) + plural.Form(n, " row", " rows") }

// thousands writes a number with commas.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// showProgress shows on a terminal how far the run has come, until what it returns
// is called.
func (r *batchRun) showProgress() (done func()) {
	f, ok := plain.Exact(r.c.App.ErrWriter).(*os.File)
	if !ok || r.c.Bool("quiet") {
		return func() {}
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return func() {}
	}
	p := &batch.Progress{}
	r.job.Progress = p
	m := meter{size: r.input.size, begun: time.Now(), rows: -1}
	tick, stop, stopped := time.NewTicker(time.Second), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case now := <-tick.C:
				fmt.Fprintf(f, "\r\x1b[K%s", m.words(int(p.Rows.Load()), p.Bytes.Load(), now))
			case <-stop:
				fmt.Fprint(f, "\r\x1b[K")
				return
			}
		}
	}()
	return func() {
		tick.Stop()
		close(stop)
		<-stopped
	}
}

// meter says how fast a run is. What an earlier run did does not count.
type meter struct {
	size  int64 // of the input, 0 if it is not known
	begun time.Time
	rows  int   // at the first look, -1 before it
	first int64 // bytes
}

func (m *meter) words(rows int, bytes int64, now time.Time) string {
	if m.rows < 0 {
		m.rows, m.first, m.begun = rows, bytes, now
	}
	words := rowsWords(rows)
	took := now.Sub(m.begun).Seconds()
	if took <= 0 || rows == m.rows {
		return words
	}
	words += fmt.Sprintf(", %s a second", thousands(int(float64(rows-m.rows)/took)))
	if m.size > 0 && bytes > m.first {
		left := time.Duration(took * float64(m.size-bytes) / float64(bytes-m.first) * float64(time.Second))
		words += fmt.Sprintf(", %d %%, %v left", bytes*100/m.size, left.Round(time.Second))
	}
	return words
}
