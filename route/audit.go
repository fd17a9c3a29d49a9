package route

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/policy"
)

// AuditSchema names the shape of an audit's JSON.
const AuditSchema = "flightcheck-audit/1"

// Defaults of [AuditOptions].
const (
	DefaultGap         = 10 * time.Minute
	DefaultMaxSpeedKmh = 1250
)

// Fix is one position of a recorded track.
type Fix struct {
	Time time.Time
	// Point is longitude and latitude in degrees. What is no place is dropped and told.
	Point orb.Point
	// AltFt is the altitude in feet, as it was recorded, if HasAlt says that it was.
	AltFt  float64
	HasAlt bool
	// Ground says that the aircraft was said to be on the ground. An altitude of 0 says
	// so too, unless all are 0.
	Ground bool
	// Line is where the fix stands in its source, for the answer; 0 if that is not known.
	Line int
}

// AuditOptions say how a track is judged. The zero value is good.
type AuditOptions struct {
	// Gap is the longest time between two positions in which the flight is taken to go
	// straight from one to the other; 0 is DefaultGap. What lasts longer is unknown.
	Gap time.Duration
	// Bridge takes the great circle for what happened in such a time, and marks it.
	Bridge bool
	// MaxSpeedKmh is the greatest speed over the ground that is believed; 0 is
	// DefaultMaxSpeedKmh.
	MaxSpeedKmh float64
	// Track is what is known of the source before: its name, and what was left out when
	// it was read. The rest is set by Audit.
	Track AuditTrack
}

// Audit tells where a recorded flight was: each airspace that it entered, with time
// and place, and what the policies said of that then. Its JSON is that of the command.
type Audit struct {
	Schema string `json:"schema"`
	// Track tells of the positions: how many there are, and what became of them.
	Track    AuditTrack `json:"track"`
	Flight   Flight     `json:"flight"`
	Policies []Set      `json:"policies"`
	Airspace Source     `json:"airspace"`
	// Rules holds each rule that some decision names, by id.
	Rules map[string]Rule `json:"rules"`
	// Status is the worst of all entries.
	Status policy.Status `json:"status"`
	// Entries partition the track, in the order of time.
	Entries []AuditEntry `json:"entries"`
	// Flags are risks and notices of what was entered; they change no status.
	Flags []Flag `json:"flags,omitempty"`
	// Km is the length of the track, gaps counted as great circles.
	Km float64 `json:"km"`
	// Minutes is how long the track lasts.
	Minutes float64 `json:"minutes"`
	// Answer says in a sentence or two what was entered.
	Answer string `json:"answer"`
	// Notes are what the reader must know besides.
	Notes []string `json:"notes,omitempty"`
	// LeftOut says which zones do not hold on the date of the flight.
	LeftOut []string `json:"zones_left_out,omitempty"`

	report *Report
	route  *Route
	spans  []span
}

// AuditTrack tells of the track that was audited. Points is the sum of Used, Doubled,
// Empty and the number of Dropped.
type AuditTrack struct {
	// Source is the name of the track.
	Source string `json:"source"`
	// Format is its form: csv, gpx, kml or geojson; empty for a track that was given as
	// positions.
	Format string `json:"format,omitempty"`
	// SHA256 is that of the file.
	SHA256 string `json:"sha256,omitempty"`
	// Points is how many positions there are, those without a place included.
	Points int `json:"points"`
	// Used is how many positions the entries rest on.
	Used  int       `json:"used"`
	First time.Time `json:"first"`
	Last  time.Time `json:"last"`
	// Dropped are the positions that were left out, and why.
	Dropped []DroppedFix `json:"dropped"`
	// Sorted is how many positions came after a later one and were put right.
	Sorted int `json:"sorted"`
	// Doubled is how many positions were left out because another tells the same.
	Doubled int `json:"doubled"`
	// Empty is how many positions have no place.
	Empty int `json:"empty"`
	// Gaps are the times for which it is not known where the flight was.
	Gaps []AuditGap `json:"gaps"`
}

// DroppedFix is a position that was left out.
type DroppedFix struct {
	// Line is where it stands in the source: the line, or in GeoJSON the number of the
	// position; left out if that is not known.
	Line int `json:"line,omitempty"`
	// Time is left out if the position has none.
	Time time.Time `json:"time,omitzero"`
	// Lat is the latitude as it was recorded, which may be none that there is; null if
	// it is no number.
	Lat *float64 `json:"lat" jsonschema:"nullable"`
	// Lon is the same of the longitude.
	Lon *float64 `json:"lon" jsonschema:"nullable"`
	// Why says what is wrong with it.
	Why string `json:"why"`
}

// The reasons of a gap.
const (
	GapSilence = "silence" // no position for too long
	GapSpeed   = "speed"   // the next position cannot be reached in time
)

// AuditGap is a time for which it is not known where the flight was.
type AuditGap struct {
	// Why is "silence", or "speed" if the positions before and after contradict each
	// other.
	Why       string    `json:"why"`
	EnterTime time.Time `json:"enter_time"`
	ExitTime  time.Time `json:"exit_time"`
	// Minutes is how long it lasts.
	Minutes float64 `json:"minutes"`
	// Km is the length of the great circle between the positions: the flight was at
	// least as long.
	Km    float64   `json:"km"`
	Enter orb.Point `json:"enter"`
	Exit  orb.Point `json:"exit"`
	// Over names what lies over that great circle, States by their codes.
	Over []string `json:"over,omitempty"`
	// Bridged says that the great circle was taken for what happened.
	Bridged bool `json:"bridged,omitempty"`

	names []string // of Over
	exact float64  // length, km
}

// The kinds of an entry.
const (
	EntryEntered  = "entered"
	EntryHighSeas = "high-seas"
	EntryGap      = "gap"
)

// What an entry may begin or end with, in place of a border.
const (
	AtTrack  = "track"  // the track begins or ends there
	AtGap    = "gap"    // it is not known before or after
	AtInside = "inside" // the same airspace goes on: rules or zones changed
)

// AuditEntry is one part of the track. Its times are interpolated along the great
// circle between the positions on both sides of a border.
type AuditEntry struct {
	// Kind is "entered" for airspace of a State, another area or a zone, "high-seas",
	// or "gap" for a time of which nothing is known.
	Kind string `json:"kind"`
	Crossing
	// Begins is empty if a border was crossed; else "track" (the track begins there),
	// "gap" (entered before, but not seen) or "inside" (the same airspace goes on, its
	// rules or zones changed).
	Begins string `json:"begins,omitempty"`
	// Ends is the same of the end.
	Ends string `json:"ends,omitempty"`
	// BridgedKm is how much of it lies in gaps that were bridged.
	BridgedKm float64 `json:"bridged_km,omitempty"`
	// AltFt are the altitudes that were recorded, if any was.
	AltFt *AltRange `json:"alt_ft,omitempty"`
	// Gap tells more of a gap.
	Gap *AuditGap `json:"gap,omitempty"`
	// Words say it in a sentence without its full stop.
	Words string `json:"words"`

	enters []string // names of what the entry before is not in
}

// AltRange is a range of altitudes in feet.
type AltRange struct {
	// Min is the least that was recorded.
	Min float64 `json:"min"`
	// Max is the greatest.
	Max float64 `json:"max"`
}

// Audit judges a recorded track: what it entered, when and where, and what the
// policies said of each at the time of its entry. If rules change while the flight is
// inside, that part is cut in two. Fixes may come in any order; those that cannot be
// are dropped, and told. The flight has the date of its first fix, whatever it says.
//
// Each part is judged for overflight. Departure and landing are judged at the first
// and the last fix if the aircraft was on the ground there; only then are origin and
// destination taken from the track. A time between two fixes that is longer than
// o.Gap is unknown and no line between them.
//
// The checker must have no plan: times come from the track. The error is an
// [*InputError] if fewer than two positions can be used.
func (c Checker) Audit(ctx context.Context, flight policy.Flight, fixes []Fix, o AuditOptions) (*Audit, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	if err := c.complete(); err != nil {
		return nil, err
	}
	if c.Plan != (Plan{}) {
		return nil, &InputError{Msg: "an audit takes no departure and no speed: its times are those of the track; leave Checker.Plan empty"}
	}
	a := &auditor{options: o.withDefaults()}
	if err := a.clean(fixes); err != nil {
		return nil, err
	}
	a.split()
	if err := a.begin(c, flight); err != nil {
		return nil, err
	}
	if err := a.judgeParts(ctx); err != nil {
		return nil, err
	}
	return a.end(), nil
}

// check refuses options that mean nothing.
func (o AuditOptions) check() error {
	switch v := o.MaxSpeedKmh; {
	case o.Gap < 0:
		return &InputError{Msg: fmt.Sprintf("a gap of %v: it must be more than nothing, such as 10m", o.Gap)}
	case v != 0 && !(v >= slowest && v <= fastest):
		return &InputError{Msg: fmt.Sprintf("a greatest speed of %v km/h: it must be from %d to %d", v, slowest, fastest)}
	}
	return nil
}

func (o AuditOptions) withDefaults() AuditOptions {
	if o.Gap == 0 {
		o.Gap = DefaultGap
	}
	if o.MaxSpeedKmh == 0 {
		o.MaxSpeedKmh = DefaultMaxSpeedKmh
	}
	return o
}

// toSecond rounds an instant, for the answer.
func toSecond(t time.Time) time.Time { return t.UTC().Round(time.Second) }

// minutesOf rounds a time to the tenth of a minute.
func minutesOf(d time.Duration) float64 { return math.Round(d.Minutes()*10) / 10 }
