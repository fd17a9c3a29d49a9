package chart

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// fileWriters are the writers of files that are no pictures.
var fileWriters = map[string]func(io.Writer, *route.Report) error{
	"GeoJSON": GeoJSON, "KML": KML, "GPX": GPX, "CSV": CSV,
}

// mainReport is the main question, with corridors.
var mainReport = sync.OnceValues(func() (*route.Report, error) {
	c, flight, err := route.Builtin()
	if err != nil {
		return nil, err
	}
	var stops []route.Stop
	for _, name := range []string{"moscow, ru", "budapest"} {
		found, err := place.Lookup(name)
		if err != nil {
			return nil, err
		}
		stops = append(stops, route.StopAt(found.Place))
	}
	return c.Candidates(context.Background(), flight, stops[0], stops[1], route.SearchOptions{CorridorSlack: 0.02})
})

// moscowBudapest is the main question.
func moscowBudapest(t *testing.T) *route.Report {
	t.Helper()
	r, err := mainReport()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// openSky closes Norway to aircraft of Antarctica: nothing.
const openSky = "version: 1\nrules:\n  - {id: nobody, issuer: NO, territory: [NO], subject: {registration: [AQ]}, effect: ban, basis: assumption}\n"

// worldWith returns a checker of the embedded borders with rules, and a civil flight.
func worldWith(t *testing.T, rules string) (route.Checker, policy.Flight) {
	t.Helper()
	idx, err := airspace.World()
	if err != nil {
		t.Fatal(err)
	}
	set, err := policy.Parse("mine", []byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	flight := policy.Flight{Registration: policy.Registration{State: "TR"}, Kind: policy.CivilAircraft, Date: policy.Day(2025, 10, 30)}
	return route.Checker{Airspace: idx, Policy: set}, flight
}

// candidates asks for the ways between two points, with corridors.
func candidates(t *testing.T, rules string, from, to orb.Point) *route.Report {
	t.Helper()
	c, flight := worldWith(t, rules)
	r, err := c.Candidates(t.Context(), flight, route.Stop{Name: "here", Point: from}, route.Stop{Name: "there", Point: to}, route.SearchOptions{CorridorSlack: 0.03})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// banned is a rule that closes a State to all.
func banned(state string) string {
	return fmt.Sprintf("version: 1\nrules:\n  - {id: closed, issuer: %s, territory: [%[1]s], effect: ban, basis: law, summary: 'Nobody <flies> over.', sources: [{publisher: 'A & B', link: 'https://example.org/?a=1&b=\"2\"'}]}\n", state)
}

// timed is a flight whose departure is known.
func timed(t *testing.T) *route.Report {
	t.Helper()
	c, flight := worldWith(t, openSky)
	c.Plan = route.Plan{Depart: time.Date(2025, time.October, 30, 6, 0, 0, 0, time.UTC), SpeedKmh: 800}
	r, err := c.Check(t.Context(), flight, orb.LineString{{19.2624, 47.4302}, {23.9445, 37.9364}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fileReports are reports of all that is hard to write.
func fileReports(t *testing.T) map[string]*route.Report {
	t.Helper()
	b, err := json.Marshal(moscowBudapest(t))
	if err != nil {
		t.Fatal(err)
	}
	var read route.Report
	if err := json.Unmarshal(b, &read); err != nil {
		t.Fatal(err)
	}
	return map[string]*route.Report{
		"Moscow-Budapest": moscowBudapest(t),
		"Sydney-Santiago": candidates(t, openSky, orb.Point{151.18, -33.95}, orb.Point{-70.79, -33.39}),
		"Anchorage-Tokyo": candidates(t, openSky, orb.Point{-149.9, 61.2}, orb.Point{139.7, 35.7}),
		"the Aleutians":   candidates(t, banned("US"), orb.Point{170, 45}, orb.Point{-178, 57}),
		"by the pole":     candidates(t, banned("RU"), orb.Point{10, 82}, orb.Point{-175, 80}),
		"from 180":        candidates(t, openSky, orb.Point{180, 60}, orb.Point{170, 50}),
		"hostile names":   squares(t, hostileNames...),
		"with times":      timed(t),
		"read from JSON":  &read,
		"no routes":       {From: route.Place{Name: "here"}, To: route.Place{Name: "there", Lat: 1}},
	}
}

// written returns what a writer writes.
func written(t interface {
	Helper()
	Fatal(args ...any)
}, write func(io.Writer, *route.Report) error, r *route.Report,
) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The same report gives the same bytes, as lines that end.
func TestFilesAreDeterministic(t *testing.T) {
	for name, write := range fileWriters {
		first := written(t, write, moscowBudapest(t))
		if !bytes.Equal(first, written(t, write, moscowBudapest(t))) {
			t.Errorf("%s differs from time to time", name)
		}
		if !bytes.HasSuffix(first, []byte("\n")) || bytes.Contains(first, []byte("\r")) {
			t.Errorf("%s does not consist of lines that end with a line feed", name)
		}
	}
}

// fullDisk takes some bytes and fails.
type fullDisk struct{ room int }

var errFull = errors.New("the disk is full")

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.room -= len(p); d.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestFilesHandOnErrors(t *testing.T) {
	for name, write := range fileWriters {
		for _, room := range []int{0, 1, 50} {
			if err := write(&fullDisk{room}, moscowBudapest(t)); !errors.Is(err, errFull) {
				t.Errorf("%s, %d bytes: %v", name, room, err)
			}
		}
	}
}

func TestFilesRefuse(t *testing.T) {
	bad := func(change func(*route.Report, *route.Route)) *route.Report {
		rt := &route.Route{ID: "direct", Name: "great circle", Waypoints: orb.LineString{{0, 0}, {1, 1}, {2, 2}}, Crossings: []route.Crossing{{}}}
		r := &route.Report{Routes: []*route.Route{rt}}
		change(r, rt)
		return r
	}
	for what, c := range map[string]struct {
		r    *route.Report
		want string
	}{
		"no report":          {nil, "there is no report"},
		"no route":           {&route.Report{Routes: []*route.Route{nil}}, "route 1 is missing"},
		"begins nowhere":     {bad(func(r *route.Report, _ *route.Route) { r.From.Lat = math.NaN() }), "the begin: 0,NaN is no longitude and latitude"},
		"ends beyond":        {bad(func(r *route.Report, _ *route.Route) { r.To.Lon = math.Inf(-1) }), "the end: -Inf,0"},
		"a turn nowhere":     {bad(func(_ *route.Report, rt *route.Route) { rt.Waypoints[1][0] = math.NaN() }), `the route "great circle": NaN,1`},
		"a turn beyond 90":   {bad(func(_ *route.Report, rt *route.Route) { rt.Waypoints[1][1] = 90.1 }), "1,90.1"},
		"a turn beyond 180":  {bad(func(_ *route.Report, rt *route.Route) { rt.Waypoints[1][0] = 180.1 }), "180.1,1"},
		"enters nowhere":     {bad(func(_ *route.Report, rt *route.Route) { rt.Crossings[0].Enter[1] = math.NaN() }), "0,NaN"},
		"leaves from beyond": {bad(func(_ *route.Report, rt *route.Route) { rt.Crossings[0].Exit[1] = -91 }), "0,-91"},
	} {
		for name, write := range fileWriters {
			var b bytes.Buffer
			if err := write(&b, c.r); err == nil || !strings.HasPrefix(err.Error(), name+": ") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s, %s: %v", name, what, err)
			}
			if b.Len() > 0 {
				t.Errorf("%s, %s: wrote %d bytes", name, what, b.Len())
			}
		}
	}
}

// hostileNames are of areas that a user brings.
var hostileNames = []string{
	`a <b>&amp; "c" 'd'`, `</name></Placemark>`, `]]>`, "two\nlines", "three\r\nof\rthem", "bell\x01 and null\x00", "\u200fעברית\u202e", "😀 👩\u200d✈️",
	`=HYPERLINK("http://example.org","x")`, "+1+2", "@SUM(A1)", "'=1", "''quoted", "；; a, b\tc", `\`, "\ufffe\uffff\ufeff", "$[name]", "{{.}}", "%s%d", "<!-- -->",
}

// squares is a flight along the equator over areas with these names. Their ids are
// their names, the second one refuses.
func squares(t interface {
	Helper()
	Fatal(args ...any)
}, names ...string,
) *route.Report {
	t.Helper()
	codes := []string{"AT", "BE", "CH", "DE", "ES", "FR", "GB", "HU", "IT", "JP"}
	type object = map[string]any
	var features []any
	for i, name := range names {
		west := float64(2 * i)
		ring := [][2]float64{{west, -1}, {west + 1, -1}, {west + 1, 1}, {west, 1}, {west, -1}}
		properties := object{"id": name, "name": name, "iso_a2": codes[i%len(codes)]}
		features = append(features, object{
			"type": "Feature", "properties": properties, "geometry": object{"type": "Polygon", "coordinates": [][][2]float64{ring}},
		})
	}
	b, err := json.Marshal(object{"type": "FeatureCollection", "attribution": "by " + names[0], "features": features})
	if err != nil {
		t.Fatal(err)
	}
	idx, err := airspace.ReadGeoJSON(bytes.NewReader(b), airspace.Options{Name: "squares of " + names[0]})
	if err != nil {
		t.Fatal(err)
	}
	set, err := policy.Parse("mine", []byte(banned("BE")))
	if err != nil {
		t.Fatal(err)
	}
	flight := policy.Flight{Registration: policy.Registration{State: "TR"}, Kind: policy.CivilAircraft, Date: policy.Day(2025, 10, 30)}
	stops := []route.Stop{{Name: names[0], Point: orb.Point{-1, 0}}, {Name: names[len(names)-1], Point: orb.Point{float64(2 * len(names)), 0.5}}}
	r, err := route.Checker{Airspace: idx, Policy: set}.CheckStops(context.Background(), flight, stops)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// inXML is what XML 1.0 can hold of a text.
func inXML(s string) string {
	return strings.Map(func(c rune) rune {
		if c == '\t' || c == '\n' || c == '\r' || c >= ' ' && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000 {
			return c
		}
		return '\ufffd'
	}, s)
}

// faults are what is wrong with a file; both *testing.T and *rapid.T take them.
type faults interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}

// checkNames reads a report back in all formats and looks for the names.
func checkNames(t faults, r *route.Report) {
	t.Helper()
	checkGeoJSON(t, r)
	checkKML(t, r)
	checkGPX(t, r)
	checkCSV(t, r)
}

func TestFilesKeepHostileNames(t *testing.T) {
	r := squares(t, hostileNames...)
	var got []string
	for _, c := range r.Best().Crossings {
		if !c.HighSeas() {
			got = append(got, c.Name)
		}
	}
	if !slices.Equal(got, hostileNames) {
		t.Fatalf("the report itself has other names: %q", got)
	}
	checkNames(t, r)
}

func TestFilesKeepAnyNames(t *testing.T) {
	pieces := rapid.OneOf(rapid.SampledFrom(hostileNames), rapid.String(), rapid.StringMatching(`[=+@'\t\r\n<>&"; -]{1,4}`))
	rapid.Check(t, func(t *rapid.T) {
		var names []string
		for i, parts := range rapid.SliceOfN(rapid.SliceOfN(pieces, 1, 3), 2, 4).Draw(t, "names") {
			name := strings.TrimSpace(strings.Join(parts, ""))
			if name == "" || slices.Contains(names, name) {
				name = fmt.Sprintf("area %d", i)
			}
			names = append(names, name)
		}
		checkNames(t, squares(t, names...))
	})
}

func TestFilesOfHardReports(t *testing.T) {
	for name, r := range fileReports(t) {
		t.Run(name, func(t *testing.T) { checkNames(t, r) })
	}
}

// checkOrder reads XML strictly and compares each element with its children as the
// schema lists them; an element that is not in the table has text alone. Those whose
// names begin with "*" may be there many times.
func checkOrder(t faults, file []byte, schema map[string]string) {
	t.Helper()
	type open struct {
		name     string
		children []string
		last     int
		seen     map[string]bool
	}
	var stack []*open
	d := xml.NewDecoder(bytes.NewReader(file))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal("no XML: ", err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			name := x.Name.Local
			if len(stack) > 0 {
				top := stack[len(stack)-1]
				i := slices.IndexFunc(top.children, func(c string) bool { return strings.TrimPrefix(c, "*") == name })
				if i < top.last || i < 0 {
					t.Errorf("%s is out of place in %s", name, top.name)
				} else if top.last = i; top.seen[name] && !strings.HasPrefix(top.children[i], "*") {
					t.Errorf("%s is there twice in %s", name, top.name)
				}
				top.seen[name] = true
			}
			stack = append(stack, &open{name: name, children: strings.Fields(schema[name]), seen: map[string]bool{}})
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(stack) > 0 && len(stack[len(stack)-1].children) > 0 && len(bytes.TrimSpace(x)) > 0 {
				t.Errorf("text in %s: %q", stack[len(stack)-1].name, x)
			}
		}
	}
}
