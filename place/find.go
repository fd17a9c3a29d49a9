package place

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// finder searches the two tables.
type finder struct{ cities, airports *gazetteer.Table }

// openTables opens the embedded tables once. That reads their headers alone.
var openTables = sync.OnceValues(func() (*finder, error) {
	cities, err := gazetteer.Open(data.Cities())
	if err != nil {
		return nil, err
	}
	airports, err := gazetteer.Open(data.Airports())
	if err != nil {
		return nil, err
	}
	return &finder{cities: cities, airports: airports}, nil
})

// hit is a place that a search came upon.
type hit struct {
	Place
	class  gazetteer.Class
	weight int // people, or what stands for them; a hundredth for an alternate
	fit    int // see query.fits
}

// isBigCity reports whether a city of more than 100,000 people is called so.
func (h hit) isBigCity() bool {
	return h.isCity() && h.Population > 100000
}

// isTown reports whether a city of more than 10,000 people has this very name.
func (h hit) isTown() bool {
	return h.Kind == City && h.class == gazetteer.Own && h.Population > 10000
}

// isWhole reports whether a city, and not a part of one, has this very name.
func (h hit) isWhole() bool {
	return h.Kind == City && h.class == gazetteer.Own && h.typ != "PPLX"
}

// isCity reports whether it is a city under its own name.
func (h hit) isCity() bool {
	return h.Kind == City && h.class <= gazetteer.Variant
}

const (
	// discount is by how much an alternate name counts less than a city's own.
	discount = 100
	// smallest is what the least of cities counts for.
	smallest = 1000
)

func (f *finder) city(m gazetteer.Match) hit {
	r := f.cities.Place(m.ID)
	h := hit{class: m.Class, weight: max(r.Population, smallest) * discount, Place: Place{
		Name: r.Name, Kind: City, CityCode: r.CityCode, Country: r.Country,
		Admin: r.Admin, AdminName: r.AdminName, Population: r.Population,
		Point: orb.Point{r.Lon, r.Lat}, typ: r.Type, capital: r.Type == "PPLC",
	}}
	return h.discounted()
}

func (f *finder) airport(m gazetteer.Match) hit {
	r := f.airports.Place(m.ID)
	h := hit{class: m.Class, weight: gazetteer.Size(r.Type) * discount, Place: Place{
		Name: r.Name, Kind: Airport, IATA: r.IATA, CityCode: r.CityCode,
		Country: r.Country, Admin: r.Admin, Point: orb.Point{r.Lon, r.Lat},
		ident: r.Ident, city: r.City, typ: r.Type,
	}}
	if isICAO(r.Ident) {
		h.ICAO = r.Ident
	}
	return h.discounted()
}

func (h hit) discounted() hit {
	if h.class == gazetteer.Alternate {
		h.weight /= discount
	}
	return h
}

// isICAO reports whether an identifier is an ICAO location indicator, not a
// local one.
func isICAO(ident string) bool {
	return len(ident) == 4 && !strings.ContainsFunc(ident, func(r rune) bool { return r < 'A' || r > 'Z' })
}

// codes returns the places of a code that the query allows: the airport with this
// IATA code, the one with this identifier, the city.
func (f *finder) codes(q query) []hit {
	if q.code == "" {
		return nil
	}
	key := gazetteer.CodeKey(q.code)
	out := f.hits(q, f.airports.Find(key), f.cities.Find(key))
	slices.SortStableFunc(out, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.fit, a.fit), -compareBool(a.IATA == q.code, b.IATA == q.code))
	})
	return out
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// names returns the places of a name that the query allows, the likeliest first.
func (f *finder) names(q query, key string) []hit {
	out := f.hits(q, f.airports.Find(key), f.cities.Find(key))
	if slices.ContainsFunc(out, hit.isWhole) {
		for i := range out {
			if out[i].Kind == Airport { // it is named after the city
				out[i].weight /= discount
			}
		}
	}
	order(out)
	return out
}

// hits returns the places of the matches that the query allows.
func (f *finder) hits(q query, airports, cities []gazetteer.Match) []hit {
	out := make([]hit, 0, len(airports)+len(cities))
	for _, m := range airports {
		out = append(out, f.airport(m))
	}
	for _, m := range cities {
		out = append(out, f.city(m))
	}
	for i := range out {
		out[i].fit = q.fits(out[i].Place)
	}
	return slices.DeleteFunc(out, func(h hit) bool { return h.fit == 0 })
}

// order sorts hits: by State before by division, then by weight, then own names
// before others; the rest is for the sake of one order.
func order(hits []hit) {
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(
			cmp.Compare(b.fit, a.fit), cmp.Compare(b.weight, a.weight),
			cmp.Compare(a.class, b.class), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ident, b.ident),
		)
	})
}

// beginnings returns the places with a name that begins with the key, the
// likeliest first, each once.
func (f *finder) beginnings(q query) []hit {
	if n := utf8.RuneCountInString(q.key); n < 2 || n < 4 && !isIdeographic(q.key) {
		return nil
	}
	var out []hit
	for key, m := range f.airports.Prefix(q.key) {
		if key != q.key {
			out = append(out, f.hits(q, m, nil)...)
		}
	}
	for key, m := range f.cities.Prefix(q.key) {
		if key != q.key {
			out = append(out, f.hits(q, nil, m)...)
		}
	}
	order(out)
	return unique(out)
}

// unique returns hits without those whose place came before.
func unique(hits []hit) []hit {
	type id struct {
		name, ident string
		point       orb.Point
	}
	seen := map[id]bool{}
	return slices.DeleteFunc(hits, func(h hit) bool {
		k := id{h.Name, h.ident, h.Point}
		was := seen[k]
		seen[k] = true
		return was
	})
}
