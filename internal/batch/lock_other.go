//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package batch

import (
	"io/fs"
	"os"
)

// closedFirst tells that a file must be closed before it is renamed or removed.
const closedFirst = true

// openLocked opens a file. There is no lock here that ends with the process: two runs
// that go on with one file at the same time are not kept apart.
func openLocked(path string, flag int, mode fs.FileMode) (*os.File, error) {
	return os.OpenFile(path, flag, mode)
}
