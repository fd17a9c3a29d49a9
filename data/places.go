package data

import _ "embed"

//go:generate go run ./build/places

//go:embed airports.bin
var airports string

//go:embed cities.bin
var cities string

// Airports returns the table of airports that internal/gazetteer reads, made
// from airports.csv and citycodes.csv. The airports are by OurAirports, public
// domain; the codes of cities are this project's list.
func Airports() string { return airports }

// Cities returns the table of cities that internal/gazetteer reads, made from
// cities.tsv.gz, cities-admin1.tsv and citycodes.csv. Its licence is CC BY 4.0,
// © GeoNames; the codes of cities are this project's list.
func Cities() string { return cities }
