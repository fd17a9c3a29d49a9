package place

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// suggested is how many suggestions an error holds at most.
const suggested = 5

// notFound returns the error for a query without an answer.
func (f *finder) notFound(text string, q query) *NotFoundError {
	e := &NotFoundError{Query: text}
	if len(q.narrow) > 0 {
		bare := q
		bare.narrow = nil
		r := f.resolve(bare)
		if r.refused == accepted {
			e.Suggestions, _ = f.others(append([]hit{r.best}, r.others...))
			e.Suggestions = e.Suggestions[:min(len(e.Suggestions), suggested)]
			return e
		}
	}
	if o, ok := f.comma(q); ok {
		e.Suggestions = append(e.Suggestions, o)
	}
	for _, h := range f.similar(q) {
		if len(e.Suggestions) == suggested {
			break
		}
		o := Other{Place: h.Place, Query: f.queryFor(h.Place)}
		if !slices.Contains(e.Suggestions, o) {
			e.Suggestions = append(e.Suggestions, o)
		}
	}
	return e
}

// comma tries a query again with a comma before its last words: "paris texas".
func (f *finder) comma(q query) (Other, bool) {
	for i := strings.LastIndexByte(q.key, ' '); i > 0; i = strings.LastIndexByte(q.key[:i], ' ') {
		s := q.key[:i] + ", " + q.key[i+1:]
		try, err := parse(s)
		if err != nil {
			continue
		}
		try.narrow = append(try.narrow, q.narrow...)
		if r := f.resolve(try); r.refused == accepted && !r.beginning {
			return Other{Place: r.best.Place, Query: f.queryFor(r.best.Place)}, true
		}
	}
	return Other{}, false
}

// errorsAllowed returns how many typing errors a name of so many letters may
// have. Three letters are a code: another code is not nearer than the rest.
func errorsAllowed(letters int) int {
	switch {
	case letters < 4:
		return 0
	case letters == 4:
		return 1
	case letters < 9:
		return 2
	}
	return 3
}

// neighbour is a place with a name near to a query.
type neighbour struct {
	hit
	distance int
}

// similar returns places whose name is near to the query in spelling, by optimal
// string alignment (an insertion, deletion, substitution or swap of neighbours is
// one): the nearest first, then the likeliest. It passes over all names.
func (f *finder) similar(q query) []hit {
	limit := errorsAllowed(utf8.RuneCountInString(q.key))
	if limit == 0 {
		return nil
	}
	near := scan(f.cities, q.key, limit, func(m []gazetteer.Match) []hit { return f.hits(q, nil, m) })
	near = append(near,
		scan(f.airports, q.key, limit, func(m []gazetteer.Match) []hit { return f.hits(q, m, nil) })...)
	slices.SortStableFunc(near, func(a, b neighbour) int {
		return cmp.Or(
			cmp.Compare(a.distance, b.distance), cmp.Compare(b.weight, a.weight),
			cmp.Compare(a.Name, b.Name), cmp.Compare(a.ident, b.ident),
		)
	})
	out := make([]hit, len(near))
	for i, n := range near {
		out[i] = n.hit
	}
	return unique(out)
}

// scan returns the places of a table whose name is within the limit of a key.
func scan(t *gazetteer.Table, key string, limit int, hits func([]gazetteer.Match) []hit) []neighbour {
	var out []neighbour
	want := newShape(key)
	t.Names(func(name []byte, list gazetteer.List) bool {
		if gazetteer.IsCodeKey(name) || !want.near(name, limit) {
			return true
		}
		if d := edlib.OSADamerauLevenshteinDistance(key, string(name)); d <= limit {
			for _, h := range hits(t.Matches(list)) {
				out = append(out, neighbour{h, d})
			}
		}
		return true
	})
	return out
}

// shape is what can be compared without aligning: the length of a name, and its
// letters as a set of 64.
type shape struct {
	letters int
	set     uint64
}

func newShape(key string) shape {
	var s shape
	for _, r := range key {
		s.letters++
		s.set |= 1 << (uint32(r) % 64)
	}
	return s
}

// near reports whether a key could be within so many errors: its length differs
// by no more, and each error takes one letter out of the set and puts one in.
func (s shape) near(key []byte, errors int) bool {
	if len(key) < s.letters-errors || len(key) > 4*(s.letters+errors) {
		return false
	}
	letters, set := 0, uint64(0)
	for i := 0; i < len(key); {
		r, size := rune(key[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(key[i:])
		}
		letters++
		set |= 1 << (uint32(r) % 64)
		i += size
	}
	return letters >= s.letters-errors && letters <= s.letters+errors &&
		bits.OnesCount64(set^s.set) <= 2*errors
}
