package airspace

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestParseAltitude(t *testing.T) {
	for _, c := range []struct {
		text string
		want Altitude
		feet float64
		as   string
	}{
		{"FL245", Altitude{245, FlightLevel}, 24500, "FL245"},
		{"fl 95", Altitude{95, FlightLevel}, 9500, "FL095"},
		{"FL000", Altitude{0, FlightLevel}, 0, "FL000"},
		{" FL660 ", Altitude{660, FlightLevel}, 66000, "FL660"},
		{"5000 ft", Altitude{5000, Feet}, 5000, "5000 ft"},
		{"5000FT AMSL", Altitude{5000, Feet}, 5000, "5000 ft"},
		{"2500 ft msl", Altitude{2500, Feet}, 2500, "2500 ft"},
		{"0 ft", Altitude{0, Feet}, 0, "0 ft"},
		{"1500 m", Altitude{1500, Metres}, 4921.259842519685, "1500 m"},
		{"304.8m", Altitude{304.8, Metres}, 1000, "304.8 m"},
		{"400000 ft", Altitude{400000, Feet}, 400000, "400000 ft"},
		{"GND", Altitude{Unit: Ground}, 0, "GND"},
		{"sfc", Altitude{Unit: Ground}, 0, "GND"},
		{"UNL", Altitude{Unit: Unlimited}, math.Inf(1), "UNL"},
		{"Unlimited", Altitude{Unit: Unlimited}, math.Inf(1), "UNL"},
	} {
		got, err := ParseAltitude(c.text)
		if err != nil || got != c.want || math.Abs(got.Feet()-c.feet) > 1e-9 || got.String() != c.as || got.IsZero() {
			t.Errorf("%q: %+v (%s, %v ft), %v; want %+v (%s, %v ft)", c.text, got, got, got.Feet(), err, c.want, c.as, c.feet)
		}
	}
}

func TestParseAltitudeRefuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"245", `the altitude "245" has no unit; write FL245, 245 ft or 245 m`},
		{"95", `the altitude "95" has no unit; write FL095, 95 ft or 95 m`},
		{"5000", `the altitude "5000" has no unit; write 5000 ft or 5000 m`},
		{"5,000", `the altitude "5,000" has no unit; write 5000 ft or 5000 m`},
		{"304.8", `the altitude "304.8" has no unit; write 304.8 ft or 304.8 m`},
		{"-100 ft", `the altitude "-100 ft" is below the sea; write GND for the ground`},
		{"500 ft AGL", `"500 ft AGL" is a height above the ground, which is not known here; write the altitude above mean sea level, as 5000 ft, or GND for the ground itself`},
		{"500 ft GND", `"500 ft GND" is a height above the ground`},
		{"400001 ft", `the altitude "400001 ft" is above 400000 ft; write UNL for no limit`},
		{"121921 m", `is above 400000 ft`},
		{"FL1000", `"FL1000" is no altitude; write FL245, 5000 ft, 1500 m, GND or UNL`},
		{"F245", `"F245" is no altitude`},
		{"FL24.5", `"FL24.5" is no altitude`},
		{"5,000 ft", `"5,000 ft" is no altitude`},
		{"1e3 ft", `"1e3 ft" is no altitude`},
		{"5 km", `"5 km" is no altitude`},
		{"", `"" is no altitude`},
		{"NaN ft", `"NaN ft" is no altitude`},
		{strings.Repeat("F", 50), `"` + strings.Repeat("F", 30) + `…" is no altitude`},
	} {
		got, err := ParseAltitude(c.text)
		var input *InputError
		if !errors.As(err, &input) || !strings.Contains(err.Error(), c.want) || got != (Altitude{}) {
			t.Errorf("%q: %+v, %v\nwant %s", c.text, got, err, c.want)
		}
	}
}

func TestAltitudeNotGiven(t *testing.T) {
	var a Altitude
	if !a.IsZero() || a.Feet() != 0 || a.String() != "" {
		t.Errorf("%v, %v ft, %q", a.IsZero(), a.Feet(), a)
	}
}

// FuzzParseAltitude reads anything. What it takes it writes so that it reads the
// same again; what it refuses it must say.
func FuzzParseAltitude(f *testing.F) {
	for _, s := range []string{"FL245", "fl 95", "5000 ft", "1500 m", "304.8m AMSL", "GND", "SFC", "UNL", "245", "-1", "500 ft AGL", "", "FL", "é", "\x00", "9999999 ft", "FL1e3", "FL0x10", "FL-0", "FL99999999999999999999", "NaN m", "Inf ft", "1e-400 m", "-0 ft", "FL ٣", "\u202eFL95", "FL95\x1b[31m", "0.00001 m", "UNLIMITED", "1,500 m", "FL245 FL95", "\ufeffGND"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := ParseAltitude(text)
		if err != nil {
			var input *InputError
			if !errors.As(err, &input) || input.What == "" || input.Hint == "" || a != (Altitude{}) || strings.ContainsAny(err.Error(), "\n\x00\x1b\u202e") || len(err.Error()) > 600 {
				t.Fatalf("%q: %+v, %v", text, a, err)
			}
			return
		}
		b, err := ParseAltitude(a.String())
		if err != nil || a != b || a.IsZero() || a.Feet() < 0 {
			t.Fatalf("%q: %+v, again %+v, %v", text, a, b, err)
		}
	})
}
