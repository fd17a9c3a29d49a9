package place

import (
	"fmt"
	"strconv"
	"strings"
)

// Result is the place that a query gives, and what else it could have meant. It
// must not be changed: results share memory.
type Result struct {
	Place
	// Others could have been meant too, the likeliest first, at most eight.
	Others []Other
	// More is how many there are beyond Others.
	More int
	// Beginning is true if the query is only the beginning of the place's name.
	Beginning bool
}

// Other is a place with a query that finds it.
type Other struct {
	Place
	// Query, given to Lookup as it is, gives this place. Where no name tells two
	// cities apart it is a pair of coordinates and gives their point.
	Query string
}

// noted is how many others Note names.
const noted = 3

// Note returns one line for the asker about a doubt: what was taken, what else
// could have been meant and how to write it,
//
//	Moscow, Russia; also Moscow, US-ID: write "moscow, us"
//
// It is empty if there is no doubt.
func (r Result) Note() string {
	if len(r.Others) == 0 && !r.Beginning {
		return ""
	}
	var b strings.Builder
	b.WriteString(r.String())
	if r.Beginning {
		b.WriteString(", by the beginning of its name")
	}
	shown := r.Others[:min(len(r.Others), noted)]
	for i, o := range shown {
		if i == 0 {
			b.WriteString("; also ")
		} else {
			b.WriteString("; ")
		}
		b.WriteString(o.String())
	}
	if n := len(r.Others) - len(shown) + r.More; n > 0 {
		fmt.Fprintf(&b, "; and %d more", n)
	}
	return b.String()
}

// String returns the place and how to write it: `Moscow, US-ID: write "moscow, us"`.
func (o Other) String() string {
	return o.Place.String() + ": write " + strconv.Quote(o.Query)
}

// choices returns the first of several as a list for an error.
func choices(list []Other, more int) string {
	shown := list[:min(len(list), noted)]
	parts := make([]string, 0, len(shown)+1)
	for _, o := range shown {
		parts = append(parts, o.String())
	}
	if n := len(list) - len(shown) + more; n > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", n))
	}
	return strings.Join(parts, "; ")
}
