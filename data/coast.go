package data

import _ "embed"

//go:embed coast.bin
var coast string

// Coast returns coast.bin, the land of the globe that internal/coast reads. It is
// by Natural Earth, public domain; build/coast.sh says how it is made.
func Coast() string { return coast }
