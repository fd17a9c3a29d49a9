package place_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/place"
)

// heathrow is 51°28′39″N 0°27′41″W, whose longitude is west by its letter alone:
// its degrees are zero and carry no sign.
const (
	heathrowLat = 51.4775
	heathrowLon = -0.46138888888888889
)

func TestParsePoint(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"51°28′39″N 0°27′41″W",
		`51°28'39"N, 0°27'41"W`,
		`N51°28'39" W000°27'41"`,
		"51 28 39 N 0 27 41 W",
		"51.4775N 0.461389W",
		"51.4775,-0.461389",
		"51.4775,−0.461389",
		"51.4775, -0.461389",
		"51.4775 -0.461389",
		"51.4775; -0.461389",
		"+51.4775,-.461389",
		"51.4775°, -0.461389°",
		"51.4775° -0.461389°",
		"51.4775n0.461389w",
		"N51.4775W0.461389",
		"0°27′41″W 51°28′39″N",
		"51º28’39”N 0º27’41”W",
		"51˚28´39´´N 0˚27´41´´W",
		"51° 28.65' N, 0° 27.68333' W",
		"51°28′39″, −0°27′41″",
		"51°28′39″ -0°27′41″",
		"51:28:39N 0:27:41W",
		"51:28:39,-0:27:41",
		"512839N0002741W",
		"N512839 W0002741",
		"5128.65N00027.68333W",
		"51\u00a028\u00a039 N\u20090 27 41 W",
	} {
		p, err := place.ParsePoint(s)
		if err != nil {
			t.Errorf("ParsePoint(%q): %v", s, err)
			continue
		}
		if math.Abs(p.Lat()-heathrowLat) > 1e-5 || math.Abs(p.Lon()-heathrowLon) > 1e-5 {
			t.Errorf("ParsePoint(%q) = %v", s, p)
		}
		if r := lookup(t, s); r.Kind != place.Point || r.Point != p {
			t.Errorf("Lookup(%q) = %v", s, r)
		}
	}
	for s, want := range map[string]orb.Point{
		"-33.9461,151.1772": {151.1772, -33.9461},
		"-54.8019,-68.3030": {-68.3030, -54.8019},
		"5128N00027W":       {-0.45, 51.0 + 28.0/60},
		"0,0":               {0, 0},
		"0N 0W":             {0, 0},
		"90,180":            {180, 90},
		"90S 180W":          {-180, -90},
		"005128N1795959E":   {179 + 59.0/60 + 59.0/3600, 51.0/60 + 28.0/3600},
	} {
		p, err := place.ParsePoint(s)
		if err != nil || math.Abs(p[0]-want[0]) > 1e-9 || math.Abs(p[1]-want[1]) > 1e-9 {
			t.Errorf("ParsePoint(%q) = %v, %v, want %v", s, p, err, want)
		}
		if math.Signbit(p[0]) && p[0] == 0 {
			t.Errorf("ParsePoint(%q) has a negative zero", s)
		}
	}
}

func TestParsePointRefuses(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"51°61′00″N 0°0′0″W":   "61 minutes: minutes and seconds end at 59",
		"51°00′60″N 0°0′0″W":   "60 seconds: minutes and seconds end at 59",
		"5168N00027W":          "68 minutes",
		"91,0":                 `the latitude 91 is out of range: it lies in [-90, 90]; if it is the longitude, write "0,91"`,
		"151.1772,-33.9461":    `if it is the longitude, write "-33.9461,151.1772"`,
		"0,181":                "the longitude 181 is out of range",
		"91N 0E":               "the latitude 91 is out of range: it lies in [-90, 90]",
		"90°0′1″N 0E":          "is out of range",
		"51.4775":              "one number is no point",
		"5 N":                  "one number is no point",
		"51,4775":              "write decimals with a point",
		"51,4775,-0,461389":    "3 commas: write decimals with a point",
		"51,4775 -0,461389":    "2 commas: write decimals with a point",
		"51 28 39 0 27 41":     "it is not clear where the latitude ends",
		"-51N 0W":              "a sign and a letter",
		"N51N 0W":              "two letters with one number",
		"N51N, 0W":             "two letters with one number",
		"N51 N52":              "two latitudes or two longitudes",
		"51E 10W":              "two latitudes or two longitudes",
		"51N, 0":               "only one of two numbers has a letter",
		"NaN,0":                "not a number, infinity or an exponent",
		"nan,nan":              "not a number, infinity or an exponent",
		"0,Inf":                "not a number, infinity or an exponent",
		"1e3,5":                "not a number, infinity or an exponent",
		"1e999,0":              "not a number, infinity or an exponent",
		",5":                   "a number is missing",
		"5,":                   "a number is missing",
		"1.2.3,4":              `"1.2.3" is no number`,
		"--5,3":                "a mark or sign stands where",
		"5-,3":                 "a mark or sign stands where",
		"51'28°N 0E":           "not in this order",
		"1 2 3 4 N 5 E":        "more than degrees, minutes and seconds",
		"51.5°28′N 0E":         "51.5 has decimals and is not the last",
		"1234567N 1E":          "a number of digits that no form has",
		"51N 0027W":            "a number of digits that no form has",
		"51°28′39″":            "it is not clear where the latitude ends",
		"":                     "no number",
		"N,E":                  "a number is missing",
		"51.4775,x":            "'x' has no place in coordinates",
		"1°2′3″N 4°5′6″E 7°8′": "a mark or sign",
	} {
		p, err := place.ParsePoint(s)
		ce, ok := errors.AsType[*place.CoordinateError](err)
		if !ok || !strings.Contains(err.Error(), want) || p != (orb.Point{}) {
			t.Errorf("ParsePoint(%q) = %v, %v, want %q", s, p, err, want)
			continue
		}
		if ce.Query != s || ce.What == "" || ce.Hint == "" {
			t.Errorf("ParsePoint(%q): the error %+v is not complete", s, ce)
		}
	}
}

// What cannot be a place name goes the way of coordinates in Lookup too.
func TestLookupRefusesBadPoints(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"51°61′00″N 0°0′0″W", "91,0", "51.4775", "NaN,NaN", "nan,nan", "inf,5", "120,30", "1e3,2", "51,4775,-0,461389", "12 34",
	} {
		_, err := place.Lookup(s)
		if _, ok := errors.AsType[*place.CoordinateError](err); !ok && s != "12 34" {
			t.Errorf("Lookup(%q): %v", s, err)
		}
	}
}

func points(t *rapid.T) orb.Point {
	return orb.Point{
		rapid.Float64Range(-180, 180).Draw(t, "longitude"),
		rapid.Float64Range(-90, 90).Draw(t, "latitude"),
	}
}

// A point that is written and read again has moved by less than 0.1 m.
func TestFormatPointIsReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := points(t)
		s := place.FormatPoint(p)
		got, err := place.ParsePoint(s)
		if err != nil || math.Abs(got[0]-p[0]) > 5.1e-7 || math.Abs(got[1]-p[1]) > 5.1e-7 {
			t.Fatalf("%v is written %q and read %v, %v", p, s, got, err)
		}
		if again := place.FormatPoint(got); again != s {
			t.Fatalf("%q is read and written %q", s, again)
		}
		r, err := place.Lookup(s)
		if err != nil || r.Kind != place.Point || r.Name != s || r.Point != got {
			t.Fatalf("Lookup(%q) = %+v, %v", s, r, err)
		}
	})
}

// A point written in degrees, minutes and seconds by any of the forms is read as
// the same point.
func TestFormsOfAPointAgree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := points(t)
		lat, lon := sexagesimal(p.Lat()), sexagesimal(p.Lon())
		ns, ew := "N", "E"
		if p.Lat() < 0 {
			ns = "S"
		}
		if p.Lon() < 0 {
			ew = "W"
		}
		want := orb.Point{lon.value(p.Lon()), lat.value(p.Lat())}
		for _, s := range []string{
			lat.in("%d°%02d′%02d″") + ns + " " + lon.in("%d°%02d′%02d″") + ew,
			lon.in("%d°%02d'%02d\"") + ew + ", " + lat.in("%d°%02d'%02d\"") + ns,
			ns + lat.in("%d %d %d") + " " + ew + lon.in("%d %d %d"),
			lat.in("%02d%02d%02d") + ns + lon.in("%03d%02d%02d") + ew,
		} {
			got, err := place.ParsePoint(s)
			if err != nil || math.Abs(got[0]-want[0]) > 1e-9 || math.Abs(got[1]-want[1]) > 1e-9 {
				t.Fatalf("%q is read %v, %v, want %v", s, got, err, want)
			}
		}
	})
}

type dms struct{ d, m, s int }

// sexagesimal returns an angle cut to whole seconds.
func sexagesimal(v float64) dms {
	n := int(math.Abs(v) * 3600)
	return dms{n / 3600, n / 60 % 60, n % 60}
}

func (a dms) in(format string) string { return fmt.Sprintf(format, a.d, a.m, a.s) }

func (a dms) value(sign float64) float64 {
	return math.Copysign(float64(a.d)+float64(a.m)/60+float64(a.s)/3600, sign)
}
