package batch

import (
	"strings"

	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/route"
)

// maxPlaces is how many places a worker remembers.
const maxPlaces = 1 << 14

// found is what a text means as a place.
type found struct {
	stop route.Stop
	err  string
}

// places looks up places and remembers them.
type places struct {
	known map[string]*found
	point found // the last that was coordinates; such are not remembered
}

// find returns what a text means. The answer is good until the next call.
func (p *places) find(text string) *found {
	if f, ok := p.known[text]; ok {
		return f
	}
	r, err := place.Lookup(decimalPoints(text))
	if err != nil {
		return p.remember(text, found{err: oneLine(err.Error())})
	}
	f := found{stop: route.StopAt(r.Place)}
	if r.Kind == place.Point {
		p.point = f
		return &p.point
	}
	return p.remember(text, f)
}

// remember keeps a place; if there are too many, it forgets the others.
func (p *places) remember(text string, f found) *found {
	if len(text) > 4*maxShown {
		return &f
	}
	if p.known == nil || len(p.known) >= maxPlaces {
		p.known = make(map[string]*found)
	}
	p.known[strings.Clone(text)] = &f
	return &f
}

// oneLine puts a text of several lines into one.
func oneLine(s string) string {
	return strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "; ")
}
