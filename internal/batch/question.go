package batch

import (
	"errors"
	"fmt"
	"strings"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// Question is what is asked of every row. It is safe for many answerers at once.
type Question struct {
	Mode   Mode
	Format Format // of the answers
	// Layout, if it is not nil, writes the answers in place of Format.
	Layout  *Layout
	Checker route.Checker
	Base    Base
	// Sets returns what a row's policy stands for, by the names of built-in sets, in
	// their order. It may be called by many at once. Nil refuses rows with a policy.
	Sets func(names []string) (Base, error)
}

// Base is the flight that a row leaves to the asker, and the rules.
type Base struct {
	Policy *policy.Set
	// Flight is judged if a row describes none. Plain is the flight to which a row adds
	// what it says: a row that names registration, operator, kind or type never gets
	// the rest of the set's own flight.
	Flight, Plain policy.Flight
}

const (
	maxFlights   = 64  // that an answerer remembers
	maxSearchers = 4   // one for each policy; they are large
	maxFact      = 100 // bytes in what a row says of its flight
)

// judged is a flight with what judges it.
type judged struct {
	key      string
	used     uint64
	flight   policy.Flight
	checker  route.Checker
	screener *route.Screener
	err      string
}

// flights finds the flight of a row, and remembers the last ones.
type flights struct {
	q     *Question
	known map[string]*judged
	last  *judged
	key   []byte
	clock uint64
}

// of returns the flight of a row.
func (f *flights) of(row *Row) *judged {
	f.key = f.key[:0]
	for _, s := range [...]string{row.Registration, row.Operator, row.Kind, row.Type, row.Date, row.Policy} {
		if len(s) > maxFact {
			return &judged{err: fmt.Sprintf("%q is too long", shortened(s))}
		}
		f.key = append(append(f.key, s...), 0)
	}
	if f.last != nil && f.last.key == string(f.key) {
		return f.last
	}
	j, ok := f.known[string(f.key)]
	if !ok {
		j = f.q.judge(row)
		j.key = string(f.key)
		if f.known == nil {
			f.known = make(map[string]*judged, maxFlights)
		}
		if len(f.known) >= maxFlights {
			f.forget()
		}
		f.known[j.key] = j
	}
	f.clock++
	j.used, f.last = f.clock, j
	return j
}

// forget removes the flight that was used longest ago.
func (f *flights) forget() {
	var oldest *judged
	for _, j := range f.known {
		if oldest == nil || j.used < oldest.used {
			oldest = j
		}
	}
	delete(f.known, oldest.key)
}

// judge makes the flight of a row.
func (q *Question) judge(row *Row) *judged {
	j := &judged{checker: q.Checker}
	base, err := q.base(row.Policy)
	if err == nil {
		j.checker.Policy = base.Policy
		j.flight, err = q.flight(base, row)
	}
	if err == nil {
		j.screener, err = j.checker.NewScreener(j.flight)
	}
	if err != nil {
		j.err = oneLine(err.Error())
	}
	return j
}

// base returns the rules of a row.
func (q *Question) base(words string) (Base, error) {
	if words = strings.TrimSpace(words); words == "" {
		return q.Base, nil
	}
	if q.Sets == nil {
		return Base{}, errors.New("a row cannot choose its policy here")
	}
	names := strings.Split(words, ViaSeparator)
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	return q.Sets(names)
}

// flight returns what a row says of its flight, and what it leaves to the base.
func (q *Question) flight(base Base, row *Row) (policy.Flight, error) {
	flight := base.Flight
	var err error
	registration, operator := strings.TrimSpace(row.Registration), strings.TrimSpace(row.Operator)
	kind, designator := strings.ToLower(strings.TrimSpace(row.Kind)), strings.ToUpper(strings.TrimSpace(row.Type))
	if registration+operator+kind+designator != "" {
		flight = base.Plain
	}
	if registration != "" {
		if flight.Registration, err = policy.ParseRegistration(registration); err != nil {
			return flight, err
		}
	}
	if operator != "" {
		if flight.OperatorState, err = policy.StateNamed(operator); err != nil {
			return flight, fmt.Errorf("operator: %w", err)
		}
	}
	if kind != "" {
		flight.Kind = policy.Kind(kind)
	}
	if designator != "" {
		flight.Type = designator
	}
	if day := strings.TrimSpace(row.Date); day != "" {
		if flight.Date, err = policy.ParseWhen(day); err != nil {
			return flight, fmt.Errorf("date: %w", err)
		}
	}
	if flight.Date.IsZero() {
		return flight, errors.New("no date is known; give the row one, like 2025-10-30")
	}
	return flight, errors.Join(base.Policy.Validate(flight), base.Policy.ValidateLoad(flight))
}
