package route

import "fmt"

// InputError is a question that cannot be answered as it was put: too few
// points, equal or antipodal ends, a flight without a date.
type InputError struct {
	Msg string // what is wrong and what to do
	Err error  // the cause, may be nil
}

func (e *InputError) Error() string { return e.Msg }

// Unwrap returns the cause.
func (e *InputError) Unwrap() error { return e.Err }

// GivenUpError says that a search took more steps than it may and was given up. Whether
// there is a route is not known.
type GivenUpError struct {
	Steps        int
	LowerBoundKm float64 // no route is shorter on the sphere
}

func (e *GivenUpError) Error() string {
	return fmt.Sprintf("the search was given up after %d million steps; no way is shorter than %s on the sphere", e.Steps/1_000_000, kilometres(e.LowerBoundKm))
}
