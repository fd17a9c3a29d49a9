package airspace

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadIdentity(t *testing.T) {
	for _, tc := range []struct {
		name, properties string
		want             Area
	}{
		{
			"ours", `"id":"UA-43+40","iso_a2":"","name":"Crimea","sovereign":"UA","sovereign_defacto":"RU","disputed":"UA,RU","note":"n"`,
			Area{ID: "UA-43+40", Name: "Crimea", Sovereign: "UA", Claimants: []string{"RU", "UA"}, Disputed: true, Note: "n"},
		},
		{"Natural Earth, France", `"NAME":"France","ISO_A2":"-99","ISO_A2_EH":"FR","ADM0_A3":"FRA"`, Area{ID: "FR", Code: "FR", Code3: "FRA", Name: "France", Sovereign: "FR"}},
		{"Natural Earth, Kosovo", `"NAME":"Kosovo","ISO_A2":"-99","ISO_A2_EH":"-99","ISO_A3":"-99","ADM0_A3":"KOS","sovereign":"XK"`, Area{ID: "XK", Code: "XK", Code3: "XKX", Name: "Kosovo", Sovereign: "XK"}},
		{"alpha-3", `"ISO_A3":"deu"`, Area{ID: "DE", Code: "DE", Code3: "DEU", Name: "DE", Sovereign: "DE"}},
		{"number -99", `"iso_a2":-99,"name":"Nowhere"`, Area{ID: "Nowhere", Name: "Nowhere"}},
		{"name alone", `"ADMIN":"Germany"`, Area{ID: "DE", Code: "DE", Code3: "DEU", Name: "Germany", Sovereign: "DE"}},
		{"name beside an empty code", `"iso_a2":null,"name":"Germany"`, Area{ID: "Germany", Name: "Germany"}},
		{"the Union's code", `"CNTR_ID":"EL"`, Area{ID: "GR", Code: "GR", Code3: "GRC", Name: "GR", Sovereign: "GR"}},
		{"a territory", `"iso_a2":"GF"`, Area{ID: "GF", Code: "GF", Code3: "GUF", Name: "GF", Sovereign: "FR"}},
		{"no sovereign", `"iso_a2":"EH","sovereign":""`, Area{ID: "EH", Code: "EH", Code3: "ESH", Name: "EH"}},
		{"sovereign in three letters", `"iso_a2":"RE","sovereign":"FRA"`, Area{ID: "RE", Code: "RE", Code3: "REU", Name: "RE", Sovereign: "FR"}},
		{"a list of claimants", `"name":"Rock","disputed":["JP","KR"]`, Area{ID: "Rock", Name: "Rock", Disputed: true, Claimants: []string{"JP", "KR"}}},
		{"a number as id", `"id":12,"iso_a2":"PL"`, Area{ID: "12", Code: "PL", Code3: "POL", Name: "12", Sovereign: "PL"}},
		{"a car sign is no code", `"iso_a2":"RA","name":"Zone"`, Area{ID: "Zone", Name: "Zone"}},
		{"escapes", `"iso_a2":"CI","name":"C\u00f4te d\"Ivoire"`, Area{ID: "CI", Code: "CI", Code3: "CIV", Name: `Côte d"Ivoire`, Sovereign: "CI"}},
		{"nothing", ``, Area{ID: "area 1", Name: "area 1"}},
	} {
		x := readText(t, `{"type":"Feature","properties":{`+tc.properties+`},"geometry":{"type":"Polygon","coordinates":`+box(0, 0, 1, 1)+`}}`)
		tc.want.hasOutline = true
		if diff := cmp.Diff(tc.want, x.Area(0), cmp.AllowUnexported(Area{})); diff != "" {
			t.Errorf("%s:\n%s", tc.name, diff)
		}
	}
}

func TestReadOwnProperties(t *testing.T) {
	text := `{"type":"FeatureCollection","name":"zones","date":"2025-01-02","license":"CC0","features":[{"type":"Feature","id":"f1",
		"properties":{"land":"PL","land3":"POL","titel":"Polen","kennung":"Z1","iso_a2":"DE"},
		"geometry":{"type":"Polygon","coordinates":` + box(0, 0, 1, 1) + `}}]}`
	x, err := ReadGeoJSON(strings.NewReader(text), Options{
		CodeProperties: []string{"Land"}, Code3Properties: []string{"land3"}, NameProperties: []string{"Titel"}, IDProperties: []string{"kennung"}, Worldview: DeFacto,
	})
	if err != nil {
		t.Fatal(err)
	}
	if a := x.Area(0); a.ID != "Z1" || a.Code != "PL" || a.Name != "Polen" || a.Sovereign != "PL" {
		t.Errorf("%+v", a)
	}
	s := x.Source()
	s.SHA256 = ""
	if want := (Source{Name: "zones", Date: "2025-01-02", Licence: "CC0", Worldview: DeFacto, Areas: 1}); s != want {
		t.Errorf("source %+v", s)
	}
	if x = readText(t, text); x.Area(0).ID != "f1" {
		t.Errorf("the feature's id is not used: %+v", x.Area(0))
	}
}
