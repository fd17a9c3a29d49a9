// Package sphere is the geometry of the unit sphere: unit vectors, great-circle
// arcs, exact predicates and lengths. With internal/projection, which draws maps, it
// is the only package of the module with trigonometry.
//
// Points on the map are [orb.Point], longitude and latitude in degrees; points
// on the sphere are [s2.Point], unit vectors. Latitudes are taken as they are,
// as geodetic latitudes of WGS 84: an [Arc] is the great circle through them,
// and [Arc.WGS84Km] is the length of that curve on the ellipsoid.
//
// Poles and the antimeridian are ordinary places. The longitudes 180 and -180
// give the same vector with y = 0 exactly, and every longitude at a pole gives
// the same vector.
//
// All values are immutable and safe for concurrent use.
package sphere
