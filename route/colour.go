package route

import "github.com/flightcheck/flightcheck/policy"

// Colour returns the colour of a status on every map, as "#rrggbb". The four are
// after the colours of Okabe and Ito (Color Universal Design, 2008), which people with
// a colour vision deficiency tell apart too.
func Colour(s policy.Status) string {
	switch s {
	case policy.Open:
		return "#0072b2"
	case policy.Permission:
		return "#e69f00"
	case policy.Blocked:
		return "#b3261e"
	default:
		return "#7a7a7a"
	}
}
