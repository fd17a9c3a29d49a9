package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"github.com/flightcheck/flightcheck/internal/outfile"
	"github.com/flightcheck/flightcheck/internal/plain"
)

// writeError is an answer that could not be delivered.
type writeError struct {
	to   string
	err  error
	next string // what to do then
}

func (w *writeError) Error() string {
	words := fmt.Sprintf("cannot write %s: %v", w.to, causeOf(w.err))
	if remedy := remedyOf(w.err); remedy != "" {
		words += "; " + remedy
	}
	if w.next != "" {
		words += "; " + w.next
	}
	return words
}

func (w *writeError) Unwrap() error { return w.err }

// causeOf takes the name of the file off an error, which is told anyway.
func causeOf(err error) error {
	if target, ok := errors.AsType[*outfile.TargetError](err); ok {
		return errors.New(target.Words())
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	if link, ok := errors.AsType[*os.LinkError](err); ok {
		return link.Err
	}
	return err
}

// remedyOf says what to do about a write that failed, "" if the error says it.
func remedyOf(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "make room, or write to another disk"
	case errors.Is(err, syscall.EFBIG):
		return "allow larger files (ulimit -f), or write to another disk"
	}
	return ""
}

// toStdout tells whether the value of -o means stdout. What /dev/stdout leads to is
// not replaced.
func toStdout(file string) bool { return file == "" || file == "-" || file == "/dev/stdout" }

// deliver makes the whole answer first, then writes it to stdout, or beside
// the named file and renames: a file that was there stays as it was until the
// new one is complete. What acts on a terminal is shown instead: see [plain.Text];
// what programs read goes round that by [plain.Exact].
func deliver(stdout io.Writer, file string, render func(io.Writer) error) error {
	var b bytes.Buffer
	text := plain.NewWriter(&b)
	if err := render(text); err != nil {
		return err
	}
	_ = text.Flush() // to a buffer
	return deliverAll(stdout, []sheetText{{file, b.Bytes()}})
}

// sheetText is what is to stand in a file.
type sheetText struct {
	file  string // see toStdout
	bytes []byte
}

// deliverAll writes several files. All of them are on the disk before the first takes
// its name, so that none is replaced if one has no room. What is no file that can be
// replaced, stdout and pipes, gets its text after that.
func deliverAll(stdout io.Writer, all []sheetText) error {
	var made []*outfile.File
	var direct []sheetText
	discard := func() {
		for _, f := range made {
			_ = f.Discard()
		}
	}
	for _, t := range all {
		if toStdout(t.file) {
			direct = append(direct, t)
			continue
		}
		target, err := outfile.Find(t.file)
		if err == nil && target.Special {
			direct = append(direct, t)
			continue
		}
		f, err := staged(t)
		if err != nil {
			discard()
			return &writeError{to: t.file, err: err}
		}
		made = append(made, f)
	}
	var names []string
	for _, f := range made {
		if err := f.Commit(); err != nil {
			discard()
			w := &writeError{to: f.Asked(), err: err}
			if len(names) > 0 {
				w.next = "written before it: " + strings.Join(names, ", ")
			}
			return w
		}
		names = append(names, f.Asked())
	}
	for _, t := range direct {
		if err := writeDirect(stdout, t); err != nil {
			return err
		}
	}
	return nil
}

// staged brings a text to the disk beside the file that it is to become.
func staged(t sheetText) (*outfile.File, error) {
	f, err := outfile.Create(t.file)
	if err != nil {
		return nil, err
	}
	_, err = f.Write(t.bytes)
	if err == nil {
		err = f.Ready()
	}
	if err != nil {
		_ = f.Discard()
		return nil, err
	}
	return f, nil
}

// writeDirect writes to stdout, or to a pipe or device.
func writeDirect(stdout io.Writer, t sheetText) error {
	if toStdout(t.file) {
		if _, err := stdout.Write(t.bytes); err != nil {
			return &writeError{to: "the answer", err: err}
		}
		return nil
	}
	if err := outfile.Write(t.file, t.bytes); err != nil {
		return &writeError{to: t.file, err: err}
	}
	return nil
}
