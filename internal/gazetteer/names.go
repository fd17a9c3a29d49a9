package gazetteer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// AirportEntries returns the entries of the table of airports: large ones
// first.
func AirportEntries(airports []Place, codes []CityCode) ([]Entry, error) {
	area := map[string]string{}
	for _, c := range codes {
		for _, iata := range c.Airports {
			if other, ok := area[iata]; ok {
				return nil, fmt.Errorf("the airport %s is in %s and in %s", iata, other, c.Code)
			}
			area[iata] = c.Code
		}
	}
	out := make([]Entry, 0, len(airports))
	for _, p := range airports {
		if code, ok := area[p.IATA]; ok {
			p.CityCode = code
			delete(area, p.IATA)
		}
		out = append(out, Entry{Place: p, Keys: airportKeys(p)})
	}
	for iata, code := range area {
		return nil, fmt.Errorf("%s names the airport %s, which is not in the table", code, iata)
	}
	slices.SortStableFunc(out, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(Size(b.Type), Size(a.Type)), cmp.Compare(a.Ident, b.Ident))
	})
	return out, nil
}

// Size returns what an airport counts for beside the people of a city.
func Size(kind string) int {
	switch kind {
	case "large_airport":
		return 50000
	case "medium_airport":
		return 5000
	case "small_airport":
		return 500
	}
	return 300
}

// airportKeys returns the codes, the name with and without "International
// Airport", and as alternates the name without the city before it or with it, and
// the city.
func airportKeys(p Place) map[string]Class {
	keys := map[string]Class{}
	if p.IATA != "" {
		keys[CodeKey(p.IATA)] = Code
	}
	keys[CodeKey(p.Ident)] = Code
	city := Fold(town(p.City))
	add(keys, city, Alternate)
	add(keys, Fold(p.City), Alternate)
	for _, name := range parts(p.Name) {
		full := Fold(name)
		short := Bare(full)
		add(keys, full, Own)
		if short == city {
			continue // the city is there already, as an alternate
		}
		add(keys, short, Own)
		if rest, ok := strings.CutPrefix(short, city+" "); ok && city != "" {
			if isTelling(rest) {
				add(keys, rest, Alternate)
			}
		} else if city != "" && short != "" {
			add(keys, city+" "+short, Alternate)
		}
	}
	return keys
}

// parts returns a name, and its parts if it is of several.
func parts(name string) []string {
	out := []string{name}
	if main, inside, ok := strings.Cut(name, " ("); ok {
		out = append(out, main)
		if inside = strings.TrimRight(inside, ")"); isTelling(Fold(inside)) {
			out = append(out, inside)
		}
	}
	if strings.Contains(name, " / ") {
		out = append(out, strings.Split(name, " / ")...)
	}
	return out
}

// isTelling reports whether a part of a name could stand for the whole: "heathrow"
// could, "new" and "north" could not.
func isTelling(key string) bool {
	return utf8.RuneCountInString(key) >= 4 &&
		!slices.Contains([]string{"north", "south", "east", "west", "city", "county", "central", "island"}, key)
}

// town returns the municipality without what is added to it: "Qionghai" of
// "Qionghai (Basuo)", "London" of "London, Essex".
func town(city string) string {
	city, _, _ = strings.Cut(city, "(")
	city, _, _ = strings.Cut(city, ",")
	city, _, _ = strings.Cut(city, "/")
	return strings.TrimSpace(city)
}

// generic are words that many airports end in.
var generic = []string{
	"international", "airport", "airfield", "aerodrome", "airpark", "airstrip",
	"heliport", "intl", "regional", "municipal", "domestic", "seaplane base",
	"air base", "air force base", "naval air station", "airbase",
}

// Bare returns the folded name of an airport without the generic words that it
// ends in; empty if there is nothing else.
func Bare(key string) string {
	for {
		before := key
		for _, w := range generic {
			if key == w {
				return ""
			}
			key = strings.TrimSuffix(key, " "+w)
		}
		if key == before {
			return key
		}
	}
}

// CityEntries returns the entries of the table of cities: the most populous
// first. taken are the codes of airports, which are no names of cities.
func CityEntries(cities []City, codes []CityCode, taken map[string]bool) ([]Entry, error) {
	area := map[int]CityCode{}
	isCode := map[string]bool{}
	for _, c := range codes {
		area[c.GeonameID] = c
		isCode[c.Code] = true
	}
	out := make([]Entry, 0, len(cities))
	for _, c := range cities {
		code, ok := area[c.GeonameID]
		if ok {
			if code.City != c.Name || code.Country != c.Country {
				return nil, fmt.Errorf("%s is %s, %s in the list of codes, but %s, %s in the gazetteer",
					code.Code, code.City, code.Country, c.Name, c.Country)
			}
			if listed := slices.Contains(c.Others, code.Code); listed != (code.Basis == "gazetteer") {
				return nil, fmt.Errorf("%s: the basis %q is wrong", code.Code, code.Basis)
			}
			c.CityCode = code.Code
			delete(area, c.GeonameID)
		}
		keys := cityKeys(c, func(s string) bool { return taken[s] || isCode[s] })
		out = append(out, Entry{Place: c.Place, Keys: keys})
	}
	for _, c := range area {
		return nil, fmt.Errorf("%s names the city %d, which is not in the table", c.Code, c.GeonameID)
	}
	slices.SortStableFunc(out, func(a, b Entry) int { return cmp.Compare(b.Population, a.Population) })
	return out, nil
}

// cityKeys returns the code and the names of a city. GeoNames lists codes of
// airports among the names; they are left to the airports.
func cityKeys(c City, isCode func(string) bool) map[string]Class {
	keys := map[string]Class{}
	if c.CityCode != "" {
		keys[CodeKey(c.CityCode)] = Code
	}
	own := []string{Fold(c.Name), Fold(c.ASCII)}
	for _, k := range own {
		add(keys, k, Own)
	}
	for _, name := range c.Others {
		if isCode(name) {
			continue
		}
		key, class := Fold(name), Alternate
		if IsVariant(key, own[0]) || IsVariant(key, own[1]) {
			class = Variant
		}
		add(keys, key, class)
	}
	return keys
}

func add(keys map[string]Class, key string, class Class) {
	if key == "" {
		return
	}
	if old, ok := keys[key]; !ok || class < old {
		keys[key] = class
	}
}

// IsVariant reports whether a folded name is another spelling of own, which is
// folded too, or its first words: "odessa" of "odesa", "st petersburg" of "saint
// petersburg", "rostov" of "rostov na donu". Fewer than five letters (of first
// words, four) do not count: "bar" is not "baar".
func IsVariant(key, own string) bool {
	if key == own {
		return true
	}
	if strings.HasPrefix(own, key+" ") && utf8.RuneCountInString(key) >= 4 {
		return true
	}
	return utf8.RuneCountInString(key) >= 5 && squeeze(key) == squeeze(own)
}

// squeeze returns a key without doubled letters and spaces, "st" written out.
func squeeze(key string) string {
	if rest, ok := strings.CutPrefix(key, "st "); ok {
		key = "saint " + rest
	}
	var b strings.Builder
	last := rune(-1)
	for _, r := range key {
		if r != ' ' && r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}
