package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/biter777/countries"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/gazetteer"
	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/policy"
)

// mostPlaces is how many places are suggested: more than that nobody reads.
const mostPlaces = 30

// Another name than its own counts as that of a place with a hundredth of the
// people; beside own names only those of large cities are suggested.
const (
	discount = 100
	famous   = 200_000 / discount
)

// found is a place with a name that begins like the word at the cursor.
type found struct {
	key    string
	class  gazetteer.Class
	name   string // its own
	weight int
}

// isOther reports whether the place goes by another name.
func (f found) isOther() bool { return f.class == gazetteer.Alternate }

// placesFrom returns the largest places that begin with a word, written as it
// begins: "Mün" is answered with "München", "mun" with "munchen".
func placesFrom(word string) []suggestion {
	cities, err := gazetteer.Open(data.Cities())
	if err != nil {
		return nil // a lookup will say it
	}
	airports, err := gazetteer.Open(data.Airports())
	if err != nil {
		return nil
	}
	first, _ := utf8.DecodeRuneInString(word)
	prefix := foldBeginning(word)
	if prefix == "" || unicode.IsDigit(first) || strings.Contains(word, ",") {
		return nil
	}
	hits := append(namesFrom(cities, prefix), namesFrom(airports, prefix)...)
	slices.SortFunc(hits, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), strings.Compare(a.key, b.key))
	})
	if slices.ContainsFunc(hits, func(f found) bool { return !f.isOther() }) {
		hits = slices.DeleteFunc(hits, func(f found) bool { return f.isOther() && f.weight < famous })
	}
	list := codesFrom(airports, cities, word)
	for _, h := range hits {
		if len(list) >= mostPlaces {
			break
		}
		text := continued(word, prefix, h.key, h.name)
		r, err := place.Lookup(text)
		if err != nil || r.Beginning || slices.ContainsFunc(list, func(s suggestion) bool { return s.text == text }) {
			continue // nothing is suggested that would be refused
		}
		list = append(list, suggestion{text, placeWords(r.Place)})
	}
	return list
}

// foldBeginning folds a word of which more may follow: a space at its end counts.
func foldBeginning(word string) string {
	key := gazetteer.Fold(word)
	last, _ := utf8.DecodeLastRuneInString(word)
	if key != "" && !unicode.IsLetter(last) && !unicode.IsDigit(last) && !unicode.IsMark(last) && !strings.ContainsRune("'’`", last) {
		key += " "
	}
	return key
}

// continued writes a key as a word began; as the name has it if it begins so too.
func continued(word, prefix, key, name string) string {
	if strings.HasPrefix(name, word) && gazetteer.Fold(name) == key {
		return name
	}
	if len(word) > 1 && word == strings.ToUpper(word) && word != strings.ToLower(word) {
		return strings.ToUpper(key)
	}
	if text := word + strings.TrimPrefix(key, prefix); gazetteer.Fold(text) == key {
		return text
	}
	return key
}

// namesFrom returns the largest places of a table under names that begin with a
// prefix, each under the best of its names, first those whose own name it is. Parts
// of cities are left out.
func namesFrom(t *gazetteer.Table, prefix string) []found {
	best := map[int]found{}
	for key, matches := range t.Prefix(prefix) {
		for _, m := range matches {
			if m.Class == gazetteer.Alternate && len(prefix) == 1 {
				continue // there are enough others
			}
			old, ok := best[m.ID]
			if !ok || m.Class < old.class || m.Class == old.class && len(key) < len(old.key) {
				best[m.ID] = found{key: key, class: m.Class}
			}
		}
	}
	// Places are numbered by their size: the first are the largest.
	var out []found
	count := map[bool]int{}
	for _, id := range slices.Sorted(maps.Keys(best)) {
		f := best[id]
		if count[f.isOther()] > mostPlaces {
			continue
		}
		p := t.Place(id)
		if p.Type == "PPLX" {
			continue
		}
		count[f.isOther()]++
		f.name, f.weight = p.Name, p.Population
		if p.Ident != "" {
			f.weight = gazetteer.Size(p.Type)
		}
		if f.isOther() {
			f.weight /= discount
		}
		out = append(out, f)
	}
	return out
}

// codesFrom returns the codes that begin with a word in capitals.
func codesFrom(airports, cities *gazetteer.Table, word string) []suggestion {
	if len(word) < 2 || len(word) > 4 || word != strings.ToUpper(word) {
		return nil
	}
	var list []suggestion
	for _, t := range []*gazetteer.Table{cities, airports} {
		for key, matches := range t.Prefix(gazetteer.CodeKey(word)) {
			p := t.Place(matches[0].ID)
			code := strings.TrimPrefix(key, gazetteer.CodeKey(""))
			small := p.Ident != "" && gazetteer.Size(p.Type) < gazetteer.Size("medium_airport")
			if small || code != strings.ToUpper(code) || len(list) >= mostPlaces/2 {
				continue
			}
			if r, err := place.Lookup(code); err == nil && !r.Beginning {
				list = append(list, suggestion{code, placeWords(r.Place)})
			}
		}
	}
	return list
}

// placeWords says which place it is: "Moscow, Russia".
func placeWords(p place.Place) string {
	return p.Name + ", " + policy.StateName(p.Country)
}

// statesFrom returns the States that begin with a word: names, and codes for a
// word in capitals. They are written as the word began.
func statesFrom(word string) []suggestion {
	prefix := foldBeginning(word)
	var list []suggestion
	for _, c := range countries.All() {
		code := c.Alpha2()
		if !policy.ValidState(code) {
			continue
		}
		name := policy.StateName(code)
		if key := gazetteer.Fold(name); strings.HasPrefix(key, prefix) && word != "" {
			text := continued(word, prefix, key, name)
			if back, err := policy.StateNamed(text); err == nil && back == code {
				list = append(list, suggestion{text, code})
			}
		}
		if strings.HasPrefix(code, word) {
			list = append(list, suggestion{code, name})
		}
	}
	slices.SortFunc(list, func(a, b suggestion) int { return strings.Compare(a.text, b.text) })
	return slices.Compact(list)
}
