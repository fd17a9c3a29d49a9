// Package airspace tells whose airspace lies over a point and along a leg, and
// where exactly it begins and ends.
//
// An [Index] holds areas: the outlines of States, of their territories, of
// disputed areas and of zones that a user brings. [World] is the embedded one,
// [ReadGeoJSON] makes one of any file of polygons. An Index is immutable and
// safe for concurrent use.
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
package airspace
