// Package detour finds the shortest path on the sphere that keeps out of closed
// areas, on the full borders and with a proof.
//
// A [Map] holds the borders: chains of great-circle edges with the areas on
// either side. [NewWorld] makes a [World] of it, to be shared: what it needs of a
// border beyond the map it makes when an area there is first closed. A
// [Searcher], one for each goroutine, answers for any [Set] of closed areas.
// Lengths are angles in radians on the unit sphere.
//
// # What is a path
//
// A path may not enter the inside of a closed area. It may run along a border
// with an open side, and pass a corner where two closed areas touch. The border
// between two closed areas is closed. A chain is a wall if exactly one of its
// sides is closed. Areas that overlap without common vertices are closed each by
// itself: walls inside another area are never reached.
//
// Signs are exact: a product with a proven bound of its error first, then
// s2.RobustSign, whose symbolic perturbation leaves no three points on one line.
// Whether a leg leaves a vertex into a closed area follows from the order of the
// wall edges there.
//
// # Search
//
// A shortest path is a chain of legs between vertices of walls, and is taut: at
// each it turns round both wall edges. [Searcher.Shortest] is an A* over such
// corners in which walls are active only after a leg has met them:
//
//  1. The leg of least key (length so far, leg, bound to the target) is tested
//     against all walls.
//  2. If it crosses one, that run of at most 16 edges becomes active; its
//     vertices are offered to all settled corners, on either side of the wall.
//  3. If it is free, its end is settled: the walls at it become active, and all
//     known corners are offered to it.
//
// The bound comes from the same search, backward, in a coarser world: each chain
// is drawn in fewer points inside a closed area beside it, so that every open
// path is open there too. That search has its bound from a still coarser one, and
// so on up to the great circle. Levels keep to 2, 10 and 50 km.
//
// Corners come in groups, with a piece of wall: planes and distances rule out most
// groups at once, for legs and for what a bound may come from.
//
// # Proof
//
// Let L be the length when the target is settled, and P the shortest path among
// the walls that are active then, in the fine world and the coarser ones. P is no
// longer than the shortest open path. Were P shorter than L, all its legs would
// have been offered with keys below L and tested: either all were free, and the
// target would have been settled with the length of P, or one had met a wall,
// which would be active, and P would not pass it. So L is the length of P.
// [Path.LowerBound] is L less the rounding of the sum, not an estimate.
//
// This needs what the code keeps to:
//
//   - corners on both sides of an active wall are offered, for P may pass through
//     walls that are not active yet;
//   - a coarser search is run until all it has left is longer than the limit in
//     force; only then are its lengths bounds. Its active walls are walls here:
//     all its settled corners are corners here. What is longer than the limit is
//     put off and offered again when the limit is raised. Of what was put off no more
//     is known than that it is longer than the limit then in force: a bound may leave
//     out a way that is longer only as a whole. So for a higher limit bounds are found
//     anew; only whether a corner is seen from another, a fact of the coarser world,
//     is kept;
//   - a corner may be settled again by a shorter way;
//   - the closed sector at a vertex of a coarse form lies in the closed sector of
//     the full border. Where forms are twisted they get more points;
//   - a leg into a closed sector gives no label, in the coarse worlds either.
//
// # Margin
//
// With [Options].MarginKm the closed areas grow by zones round their walls. The zone
// of a piece of wall is all that is nearer than a radius to its edges; where the
// wall turns, and round both ends of the piece, the circle round the vertex is drawn as
// a polygon whose sides touch it. On the side of an edge the zone is bounded by a parallel, to which no shortest
// path keeps: so the corners of the polygons are the only corners. They are those
// of every layer, the coarse ones too, with a little less of a radius in each coarser
// one, so that its zones lie within those of the finer; the search is the same. A leg is tested
// by its distance from the walls, and near to them against the corners: it must
// keep out of the polygons, or else a shorter leg would hide a corner's own.
//
// With the margin as the radius, every leg keeps it: that is the path, less the corners
// that stand out between two pieces. With so much
// less that the polygons lie inside the circles, no path that keeps the margin is
// shorter: that is [Path.LowerBound]. Polygons have 32 sides, and 128 if the gap is
// above 0.1 percent.
//
// A margin may close a strait and shut one end in. Searches from both ends take turns to
// tell so, on the coarsest layer before the search and on the full borders once it has
// taken long; they may take half as many steps again as the search. Then the greatest
// margin that leaves a path is found by halving, as long as the answers come soon, and the strait by the nearest walls on either side of
// its path: [NoPathError].Gap.
//
// # No path
//
// The walls are joined to closed lines, along the closed sectors at nodes. If the
// arc between the ends crosses one of them an odd number of times, it separates
// the ends, and [NoPathError] names its areas. Where areas overlap no single line
// need do so; then the search ends when nothing is left.
//
// # Publication
//
// [Searcher.Publish] moves the corners outward and rounds them to 1e-6 degree.
// Each leg is tested as it will be read again.
package detour
