// Package projection lays the globe on a sheet of paper: it chooses a projection
// that suits some points, and turns points, lines and areas of the sphere into
// millimetres, x to the right and y downwards, cut to a window of the sheet.
//
// Two projections do. The gnomonic projection shows every great circle as a
// straight line and serves for what lies within some 35 degrees. Lambert's
// azimuthal equal-area projection serves for everything larger, up to the whole
// globe, whose edge is then the point opposite to the centre.
//
// Poles and the meridian of 180 degrees are ordinary places. The same question
// gives the same bytes.
package projection
