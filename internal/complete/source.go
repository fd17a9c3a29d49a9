package complete

import (
	"slices"
	"strings"

	"github.com/biter777/countries"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/policy"
)

// Source knows what a word may become that stands for something of one kind. Nil knows
// nothing.
type Source func(word string) Reply

// from asks a source.
func from(s Source, word string) Reply {
	if s == nil {
		return Reply{}
	}
	return s(word)
}

// Words are those of a list, with what they mean.
func Words(list ...Suggestion) Source {
	return func(word string) Reply { return Reply{List: beginning(slices.Clone(list), word)} }
}

// Bare are words that need no explanation.
func Bare(words ...string) Source {
	list := make([]Suggestion, len(words))
	for i, w := range words {
		list[i].Text = w
	}
	return Words(list...)
}

// Files are names of files, which the shell knows.
func Files(string) Reply { return Reply{Files: true} }

// Any is whatever one of several sources knows.
func Any(sources ...Source) Source {
	return func(word string) Reply {
		var all Reply
		for _, s := range sources {
			r := s(word)
			all.List, all.Files = append(all.List, r.List...), all.Files || r.Files
		}
		return all
	}
}

// beginning keeps what begins with a word.
func beginning(list []Suggestion, word string) []Suggestion {
	return slices.DeleteFunc(list, func(s Suggestion) bool { return !strings.HasPrefix(s.Text, word) })
}

// mostPlaces is how many places are suggested: more than that nobody reads.
const mostPlaces = 30

// Places are the largest that begin with the word.
func Places(word string) Reply {
	list, err := place.Beginning(word, mostPlaces)
	if err != nil {
		return Reply{} // a lookup will say it
	}
	var r Reply
	for _, o := range list {
		r.List = append(r.List, Suggestion{o.Query, o.Name + ", " + policy.StateName(o.Country)})
	}
	return r
}

// States are those that begin with the word: names, and codes for a word in capitals.
// They are written as the word began.
func States(word string) Reply {
	b := gazetteer.NewBeginning(word)
	var list []Suggestion
	for _, c := range countries.All() {
		code := c.Alpha2()
		if !policy.ValidState(code) {
			continue
		}
		name := policy.StateName(code)
		if key := gazetteer.Fold(name); strings.HasPrefix(key, b.Key()) && word != "" {
			text := b.Continued(key, name)
			if back, err := policy.StateNamed(text); err == nil && back == code {
				list = append(list, Suggestion{text, code})
			}
		}
		if strings.HasPrefix(code, word) {
			list = append(list, Suggestion{code, name})
		}
	}
	slices.SortFunc(list, func(a, b Suggestion) int { return strings.Compare(a.Text, b.Text) })
	return Reply{List: slices.Compact(list)}
}
