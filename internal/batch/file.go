package batch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/flightcheck/flightcheck/internal/outfile"
)

const (
	partEnding   = ".part"   // of the output while it grows
	resumeEnding = ".resume" // of the note of the question
)

// Stamp tells one question from another. It is noted beside an output that grows.
type Stamp struct {
	Schema string `json:"schema"`
	// Question is a hash of all that an answer rests on: flags, rules, borders, the
	// program.
	Question string `json:"question_sha256"`
	// Input is a hash of the whole input, empty for one that can be read but once.
	Input  string `json:"input_sha256,omitempty"`
	Header string `json:"header"`
	Mode   string `json:"mode"`
	Format string `json:"format"`
}

// StampSchema names the shape of a stamp.
const StampSchema = "flightcheck-batch-resume/1"

// differs says in which a stamp differs from the one that was noted, "" if it does not.
func (s Stamp) differs(noted Stamp) string {
	switch {
	case s.Schema != noted.Schema:
		return "it was begun by another version of the program"
	case s.Mode != noted.Mode:
		return fmt.Sprintf("it was begun with --mode %s", noted.Mode)
	case s.Format != noted.Format:
		return fmt.Sprintf("it was begun with --format %s", noted.Format)
	case s.Header != noted.Header, s.Input != noted.Input:
		return "the input is not what it was"
	case s.Question != noted.Question:
		return "the flags, the policies, the borders or the program are not what they were"
	}
	return ""
}

// File is an output under way. It is locked while it is open: nobody else goes on with
// it, where the system can lock files.
type File struct {
	path string // behind all symbolic links
	*os.File
	plain bool // it is no regular file: written as it is
}

// StateError is an output that is not in the state that a run needs.
type StateError struct{ Msg string }

func (e *StateError) Error() string { return e.Msg }

// errGone is a part that took its name, or was removed, before it was locked.
var errGone = errors.New("the part is gone")

// Create begins an output. Nothing happens to a file of that name before
// [File.Commit]. The error is a [*StateError] if a broken run lies there, and an
// [*outfile.TargetError] if no file can be written there.
func Create(path string, s Stamp) (*File, error) {
	t, err := outfile.Find(path)
	if err != nil {
		return nil, err
	}
	if t.Special {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		return &File{path: path, File: f, plain: true}, err
	}
	return create(t, s)
}

// create makes the part and the note beside the target.
func create(t outfile.Target, s Stamp) (*File, error) {
	f, err := openLocked(t.Path+partEnding, os.O_RDWR|os.O_CREATE|os.O_EXCL, t.Mode)
	switch {
	case errors.Is(err, errLocked):
		return nil, busy(t.Path)
	case errors.Is(err, fs.ErrExist):
		return nil, lies(t.Path)
	case err != nil:
		return nil, notThere(t.Path, err)
	}
	out := &File{path: t.Path, File: f}
	if t.Exists {
		err = f.Chmod(t.Mode)
	}
	if err == nil {
		err = out.note(s)
	}
	if err != nil {
		return nil, errors.Join(err, out.Discard())
	}
	return out, nil
}

// notThere says that a part cannot be made where it is to grow.
func notThere(path string, err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		err = p.Err
	}
	return &outfile.TargetError{Path: path, Why: "the answers cannot grow in " + path + partEnding + "; name a file in another folder", Err: err}
}

// lies says what a part that is there is of.
func lies(path string) error {
	f, err := openLocked(path+partEnding, os.O_RDWR, 0)
	if errors.Is(err, errLocked) {
		return busy(path)
	}
	if err == nil {
		_ = f.Close()
	}
	return &StateError{fmt.Sprintf("%s%s is there, of a run that was broken off; go on with --resume, or remove it", path, partEnding)}
}

func busy(path string) error {
	return &StateError{fmt.Sprintf("%s%s is being written by another run; wait until it ends, or name another file", path, partEnding)}
}

// note writes the note of the question.
func (f *File) note(s Stamp) error {
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return outfile.Write(f.path+resumeEnding, append(text, '\n'))
}

// Resume goes on with an output that was broken off, and begins it if there is none.
// It leaves out the rows of the input that are there; Done is nil if there are none.
// The error is a [*StateError] if another run is at it.
func Resume(path string, s Stamp, in *Reader, f Format) (*File, *Done, error) {
	t, err := outfile.Find(path)
	if err != nil {
		return nil, nil, err
	}
	if t.Special {
		begun, err := Create(path, s)
		return begun, nil, err
	}
	out, err := reopen(t.Path + partEnding)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, errGone):
		begun, err := create(t, s)
		return begun, nil, err
	case errors.Is(err, errLocked):
		return nil, nil, busy(t.Path)
	case err != nil:
		return nil, nil, notThere(t.Path, err)
	}
	file := &File{path: t.Path, File: out}
	done, err := file.goOn(s, in, f)
	if err != nil {
		return nil, nil, errors.Join(err, out.Close())
	}
	return file, done, nil
}

// reopen opens a part and locks it. Between the two another run may have ended and
// given it its name: then it is no part any more.
func reopen(part string) (*os.File, error) {
	f, err := openLocked(part, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	if !isNamed(f, part) {
		return nil, errors.Join(errGone, f.Close())
	}
	return f, nil
}

// isNamed tells whether a file that is open still has that name.
func isNamed(f *os.File, name string) bool {
	open, err := f.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(name)
	return err == nil && os.SameFile(open, named)
}

// goOn checks that the output is of the question, and cuts it after its last row.
func (f *File) goOn(s Stamp, in *Reader, format Format) (*Done, error) {
	text, err := os.ReadFile(f.path + resumeEnding)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, f.restart(s)
	}
	if err != nil {
		return nil, err
	}
	var noted Stamp
	if err := json.Unmarshal(text, &noted); err != nil {
		return nil, f.refuse(fmt.Sprintf("%s%s cannot be read: %v", f.path, resumeEnding, err))
	}
	if why := s.differs(noted); why != "" {
		return nil, f.refuse(why)
	}
	done, err := Continue(f.File, in, format)
	if changed, ok := errors.AsType[*ChangedError](err); ok {
		return nil, f.refuse(changed.Msg)
	}
	if err != nil {
		return nil, err
	}
	size := int64(0)
	if done != nil {
		size = done.Size
	}
	if err := f.Truncate(size); err != nil {
		return nil, err
	}
	_, err = f.Seek(size, io.SeekStart)
	return done, err
}

// restart begins an output anew that was broken off before its first byte.
func (f *File) restart(s Stamp) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() > 0 {
		return f.refuse(fmt.Sprintf("its note, %s%s, is missing", f.path, resumeEnding))
	}
	return f.note(s)
}

func (f *File) refuse(why string) error {
	return &StateError{fmt.Sprintf("%s%s cannot be gone on with: %s; ask as it was asked, or remove it and begin anew", f.path, partEnding, why)}
}

// Part returns the name of the file that grows, "" if there is none.
func (f *File) Part() string {
	if f.plain {
		return ""
	}
	return f.path + partEnding
}

// Commit gives the whole output its name, and removes the note. After an error the
// part is still there, and can be gone on with.
func (f *File) Commit() error {
	if f.plain {
		return f.Close()
	}
	if err := f.Sync(); err != nil {
		return errors.Join(err, f.Close())
	}
	return f.locked(func() error {
		if err := os.Rename(f.path+partEnding, f.path); err != nil {
			return err
		}
		return absent(os.Remove(f.path + resumeEnding))
	})
}

// Discard removes the output, as if it had never been begun.
func (f *File) Discard() error {
	if f.plain {
		return f.Close()
	}
	return f.locked(func() error {
		return errors.Join(absent(os.Remove(f.path+resumeEnding)), os.Remove(f.path+partEnding))
	})
}

// locked does something to the names of the output and closes it: while it is still
// locked, where the system can do so.
func (f *File) locked(do func() error) error {
	if closedFirst {
		return errors.Join(f.Close(), do())
	}
	return errors.Join(do(), f.Close())
}

// absent takes it for done that a file to be removed is not there.
func absent(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
