package place

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// reference is the gazetteer as it lies in data/, searched row by row.
type reference struct {
	files  *gazetteer.Files
	folded [][]string // the names of each city
}

func newReference(tb testing.TB) *reference {
	tb.Helper()
	files, err := gazetteer.ReadFiles(os.DirFS("../data"))
	if err != nil {
		tb.Fatal(err)
	}
	r := &reference{files: files}
	for _, c := range files.Cities {
		names := []string{gazetteer.Fold(c.Name), gazetteer.Fold(c.ASCII)}
		for _, o := range c.Others {
			names = append(names, gazetteer.Fold(o))
		}
		r.folded = append(r.folded, names)
	}
	return r
}

// cities returns the cities that bear a name, as "name country lat lon".
func (r *reference) cities(key string) []string {
	var out []string
	for i, names := range r.folded {
		if slices.Contains(names, key) {
			out = append(out, line(r.files.Cities[i].Place))
		}
	}
	slices.Sort(out)
	return out
}

func line(p gazetteer.Place) string {
	return strings.Join([]string{p.Name, p.Country, p.Admin, FormatPoint([2]float64{p.Lon, p.Lat})}, "\t")
}

func tables(tb testing.TB) *finder {
	tb.Helper()
	f, err := openTables()
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// The cities that the binary search finds by a name are those that a search row
// by row finds, but for names that are codes of airports.
func TestNamesAgreeWithTheFiles(t *testing.T) {
	t.Parallel()
	r, f := newReference(t), tables(t)
	rapid.Check(t, func(t *rapid.T) {
		names := r.folded[rapid.IntRange(0, len(r.folded)-1).Draw(t, "city")]
		key := names[rapid.IntRange(0, len(names)-1).Draw(t, "name")]
		var got []string
		for _, m := range f.cities.Find(key) {
			got = append(got, line(f.cities.Place(m.ID)))
		}
		slices.Sort(got)
		want := r.cities(key)
		if len(key) == 3 || len(key) == 4 {
			// "SHA" among the names of Shanghai is the airport.
			for _, g := range got {
				if !slices.Contains(want, g) {
					t.Fatalf("%q finds %q, which the file does not", key, g)
				}
			}
			return
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q finds %q, want %q", key, got, want)
		}
	})
}

// Every code of an airport finds it, in capitals.
func TestEveryCodeFindsItsAirport(t *testing.T) {
	t.Parallel()
	r := newReference(t)
	for _, a := range r.files.Airports {
		for _, code := range []string{a.IATA, a.Ident} {
			if code == "" {
				continue
			}
			got, err := Lookup(code)
			if _, ok := stateCode(gazetteer.Fold(code)); ok { // "USA", "UAE", "NIUE"
				if _, ok := errors.AsType[*StateError](err); !ok {
					t.Errorf("%s: %v", code, err)
				}
				continue
			}
			if code == a.Ident && got.IATA == code {
				continue // an identifier of one, and the IATA code of another
			}
			if err != nil || got.Kind != Airport || got.IATA != a.IATA || got.ident != a.Ident ||
				got.Point != [2]float64{a.Lon, a.Lat} || got.Country != a.Country {
				t.Errorf("%s (%s) is %+v, %v", code, a.Name, got.Place, err)
			}
		}
	}
}

// What is printed of an airport finds it.
func TestEveryAirportIsReadAsPrinted(t *testing.T) {
	t.Parallel()
	f := tables(t)
	for id := range f.airports.Len() {
		want := f.airport(gazetteer.Match{ID: id}).Place
		if strings.Contains(want.Name, "(") || strings.Contains(want.Name, ",") {
			continue // the code is not the first in brackets, or State not behind the first comma
		}
		if got, why := resolvePlace(f, want.String()); got != want {
			t.Errorf("%s is read as %v, %s", want, got, why)
		}
	}
}

// Every metropolitan code finds the city, or an airport of it with the same code,
// and the airports know it.
func TestEveryCityCode(t *testing.T) {
	t.Parallel()
	r := newReference(t)
	for _, c := range r.files.CityCodes {
		got, err := Lookup(c.Code)
		if err != nil {
			t.Errorf("%s: %v", c.Code, err)
			continue
		}
		if slices.Contains(c.Airports, c.Code) {
			i := slices.IndexFunc(got.Others, func(o Other) bool { return o.Kind == City && o.CityCode == c.Code })
			if got.IATA != c.Code || got.CityCode != c.Code || i < 0 {
				t.Errorf("%s is %v, and its others %v", c.Code, got.Place, got.Others)
			}
		} else if got.Kind != City || got.Name != c.City || got.CityCode != c.Code || got.Country != c.Country {
			t.Errorf("%s is %+v", c.Code, got.Place)
		}
		city := findCity(t, c)
		for _, iata := range c.Airports {
			a, err := Lookup(iata)
			if err != nil || a.CityCode != c.Code {
				t.Errorf("%s of %s: %+v, %v", iata, c.Code, a.Place, err)
			}
			if y, x := a.Point[1]-city.Point[1], a.Point[0]-city.Point[0]; y*y > 1 || x*x > 4 {
				t.Errorf("%s at %v is far from %s at %v", iata, a.Point, c.City, city.Point)
			}
		}
	}
}

func findCity(t *testing.T, c gazetteer.CityCode) Place {
	t.Helper()
	for _, h := range tables(t).names(query{}, gazetteer.Fold(c.City)) {
		if h.CityCode == c.Code {
			return h.Place
		}
	}
	t.Fatalf("no city %s has the code %s", c.City, c.Code)
	return Place{}
}

// Every city is found by its name with State and division, as itself or, where
// one division has several of the name, as the most populous of them.
func TestEveryCityIsFound(t *testing.T) {
	t.Parallel()
	f := tables(t)
	for id := range f.cities.Len() {
		want := f.city(gazetteer.Match{ID: id})
		key := gazetteer.Fold(want.Name)
		got, err := resolvePlace(f, key+", "+strings.ToLower(want.Country)+"-"+strings.ToLower(want.Admin))
		if want.Admin == "" {
			got, err = resolvePlace(f, key+", "+want.Country)
		}
		if err != "" || got.Kind != City && !near(got, want.Place) || got.Country != want.Country ||
			got.Kind == City && got.Admin != want.Admin || !bears(f, got, key) {
			t.Errorf("%s is %v, %s", want, got, err)
			continue
		}
		if got.Kind == City && got.Population < want.Population {
			t.Errorf("%s (%d) is %v (%d)", want, want.Population, got, got.Population)
		}
	}
}

func resolvePlace(f *finder, s string) (Place, string) {
	q, err := parse(s)
	if err != nil {
		return Place{}, err.Error()
	}
	r := f.resolve(q)
	return r.best.Place, [...]string{"", "not found", "ambiguous", "a State"}[r.refused]
}

// bears reports whether a place has a name in the tables.
func bears(f *finder, p Place, key string) bool {
	return slices.ContainsFunc(f.names(query{}, key), func(h hit) bool { return h.same(p) })
}

// By its bare name every city leads to a place of that name, or to a question
// that names one.
func TestEveryNameLeadsSomewhere(t *testing.T) {
	t.Parallel()
	f := tables(t)
	asked := map[string]bool{}
	refused := 0
	for id := range f.cities.Len() {
		key := gazetteer.Fold(f.cities.Place(id).Name)
		if asked[key] {
			continue
		}
		asked[key] = true
		q, err := parse(key)
		if err != nil {
			t.Errorf("%q: %v", key, err)
			continue
		}
		r := f.resolve(q)
		switch {
		case r.refused == accepted && !r.beginning:
			if r.best.class != gazetteer.Code && !bears(f, r.best.Place, key) {
				t.Errorf("%q is %v, which is not called so", key, r.best.Place)
			}
		case r.refused == ambiguous || r.refused == isState:
			refused++
			if !slices.ContainsFunc(r.others, func(h hit) bool { return bears(f, h.Place, key) }) {
				t.Errorf("%q is asked back, but among %d choices is none of that name", key, len(r.others))
			}
		default:
			t.Errorf("%q finds nothing", key)
		}
	}
	if len(asked) < 20000 || refused > len(asked)/100 {
		t.Errorf("of %d names %d are asked back", len(asked), refused)
	}
}

// What a note says to write gives the place that it promises, for every name of a
// city and every code.
func TestNotesKeepTheirPromise(t *testing.T) {
	t.Parallel()
	f := tables(t)
	asked := map[string]bool{}
	promises, byPoint := 0, 0
	check := func(query string) {
		if asked[query] {
			return
		}
		asked[query] = true
		for _, o := range offers(query) {
			promises++
			got, err := Lookup(o.Query)
			if err == nil && got.Kind == Point && o.Kind == City && got.Point == o.Point {
				byPoint++
				continue
			}
			if err != nil || got.Place != o.Place {
				t.Errorf("%q offers %q for %v, which gives %v, %v", query, o.Query, o.Place, got.Place, err)
			}
		}
	}
	for id := range f.cities.Len() {
		check(gazetteer.Fold(f.cities.Place(id).Name))
	}
	for id := range f.airports.Len() {
		p := f.airports.Place(id)
		check(p.IATA)
		check(strings.ToLower(p.IATA))
	}
	if promises < 3000 || byPoint*20 > promises {
		t.Errorf("%d promises, %d of them coordinates", promises, byPoint)
	}
}

// offers returns what a query is told to write instead.
func offers(query string) []Other {
	r, err := Lookup(query)
	if err == nil {
		return r.Others
	}
	if e, ok := errors.AsType[*AmbiguousError](err); ok {
		return e.Choices
	}
	if e, ok := errors.AsType[*StateError](err); ok {
		return e.Suggestions
	}
	return nil
}
