package route

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/flightcheck/flightcheck/data"
)

// Aircraft is a type of aircraft and how far it flies.
type Aircraft struct {
	Designator string   // ICAO type designator, "IL96"
	Names      []string // of its variants, "Il-96-300PU"
	// RangeKm is the figure that the maker publishes for the variant that flies
	// farthest, without wind and with the maker's own reserves.
	RangeKm    float64
	Conditions string // under which that holds
	Source     string
	Date       string // of the figure: a year or a day
}

// AircraftOf returns what is known of a type, named by its ICAO designator or by
// the name of a variant; case, spaces and hyphens do not matter. It returns false
// for a type that is not in the table, of which nothing is known.
func AircraftOf(name string) (Aircraft, bool) {
	table, err := readAircraft()
	if err != nil {
		return Aircraft{}, false // a test reads the embedded table
	}
	a, ok := table[plainName(name)]
	return a, ok
}

// plainName drops what people write in different ways.
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, strings.ToUpper(s))
}

var readAircraft = sync.OnceValues(func() (map[string]Aircraft, error) { return parseAircraft(data.Aircraft()) })

// parseAircraft reads the table; each type stands under its designator and all of
// its names.
func parseAircraft(src string) (map[string]Aircraft, error) {
	rows, err := csv.NewReader(strings.NewReader(src)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("aircraft.csv: %w", err)
	}
	out := map[string]Aircraft{}
	for i, r := range rows {
		if i == 0 {
			if got := strings.Join(r, ","); got != "designator,names,range_km,conditions,source,date" {
				return nil, fmt.Errorf("aircraft.csv: line 1: the header is %q", got)
			}
			continue
		}
		km, err := strconv.ParseFloat(r[2], 64)
		if err != nil || !(km > 0 && km < 40_000) {
			return nil, fmt.Errorf("aircraft.csv: %s: the range %q is no number of kilometres", r[0], r[2])
		}
		a := Aircraft{Designator: r[0], RangeKm: km, Conditions: r[3], Source: r[4], Date: r[5]}
		for n := range strings.SplitSeq(r[1], ";") {
			a.Names = append(a.Names, strings.TrimSpace(n))
		}
		for _, n := range append([]string{a.Designator}, a.Names...) {
			if old, ok := out[plainName(n)]; ok && old.Designator != a.Designator {
				return nil, fmt.Errorf("aircraft.csv: %s: %q stands for %s already", r[0], n, old.Designator)
			}
			out[plainName(n)] = a
		}
	}
	return out, nil
}

// beyondRange returns by how many kilometres a way is longer than the range of the
// type of the flight; 0 if it is not, or if the type is not known.
func (j *judge) beyondRange(km float64) float64 {
	a, ok := AircraftOf(j.flight.Type)
	if !ok || km <= a.RangeKm {
		return 0
	}
	return metres(km - a.RangeKm)
}

// RangeWords says that a route is longer than the aircraft flies, "" if it is not:
// "1,020 km beyond the published range of the IL96, 11,000 km".
func (r *Report) RangeWords(rt *Route) string {
	a, ok := AircraftOf(r.Flight.Type)
	if !ok || rt.BeyondRangeKm <= 0 {
		return ""
	}
	return fmt.Sprintf("%s beyond the published range of the %s, %s", kilometres(rt.BeyondRangeKm), a.Designator, kilometres(a.RangeKm))
}
