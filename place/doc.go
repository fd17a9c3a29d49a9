// Package place finds where something is: a city by its name in any language
// that the gazetteer knows, an airport by its name, IATA or ICAO code, a city by
// its IATA metropolitan code, and a point by its coordinates.
//
//	r, err := place.Lookup("Москва")
//	r.Point  // orb.Point{37.61556, 55.75222}: longitude first
//	r.Country // "RU"
//	r.Note() // what else could have been meant, in one line
//
// # What comes first
//
//   - Coordinates are read as such: see [ParsePoint].
//   - A query in capitals that is a code is that code: "VKO", "UUWW", "MOW".
//   - Otherwise a city of more than 100,000 people that is called so comes first
//     ("nis" is Niš), then a code ("vko"), then the other names. A code that is
//     also the name of a smaller city elsewhere is asked back: [AmbiguousError].
//   - Whole names come before beginnings of names. A beginning is taken only if
//     it is of four letters or more and one place stands out by far.
//   - Population decides last. A city's own name counts in full, another name
//     for it (of another language, of another time) a hundredth.
//   - "moscow, us", "moscow, idaho", "moscow, us-id" and "moscow, russia" narrow
//     the search.
//   - A State is not a place: "russia" is refused with its capital as proposal.
//
// Nothing is guessed in silence. [Result.Note] says what was taken and what else
// it could have been, with the query that gives it.
//
// Cities stand at their centre, airports at their reference point. The package
// is the one that turns latitude, longitude, as people write it, into
// [orb.Point], which is longitude, latitude.
//
// All functions are safe for concurrent use. The data are embedded, see package
// data; nothing is decoded before it is asked for.
//
// # Compatibility
//
// Until 1.0.0 a minor version may change what is exported here. What a word means may
// change with the data; see docs/compatibility.md.
package place
