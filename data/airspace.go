package data

import _ "embed"

//go:generate go run ./build/airspace

//go:embed airspace.bin
var airspace string

// Airspace returns airspace.bin, the snapshot of countries.geojson that package
// airspace opens. It has the licence of that file.
func Airspace() string { return airspace }
