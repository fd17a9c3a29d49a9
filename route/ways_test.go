package route

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
)

var update = flag.Bool("update", false, "write the table of the ways' States")

// statesAlong lists the States that a line crosses, in order, each change once.
func statesAlong(t *testing.T, idx *airspace.Index, line orb.LineString) (states []string, km float64) {
	t.Helper()
	legs, err := legsOf(line)
	if err != nil {
		t.Fatal(err)
	}
	stretches, err := stretchesOf(t.Context(), idx, legs)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stretches {
		for _, id := range s.areas {
			a := idx.Area(id)
			code := a.Code
			if code == "" {
				code = a.ID
			}
			if n := len(states); n == 0 || states[n-1] != code {
				states = append(states, code)
			}
		}
		km = s.toKm
	}
	return states, km
}

// differs says how what is crossed differs from what the press lists.
func differs(crossed []string, press string) string {
	if press == "" {
		return ""
	}
	listed := strings.Fields(press)
	var words []string
	for _, s := range slices.Compact(slices.Sorted(slices.Values(crossed))) {
		if !slices.Contains(listed, s) {
			words = append(words, "also "+s)
		}
	}
	for _, s := range listed {
		if !slices.Contains(crossed, s) {
			words = append(words, "not "+s)
		}
	}
	return strings.Join(words, ", ")
}

// TestWaysCrossTheStatesOfTheTable measures every named way and compares with
// the committed table. Run with -update after the outlines or ways changed, and
// read the difference.
func TestWaysCrossTheStatesOfTheTable(t *testing.T) {
	idx, err := airspace.World()
	if err != nil {
		t.Fatal(err)
	}
	ways, err := Ways()
	if err != nil {
		t.Fatal(err)
	}
	first := ways[0].Line
	direct := Way{
		ID: "direct", Name: "great circle", NamedBy: "press", PressStates: "RU UA HU", PressKm: 1500,
		Line: orb.LineString{first[0], first[len(first)-1]},
	}
	rows := [][]string{{"id", "name", "named_by", "km", "press_km", "crosses", "press_states", "differs"}}
	for _, w := range append([]Way{direct}, ways...) {
		states, km := statesAlong(t, idx, w.Line)
		press := ""
		if w.PressKm > 0 {
			press = fmt.Sprintf("%.0f", w.PressKm)
		}
		rows = append(rows, []string{
			w.ID, w.Name, w.NamedBy, fmt.Sprintf("%.0f", km), press, strings.Join(states, " "), w.PressStates, differs(states, w.PressStates),
		})
	}
	var got bytes.Buffer
	if err := csv.NewWriter(&got).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("..", "data", "ways-states.csv")
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("the ways cross\n%s\nthe table %s says\n%s", got.Bytes(), file, want)
	}
}

func TestWayBetween(t *testing.T) {
	ways, err := Ways()
	if err != nil {
		t.Fatal(err)
	}
	moscow, budapest := orb.Point{37.6156, 55.7522}, orb.Point{19.0399, 47.498}
	vnukovo, bud := orb.Point{37.2615, 55.5915}, orb.Point{19.2624, 47.4302}
	tver, vienna := orb.Point{35.9, 56.86}, orb.Point{16.37, 48.21}
	for _, w := range ways {
		for _, c := range []struct {
			name     string
			from, to orb.Point
			want     bool
		}{
			{"Moscow-Budapest", moscow, budapest, true},
			{"Vnukovo-Ferihegy", vnukovo, bud, true},
			{"Budapest-Moscow", budapest, moscow, true},
			{"Tver-Budapest", tver, budapest, false},
			{"Moscow-Vienna", moscow, vienna, false},
			{"Moscow-Moscow", moscow, vnukovo, false},
		} {
			line, ok := w.Between(c.from, c.to)
			if ok != c.want {
				t.Errorf("%s, %s: offered %v, want %v", w.ID, c.name, ok, c.want)
			}
			if ok && (line[0] != c.from || line[len(line)-1] != c.to || len(line) != len(w.Line)) {
				t.Errorf("%s, %s: line %v", w.ID, c.name, line)
			}
		}
		back, _ := w.Between(budapest, moscow)
		back.Reverse()
		if forth, _ := w.Between(moscow, budapest); !slices.Equal(forth, back) {
			t.Errorf("%s: the way back is another one", w.ID)
		}
	}
}

func TestParseWaysRefuses(t *testing.T) {
	for name, src := range map[string]string{
		"no JSON": `{`,
		"a point": `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"a","name":"A"},"geometry":{"type":"Point","coordinates":[0,0]}}]}`,
		"no id":   `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]}}]}`,
		"one twice": `{"type":"FeatureCollection","features":[` +
			`{"type":"Feature","properties":{"id":"a","name":"A"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]}},` +
			`{"type":"Feature","properties":{"id":"a","name":"A"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]}}]}`,
	} {
		if _, err := parseWays([]byte(src)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
