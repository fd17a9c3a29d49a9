// Package data holds what flightcheck carries with it: the outlines of the
// States' airspace, the policy sets, the airports and cities, and the ways that
// people named. Each group is embedded in a file of its own, so a program pays
// only for the groups that it reads.
//
// The package parses nothing. Package airspace reads the outlines, package
// policy the sets, package place the gazetteer, package route the ways.
// README.md in this folder gives source, version, date, licence and hash of
// every file.
//
// # Compatibility
//
// The content changes with every version. The forms of the files are those of the
// packages that read them, and may change with them; see docs/compatibility.md.
package data
