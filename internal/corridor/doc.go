// Package corridor makes a polygon round a route in which an aircraft may stray:
// it lies in open airspace, and each of its points lies on an open path that is
// hardly longer than the route.
//
// # Construction
//
// Stations stand along the route: at its waypoints, and between them, closer
// near the waypoints. At each station there is a post to either side, at a right
// angle to the leg; at a corner there is one on the inside and a fan of them on
// the outside, and another fan behind either end. In their order round the route
// the posts form a ring. Two neighbours, with the route between their stations,
// bound a cell: a quadrangle, or a triangle if they stand at one station. The
// corridor is the union of the cells. Cells are divided into layers, from the
// route outward.
//
// A post is as long as it can be and is then cut until all layers of its two cells
// are good.
//
// # Proof
//
// Let S be the slack, the length by which a path may exceed the route. A layer of
// a cell is good if
//
//  1. no closed area reaches into it. This is an exact test: [Room.Free] of the
//     two triangles that make it up.
//  2. two places u and v of the route, u before v, see all of it: the straight
//     leg from u to any point q of the layer is free, and so from v. The last part
//     of such a leg is in the layer; the rest begins at u and ends on a side that
//     has the layer beyond it, so it is in the triangle of u and that side, and
//     [Room.Free] tells that this triangle is free.
//  3. at its corners |uq| + |qv| exceeds the route from u to v by at most S.
//
// Then 3 holds for every q of the cell. On a sphere the distance from a point is
// a convex function along each arc that stays within a quarter of a great circle
// of it, and the layer is kept within that of u and v; so the sum is convex along
// arcs, and each q lies on an arc between two points of sides, which lie between
// corners. The path along the route to u, straight to q, straight to v and on
// along the route is therefore open, and at most S longer than the route.
//
// If a post is cut, the layers of its cells become parts of what they were and stay
// good.
//
// The ring that is printed has its posts shorter by a margin which is more than
// rounding, and sides that are straight in longitude and latitude, can move it.
// Its winding number round a point is the sum of those of the printed cells, for
// the posts between them and the two sides of the route cancel. So a point that
// it encloses lies in a printed cell, and that is a part of a good one. The route
// is inside, for all posts have a length.
//
// The corridor is not the greatest that there is: what lies behind an obstacle,
// or is not seen from two places of the route, is left out.
package corridor
