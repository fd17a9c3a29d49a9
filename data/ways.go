package data

import _ "embed"

//go:embed ways.geojson
var ways string

// Ways returns the text of ways.geojson: one GeoJSON LineString for each way
// that the press or this project named, from its first place to its last.
func Ways() string { return ways }
