package place

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// maxQuery is how long a query may be, in bytes. The longest name has fewer.
const maxQuery = 300

// query is a question put into its parts.
type query struct {
	text     string // what stands before the first comma, trimmed
	key      string // the same, folded
	code     string // the same in capitals, if it has the form of a code
	capitals bool   // it was written in capitals
	narrow   []qualifier
}

// clean returns the query without blanks around it, or says why it cannot be one.
func clean(s string) (string, error) {
	if len(s) > maxQuery {
		return "", &QueryError{
			Query: strings.ToValidUTF8(s[:longest], "\uFFFD") + "…",
			What:  fmt.Sprintf("%d bytes are too long for a place", len(s)),
			Hint:  fmt.Sprintf("a name has at most %d", maxQuery),
		}
	}
	if !utf8.ValidString(s) {
		return "", &QueryError{Query: s, What: "not UTF-8", Hint: "write the name in UTF-8 or in plain letters"}
	}
	s = strings.TrimSpace(s)
	if s == "" {
		return "", &QueryError{What: "the place is empty", Hint: `write a city, an airport code or "latitude,longitude"`}
	}
	if i := strings.IndexFunc(s, unicode.IsControl); i >= 0 {
		return "", &QueryError{Query: s, What: "a control character in a place", Hint: "leave it out"}
	}
	return s, nil
}

// parse puts a clean query into its parts.
func parse(s string) (query, error) {
	s = strings.NewReplacer("，", ",", "、", ",").Replace(s)
	head, tail, _ := strings.Cut(s, ",")
	q := query{text: strings.TrimSpace(head), key: gazetteer.Fold(head)}
	if q.key == "" {
		return q, &QueryError{Query: s, What: "no letter or digit that begins a name", Hint: "write the name of a place first"}
	}
	if upper := strings.ToUpper(q.text); isCode(upper) {
		q.code = upper
		q.capitals = upper == q.text && q.text != strings.ToLower(q.text)
	}
	for part := range strings.SplitSeq(tail, ",") {
		if key := gazetteer.Fold(part); key != "" {
			q.narrow = append(q.narrow, newQualifier(key))
		}
	}
	return q, nil
}

// isCode reports whether a text in capitals has the form of a code.
func isCode(s string) bool {
	if len(s) < 3 || len(s) > 8 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}

// qualifier is what stands behind a comma: a State, a division of one, or both.
type qualifier struct {
	key           string
	state         string // alpha-2, if it names a State
	country, part string // of "us-id": US, ID
}

func newQualifier(key string) qualifier {
	q := qualifier{key: key}
	q.state, _ = stateCode(key)
	if a, b, ok := strings.Cut(key, " "); ok && len(a) == 2 && !strings.Contains(b, " ") {
		q.country, q.part = strings.ToUpper(a), strings.ToUpper(b)
	}
	return q
}

// fits says how a place answers to the qualifier: 2 by its State, 1 by its
// division (of an airport: also by its city), 0 not at all.
func (q qualifier) fits(p Place) int {
	switch {
	case q.state != "" && p.Country == q.state:
		return 2
	case q.part != "" && p.Country == q.country && p.Admin == q.part,
		p.Admin != "" && strings.EqualFold(p.Admin, q.key),
		p.AdminName != "" && gazetteer.Fold(p.AdminName) == q.key,
		p.city != "" && gazetteer.Fold(p.city) == q.key:
		return 1
	}
	return 0
}

// fits says how a place answers to all qualifiers together, 0 if not to each.
func (q query) fits(p Place) int {
	worst := 2
	for _, n := range q.narrow {
		worst = min(worst, n.fits(p))
	}
	return worst
}
