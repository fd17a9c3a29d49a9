// Package route answers whether a route is open: which States' airspace it
// crosses, what their policies say of the flight there, who blocks it and why,
// and whose permission it takes.
//
// The API has three tiers. [Check] takes two places and uses what is built in.
// A [Checker] takes an airspace, a policy set, a flight and a line of
// waypoints. The packages airspace, policy and place below can be used alone.
//
//	report, err := route.Check(ctx, "moscow", "budapest")
//	report, err := route.Checker{Airspace: idx, Policy: set}.Check(ctx, flight, line)
//
// A [Searcher] finds routes: the shortest that is not blocked, with its proof, and
// what the permission of each State would buy; [Report] has them beside the direct
// route.
//
// A route is a line of waypoints joined by legs, each the shorter great-circle
// arc. Its crossings partition it: each is the longest part with the same areas
// over it, high seas included; a State that is left and entered again gives two.
// The first crossing is judged for departure and overflight, the last for
// overflight and landing, all others for overflight alone. Over several areas
// each is judged and the worst counts; along a border the better side counts.
// A route has the worst status of its crossings.
//
// Zones ([airspace.ReadZones]) cut crossings, too: the parts of a State's one are
// asked what it would be asked as a whole. A zone counts if it holds on the date of
// the flight and at its level; it is judged if a rule names it, for departure and
// landing also if it lies below that level. A zone that no rule names changes no
// status; it is listed, with the kilometres in it ([Route].Zones).
//
// A rule may hold only inside an outline ([policy.Rule].Outline): a zone of the
// airspace, or a built-in one that is joined if the rule may touch the flight. There a
// State's part is cut at its border and judged with the rules that hold inside. The
// search closes an outline as a whole.
//
// With a departure and a speed ([Plan]) crossings have times, and rules are judged at
// the time of entry; a crossing whose decisions change on the way is cut in two.
// Searches with times keep out of what was met closed, however early or late; the
// proof of a route bounds what that may lose. Waiting is not considered.
// [Checker.Changes] tells on which days of a range an answer changes, and
// [Checker.Audit] what a recorded track entered. A [Screener] checks pair after pair
// without the words of a report.
//
// Lengths are WGS 84 lengths of the great-circle curve, its points taken as
// geodetic; the parts add up to the whole to the metre. Points are longitude,
// latitude, as in package orb.
//
// A [Report] is plain data, marshals to the JSON of the command, and makes a
// map with [Report.FeatureCollection].
//
// # Compatibility
//
// The JSON of reports and audits is flightcheck/1: keys are only added. Until 1.0.0 a
// minor version may change what is exported here; docs/compatibility.md has the whole
// promise.
package route
