// Package antimeridian cuts lines and polygons where a map of longitudes ends: at the
// meridian of 180 degrees, as RFC 7946 section 3.1.9 asks. Points are longitude, latitude in
// degrees.
package antimeridian
