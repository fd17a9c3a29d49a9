package track

import (
	"encoding/xml"
	"slices"
	"strings"
)

// kmlReader takes gx:Track, points with a time, and lines with as many times as
// points.
type kmlReader struct {
	p       *parser
	parents []string

	when, coord []said // of the track in hand
	times       []said // of the placemark in hand
	lines       []said // coordinates of its lines
	points      []said
}

func (k *kmlReader) inside(name string) bool { return slices.Contains(k.parents, name) }

func (k *kmlReader) begin(e xml.StartElement, _ int) {
	k.parents = append(k.parents, e.Name.Local)
	switch e.Name.Local {
	case "Track":
		k.when, k.coord = nil, nil
	case "Placemark":
		k.times, k.lines, k.points = nil, nil, nil
	}
}

func (k *kmlReader) end(name string, text said) {
	k.parents = k.parents[:len(k.parents)-1]
	switch name {
	case "when":
		if k.inside("Track") {
			k.when = append(k.when, text)
		} else {
			k.times = append(k.times, text)
		}
	case "coord":
		if k.inside("Track") {
			k.coord = append(k.coord, text)
		}
	case "coordinates":
		switch {
		case k.inside("LineString"):
			k.lines = append(k.lines, text)
		case k.inside("Point"):
			k.points = append(k.points, text)
		}
	case "Track":
		k.endTrack(text.line)
	case "Placemark":
		k.endPlacemark()
	}
}

// endTrack pairs the times of a gx:Track with its places.
func (k *kmlReader) endTrack(line int) {
	if len(k.when) != len(k.coord) {
		k.p.fault(line, "the gx:Track has %d times (when) and %d places (gx:coord); it must have as many", len(k.when), len(k.coord))
		return
	}
	for i, w := range k.when {
		c := k.coord[i]
		k.add(c.line, w.text, strings.Fields(c.text))
	}
}

// endPlacemark takes the points and lines of a placemark.
func (k *kmlReader) endPlacemark() {
	for _, c := range k.points {
		if len(k.times) == 1 { // others are places, not positions
			k.add(c.line, k.times[0].text, strings.Split(strings.TrimSpace(c.text), ","))
		}
	}
	for _, c := range k.lines {
		tuples := strings.Fields(c.text)
		switch len(k.times) {
		case 0, 1: // a time of the whole
			k.p.lines++
			continue
		case len(tuples):
		default:
			k.p.fault(c.line, "the LineString has %d places and %d times (when); it must have as many", len(tuples), len(k.times))
			continue
		}
		for i, t := range tuples {
			k.add(k.times[i].line, k.times[i].text, strings.Split(t, ","))
		}
	}
}

// add takes a position: longitude, latitude and, perhaps, metres.
func (k *kmlReader) add(line int, when string, lonLatAlt []string) {
	r := raw{line: line, time: when, feet: feetOfMetre}
	for i, to := range []*string{&r.lon, &r.lat, &r.alt} {
		if i < len(lonLatAlt) {
			*to = lonLatAlt[i]
		}
	}
	k.p.add(r)
}
