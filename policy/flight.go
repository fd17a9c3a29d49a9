package policy

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/internal/suggest"
)

// CruiseLevel is the flight level at which a flight is judged that gave none.
const CruiseLevel = 350

// GivenBy says where a flight came from.
type GivenBy string

// A flight is the default of the set, or was given with the question.
const (
	GivenBySet      GivenBy = "set"
	GivenByQuestion GivenBy = "question"
)

// Registration is where an aircraft is registered. See [ParseRegistration].
type Registration struct {
	Mark  string // the whole mark, "RA-96022"; "" if only the State was given
	State string // alpha-2 of the State of registration; "" is not given
}

// String returns the mark, or else the State.
func (r Registration) String() string {
	if r.Mark != "" {
		return r.Mark
	}
	return r.State
}

// Aerodrome is one end of a flight. The zero value is "not given".
type Aerodrome struct {
	State    string // alpha-2 of the State in which it lies
	ICAO     string // code, if it is an aerodrome with one
	IATA     string // code, if it is an aerodrome with one
	HighSeas bool   // the end is known and lies in no State
}

// Given reports whether anything is known of this end.
func (a Aerodrome) Given() bool {
	return a.State != "" || a.ICAO != "" || a.IATA != "" || a.HighSeas
}

// Flight holds the facts that rules ask for. A zero field was not given.
// Registration, operator (the registration's when not given), kind, type, mass,
// base, origin, destination and date have no default, nor have purpose and
// cargo of a state aircraft. What is taken for the others is told by
// [Flight.Defaults].
type Flight struct {
	Registration   Registration
	Example        string // a mark of such an aircraft, for print; decides nothing
	OperatorState  string
	OwnerState     string
	ChartererState string
	Kind           Kind
	Type           string  // ICAO type designator
	MTOW           float64 // maximum take-off mass in tonnes
	Scheduled      Tri
	Persons        []string // ids of the set's people who are on board
	Base           string   // State in which the aircraft is based
	Purpose        string   // "ordinary" or a word that rules use
	Cargo          string   // "ordinary" or a word that rules use
	Level          int      // flight level in hundreds of feet
	Origin         Aerodrome
	Destination    Aerodrome
	Date           When
	GivenBy        GivenBy
}

// Operator returns the operator's State: that of the registration when none was given.
func (f Flight) Operator() string {
	if f.OperatorState != "" {
		return f.OperatorState
	}
	return f.Registration.State
}

// Defaults returns, in words, what is taken for facts that were not given.
func (f Flight) Defaults() []string {
	var out []string
	if f.OperatorState == "" && f.Registration.State != "" {
		out = append(out, "operator of "+f.Registration.State+", as the registration")
	}
	if f.OwnerState == "" && f.Registration.State != "" {
		out = append(out, "owner of "+f.Registration.State+", as the registration")
	}
	if f.ChartererState == "" && f.Registration.State != "" {
		out = append(out, "charterer of "+f.Registration.State+", as the registration")
	}
	if f.Scheduled == NotGiven {
		out = append(out, "not scheduled")
	}
	if len(f.Persons) == 0 {
		out = append(out, "no named persons")
	}
	if f.Kind == CivilAircraft && f.Purpose == "" {
		out = append(out, "ordinary purpose")
	}
	if f.Kind == CivilAircraft && f.Cargo == "" {
		out = append(out, "ordinary cargo")
	}
	if f.Level == 0 {
		out = append(out, fmt.Sprintf("cruise level (FL%d)", CruiseLevel))
	}
	return out
}

var (
	typeForm = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,3}$`)
	wordForm = regexp.MustCompile(`^[a-z0-9]+([-_][a-z0-9]+)*$`)
)

// Validate reports everything in the flight that the set cannot understand:
// codes that are no State, a kind that is neither state nor civil, people whom
// the set does not know. It returns nil if there is nothing; each error inside
// is an [*UnknownError] or says what to write.
func (s *Set) Validate(f Flight) error {
	errs := f.states()
	if f.Kind != "" && f.Kind != StateAircraft && f.Kind != CivilAircraft {
		errs = append(errs, &UnknownError{What: "kind", Value: string(f.Kind), Hint: `write "state" or "civil"`})
	}
	if f.Type != "" && !typeForm.MatchString(f.Type) {
		errs = append(errs, &UnknownError{What: "type", Value: f.Type, Hint: "write an ICAO type designator, like IL96"})
	}
	for _, p := range f.Persons {
		errs = append(errs, s.person(p))
	}
	return errors.Join(append(errs, f.loads()...)...)
}

// states checks all States of the flight.
func (f Flight) states() []error {
	var errs []error
	for _, x := range []struct{ what, value string }{
		{"State of registration", f.Registration.State},
		{"operator's State", f.OperatorState},
		{"owner's State", f.OwnerState},
		{"charterer's State", f.ChartererState},
		{"State of the base", f.Base},
		{"State of origin", f.Origin.State},
		{"State of destination", f.Destination.State},
	} {
		if x.value != "" && !ValidState(x.value) {
			errs = append(errs, &UnknownError{What: x.what, Value: x.value, Suggestions: stateHint(x.value)})
		}
	}
	return errs
}

// loads checks purpose, cargo, level and mass.
func (f Flight) loads() []error {
	var errs []error
	for _, x := range []struct{ what, value string }{{"purpose", f.Purpose}, {"cargo", f.Cargo}} {
		if x.value != "" && !wordForm.MatchString(x.value) {
			errs = append(errs, &UnknownError{What: x.what, Value: x.value, Hint: "write one word in small letters, like ordinary"})
		}
	}
	if f.Level < 0 || f.Level > 999 {
		errs = append(errs, fmt.Errorf("flight level %d is not between 1 and 999", f.Level))
	}
	if math.IsNaN(f.MTOW) || f.MTOW < 0 || f.MTOW >= 10000 {
		errs = append(errs, fmt.Errorf("maximum take-off mass %v is not a number of tonnes", f.MTOW))
	}
	return errs
}

// person returns an error if the set does not know that person.
func (s *Set) person(id string) error {
	if s.knows(id) {
		return nil
	}
	var ids []string
	for _, p := range s.People() {
		if strings.EqualFold(p.Name, id) {
			return &UnknownError{What: "person", Value: id, Suggestions: []string{p.ID}, Hint: "rules name people so"}
		}
		ids = append(ids, p.ID)
	}
	return &UnknownError{What: "person", Value: id, Suggestions: suggest.Near(id, ids), Hint: knownHint("the set knows", ids)}
}

// knownHint lists what there is, if that is short.
func knownHint(lead string, words []string) string {
	if len(words) == 0 {
		return lead + " nobody"
	}
	if len(words) > 12 {
		return ""
	}
	return lead + " " + strings.Join(slices.Sorted(slices.Values(words)), ", ")
}
