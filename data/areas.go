package data

import _ "embed"

//go:embed policies/areas.geojson
var areas string

// Areas returns the text of policies/areas.geojson: the outlines that rules of the
// built-in policy sets name, each with its source and whether it is approximate.
func Areas() string { return areas }
