package batch

import (
	"fmt"
	"path/filepath"
	"strings"
)

// Format is how rows are written in a file.
type Format int8

// The formats.
const (
	CSV    Format = iota + 1 // comma-separated values with a header
	NDJSON                   // an object of JSON on each line
)

func (f Format) String() string {
	switch f {
	case CSV:
		return "csv"
	case NDJSON:
		return "ndjson"
	default:
		return "unknown"
	}
}

// ParseFormat returns the format with a name.
func ParseFormat(name string) (Format, error) {
	switch name {
	case "csv":
		return CSV, nil
	case "ndjson", "jsonl":
		return NDJSON, nil
	}
	return 0, fmt.Errorf("unknown format %q for batch; use csv or ndjson", name)
}

// FormatOf returns the format that the ending of a file's name tells.
func FormatOf(file string) (Format, bool) {
	f, err := ParseFormat(strings.TrimPrefix(strings.ToLower(filepath.Ext(file)), "."))
	return f, err == nil
}

// Mode is what is asked of each row.
type Mode int8

// The modes.
const (
	Check Mode = iota + 1 // judge the great circle, or the route over the row's places
	Find                  // find the shortest route that is not blocked
)

func (m Mode) String() string {
	switch m {
	case Check:
		return "check"
	case Find:
		return "find"
	default:
		return "unknown"
	}
}

// ParseMode returns the mode with a name.
func ParseMode(name string) (Mode, error) {
	switch name {
	case "check":
		return Check, nil
	case "find":
		return Find, nil
	}
	return 0, fmt.Errorf("unknown mode %q; use check or find", name)
}
