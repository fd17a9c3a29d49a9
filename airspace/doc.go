// Package airspace tells whose airspace lies over a point and along a leg, and
// where exactly it begins and ends.
//
// An [Index] holds areas: the outlines of States, of their territories, of
// disputed areas and of zones that a user brings. [World] is the embedded one,
// [ReadGeoJSON] makes one of any file of polygons, [ReadZones] one of zones, and
// [Index.Join] puts two together. An Index is immutable and safe for concurrent
// use. [Lint] tells what is wrong in a file.
//
// # Boundary model
//
// Computation is on unit vectors: poles and the antimeridian are ordinary
// places. All decisions on sides are exact for the coordinates as kept, which
// are rounded to 1e-9 degree (0.1 mm); no answer depends on an epsilon but where
// this text says so.
//
// Semi-open: [Index.At] gives a point on a shared border, or at a corner where
// several areas meet, to exactly one of them. Which one follows from the
// coordinates alone; it is the same in every call.
//
// [Index.Cross] reports stretches in order; they partition the leg. A stretch
// has the set of areas over it: none is the high seas, several are disputed
// areas, overlaps or zones.
//
// Along: where both ends of a border's edge lie within [Tolerance] of the leg's
// great circle, the leg runs along that border. Such a run of at least
// [MinAlong] is a stretch of its own with [Stretch.Along], and the sets on its
// left and right. A shorter run is no run; the leg crosses or it does not.
//
// Touch: a corner or a tangent that is only touched gives no stretch. Stretches
// shorter than [Tolerance] are left out, and their ends become one end; what
// lies beyond them is not affected by that.
//
// # Sides
//
// The sides of a GeoJSON polygon are straight in longitude and latitude (RFC
// 7946). A side that leaves the great circle between its ends by more than 10 m
// is divided until no part does. It is divided in the same direction whichever
// way the file lists it, so neighbours get the same points. Sides along one
// meridian or one parallel are divided at each other's corners too.
//
// A side spans less than 180 degrees of longitude: 177 to -178 is 5 degrees. A
// side from 180 to -180 on one parallel has no length.
//
// # Rings
//
// The first ring of a polygon is its shell, the others are holes, whatever their
// winding. A ring encloses the smaller of the two parts into which it divides
// the globe; in a tie, the part on its left. So a ring round a pole encloses the
// pole, whether it goes round plainly or comes with artificial sides along the
// antimeridian and the pole, which cancel. A row of points from 180 to -180
// between 85 and 85.1 degrees of latitude is where the Mercator map ends: it is
// replaced by the pole. A ring that would enclose nothing, but has a side of 360
// degrees, is taken to run round the globe along that side's parallel.
//
// Polygons of one area may overlap: the area is their union. A hole that lies
// outside its shell, or in another hole, is a shell of its own. The outline of a
// polygon must not cross itself, but for knots of less than a kilometre of
// outline. [Index.Warnings] says what was put right and what was put up with.
//
// # How it finds
//
// The map is planar: every border is kept once, with what lies on either side. It
// lies on the faces of a cube, on which great circles are straight lines. A face
// has 32 by 32 tiles of 8 by 8 cells. In a tile, a piece of border of at most 16
// edges has a mask of the cells that it touches. A leg is walked over the tiles; one
// operation on masks drops most pieces. Of the rest those go whose tube, a line and
// a width, lies on one side of the leg; then the edges whose ends do, in whole
// numbers of 12 m. What is left is tested with the vectors: by a product with a
// bound of its rounding that is written out in the code, and below that exactly
// (s2.RobustSign). What lies over the middle of each cell is known, so a point needs
// the borders of its cell alone.
//
// [Index.AppendSnapshot] writes that down and [OpenSnapshot] uses it where it lies;
// so [World] opens in some milliseconds. Vectors are computed from coordinates when
// they are first needed.
//
// Mean time of a leg in microseconds, of its stretches with their lengths, on the
// borders of the world and with each edge divided (one core at 2 GHz, 2026-11; go
// test -run '^$' -bench Growth -benchtime 10ms ./airspace):
//
//	vertices     points   100 km   300 km  1,000 km  3,000 km  10,000 km  20,000 km
//	x1          371,312     0.85     1.15      1.93      3.79       9.54      15.30
//	x4        1,458,645     1.00     1.38      2.49      6.07      14.19      20.89
//	x16       5,824,023     1.64     2.37      4.72     11.81      24.84      37.96
//
// # Compatibility
//
// Until 1.0.0 a minor version may change what is exported here. A snapshot is read by
// the version that wrote it, GeoJSON by all; see docs/compatibility.md.
package airspace
