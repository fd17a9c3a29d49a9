package route

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/data"
)

// areasFile is the name of the built-in outlines in errors and sources.
const areasFile = "areas.geojson"

// builtArea is a built-in outline. Its geometry is read when it is first needed.
type builtArea struct {
	ID, Name    string
	Source      string
	Note        string
	Approximate bool
	index       func() (*airspace.Index, error) // of it alone
}

// builtAreas returns the built-in outlines, sorted by id. They are parsed once, when
// a rule first names one.
var builtAreas = sync.OnceValues(func() ([]*builtArea, error) { return parseAreas(data.Areas()) })

// areasText is a file of outlines, read for what package airspace leaves out.
type areasText struct {
	Type     string            `json:"type"`
	Date     string            `json:"date,omitempty"`
	Licence  string            `json:"licence,omitempty"`
	Features []json.RawMessage `json:"features"`
}

// parseAreas reads a file of outlines. Features with one id are one outline.
func parseAreas(src string) ([]*builtArea, error) {
	var file areasText
	if err := json.Unmarshal([]byte(src), &file); err != nil {
		return nil, fmt.Errorf("%s: %w", areasFile, err)
	}
	texts := map[string]*areasText{}
	var out []*builtArea
	for i, raw := range file.Features {
		a, err := parseArea(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: feature %d: %w", areasFile, i+1, err)
		}
		if texts[a.ID] == nil {
			texts[a.ID] = &areasText{Type: file.Type, Date: file.Date, Licence: file.Licence}
			out = append(out, a)
		}
		texts[a.ID].Features = append(texts[a.ID].Features, raw)
	}
	for _, a := range out {
		text := texts[a.ID]
		a.index = sync.OnceValues(func() (*airspace.Index, error) { return readArea(text) })
	}
	slices.SortFunc(out, func(a, b *builtArea) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// parseArea reads the properties of one feature.
func parseArea(raw json.RawMessage) (*builtArea, error) {
	var f struct {
		Properties struct {
			ID          string `json:"id"`
			Name        string `json:"name"`
			Source      string `json:"source"`
			Note        string `json:"note"`
			Approximate any    `json:"approximate"`
		} `json:"properties"`
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, err
	}
	p := f.Properties
	a := &builtArea{ID: p.ID, Name: p.Name, Source: p.Source, Note: p.Note}
	switch p.Approximate {
	case true, "true":
		a.Approximate = true
	case false, "false":
	default:
		return nil, fmt.Errorf("approximate is %v, neither true nor false", p.Approximate)
	}
	if a.ID == "" || a.Name == "" || a.Source == "" {
		return nil, fmt.Errorf("an outline needs an id, a name and a source; it has %q, %q and %q", a.ID, a.Name, a.Source)
	}
	return a, nil
}

// readArea makes the index of one outline.
func readArea(text *areasText) (*airspace.Index, error) {
	src, err := json.Marshal(text)
	if err != nil {
		return nil, err
	}
	return airspace.ReadZones(strings.NewReader(string(src)), airspace.Options{Name: areasFile})
}

// builtNamed returns the built-in outline that a rule means by a name: the one with
// that id, else the one with that id or name in any case.
func builtNamed(name string) (a *builtArea, ok bool, err error) {
	list, err := builtAreas()
	if err != nil {
		return nil, false, err
	}
	i := slices.IndexFunc(list, func(a *builtArea) bool { return a.ID == name })
	if i < 0 {
		i = slices.IndexFunc(list, func(a *builtArea) bool { return strings.EqualFold(a.ID, name) || strings.EqualFold(a.Name, name) })
	}
	if i < 0 {
		return nil, false, nil
	}
	return list[i], true, nil
}
