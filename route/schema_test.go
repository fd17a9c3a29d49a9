package route_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/schema"
	"github.com/flightcheck/flightcheck/internal/schema/schematest"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// variedReports are answers of all sorts. Together they have every key.
func variedReports(t *testing.T) map[string]*route.Report {
	t.Helper()
	out := map[string]*route.Report{}
	flight := civil("NZ")
	flight.Date = policy.Day(2025, 10, 30)
	add := func(name string, change func(*route.Checker, *policy.Flight), ask func(*route.Searcher, policy.Flight) (*route.Report, error)) {
		c, f := builtin(t)
		if change != nil {
			change(&c, &f)
		}
		s, err := route.NewSearcher(c)
		if err != nil {
			t.Fatal(err)
		}
		r, err := ask(s, f)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out[name] = r
	}
	between := func(from, to string, opts route.SearchOptions) func(*route.Searcher, policy.Flight) (*route.Report, error) {
		ends := stops(t, from, to)
		return func(s *route.Searcher, f policy.Flight) (*route.Report, error) {
			return s.Candidates(t.Context(), f, ends[0], ends[1], opts)
		}
	}
	along := func(places ...string) func(*route.Searcher, policy.Flight) (*route.Report, error) {
		list := stops(t, places...)
		return func(s *route.Searcher, f policy.Flight) (*route.Report, error) {
			return s.CheckStops(t.Context(), f, list)
		}
	}
	add("Moscow to Budapest", nil, between("moscow", "budapest", route.SearchOptions{CorridorSlack: 0.02, Alternatives: 3}))
	add("Moscow to Budapest by way of Sofia", nil, along("moscow", "41.5,36", "sofia", "budapest"))
	add("Moscow to Riga, which is supposed to permit", func(c *route.Checker, _ *policy.Flight) { c.Policy = with(t, c.Policy, policy.Grant("LV")) }, between("moscow", "riga", route.SearchOptions{}))
	add("Moscow to Riga", nil, between("moscow", "riga", route.SearchOptions{}))
	add("Belgrade to Sofia, no way", func(c *route.Checker, f *policy.Flight) {
		c.Policy, *f = with(t, c.Policy, policy.Ban("BG")), civil("RS")
	}, between("belgrade", "sofia", route.SearchOptions{Alternatives: 2}))
	add("Tokyo to Los Angeles, over 180 degrees, by the clock", func(c *route.Checker, f *policy.Flight) {
		*f, c.Plan = flight, route.Plan{Depart: noon, SpeedKmh: 900}
	}, between("HND", "LAX", route.SearchOptions{}))
	add("Auckland to Santiago at 850 km/h", func(c *route.Checker, f *policy.Flight) { *f, c.Plan = flight, route.Plan{SpeedKmh: 850} }, along("auckland", "santiago"))
	add("a flight of which little is known", func(_ *route.Checker, f *policy.Flight) {
		*f = policy.Flight{Kind: policy.StateAircraft, Date: policy.Day(2025, 10, 30)}
	}, along("moscow", "istanbul"))
	add("a flight of which all is known", func(_ *route.Checker, f *policy.Flight) {
		*f = flight
		f.Type, f.Level, f.MTOW, f.Scheduled, f.Purpose, f.Cargo = "A320", 350, 78, policy.Yes, "ordinary", "ordinary"
		f.OwnerState, f.ChartererState, f.Base = "FR", "GB", "NZ"
	}, along("london", "sydney"))
	add("over zones", func(c *route.Checker, _ *policy.Flight) { c.Airspace = withZones(t, world(t), fir(t)) }, along("VKO", "BUD"))
	add("through zones that rules name", func(c *route.Checker, f *policy.Flight) {
		c.Airspace, c.Policy, *f = indexWith(t, twoStates, featuresOf(`"id":"EDWW","name":"Bremen"`, [4]float64{2, 44, 8, 46})), zoneSet(t), civil("FR")
	}, along("45,-3", "45,19"))
	add("through a zone that asks for permission", func(c *route.Checker, f *policy.Flight) {
		c.Airspace = indexWith(t, twoStates, featuresOf(`"id":"EDWW","name":"Bremen"`, [4]float64{2, 44, 8, 46}))
		c.Policy, *f = setOf(t, `{id: ask, issuer: DE, territory: ['zone:EDWW'], effect: require-permission, basis: law, summary: Ask}`), civil("FR")
	}, along("45,-3", "45,19"))
	add("through outlines that rules name", func(c *route.Checker, f *policy.Flight) {
		c.Policy, *f = worldSet(t, southClosed, `{id: strait, issuer: ES, territory: ['zone:strait-gibraltar'], effect: advise, basis: law, summary: Beware}`), civil("FR")
	}, along("athens", "moscow"))
	add("a zone that does not hold", func(c *route.Checker, f *policy.Flight) {
		late := featuresOf(`"id":"EDWW","name":"Bremen","from":"2030-01-01"`, [4]float64{2, 44, 8, 46})
		c.Airspace, c.Policy, *f = indexWith(t, twoStates, late), zoneSet(t), flight
	}, along("45,-3", "45,19"))
	add("along a border", func(c *route.Checker, f *policy.Flight) {
		c.Airspace, c.Policy, *f = indexWith(t, twoStates), setOf(t), civil("FR")
	}, along("41,10", "49,10"))
	add("Simferopol in the other world view", func(c *route.Checker, _ *policy.Flight) {
		idx, err := world(t).WithWorldview(airspace.DeFacto)
		if err != nil {
			t.Fatal(err)
		}
		c.Airspace = idx
	}, along("sochi", "45.3,34.4", "43.2,32", "istanbul"))
	add("articles alone", func(c *route.Checker, _ *policy.Flight) { c.Policy = with(t, c.Policy, policy.Basis("article")) }, between("moscow", "budapest", route.SearchOptions{}))
	return out
}

func with(t *testing.T, set *policy.Set, over ...policy.Override) *policy.Set {
	t.Helper()
	out, err := set.With(over...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// fir is the file of zones that the command is tested with.
func fir(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../cmd/flightcheck/testdata/zones/fir.geojson")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// zoneSet has a rule of each sort on a zone.
func zoneSet(t *testing.T) *policy.Set {
	t.Helper()
	return setOf(t,
		`{id: ask, issuer: DE, territory: ['zone:EDWW'], effect: require-permission, basis: law, summary: Ask}`,
		`{id: close, issuer: DE, territory: ['zone:EDWW'], effect: close, basis: notam, summary: Closed}`,
		`{id: warn, issuer: DE, territory: ['zone:EDWW'], effect: advise, basis: law, summary: Beware}`,
	)
}

// TestReportsMatchSchema checks reports against the schema, and that the schema refuses
// them when a key that is always there is taken away, or has a value of another kind.
func TestReportsMatchSchema(t *testing.T) {
	strict, err := schematest.Strict(schema.Report)
	if err != nil {
		t.Fatal(err)
	}
	var texts [][]byte
	for name, r := range variedReports(t) {
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := strict.Check(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		texts = append(texts, text)
	}
	slices.SortFunc(texts, func(a, b []byte) int { return cmp.Or(len(a)-len(b), bytes.Compare(a, b)) })
	open, err := schematest.Open(schema.Report)
	if err != nil {
		t.Fatal(err)
	}
	keys, tried := keysOf(reflect.TypeFor[route.Report]()), map[string]bool{}
	for _, text := range texts {
		var report map[string]any
		if err := json.Unmarshal(text, &report); err != nil {
			t.Fatal(err)
		}
		eachKey(report, "", func(path string, of map[string]any, key string) {
			always, known := keys[path]
			if !known || tried[path] {
				return
			}
			tried[path] = true
			was := of[key]
			delete(of, key)
			if err := open.Validate(report); (err != nil) != always {
				t.Errorf("without %s: %v; always there: %v", path, err, always)
			}
			of[key] = otherKind(was)
			if open.Validate(report) == nil {
				t.Errorf("%s may be %v instead of %v", path, of[key], was)
			}
			if strings.HasSuffix(path, "status") {
				if of[key] = "opened"; open.Validate(report) == nil {
					t.Errorf("%s may be a word that is no status", path)
				}
			}
			of[key] = was
		})
		if err := open.Validate(report); err != nil {
			t.Errorf("a report that was put right again: %v", err)
		}
	}
	for path := range keys {
		if !tried[path] {
			t.Errorf("no report has the key %s", path)
		}
	}
}

// otherKind returns a value of another kind of JSON.
func otherKind(v any) any {
	switch v.(type) {
	case string:
		return 17.0
	case []any:
		return map[string]any{}
	default:
		return "a word"
	}
}

// keysOf returns the keys that the JSON of a type has by its tags, as paths with * for
// elements, and tells which are always there.
func keysOf(t reflect.Type) map[string]bool {
	out := map[string]bool{}
	addKeys(t, "", out)
	return out
}

func addKeys(t reflect.Type, path string, out map[string]bool) {
	switch {
	case t == reflect.TypeFor[route.Alternative](): // it writes its keys itself
		for _, k := range []string{"without", "route", "needs", "distance_km", "over_best_km", "over_great_circle_km", "words"} {
			out[path+"."+k] = true
		}
	case t == reflect.TypeFor[time.Time]():
	case t.Kind() == reflect.Pointer:
		addKeys(t.Elem(), path, out)
	case t.Kind() == reflect.Slice || t.Kind() == reflect.Map:
		addKeys(t.Elem(), path+".*", out)
	case t.Kind() == reflect.Struct:
		for f := range t.Fields() {
			if tag := f.Tag.Get("json"); tag != "" {
				name, options, _ := strings.Cut(tag, ",")
				out[path+"."+name] = options == ""
				addKeys(f.Type, path+"."+name, out)
			}
		}
	}
}

// eachKey calls visit for each key of an object and of all in it, with such a path.
func eachKey(v any, path string, visit func(path string, of map[string]any, key string)) {
	switch x := v.(type) {
	case []any:
		for _, e := range x {
			eachKey(e, path+".*", visit)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(x)) {
			at := path + "." + key
			if path == ".rules" { // by their ids
				at = path + ".*"
			}
			visit(at, x, key)
			eachKey(x[key], at, visit)
		}
	}
}
