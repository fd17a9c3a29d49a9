package data

import _ "embed"

//go:embed countries.geojson
var countries string

// Countries returns the text of countries.geojson: one GeoJSON feature for each
// airspace area, land and territorial sea, WGS 84 degrees, longitude first.
// Its licence is ODbL 1.0, © OpenStreetMap contributors.
func Countries() string { return countries }
