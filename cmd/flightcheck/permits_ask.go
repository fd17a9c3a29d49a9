package main

import (
	"fmt"
	"time"
)

// noticeFrom is the instant from which the notice for a row is counted back: the time
// of its entry, else the time of the flight or the start of its day; zero if neither
// is known.
func (p *permits) noticeFrom(row *permitRow) time.Time {
	if !row.enterTime.IsZero() {
		return row.enterTime
	}
	return p.date.Start()
}

// askBy is the minute, UTC, by which to ask for what a rule says of a row; zero if its
// notice is not known.
func (p *permits) askBy(row *permitRow, a ask) time.Time {
	from := p.noticeFrom(row)
	if a.hours == 0 || from.IsZero() {
		return time.Time{}
	}
	return from.UTC().Add(-time.Duration(a.hours) * time.Hour).Truncate(time.Minute)
}

// askByFrom says what the times by which to ask are counted back from: entry or date;
// "" if there are none.
func (p *permits) askByFrom(row *permitRow) string {
	switch {
	case p.firstAskBy(row) == "":
		return ""
	case row.enterTime.IsZero():
		return "date"
	}
	return "entry"
}

// firstAskBy writes the first time by which to ask for a row, for a reader.
func (p *permits) firstAskBy(row *permitRow) string {
	var first time.Time
	for _, a := range row.asks {
		if t := p.askBy(row, a); !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	if first.IsZero() {
		return ""
	}
	return first.Format("2006-01-02\n15:04Z")
}

// countedFrom says of a whole route what the times by which to ask are counted back
// from, "" if there are none.
func (p *permits) countedFrom() string {
	for i := range p.rows {
		switch p.askByFrom(&p.rows[i]) {
		case "entry":
			return "counted back from the time of entry"
		case "date":
			if p.date.IsDay() {
				return fmt.Sprintf("counted back from the start of %s: when the flight enters is not known", p.date)
			}
			return fmt.Sprintf("counted back from %s, the time of the flight: when it enters is not known", p.date)
		}
	}
	return ""
}
