package batch

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// closedFirst tells that a file must be closed before it is renamed or removed.
const closedFirst = true

// errSharing is what the system says of a file that another process does not share.
const errSharing = syscall.Errno(32)

// openLocked opens a file that others may read and nobody else write. That ends with
// the process, however it ends.
func openLocked(path string, flag int, _ fs.FileMode) (*os.File, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	how := uint32(syscall.OPEN_EXISTING)
	if flag&os.O_CREATE != 0 {
		how = syscall.CREATE_NEW
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, syscall.FILE_SHARE_READ, nil, how, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	switch {
	case errors.Is(err, errSharing):
		return nil, errLocked
	case err != nil:
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(h), path), nil
}
