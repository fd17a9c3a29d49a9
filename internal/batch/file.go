package batch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/google/renameio/v2/maybe"
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

// File is an output under way.
type File struct {
	path string
	*os.File
	plain bool // it is no regular file: written as it is
}

// StateError is an output that is not in the state that a run needs.
type StateError struct{ Msg string }

func (e *StateError) Error() string { return e.Msg }

// Create begins an output. Nothing happens to a file of that name before
// [File.Commit]. The error is a [*StateError] if a broken run lies there.
func Create(path string, s Stamp) (*File, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		if info.IsDir() {
			return nil, &StateError{fmt.Sprintf("%s is a folder; name a file in it", path)}
		}
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		return &File{path: path, File: f, plain: true}, err
	}
	f, err := os.OpenFile(path+partEnding, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, &StateError{fmt.Sprintf("%s%s is there, of a run that was broken off or still goes on; go on with --resume, or remove it", path, partEnding)}
	}
	if err != nil {
		return nil, err
	}
	out := &File{path: path, File: f}
	text, err := json.MarshalIndent(s, "", "  ")
	if err == nil {
		err = maybe.WriteFile(path+resumeEnding, append(text, '\n'), 0o644)
	}
	if err != nil {
		return nil, errors.Join(err, out.Discard())
	}
	return out, nil
}

// Resume goes on with an output that was broken off, and begins it if there is none.
// It leaves out the rows of the input that are there; Done is nil if there are none.
func Resume(path string, s Stamp, in *Reader, f Format) (*File, *Done, error) {
	out, err := os.OpenFile(path+partEnding, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		begun, err := Create(path, s)
		return begun, nil, err
	}
	if err != nil {
		return nil, nil, err
	}
	file := &File{path: path, File: out}
	done, err := file.goOn(s, in, f)
	if err != nil {
		return nil, nil, errors.Join(err, out.Close())
	}
	return file, done, nil
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
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return maybe.WriteFile(f.path+resumeEnding, append(text, '\n'), 0o644)
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

// Commit gives the whole output its name, and removes the note.
func (f *File) Commit() error {
	if f.plain {
		return f.Close()
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.path+partEnding, f.path); err != nil {
		return err
	}
	return os.Remove(f.path + resumeEnding)
}

// Discard removes the output, as if it had never been begun.
func (f *File) Discard() error {
	err := f.Close()
	if f.plain {
		return err
	}
	if gone := os.Remove(f.path + resumeEnding); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return errors.Join(err, os.Remove(f.path+partEnding))
}
