package batch

import "errors"

// errLocked is a file that another process has open as its own.
var errLocked = errors.New("another run writes it")
