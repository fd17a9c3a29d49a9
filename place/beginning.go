package place

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// Beginning returns places that a word can go on to, for proposals while somebody
// types: at most so many as asked for, first codes for a word in capitals, then the
// largest places under their names. Beside places that are called so only large ones
// are proposed for another name of theirs.
//
// The query of each, given to Lookup as it is, gives that place, and goes on as the
// word began: "Mosc" gives "Moscow", "mosc" gives "moscow". A word that begins like
// coordinates, or has a comma, gives nothing. The error is that of a damaged gazetteer.
func Beginning(word string, most int) ([]Other, error) {
	f, err := openTables()
	if err != nil {
		return nil, err
	}
	first, _ := utf8.DecodeRuneInString(word)
	b := gazetteer.NewBeginning(word)
	if b.Key() == "" || unicode.IsDigit(first) || strings.Contains(word, ",") {
		return nil, nil
	}
	list := f.codesFrom(word, most)
	for _, n := range f.namesFrom(b.Key(), most) {
		if len(list) >= most {
			break
		}
		query := b.Continued(n.key, n.name)
		if proposed(list, query) {
			continue
		}
		if o, ok := f.exact(query); ok {
			list = append(list, o)
		}
	}
	return list, nil
}

// proposed reports whether a query is in a list: a city and its airport may have one code.
func proposed(list []Other, query string) bool {
	return slices.ContainsFunc(list, func(o Other) bool { return o.Query == query })
}

// exact returns the place that a query means, if it is not refused and not the
// beginning of a longer name.
func (f *finder) exact(query string) (Other, bool) {
	r, err := f.lookup(query)
	return Other{Place: r.Place, Query: query}, err == nil && !r.Beginning
}

// begun is a place with a name that begins as asked for.
type begun struct {
	key    string
	class  gazetteer.Class
	name   string // its own
	weight int    // people, or what stands for them; of another name, a hundredth
}

// famous is the weight from which another name is proposed beside own names: that of
// a city of 200,000 people.
const famous = 200_000 / discount

// isOther reports whether the place goes by another name.
func (n begun) isOther() bool { return n.class == gazetteer.Alternate }

// namesFrom returns the places with names that begin with a prefix, the largest first.
func (f *finder) namesFrom(prefix string, most int) []begun {
	all := append(namesIn(f.cities, prefix, most), namesIn(f.airports, prefix, most)...)
	slices.SortFunc(all, func(a, b begun) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), strings.Compare(a.key, b.key))
	})
	if slices.ContainsFunc(all, func(n begun) bool { return !n.isOther() }) {
		all = slices.DeleteFunc(all, func(n begun) bool { return n.isOther() && n.weight < famous })
	}
	return all
}

// namesIn returns the largest places of a table under names that begin with a prefix,
// each under the best of its names: so many of those that are called so, and so many of
// the others. Parts of cities are left out.
func namesIn(t *gazetteer.Table, prefix string, most int) []begun {
	best := map[int]begun{}
	for key, matches := range t.Prefix(prefix) {
		for _, m := range matches {
			if m.Class == gazetteer.Alternate && len(prefix) == 1 {
				continue // there are enough others
			}
			old, ok := best[m.ID]
			if !ok || m.Class < old.class || m.Class == old.class && len(key) < len(old.key) {
				best[m.ID] = begun{key: key, class: m.Class}
			}
		}
	}
	// Places are numbered by their size: the first are the largest.
	var out []begun
	count := map[bool]int{}
	for _, id := range slices.Sorted(maps.Keys(best)) {
		n := best[id]
		if count[n.isOther()] > most {
			continue
		}
		p := t.Place(id)
		if p.Type == "PPLX" {
			continue
		}
		count[n.isOther()]++
		n.name, n.weight = p.Name, p.Population
		if p.Ident != "" {
			n.weight = gazetteer.Size(p.Type)
		}
		if n.isOther() {
			n.weight /= discount
		}
		out = append(out, n)
	}
	return out
}

// codesFrom returns the places whose codes begin with a word in capitals, at most half
// of what is asked for. Small airports are left out.
func (f *finder) codesFrom(word string, most int) []Other {
	if len(word) < 2 || len(word) > 4 || word != strings.ToUpper(word) {
		return nil
	}
	var list []Other
	for _, t := range []*gazetteer.Table{f.cities, f.airports} {
		for key, matches := range t.Prefix(gazetteer.CodeKey(word)) {
			p := t.Place(matches[0].ID)
			code := strings.TrimPrefix(key, gazetteer.CodeKey(""))
			small := p.Ident != "" && gazetteer.Size(p.Type) < gazetteer.Size("medium_airport")
			if small || code != strings.ToUpper(code) || len(list) >= most/2 || proposed(list, code) {
				continue
			}
			if o, ok := f.exact(code); ok {
				list = append(list, o)
			}
		}
	}
	return list
}
