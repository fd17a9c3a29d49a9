// Package chart writes reports as pictures, pages and files.
//
// [New] makes a [Drawing] of a report: title, flight and answer, a map with the
// airspace by what an overflight meets, the routes and their corridors, a legend, a
// scale and the sources. [Drawing.SVG] and [Drawing.PNG] write it, [HTML] puts it on
// a page. Nothing is asked of the machine: letters, coasts and borders are part of
// the program.
//
//	d, err := chart.New(report, chart.Options{})
//	err = d.SVG(w)
//
// [GeoJSON], [KML], [GPX] and [CSV] write the report itself for other programs.
// [Formats] lists all of them.
//
// Statuses have a colour and a pattern each, so that they can be told apart in black
// and white, and by those who see few colours; palette.go is the one table of them.
//
// The same report gives the same bytes.
//
// # Compatibility
//
// Properties of GeoJSON and KML and columns of CSV are only added. Pictures and pages
// may look different in any version; see docs/compatibility.md.
package chart
