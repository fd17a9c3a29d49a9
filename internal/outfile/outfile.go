package outfile

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// Prefix begins the name of each file that is not complete yet.
const Prefix = ".flightcheck-"

// newMode is the mode of a file that was not there, less what the process withholds.
const newMode fs.FileMode = 0o644

// File is a file under way.
type File struct {
	*os.File
	asked  string
	target Target
	temp   string // "" for what is written as it is
	ready  bool
}

// Create begins a file of that name. The error is a [*TargetError] if it can be told
// now that the file cannot take its name.
func Create(name string) (*File, error) {
	t, err := Find(name)
	if err != nil {
		return nil, err
	}
	if t.Special {
		f, err := os.OpenFile(t.Path, os.O_WRONLY, 0)
		return &File{File: f, asked: name, target: t}, err
	}
	f, err := beside(t)
	if err != nil {
		return nil, err
	}
	return &File{File: f, asked: name, target: t, temp: f.Name()}, nil
}

// beside makes a new file in the folder of the target, with the mode that the target
// has or is to have.
func beside(t Target) (*os.File, error) {
	dir := filepath.Dir(t.Path)
	for range 100 {
		name := filepath.Join(dir, fmt.Sprintf("%s%08x", Prefix, rand.Uint32())) //nolint:gosec // it need not be a secret, only new
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, t.Mode)
		switch {
		case errors.Is(err, fs.ErrExist):
			continue
		case err != nil:
			return nil, inFolder(t.Path, err)
		case !t.Exists:
			return f, nil
		}
		if err := f.Chmod(t.Mode); err != nil {
			return nil, errors.Join(err, f.Close(), os.Remove(name))
		}
		return f, nil
	}
	return nil, &TargetError{Path: t.Path, Why: "no new file can be made beside it"}
}

// Asked returns the name as it was given to [Create].
func (f *File) Asked() string { return f.asked }

// Ready brings the text to the disk, and closes the file. Nothing has happened to the
// name yet.
func (f *File) Ready() error {
	if f.ready {
		return nil
	}
	f.ready = true
	if f.temp == "" {
		return f.Close()
	}
	return errors.Join(f.Sync(), f.Close())
}

// Commit gives the file its name. After an error there is nothing left of it.
func (f *File) Commit() error {
	if err := f.Ready(); err != nil {
		return errors.Join(err, f.Discard())
	}
	if f.temp == "" {
		return nil
	}
	if err := os.Rename(f.temp, f.target.Path); err != nil {
		return errors.Join(err, f.Discard())
	}
	f.temp = ""
	return nil
}

// Discard removes the file, as if it had never been begun. After [File.Commit] it does
// nothing.
func (f *File) Discard() error {
	var err error
	if !f.ready {
		f.ready = true
		err = f.Close()
	}
	if f.temp == "" {
		return err
	}
	temp := f.temp
	f.temp = ""
	return errors.Join(err, os.Remove(temp))
}

// Write writes a whole file.
func Write(name string, text []byte) error {
	f, err := Create(name)
	if err != nil {
		return err
	}
	if _, err := f.Write(text); err != nil {
		return errors.Join(err, f.Discard())
	}
	return f.Commit()
}
