package outfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Target is what a name stands for.
type Target struct {
	// Path is the file behind all symbolic links.
	Path string
	// Special is a pipe, a device or a socket: it is written as it is.
	Special bool
	// Exists tells that a regular file is there.
	Exists bool
	// Mode is that of the file, or that of a new one.
	Mode fs.FileMode
}

// TargetError is a file that cannot take its name.
type TargetError struct {
	Path string
	Why  string // and what to do
	Err  error  // of the system, may be nil
}

func (e *TargetError) Error() string { return e.Path + ": " + e.Words() }

// Words returns the text without the name of the file.
func (e *TargetError) Words() string {
	if e.Err == nil {
		return e.Why
	}
	return fmt.Sprintf("%s (%v)", e.Why, e.Err)
}

// Unwrap returns the error of the system.
func (e *TargetError) Unwrap() error { return e.Err }

// maxLinks is how many symbolic links may follow each other.
const maxLinks = 40

// Find tells what a name stands for. The error is a [*TargetError] if no file can be
// written there.
func Find(name string) (Target, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if name == "" || os.IsPathSeparator(name[len(name)-1]) {
			return Target{}, &TargetError{Path: name, Why: "it names a folder that is not there; name a file"}
		}
	case err != nil:
		return Target{}, inFolder(name, err)
	case info.IsDir():
		return Target{}, &TargetError{Path: name, Why: "it is a folder; name a file in it"}
	case !info.Mode().IsRegular():
		return Target{Path: name, Special: true}, nil
	}
	path, err := follow(name)
	if err != nil {
		return Target{}, err
	}
	if info == nil {
		return Target{Path: path, Mode: newMode}, nil
	}
	t := Target{Path: path, Exists: true, Mode: info.Mode().Perm()}
	return t, writable(t)
}

// follow returns the file that a name leads to, also if it is not there yet.
func follow(name string) (string, error) {
	path := name
	for range maxLinks {
		info, err := os.Lstat(path)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return path, nil //nolint:nilerr // it is not there: it will be made
		}
		to, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(to) {
			dir, err := filepath.EvalSymlinks(filepath.Dir(path))
			if err != nil {
				return "", err
			}
			to = filepath.Join(dir, to)
		}
		path = to
	}
	return "", &TargetError{Path: name, Why: "its symbolic links lead in a circle"}
}

// writable refuses a file that its owner has marked as read-only, or that somebody
// else may write alone: a rename would replace it all the same.
func writable(t Target) error {
	const why = "it is read-only; make it writable, or name another file"
	if t.Mode&0o222 == 0 {
		return &TargetError{Path: t.Path, Why: why}
	}
	f, err := os.OpenFile(t.Path, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrPermission) {
		return &TargetError{Path: t.Path, Why: why}
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// inFolder says why a file cannot be made where it is to be.
func inFolder(path string, err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		err = p.Err
	}
	dir := filepath.Dir(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &TargetError{Path: path, Why: fmt.Sprintf("the folder %s is not there; make it, or name a file in another", dir), Err: err}
	}
	return &TargetError{Path: path, Why: fmt.Sprintf("no file can be made in the folder %s; name a file in another", dir), Err: err}
}
