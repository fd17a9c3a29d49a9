package place

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// found is the answer to a query before it is put into words.
type found struct {
	best      hit
	others    []hit
	beginning bool
	refused   refusal
}

// refusal says why there is no best: others are then what to choose from.
type refusal uint8

const (
	accepted refusal = iota
	notFound
	ambiguous
	isState
)

const (
	// byFar is how many times more a place must weigh than the next to be taken by
	// the beginning of its name.
	byFar = 10
	// crowd is how many places make such a beginning a common word: "saint".
	crowd = 50
)

// resolve answers a query.
func (f *finder) resolve(q query) found {
	codes := f.codes(q)
	names := f.names(q, q.key)
	if len(names) == 0 {
		names = f.respelled(q)
	}
	if r, ok := f.state(q, codes, names); ok {
		return r
	}
	switch {
	case len(codes) > 0 && q.capitals:
		return pick(codes[0], codes[1:], names)
	case len(codes) > 0:
		return codeOrName(codes, names)
	case len(names) > 0:
		return named(names)
	}
	return f.byBeginning(q)
}

// codeOrName answers a query in small letters that is a code.
func codeOrName(codes, names []hit) found {
	if i := slices.IndexFunc(names, hit.isBigCity); i >= 0 {
		return pick(names[i], codes, without(names, i))
	}
	clash := slices.ContainsFunc(names, func(h hit) bool {
		return h.isTown() && !near(h.Place, codes[0].Place)
	})
	if clash {
		all := slices.Concat(names[:1], codes, names[1:])
		return found{refused: ambiguous, others: unique(significant(all, names[0]))}
	}
	return pick(codes[0], codes[1:], names)
}

// named answers a query that is a name: the likeliest place, unless that is an
// airport and another is as likely.
func named(names []hit) found {
	if len(names) > 1 && names[0].Kind == Airport && names[1].Kind == Airport &&
		names[0].fit == names[1].fit && 2*names[1].weight > names[0].weight {
		return found{refused: ambiguous, others: unique(significant(names, names[0]))}
	}
	return pick(names[0], names[1:])
}

// byBeginning answers a query that nobody bears as a name.
func (f *finder) byBeginning(q query) found {
	hits := f.beginnings(q)
	switch {
	case len(hits) == 0:
		return found{refused: notFound}
	case len(hits) > crowd, len(hits) > 1 && hits[0].weight < byFar*hits[1].weight:
		return found{refused: ambiguous, others: hits}
	}
	others := slices.DeleteFunc(hits[1:], func(h hit) bool {
		return h.weight*byFar*byFar < hits[0].weight || near(h.Place, hits[0].Place) // a part of it
	})
	return found{best: hits[0], others: others, beginning: true}
}

// respelled returns the places of a name that has its code behind it, as
// Place.String writes airports, that is written out where the gazetteer has an
// accent ("moenchengladbach"), or that has "airport" added.
func (f *finder) respelled(q query) []hit {
	if name, code, ok := strings.Cut(strings.TrimSuffix(q.text, ")"), " ("); ok {
		return slices.DeleteFunc(f.names(q, gazetteer.Fold(name)), func(h hit) bool {
			return h.Kind != Airport || h.IATA != code && h.ident != code
		})
	}
	plain := strings.NewReplacer("ae", "a", "oe", "o", "ue", "u").Replace(q.key)
	if plain != q.key {
		if names := f.names(q, plain); len(names) > 0 {
			return names
		}
	}
	if bare := gazetteer.Bare(q.key); bare != q.key && bare != "" {
		names := slices.DeleteFunc(f.names(q, bare), func(h hit) bool { return h.Kind != Airport })
		for i := range names {
			names[i].weight = gazetteer.Size(names[i].typ)
		}
		order(names)
		return names
	}
	return nil
}

// state answers a query that is the name or code of a State: with a city of that
// name in it, or with a refusal that proposes the capital.
func (f *finder) state(q query, codes, names []hit) (found, bool) {
	code, ok := stateCode(q.key)
	if !ok || len(q.narrow) > 0 {
		return found{}, false
	}
	own := func(h hit) bool { return h.Kind == City && h.class == gazetteer.Own }
	if i := slices.IndexFunc(names, func(h hit) bool { return own(h) && h.Country == code }); i >= 0 {
		return pick(names[i], codes, without(names, i)), true
	}
	others := slices.DeleteFunc(names, func(h hit) bool { return !own(h) })
	if len(q.key) == 2 && len(others) > 0 {
		return found{}, false
	}
	return found{refused: isState, others: slices.Concat(f.capital(code), codes, others)}, true
}

// capital returns the capital of a State, if the gazetteer has one.
func (f *finder) capital(state string) []hit {
	for id := range f.cities.Len() {
		if f.cities.IsIn(id, state) {
			if h := f.city(gazetteer.Match{ID: id}); h.capital && h.Country == state {
				return []hit{h}
			}
		}
	}
	return nil
}

// pick returns the best with those of the others that could be meant.
func pick(best hit, lists ...[]hit) found {
	others := unique(append([]hit{best}, significant(slices.Concat(lists...), best)...))
	return found{best: best, others: others[1:]}
}

// significant returns the hits that somebody could mean who gets best: codes,
// cities that go by the name themselves, and of alternate names and of airports
// those that are not outweighed ten times. The airport of a city is not meant by
// the name of the city.
func significant(hits []hit, best hit) []hit {
	return slices.DeleteFunc(slices.Clone(hits), func(h hit) bool {
		switch {
		case h.class == gazetteer.Code || h.isCity():
			return false
		case h.Kind == Airport && h.class == gazetteer.Alternate && best.Kind == City && near(h.Place, best.Place):
			return true
		}
		return h.weight*byFar < best.weight
	})
}

func without(hits []hit, i int) []hit {
	return slices.Delete(slices.Clone(hits), i, i+1)
}

// near reports whether two places are of one town: not a degree apart.
func near(a, b Place) bool {
	return math.Abs(a.Point[0]-b.Point[0]) < 1 && math.Abs(a.Point[1]-b.Point[1]) < 1
}

// isIdeographic reports whether a key is of a script whose names have two or
// three signs.
func isIdeographic(key string) bool {
	for _, r := range key {
		if !unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) {
			return false
		}
	}
	return true
}
