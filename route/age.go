package route

import (
	"fmt"

	"github.com/flightcheck/flightcheck/policy"
)

// noteAge says that a flight is later than what the policy sets know. A set may be
// made for a flight that was planned: its own is not noted.
func (j *judge) noteAge() {
	var last policy.SetInfo
	for _, i := range j.set.Info() {
		if i.AsOf.IsZero() {
			return // a set that does not say may know anything
		}
		if i.AsOf.End().After(last.AsOf.End()) {
			last = i
		}
	}
	if own, ok := j.set.Flight(); ok && own.Date.Equal(j.flight.Date) {
		return
	}
	if last.AsOf.IsZero() || !j.flight.Date.Start().After(last.AsOf.End()) {
		return
	}
	j.report.Notes = append(j.report.Notes, fmt.Sprintf(
		"The flight is on %s, and the rules hold what was known on %s (%s): what was decided since is not among them.", j.flight.Date, last.AsOf, last.Name))
}
