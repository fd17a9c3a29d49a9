package track

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// gjFeature is as much of a feature, or a collection of them, as is needed.
type gjFeature struct {
	Type       string            `json:"type"`
	Features   []json.RawMessage `json:"features"`
	Properties *gjProperties     `json:"properties"`
	Geometry   *gjGeometry       `json:"geometry"`
	gjCoordinates
}

type gjGeometry struct {
	Type string `json:"type"`
	gjCoordinates
}

type gjCoordinates struct {
	Coordinates json.RawMessage `json:"coordinates"`
}

// gjProperties has the times in the places where togeojson and others put them.
type gjProperties struct {
	CoordTimes json.RawMessage `json:"coordTimes"`
	Times      json.RawMessage `json:"times"`
	More       *struct {
		Times json.RawMessage `json:"times"`
	} `json:"coordinateProperties"`
}

// times returns the times of all positions; nil if there are none.
func (g *gjProperties) times() json.RawMessage {
	switch {
	case g == nil:
		return nil
	case g.CoordTimes != nil:
		return g.CoordTimes
	case g.Times != nil:
		return g.Times
	case g.More != nil:
		return g.More.Times
	}
	return nil
}

// geoJSON reads lines with times.
func (p *parser) geoJSON(src []byte) {
	var f gjFeature
	if err := json.Unmarshal(src, &f); err != nil {
		p.jsonFault(src, err)
		return
	}
	switch f.Type {
	case "FeatureCollection":
		for i, text := range f.Features {
			var one gjFeature
			if err := json.Unmarshal(text, &one); err != nil {
				p.fault(0, "feature %d: %v", i+1, err)
				continue
			}
			p.feature(i+1, one)
		}
	case "Feature":
		if f.Geometry == nil || f.Geometry.Type != "LineString" && f.Geometry.Type != "MultiLineString" {
			p.fault(0, "the feature is no LineString; a track is a LineString with times")
			return
		}
		p.feature(1, f)
	case "LineString", "MultiLineString":
		p.feature(1, gjFeature{Geometry: &gjGeometry{f.Type, f.gjCoordinates}})
	default:
		p.fault(0, "this is JSON of the type %s, not GeoJSON with a LineString", quote(f.Type))
	}
}

// jsonFault notes a fault of the form of the file.
func (p *parser) jsonFault(src []byte, err error) {
	at := int64(-1)
	if bad, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = bad.Offset
	} else if bad, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		at = bad.Offset
	}
	if at < 0 || at > int64(len(src)) {
		p.fault(0, "this is no GeoJSON: %v", err)
		return
	}
	p.fault(0, "line %d: this is no GeoJSON: %v", 1+bytes.Count(src[:at], []byte("\n")), err)
}

// feature reads one feature; what is no line is left out.
func (p *parser) feature(n int, f gjFeature) {
	if f.Geometry == nil {
		return
	}
	var lines [][][]*float64
	var times [][]any
	var err error
	text := f.Properties.times()
	switch f.Geometry.Type {
	case "LineString":
		lines, times = make([][][]*float64, 1), make([][]any, 1)
		err = unmarshal(f.Geometry.Coordinates, &lines[0], text, &times[0])
	case "MultiLineString":
		err = unmarshal(f.Geometry.Coordinates, &lines, text, &times)
	default:
		return
	}
	if err != nil {
		p.fault(0, "feature %d: %v", n, err)
		return
	}
	if text == nil {
		times = nil
	}
	p.line(n, lines, times)
}

func unmarshal(coordinates json.RawMessage, lines any, text json.RawMessage, times any) error {
	if coordinates == nil {
		return nil
	}
	if err := json.Unmarshal(coordinates, lines); err != nil {
		return fmt.Errorf("its coordinates are no line: %w", err)
	}
	if text == nil {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(times); err != nil {
		return fmt.Errorf("its times are no list like its coordinates: %w", err)
	}
	return nil
}

// line takes the positions of lines. Without times the fourth number of a position is
// its time.
func (p *parser) line(n int, lines [][][]*float64, times [][]any) {
	timed := times != nil
	if timed && len(times) != len(lines) {
		p.fault(0, "feature %d: %d lines and times of %d; it must have as many", n, len(lines), len(times))
		return
	}
	for i, line := range lines {
		var at []any
		switch {
		case timed && len(times[i]) != len(line):
			p.fault(0, "feature %d: %d positions and %d times; it must have as many", n, len(line), len(times[i]))
			continue
		case timed:
			at = times[i]
		case !slices.ContainsFunc(line, func(c []*float64) bool { return len(c) > 3 }):
			p.lines++
			continue
		}
		for k, c := range line {
			r := rawOf(c)
			r.line = p.seen + 1
			if timed {
				r.time = timeWords(at[k])
			}
			p.add(r)
		}
	}
}

// rawOf takes a position: longitude, latitude and, perhaps, metres and a time.
func rawOf(c []*float64) raw {
	r := raw{feet: feetOfMetre}
	for m, to := range []*string{&r.lon, &r.lat, &r.alt, &r.time} {
		if m < len(c) && c[m] != nil {
			*to = strconv.FormatFloat(*c[m], 'f', -1, 64)
		}
	}
	return r
}

// timeWords is a time as it stands in a list.
func timeWords(v any) string {
	switch t := v.(type) {
	case nil:
		return ""
	case string:
		return t
	case json.Number:
		return t.String()
	}
	return fmt.Sprint(v)
}
