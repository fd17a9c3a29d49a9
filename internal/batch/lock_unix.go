//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package batch

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// closedFirst tells that a file must be closed before it is renamed or removed.
const closedFirst = false

// openLocked opens a file for this process alone among those that ask so. The lock
// ends with the process, however it ends. A file system that knows no locks, as some
// that are shared over a network, leaves the file without.
func openLocked(path string, flag int, mode fs.FileMode) (*os.File, error) {
	f, err := os.OpenFile(path, flag, mode)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errors.Join(errLocked, f.Close())
	}
	return f, nil
}
