package airspace

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// AltitudeUnit says what the number of an [Altitude] counts.
type AltitudeUnit string

// The units. Ground and Unlimited take no number.
const (
	FlightLevel AltitudeUnit = "FL"  // hundreds of feet of pressure altitude
	Feet        AltitudeUnit = "ft"  // above mean sea level
	Metres      AltitudeUnit = "m"   // above mean sea level
	Ground      AltitudeUnit = "GND" // the surface
	Unlimited   AltitudeUnit = "UNL"
)

// Altitude is a vertical limit of a [Zone]. The zero value was not given.
type Altitude struct {
	Value float64 // in Unit; 0 for Ground and Unlimited
	Unit  AltitudeUnit
}

const (
	feetPerMetre = 1 / 0.3048
	feetPerLevel = 100
	// maxFeet is beyond all that an aeronautical publication names.
	maxFeet = 400_000
)

var (
	levelForm  = regexp.MustCompile(`^FL ?([0-9]{1,3})$`)
	heightForm = regexp.MustCompile(`^([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(FT|M)(?: ?A?MSL)?$`)
	bareForm   = regexp.MustCompile(`^[-+]?[0-9][0-9.,' ]*$`)
	groundForm = regexp.MustCompile(`(AGL|ASFC|GND|SFC)$`)
)

// ParseAltitude reads a vertical limit: FL245, 5000 ft, 1500 m, GND or SFC for
// the ground, UNL or UNLIM for no limit; in any case, with AMSL or without. A
// number alone is refused, for its unit decides. The error is an [*InputError].
func ParseAltitude(s string) (Altitude, error) {
	word := strings.Join(strings.Fields(strings.ToUpper(s)), " ")
	switch word {
	case "GND", "SFC":
		return Altitude{Unit: Ground}, nil
	case "UNL", "UNLIM", "UNLIMITED":
		return Altitude{Unit: Unlimited}, nil
	}
	if m := levelForm.FindStringSubmatch(word); m != nil {
		return number(s, m[1], FlightLevel)
	}
	if m := heightForm.FindStringSubmatch(word); m != nil {
		if m[2] == "M" {
			return number(s, m[1], Metres)
		}
		return number(s, m[1], Feet)
	}
	return Altitude{}, noAltitude(s, word)
}

// number makes an altitude of digits.
func number(s, digits string, unit AltitudeUnit) (Altitude, error) {
	v, err := strconv.ParseFloat(digits, 64)
	a := Altitude{Value: v, Unit: unit}
	if err != nil || a.Feet() > maxFeet {
		return Altitude{}, &InputError{What: fmt.Sprintf("the altitude %q is above %d ft", clip([]byte(s)), maxFeet), Hint: "write UNL for no limit"}
	}
	return a, nil
}

// noAltitude says what is wrong with a text that is no altitude.
func noAltitude(s, word string) *InputError {
	shown := clip([]byte(s))
	digits := strings.NewReplacer(",", "", "'", "", " ", "").Replace(word)
	switch {
	case strings.HasPrefix(word, "-"):
		return &InputError{What: fmt.Sprintf("the altitude %q is below the sea", shown), Hint: "write GND for the ground"}
	case bareForm.MatchString(word):
		return &InputError{What: fmt.Sprintf("the altitude %q has no unit", shown), Hint: proposal(strings.TrimPrefix(digits, "+"))}
	case groundForm.MatchString(word):
		return &InputError{
			What: fmt.Sprintf("%q is a height above the ground, which is not known here", shown),
			Hint: "write the altitude above mean sea level, as 5000 ft, or GND for the ground itself",
		}
	}
	return &InputError{What: fmt.Sprintf("%q is no altitude", shown), Hint: "write FL245, 5000 ft, 1500 m, GND or UNL"}
}

// proposal writes a number with each unit that it may have.
func proposal(digits string) string {
	const highest = 999 // of flight levels
	if n, err := strconv.Atoi(digits); err == nil && n <= highest {
		return fmt.Sprintf("write FL%03d, %d ft or %d m", n, n, n)
	}
	return fmt.Sprintf("write %s ft or %s m", clip([]byte(digits)), clip([]byte(digits)))
}

// IsZero tells whether the altitude was not given.
func (a Altitude) IsZero() bool { return a.Unit == "" }

// Feet returns the altitude in feet: 0 for the ground and for one that was not
// given, infinity for no limit. A flight level counts as altitude: the pressure of
// the day moves it by up to some 1,500 ft.
func (a Altitude) Feet() float64 {
	switch a.Unit {
	case FlightLevel:
		return a.Value * feetPerLevel
	case Feet:
		return a.Value
	case Metres:
		return a.Value * feetPerMetre
	case Unlimited:
		return math.Inf(1)
	default:
		return 0
	}
}

// String returns the altitude as [ParseAltitude] reads it; "" if it was not
// given.
func (a Altitude) String() string {
	switch a.Unit {
	case FlightLevel:
		return fmt.Sprintf("FL%03.0f", a.Value)
	case Feet, Metres:
		return strconv.FormatFloat(a.Value, 'f', -1, 64) + " " + string(a.Unit)
	default:
		return string(a.Unit)
	}
}
