package serve

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/flightcheck/flightcheck/internal/suggest"
)

// Param is one part of a question in the query of an address.
type Param struct {
	Name string
	// Many tells that it may be given again; a comma does the same.
	Many bool
	// Place tells that it is a word of the question, not a fact beside it.
	Place bool
}

// params are all parts of a question, in the order in which a page writes them.
// None names a file: what is not here cannot be asked from the web.
var params = []Param{
	{Name: "state", Place: true},
	{Name: "from", Place: true},
	{Name: "to", Place: true},
	{Name: "registration"},
	{Name: "operator"},
	{Name: "kind"},
	{Name: "scheduled"},
	{Name: "type"},
	{Name: "person", Many: true},
	{Name: "level"},
	{Name: "date"},
	{Name: "as-of"},
	{Name: "owner"},
	{Name: "charterer"},
	{Name: "base"},
	{Name: "mtow"},
	{Name: "purpose"},
	{Name: "cargo"},
	{Name: "margin"},
	{Name: "depart"},
	{Name: "speed"},
	{Name: "policy", Many: true},
	{Name: "basis", Many: true},
	{Name: "without", Many: true},
	{Name: "worldview"},
	{Name: "grant", Many: true},
	{Name: "ban", Many: true},
}

// onlyCheck are the parts that mean nothing for the decision on one State.
var onlyCheck = []string{"margin", "depart", "speed"}

// Params returns the parts of a question that an [Asker] may get: for the
// candidates between two places, or for the decision on one State.
func Params(why bool) []Param {
	return slices.DeleteFunc(slices.Clone(params), func(p Param) bool {
		if why {
			return slices.Contains(onlyCheck, p.Name)
		}
		return p.Name == "state"
	})
}

// WrongError is a question that cannot be answered as it was put. Its words are
// shown to the asker.
type WrongError struct{ Words string }

func (e *WrongError) Error() string { return e.Words }

func wrong(format string, args ...any) error { return &WrongError{fmt.Sprintf(format, args...)} }

// Parse reads the query of an address. Values that are empty are left out, lists
// are cut at commas; a part that is not allowed, or is given twice, is a
// [*WrongError].
func Parse(rawQuery string, allowed []Param) (url.Values, error) {
	given, err := url.ParseQuery(rawQuery)
	if err != nil {
		return nil, wrong("the address cannot be read: %v", err)
	}
	names := make([]string, 0, len(given))
	for name := range given {
		names = append(names, name)
	}
	slices.Sort(names)
	q := url.Values{}
	for _, name := range names {
		i := slices.IndexFunc(allowed, func(p Param) bool { return p.Name == name })
		if i < 0 {
			return nil, unknownParam(name, allowed)
		}
		values, err := valuesOf(allowed[i], given[name])
		if err != nil {
			return nil, err
		}
		if len(values) > 0 {
			q[name] = values
		}
	}
	return q, nil
}

// valuesOf returns what was given for one part.
func valuesOf(p Param, given []string) ([]string, error) {
	var out []string
	for _, text := range given {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
			return nil, wrong("%s: %q has signs that cannot be read; write plain text", p.Name, text)
		}
		parts := []string{text}
		if p.Many {
			parts = strings.Split(text, ",")
		}
		for _, part := range parts {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
	}
	if !p.Many && len(out) > 1 {
		return nil, wrong("%s is given %d times; give it once", p.Name, len(out))
	}
	return out, nil
}

// unknownParam says what was probably meant.
func unknownParam(name string, allowed []Param) error {
	known := make([]string, len(allowed))
	for i, p := range allowed {
		known[i] = p.Name
	}
	if near := suggest.DidYouMean(suggest.Near(name, known)); near != "" {
		return wrong("unknown parameter %q; %s", name, near)
	}
	return wrong("unknown parameter %q; there are %s", name, strings.Join(known, ", "))
}

// Encode writes a question as the query of an address: the same question is the
// same text, its parts in the order of [Params].
func Encode(q url.Values) string {
	var b strings.Builder
	for _, p := range params {
		for _, v := range q[p.Name] {
			if b.Len() > 0 {
				b.WriteByte('&')
			}
			b.WriteString(p.Name + "=" + url.QueryEscape(v))
		}
	}
	return b.String()
}
