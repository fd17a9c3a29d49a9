package route

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/data"
)

// Every built-in outline can be read, says where it is from, and is one zone.
func TestBuiltAreas(t *testing.T) {
	list, err := builtAreas()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 5 {
		t.Errorf("only %d outlines", len(list))
	}
	for _, a := range list {
		idx, err := a.index()
		if err != nil {
			t.Errorf("%s: %v", a.ID, err)
			continue
		}
		for _, area := range idx.All() {
			if area.Zone == nil || area.ID != a.ID || area.Name != a.Name || !area.HasOutline() {
				t.Errorf("%s is %+v", a.ID, area)
			}
		}
		for _, name := range []string{a.ID, a.Name, strings.ToUpper(a.ID)} {
			if found, ok, err := builtNamed(name); err != nil || !ok || found != a {
				t.Errorf("%q stands for %+v, %v", name, found, err)
			}
		}
	}
}

// The built-in outlines are those of areas.geojson, as it would be read.
func TestBuiltAreasAgainstText(t *testing.T) {
	var file struct {
		Features []struct {
			Properties struct {
				ID, Name, Source, Note string
				Approximate            any
			}
		}
	}
	if err := json.Unmarshal([]byte(data.Areas()), &file); err != nil {
		t.Fatal(err)
	}
	zones, err := airspace.ReadZones(strings.NewReader(data.Areas()), airspace.Options{Name: "areas.geojson"})
	if err != nil {
		t.Fatal(err)
	}
	list, err := builtAreas()
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for _, f := range file.Features {
		p := f.Properties
		told[p.ID] = true
		i := slices.IndexFunc(list, func(a *builtArea) bool { return a.ID == p.ID })
		if i < 0 {
			t.Errorf("%s is not built in", p.ID)
			continue
		}
		a := list[i]
		if a.Name != p.Name || a.Source != p.Source || a.Note != p.Note || a.Approximate != (p.Approximate == true || p.Approximate == "true") {
			t.Errorf("%+v is not %+v", a, p)
		}
	}
	if len(told) != len(list) {
		t.Errorf("%d outlines in the text, %d built in", len(told), len(list))
	}
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SampledFrom(list).Draw(t, "outline")
		x, err := a.index()
		if err != nil {
			t.Fatal(err)
		}
		box := x.Outline(0).Bound().Pad(1)
		p := orb.Point{rapid.Float64Range(box.Min[0], box.Max[0]).Draw(t, "lon"), rapid.Float64Range(box.Min[1], box.Max[1]).Draw(t, "lat")}
		within := slices.ContainsFunc(zones.At(p), func(id airspace.AreaID) bool { return zones.Area(id).Zone.ID == a.ID })
		if got := len(x.At(p)) > 0; got != within {
			t.Errorf("%v lies in %s as built in: %v, as read: %v", p, a.ID, got, within)
		}
	})
}

// firstOutline is areas.bin as if it had its first outline only.
func firstOutline(tb testing.TB) string {
	tb.Helper()
	src := data.AreaIndexes()
	n := 8 + binary.LittleEndian.Uint64([]byte(src[:8]))
	var list []map[string]any
	if err := json.Unmarshal([]byte(src[8:n]), &list); err != nil {
		tb.Fatal(err)
	}
	head, err := json.Marshal(list[:1])
	if err != nil {
		tb.Fatal(err)
	}
	packed, _ := list[0]["packed"].(float64)
	return string(binary.LittleEndian.AppendUint64(nil, uint64(len(head)))) + string(head) + src[n:n+uint64(packed)]
}

// What is damaged is told, and never read in part.
func FuzzOpenAreas(f *testing.F) {
	one := firstOutline(f)
	for _, s := range []string{
		"", "short", one, one[:len(one)/2], one[:200], "\xff\xff\xff\xff\xff\xff\xff\xff[]", "\x02\x00\x00\x00\x00\x00\x00\x00[]",
		strings.Replace(one, `"packed":`, `"packed":-`, 1),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		list, err := openAreas(src)
		if err != nil && (list != nil || !errors.Is(err, errDamaged)) {
			t.Fatalf("%v, %v", list, err)
		}
		for _, a := range list {
			x, err := a.index()
			if err == nil && x.Len() == 0 {
				t.Errorf("%s is empty", a.ID)
			}
			if src == one && err != nil {
				t.Error(err)
			}
		}
	})
}
