package route

import (
	"math"
	"time"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// Schema names the shape of a report's JSON. Keys are stable; later versions
// may add some.
const Schema = "flightcheck/1"

// Report is the answer to one question: every route that was checked, each
// with its crossings, and all the rules and data that the answer rests on.
// Kilometres are WGS 84 lengths of great-circle curves, rounded to the metre;
// degrees are rounded to 1e-6. Its JSON is the program's JSON.
type Report struct {
	Schema   string `json:"schema"`
	From     Place  `json:"from"`
	To       Place  `json:"to"`
	Flight   Flight `json:"flight"`
	Policies []Set  `json:"policies"`
	Airspace Source `json:"airspace"`
	// Rules holds each rule that some decision names, by id.
	Rules map[string]Rule `json:"rules"`
	// GreatCircleKm is the length of the direct leg from From to To.
	GreatCircleKm float64 `json:"great_circle_km"`
	// Answer is one sentence that can be quoted.
	Answer string `json:"answer"`
	// Notes are what the reader must know besides: defaults that were taken,
	// a permission that could not be granted.
	Notes []string `json:"notes,omitempty"`
	// NoWay says why no route is open as things stand; empty if one is, or if none
	// was sought.
	NoWay string `json:"no_way,omitempty"`
	// LeftOut says which zones do not hold on the date of the flight, one sentence
	// a file.
	LeftOut []string `json:"zones_left_out,omitempty"`
	// Routes is sorted by status, open first, then by distance.
	Routes []*Route `json:"routes"`
	// Alternatives say what remains if a State on the best way refuses, if that was
	// asked; see [Alternative].
	Alternatives []Alternative `json:"alternatives,omitempty"`

	judge       *judge // who made it; see [Report.Overview]
	index       *airspace.Index
	names       map[string]string // State or area id to name
	approximate map[string]bool   // ids of outlines that are
	attribution string            // of the airspace
	basis       []string          // the bases of the rules, without the defaults
}

// Place is an end of the question.
type Place struct {
	Name string  `json:"name"`
	Lat  float64 `json:"lat"`
	Lon  float64 `json:"lon"`
	// State is whose airspace lies over the point, in the chosen world view:
	// ISO 3166-1 alpha-2, empty over the high seas.
	State string `json:"state"`
}

// Point returns the place as longitude and latitude.
func (p Place) Point() orb.Point { return orb.Point{p.Lon, p.Lat} }

// Flight is the flight that was judged, in the words of the answer.
type Flight struct {
	Registration string `json:"registration"`
	// Example is a mark of such an aircraft, for the reader only.
	Example  string   `json:"example,omitempty"`
	Operator string   `json:"operator"`
	Kind     string   `json:"kind"`
	Type     string   `json:"type"`
	Persons  []string `json:"persons"`
	Date     string   `json:"date"`
	// Level is the flight level, FL350; empty if it was not given.
	Level string `json:"level,omitempty"`
	// Owner, Charterer and Base are States, MTOW is in tonnes, and Scheduled is yes or
	// no; all are empty if they were not given.
	Owner     string  `json:"owner,omitempty"`
	Charterer string  `json:"charterer,omitempty"`
	Base      string  `json:"base,omitempty"`
	MTOW      float64 `json:"mtow_t,omitempty"`
	Scheduled string  `json:"scheduled,omitempty"`
	Purpose   string  `json:"purpose,omitempty"`
	Cargo     string  `json:"cargo,omitempty"`
	// Depart is the instant of departure, UTC, and SpeedKmh the speed over the ground,
	// if they were given.
	Depart   string  `json:"depart,omitempty"`
	SpeedKmh float64 `json:"speed_kmh,omitempty"`
	// GivenBy is "set" for the default flight of the policy set and
	// "question" for one that the asker described.
	GivenBy string `json:"given_by"`
	// Defaults says which ordinary facts were taken because none was given.
	Defaults []string `json:"defaults,omitempty"`
}

// Set names a policy set that the answer rests on.
type Set struct {
	Name   string   `json:"name"`
	Rules  int      `json:"rules"`
	AsOf   string   `json:"as_of"`
	Covers []string `json:"covers"`
	SHA256 string   `json:"sha256"`
}

// Source names the airspace that the answer rests on.
type Source struct {
	Source    string `json:"source"`
	Date      string `json:"date"`
	Worldview string `json:"worldview"`
	Areas     int    `json:"areas"`
	SHA256    string `json:"sha256"`
	// Zones are the files of zones that were loaded besides.
	Zones []ZoneSource `json:"zones,omitempty"`
	// Outlines are the built-in outlines that some route, or what it keeps out of,
	// rests on.
	Outlines []OutlineSource `json:"outlines,omitempty"`
}

// OutlineSource is a built-in outline that an answer rests on.
type OutlineSource struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Source      string `json:"source"`
	Approximate bool   `json:"approximate"`
	Note        string `json:"note,omitempty"`
}

// Rule is a rule as the answer cites it.
type Rule struct {
	Issuer     string         `json:"issuer"`
	Effect     string         `json:"effect"`
	Basis      string         `json:"basis"`
	Standing   string         `json:"standing"`
	Says       string         `json:"says,omitempty"`
	Stated     string         `json:"stated,omitempty"`
	Act        string         `json:"act,omitempty"`
	Summary    string         `json:"summary"`
	Sources    []SourceOfRule `json:"sources"`
	Unverified []string       `json:"unverified,omitempty"`
}

// SourceOfRule is one publication that a rule rests on. Mirror says that it is
// a copy, or an agency text carried by another.
type SourceOfRule struct {
	Publisher string `json:"publisher"`
	Date      string `json:"date,omitempty"`
	Link      string `json:"link,omitempty"`
	Mirror    bool   `json:"mirror,omitempty"`
}

// Origin says where a route comes from.
type Origin string

// The origins of a route.
const (
	Direct Origin = "direct" // the great circle between the ends
	Via    Origin = "via"    // over waypoints: a named way, or the asker's
	Found  Origin = "found"  // by a search
)

// Route is one way from the first waypoint to the last, judged.
type Route struct {
	ID     string        `json:"id"`
	Name   string        `json:"name"`
	Origin Origin        `json:"origin"`
	Note   string        `json:"note,omitempty"`
	Status policy.Status `json:"status"`
	// DistanceKm is the sum of the legs; DetourKm its excess over the direct
	// leg.
	DistanceKm float64 `json:"distance_km"`
	DetourKm   float64 `json:"detour_km"`
	// Waypoints are longitude, latitude.
	Waypoints orb.LineString `json:"waypoints"`
	// Crossings partition the route from end to end.
	Crossings []Crossing `json:"crossings"`
	// Needs are the States whose refusals must be won for a found route, sorted; it
	// is blocked by these alone.
	Needs []string `json:"needs,omitempty"`
	// Proof says how sure it is that a found route is the shortest for its Needs.
	Proof *Proof `json:"proof,omitempty"`
	// Clearance is the nearest approach to an area that is closed to the flight and
	// that the route does not enter, if that is within ClearanceKm.
	Clearance *Clearance `json:"clearance,omitempty"`
	// Sensitivity says what decides the verdict by little; see [Sensitivity].
	Sensitivity []Sensitivity `json:"sensitivity,omitempty"`
	// BeyondRangeKm is by how much the route is longer than the range of the
	// flight's type (see [AircraftOf]); 0 if it is not, or if that is not known.
	BeyondRangeKm float64      `json:"beyond_range_km,omitempty"`
	BlockedBy     []Block      `json:"blocked_by"`
	Unknown       []Gap        `json:"unknown,omitempty"`
	Permissions   []Permission `json:"permissions"`
	Flags         []Flag       `json:"flags"`
	// Zones are the zones that the route enters at cruise level, in that order.
	Zones []ZoneKm `json:"zones,omitempty"`

	// Corridor is where an aircraft may stray from a route that is open or needs
	// permission, if that was asked for.
	Corridor *Corridor `json:"corridor,omitempty"`

	legs        []leg
	outsideKm   float64
	alternative bool // found without a State; no part of the frontier
}

// Crossing is one stretch of a route, as the policies see it.
type Crossing struct {
	// State is the sovereign in the chosen world view, empty over the high
	// seas and over an area without one.
	State string `json:"state"`
	Name  string `json:"name"`
	// Areas are the ids of the areas over the stretch, zones included; none is the
	// high seas.
	Areas []string `json:"areas"`
	// Zones are those of Areas that are zones.
	Zones []string `json:"zones,omitempty"`
	// Along names the two sides of a stretch that runs along a border.
	Along     []string      `json:"along,omitempty"`
	FromKm    float64       `json:"from_km"`
	ToKm      float64       `json:"to_km"`
	Km        float64       `json:"km"`
	Enter     orb.Point     `json:"enter"`
	Exit      orb.Point     `json:"exit"`
	Status    policy.Status `json:"status"`
	Decisions []Decision    `json:"decisions"`

	// EnterTime and ExitTime are when the flight is there, to the second, UTC, if its
	// departure was given, and Minutes how long it takes, if its speed was.
	EnterTime time.Time `json:"enter_time,omitzero"`
	ExitTime  time.Time `json:"exit_time,omitzero"`
	Minutes   float64   `json:"minutes,omitempty"`

	pieces []piece
	zones  []airspace.AreaID
}

// HighSeas reports whether no State's airspace lies over the stretch.
func (c Crossing) HighSeas() bool { return len(c.Areas) == len(c.Zones) }

// Decision is what the policies say of a crossing for one scope.
type Decision struct {
	// State is the State that decides; it differs from the crossing's where
	// several areas lie over one stretch.
	State string `json:"state,omitempty"`
	// Zone is the id of the zone that a rule names; it has no State.
	Zone   string        `json:"zone,omitempty"`
	Scope  string        `json:"scope"`
	Status policy.Status `json:"status"`
	Effect string        `json:"effect"`
	// Rules are the ids of all rules that applied, the winner first.
	Rules   []string `json:"rules"`
	Missing []string `json:"missing"`
	// Why says in a sentence why the winner won.
	Why string `json:"why,omitempty"`
	// Unless lists the exceptions of the winner that were taken as not met.
	Unless []string `json:"unless,omitempty"`
	// Within are the ids of the zones over the stretch that are an outline of the
	// winner: the decision holds inside them alone.
	Within []string `json:"within,omitempty"`

	area      airspace.AreaID
	scope     policy.Scope
	in        overhead
	outlines  []string // ids of the zones that are an outline of a rule that applied
	undecided []string // ids of the rules that rest on Missing
	slot      int
	areaID    string
	territory bool // the area is not the State's main one
	standing  string
	says      string
	flags     []flagged
}

// flagged is a flag of a decision.
type flagged struct{ kind, rule string }

// Block names who blocks a route, and by which rule. For a zone State is empty, as
// in Permission and Flag.
type Block struct {
	State  string `json:"state"`
	Zone   string `json:"zone,omitempty"`
	Scope  string `json:"scope"`
	Effect string `json:"effect"`
	Rule   string `json:"rule"`
}

// Gap names a State whose decision is unknown, and why.
type Gap struct {
	State   string   `json:"state"`
	Area    string   `json:"area"`
	Scope   string   `json:"scope"`
	Missing []string `json:"missing"`
	Why     string   `json:"why"`
}

// Permission is one that a route takes. Standing is "announced" or
// "conditional" when the State has said something, "enacted" when a rule
// demands the permission, and "not-asked" when nothing is known but the
// Convention's Article 3(c).
type Permission struct {
	State    string `json:"state"`
	Zone     string `json:"zone,omitempty"`
	Scope    string `json:"scope"`
	Standing string `json:"standing"`
	Says     string `json:"says"`
	Rule     string `json:"rule"`
}

// Flag is a risk or a notice that changes no status.
type Flag struct {
	State string `json:"state"`
	Zone  string `json:"zone,omitempty"`
	Kind  string `json:"kind"`
	Rule  string `json:"rule"`
}

// Best returns the route that leads the list, nil if there is none.
func (r *Report) Best() *Route {
	if len(r.Routes) == 0 {
		return nil
	}
	return r.Routes[0]
}

// Status returns the best status of all routes; Unknown if there is none.
func (r *Report) Status() policy.Status {
	if b := r.Best(); b != nil {
		return b.Status
	}
	return policy.Unknown
}

// metres rounds kilometres to the metre.
func metres(km float64) float64 { return math.Round(km*1000) / 1000 }

// micro rounds a point to 1e-6 degrees.
func micro(p orb.Point) orb.Point {
	return orb.Point{math.Round(p[0]*1e6) / 1e6, math.Round(p[1]*1e6) / 1e6}
}

// micros rounds to 1e-6.
func micros(x float64) float64 { return math.Round(x*1e6) / 1e6 }
