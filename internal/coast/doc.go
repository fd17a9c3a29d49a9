// Package coast reads the land that is embedded: the coasts of Natural Earth at
// 1:50 million, for the ground of a map and for nothing else. Whose land it is, and
// where its airspace ends, is package airspace's to say.
//
// The bytes are
//
//	"flightcheck coast 1\n"
//	sum       4 bytes, little endian, CRC-32C of all that follows
//	polygons  their number, then for each of them
//	rings       their number, then for each of them
//	points        their number, the last one that closes the ring left out, then
//	              for each of them the steps of longitude and of latitude from the
//	              point before, in ten-thousandths of a degree
//
// Numbers are varints, those of steps with a sign. The first step is from (0, 0).
package coast
