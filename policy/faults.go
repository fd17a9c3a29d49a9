package policy

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/flightcheck/flightcheck/internal/strictyaml"
)

// faults are those of a file, and of the files that it extends.
type faults struct {
	file string
	errs Errors
	more int // beyond maxFaults
}

// Add takes a fault of the file, or counts it.
func (f *faults) Add(x strictyaml.Fault) {
	if f.Full() {
		f.more++
		return
	}
	f.errs = append(f.errs, &Error{File: f.file, Line: x.Line, Col: x.Col, Msg: x.Msg, Hint: x.Hint})
}

// Full reports whether no more faults are kept.
func (f *faults) Full() bool { return len(f.errs) >= maxFaults }

// err returns all faults in their order, each with its line of the file's text; nil if
// there are none.
func (f *faults) err(src []byte) error {
	if len(f.errs) == 0 {
		return nil
	}
	f.errs.sort()
	f.errs.quote(f.file, src)
	return f.errs.counted(f.more)
}

// quote notes the lines of the faults of a file.
func (e Errors) quote(file string, src []byte) {
	lines := strictyaml.NewLines(src)
	for _, x := range e {
		if x.File != file {
			continue
		}
		if text, line, col := lines.Find(x.Line, x.Col); line > 0 {
			x.quoted, x.Line, x.Col = text, line, col
		}
	}
}

// sort puts the errors in order of file (as they first come), line and column.
func (e Errors) sort() {
	file := map[string]int{}
	for _, x := range e {
		if _, ok := file[x.File]; !ok {
			file[x.File] = len(file)
		}
	}
	slices.SortStableFunc(e, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(file[a.File], file[b.File]), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
}

// counted cuts the errors, which are not empty, to those that are reported and
// says at the end how many more there are.
func (e Errors) counted(more int) Errors {
	if over := len(e) - maxFaults; over > 0 {
		e, more = e[:maxFaults:maxFaults], more+over
	}
	if more > 0 {
		e = append(e, &Error{File: e[0].File, Msg: fmt.Sprintf("%d more faults", more), Hint: "mend these first"})
	}
	return e
}
