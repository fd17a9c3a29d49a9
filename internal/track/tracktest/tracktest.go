// Package tracktest makes synthetic tracks, whose entries are known: great-circle
// legs at a constant speed, without noise. It is for tests and for those who want to
// try the command.
package tracktest

import (
	"fmt"
	"io"
	"math"
	"time"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/track/clean"
)

// Plan is a flight to be recorded.
type Plan struct {
	Line   orb.LineString // waypoints, longitude and latitude
	Depart time.Time
	Kmh    float64       // the speed over the ground, the same all the way
	Every  time.Duration // between positions
	AltFt  float64
	Ground bool // the first and the last position say that they are on the ground
}

// Fly returns the positions of a flight, the last of them where it ends.
func Fly(p Plan) ([]clean.Fix, error) {
	if !(p.Kmh > 0) || p.Every <= 0 {
		return nil, fmt.Errorf("a track takes a speed and a step, not %v km/h and %v", p.Kmh, p.Every)
	}
	var out []clean.Fix
	add := func(t time.Duration, q orb.Point) {
		out = append(out, clean.Fix{Line: len(out) + 2, Time: p.Depart.Add(t), Point: q, AltFt: p.AltFt, HasAlt: true})
	}
	step, km, next := p.Kmh*p.Every.Hours(), 0.0, 0
	for i := 1; i < len(p.Line); i++ {
		leg, err := airspace.NewLeg(p.Line[i-1], p.Line[i])
		if err != nil {
			return nil, fmt.Errorf("leg %d: %w", i, err)
		}
		length := leg.Km(leg.Angle())
		for ; float64(next)*step < km+length; next++ {
			add(time.Duration(next)*p.Every, leg.At(angleAt(leg, float64(next)*step-km)))
		}
		km += length
	}
	add(time.Duration(km/p.Kmh*float64(time.Hour)), p.Line[len(p.Line)-1])
	if p.Ground {
		for _, i := range []int{0, len(out) - 1} {
			out[i].Ground, out[i].HasAlt, out[i].AltFt = true, false, 0
		}
	}
	return out, nil
}

// angleAt returns how far from its start a place on a leg is.
func angleAt(l airspace.Leg, km float64) float64 {
	low, high := 0.0, l.Angle()
	for range 60 {
		if mid := (low + high) / 2; l.Km(mid) < km {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

// WriteCSV writes positions as sources of ADS-B do.
func WriteCSV(w io.Writer, points []clean.Fix) error {
	if _, err := fmt.Fprintln(w, "time,lat,lon,alt_baro"); err != nil {
		return err
	}
	for _, p := range points {
		alt := ""
		switch {
		case p.Ground:
			alt = "ground"
		case p.HasAlt:
			alt = fmt.Sprintf("%.0f", math.Round(p.AltFt))
		}
		if _, err := fmt.Fprintf(w, "%s,%.6f,%.6f,%s\n", p.Time.UTC().Format("2006-01-02T15:04:05.000Z"), p.Point[1], p.Point[0], alt); err != nil {
			return err
		}
	}
	return nil
}
