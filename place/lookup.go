package place

import (
	"strings"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// most is how many other places a result or an error lists.
const most = 8

// Lookup returns the place that a query means: a name, a code or coordinates. See
// the package comment for what comes first.
//
// Its errors are *[QueryError], *[CoordinateError], *[NotFoundError],
// *[AmbiguousError] and *[StateError]. A damaged gazetteer gives another error.
func Lookup(query string) (Result, error) {
	f, err := openTables()
	if err != nil {
		return Result{}, err
	}
	return f.lookup(query)
}

// lookup is Lookup in the tables of f.
func (f *finder) lookup(query string) (Result, error) {
	text, err := clean(query)
	if err != nil {
		return Result{}, err
	}
	if looksLikePoint(text) && !f.isCode(text) {
		p, err := ParsePoint(text)
		if err != nil {
			return Result{}, err
		}
		return Result{Place: pointPlace(p)}, nil
	}
	q, err := parse(text)
	if err != nil {
		return Result{}, err
	}
	r := f.resolve(q)
	switch r.refused {
	case accepted:
	case notFound:
		return Result{}, f.notFound(text, q)
	case ambiguous:
		list, more := f.others(r.others)
		return Result{}, &AmbiguousError{Query: text, Choices: list, More: more}
	case isState:
		code, _ := stateCode(q.key)
		list, _ := f.others(r.others)
		return Result{}, &StateError{Query: text, Code: code, Name: stateName(code), Suggestions: list}
	}
	out := Result{Place: r.best.Place, Beginning: r.beginning}
	out.Others, out.More = f.others(r.others)
	return out, nil
}

// pointPlace returns the place that is a point and nothing else.
func pointPlace(p orb.Point) Place {
	return Place{Name: FormatPoint(p), Kind: Point, Point: p}
}

// isCode reports whether a query is a code of the tables: "03N" is an airport
// and no latitude.
func (f *finder) isCode(text string) bool {
	q, err := parse(text)
	return err == nil && len(f.codes(q)) > 0
}

// others returns the first hits, each with its query, and how many there are
// beyond.
func (f *finder) others(hits []hit) (list []Other, more int) {
	shown := hits[:min(len(hits), most)]
	for _, h := range shown {
		list = append(list, Other{Place: h.Place, Query: f.queryFor(h.Place)})
	}
	return list, len(hits) - len(shown)
}

// queryFor returns the shortest query that finds a place.
func (f *finder) queryFor(p Place) string {
	for _, s := range queries(p) {
		q, err := parse(s)
		if err != nil {
			continue
		}
		if r := f.resolve(q); r.refused == accepted && !r.beginning && r.best.same(p) {
			return s
		}
	}
	return FormatPoint(p.Point)
}

// queries returns what could find a place, the handiest first.
func queries(p Place) []string {
	if p.Kind == Airport {
		return []string{p.IATA, p.ident}
	}
	key := gazetteer.Fold(p.Name)
	state := strings.ToLower(p.Country)
	out := []string{key, key + ", " + state}
	if p.Country == "US" {
		return append(out, key+", "+state+"-"+strings.ToLower(p.Admin))
	}
	if p.AdminName != "" {
		out = append(out, key+", "+gazetteer.Fold(p.AdminName))
	}
	return append(out, key+", "+state+"-"+strings.ToLower(p.Admin))
}
