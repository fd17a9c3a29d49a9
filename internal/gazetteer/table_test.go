package gazetteer_test

import (
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// readFiles returns the rows of the files in data/.
func readFiles(tb testing.TB) *gazetteer.Files {
	tb.Helper()
	files, err := gazetteer.ReadFiles(os.DirFS("../../data"))
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

func open(tb testing.TB, text string) *gazetteer.Table {
	tb.Helper()
	table, err := gazetteer.Open(text)
	if err != nil {
		tb.Fatal(err)
	}
	return table
}

// What is embedded and what lies in data/ say the same.
func TestEmbeddedIsBuiltFromTheFiles(t *testing.T) {
	t.Parallel()
	airports, cities, err := readFiles(t).Tables()
	if err != nil {
		t.Fatal(err)
	}
	if airports != data.Airports() {
		t.Error("airports.bin is not what airports.csv and citycodes.csv give: run go generate ./data")
	}
	if cities != data.Cities() {
		t.Error("cities.bin is not what cities.tsv.gz, cities-admin1.tsv and citycodes.csv give: run go generate ./data")
	}
}

// Each place and each key of the files comes out of the embedded tables as it
// went in, and nothing else does.
func TestTablesHoldTheFiles(t *testing.T) {
	t.Parallel()
	files := readFiles(t)
	airports, cities, err := files.Entries()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		entries []gazetteer.Entry
		text    string
	}{{"airports", airports, data.Airports()}, {"cities", cities, data.Cities()}} {
		table := open(t, c.text)
		if table.Len() != len(c.entries) {
			t.Fatalf("%s: %d places, want %d", c.name, table.Len(), len(c.entries))
		}
		want := reference(c.entries)
		keys := 0
		for key, got := range table.From("") {
			keys++
			if !slices.Equal(got, want[key]) {
				t.Fatalf("%s: %q gives %v, want %v", c.name, key, got, want[key])
			}
		}
		if keys != len(want) || keys != table.Keys() {
			t.Errorf("%s: %d keys, says %d, want %d", c.name, keys, table.Keys(), len(want))
		}
		for id, e := range c.entries {
			if diff := cmp.Diff(e.Place, table.Place(id)); diff != "" {
				t.Fatalf("%s, place %d (-file +table):\n%s", c.name, id, diff)
			}
			if !table.IsIn(id, e.Country) || table.IsIn(id, "ZZ") {
				t.Fatalf("%s, place %d: IsIn is wrong about %s", c.name, id, e.Country)
			}
		}
	}
}

// reference is the table as a map.
func reference(entries []gazetteer.Entry) map[string][]gazetteer.Match {
	out := map[string][]gazetteer.Match{}
	for id, e := range entries {
		for key, class := range e.Keys {
			out[key] = append(out[key], gazetteer.Match{ID: id, Class: class})
		}
	}
	return out
}

// Find, Prefix and From agree with a map on tables of any size, about keys that
// are there, that are not, and that are near to block borders.
func TestSearchAgreesWithAMap(t *testing.T) {
	t.Parallel()
	key := rapid.StringMatching(`[abя]{1,4}`)
	rapid.Check(t, func(t *rapid.T) {
		var entries []gazetteer.Entry
		for range rapid.IntRange(0, 60).Draw(t, "places") {
			keys := map[string]gazetteer.Class{}
			for range rapid.IntRange(0, 3).Draw(t, "keys") {
				keys[key.Draw(t, "key")] = gazetteer.Class(rapid.IntRange(0, 3).Draw(t, "class"))
			}
			entries = append(entries, gazetteer.Entry{Place: gazetteer.Place{Name: "x", Country: "XX"}, Keys: keys})
		}
		text, err := gazetteer.Build(entries)
		if err != nil {
			t.Fatal(err)
		}
		table, err := gazetteer.Open(text)
		if err != nil {
			t.Fatal(err)
		}
		want := reference(entries)
		sorted := slices.Sorted(maps.Keys(want))
		asked := rapid.StringMatching(`[abя]{0,5}`).Draw(t, "asked")
		if got := table.Find(asked); !slices.Equal(got, want[asked]) {
			t.Fatalf("Find(%q) = %v, want %v", asked, got, want[asked])
		}
		var prefix, from, all []string
		for k := range table.Prefix(asked) {
			prefix = append(prefix, k)
		}
		for k := range table.From(asked) {
			from = append(from, k)
		}
		table.Names(func(k []byte, list gazetteer.List) bool {
			all = append(all, string(k))
			return slices.Equal(table.Matches(list), want[string(k)])
		})
		if w := keep(sorted, func(k string) bool { return strings.HasPrefix(k, asked) }); !slices.Equal(prefix, w) {
			t.Fatalf("Prefix(%q) = %q, want %q", asked, prefix, w)
		}
		if w := keep(sorted, func(k string) bool { return k >= asked }); !slices.Equal(from, w) {
			t.Fatalf("From(%q) = %q, want %q", asked, from, w)
		}
		if !slices.Equal(all, sorted) {
			t.Fatalf("Names = %q, want %q", all, sorted)
		}
	})
}

func keep(keys []string, ok func(string) bool) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return !ok(k) })
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	whole, err := gazetteer.Build([]gazetteer.Entry{
		{Place: gazetteer.Place{Name: "Bar", Country: "ME"}, Keys: map[string]gazetteer.Class{"bar": gazetteer.Own}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"nothing":        "",
		"another file":   strings.Repeat("name,code\n", 20),
		"cut short":      whole[:len(whole)-1],
		"longer":         whole + "x",
		"another header": whole[:4] + "\xff" + whole[5:],
	} {
		if _, err := gazetteer.Open(text); !errors.Is(err, gazetteer.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := open(t, whole).Find("bar"); len(got) != 1 {
		t.Errorf("the whole table finds %v", got)
	}
}

func TestBuildRefusesWhatWouldMixFields(t *testing.T) {
	t.Parallel()
	_, err := gazetteer.Build([]gazetteer.Entry{{Place: gazetteer.Place{Name: "a\tb"}}})
	if err == nil || !strings.Contains(err.Error(), "tab") {
		t.Errorf("a tab in a name: %v", err)
	}
}
