package route

// InputError is a question that cannot be answered as it was put: too few
// points, equal or antipodal ends, a flight without a date.
type InputError struct {
	Msg string // what is wrong and what to do
	Err error  // the cause, may be nil
}

func (e *InputError) Error() string { return e.Msg }

// Unwrap returns the cause.
func (e *InputError) Unwrap() error { return e.Err }
