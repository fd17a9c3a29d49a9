package cliargs

// An Error is a command line that cannot be read. It is the asker's mistake,
// never a failure of the program.
type Error struct {
	Word    string // the word at fault, as it was written
	Problem string // what is wrong with it
	Hint    string // what to write instead
}

// Error returns the problem and the hint on one line.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Problem
	}
	return e.Problem + "; " + e.Hint
}
