package data

import _ "embed"

//go:embed aircraft.csv
var aircraft string

// Aircraft returns the text of aircraft.csv: one row for each ICAO type designator
// with the names of its variants, separated by semicolons, and the range in
// kilometres of the variant that flies farthest, with its conditions and source.
func Aircraft() string { return aircraft }
