// Package gazetteer holds the form in which flightcheck embeds airports and
// cities: a sorted table of folded names in one string, searched in place.
//
// A [Table] needs no time to open: nothing is decoded until somebody asks for
// it, so a command that looks up two names reads a few kilobytes. [Build]
// writes a table; package place reads two, one of the cities and one of the
// airports. [ReadAirports], [ReadCities] and [ReadCityCodes] read the files
// in data/ that the tables are made from.
//
// [Fold] says which spellings are the same name. Whoever asks and whoever
// builds use the same Fold, or nothing is found.
//
// A Table is immutable and safe for concurrent use.
package gazetteer
