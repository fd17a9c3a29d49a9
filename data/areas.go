package data

import _ "embed"

//go:generate go run ./build/areas

//go:embed policies/areas.geojson
var areas string

//go:embed areas.bin
var areaIndexes string

// Areas returns the text of policies/areas.geojson: the outlines that rules of the
// built-in policy sets name, each with its source and whether it is approximate.
func Areas() string { return areas }

// AreaIndexes returns areas.bin, what [Areas] has as indexes, which package route opens.
// It has the licence of that file.
func AreaIndexes() string { return areaIndexes }
