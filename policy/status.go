package policy

import (
	"fmt"

	"github.com/flightcheck/flightcheck/internal/suggest"
)

// Status is what a decision comes to. The zero value is [Unknown].
type Status uint8

// The statuses. From best to worst they are Open, Permission, Unknown, Blocked.
const (
	Unknown    Status = iota // the rules do not reach the case, or a fact that decides it was not given
	Open                     // an enacted rule permits it
	Permission               // must be asked for and may be granted
	Blocked                  // denied, banned, closed, or the flight would be forced to land
)

var statusWords = [...]string{Unknown: "unknown", Open: "open", Permission: "permission", Blocked: "blocked"}

// statusRank orders the statuses from best to worst.
var statusRank = [...]uint8{Open: 0, Permission: 1, Unknown: 2, Blocked: 3}

// String returns the word of the status; a value outside the list is "unknown".
func (s Status) String() string {
	if int(s) >= len(statusWords) {
		return statusWords[Unknown]
	}
	return statusWords[s]
}

// MarshalText writes the word of the status.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the word of a status; any other text is an error.
func (s *Status) UnmarshalText(text []byte) error {
	for i, w := range statusWords {
		if w == string(text) {
			*s = Status(i)
			return nil
		}
	}
	return &UnknownError{What: "status", Value: string(text), Suggestions: suggest.Near(string(text), statusWords[:])}
}

func (s Status) rank() uint8 {
	if int(s) >= len(statusRank) {
		return statusRank[Unknown]
	}
	return statusRank[s]
}

// Worse reports whether s is worse than t: open, permission, unknown, blocked, from best to worst.
func (s Status) Worse(t Status) bool { return s.rank() > t.rank() }

// Scope is what a flight does over a territory. Each is decided alone.
type Scope uint8

// The scopes.
const (
	Overflight Scope = iota
	Landing
	Departure
	TechnicalStop
	scopeCount
)

var scopeWords = []string{Overflight: "overflight", Landing: "landing", Departure: "departure", TechnicalStop: "technical-stop"}

// Scopes returns all scopes, in order.
func Scopes() []Scope { return []Scope{Overflight, Landing, Departure, TechnicalStop} }

// String returns the word of the scope.
func (s Scope) String() string {
	if s >= scopeCount {
		return fmt.Sprintf("scope %d", uint8(s))
	}
	return scopeWords[s]
}

// MarshalText writes the word of the scope; a value outside the list is an error.
func (s Scope) MarshalText() ([]byte, error) {
	if s >= scopeCount {
		return nil, fmt.Errorf("policy: no scope has the number %d", uint8(s))
	}
	return []byte(scopeWords[s]), nil
}

// UnmarshalText reads the word of a scope; any other text is an error.
func (s *Scope) UnmarshalText(text []byte) error {
	v, err := ParseScope(string(text))
	if err != nil {
		return err
	}
	*s = v
	return nil
}

// ParseScope reads the word of a scope: overflight, landing, departure or
// technical-stop. The error is an [*UnknownError].
func ParseScope(word string) (Scope, error) {
	for i, w := range scopeWords {
		if w == word {
			return Scope(i), nil
		}
	}
	return 0, &UnknownError{What: "scope", Value: word, Suggestions: suggest.Near(word, scopeWords)}
}
