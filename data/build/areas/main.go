// Command areas makes data/areas.bin, the outlines of data/policies/areas.geojson as
// indexes that package route opens at once. It is run by go generate ./data.
package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/google/renameio/v2/maybe"

	"github.com/flightcheck/flightcheck/airspace"
)

func main() {
	if err := run("policies/areas.geojson", "areas.bin"); err != nil {
		fmt.Fprintln(os.Stderr, "areas:", err)
		os.Exit(1)
	}
}

// collection is a file of outlines, read for what package airspace leaves out.
type collection struct {
	Type     string            `json:"type"`
	Date     string            `json:"date,omitempty"`
	Licence  string            `json:"licence,omitempty"`
	Features []json.RawMessage `json:"features"`
}

// outline is what areas.bin says of one, and its features.
type outline struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Source      string `json:"source"`
	Note        string `json:"note,omitempty"`
	Approximate bool   `json:"approximate,omitempty"`
	Bytes       int    `json:"bytes"` // of its index
	Packed      int    `json:"packed"`

	features []json.RawMessage
}

func run(from, to string) error {
	src, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	pack, err := packed(src)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	return maybe.WriteFile(to, pack, 0o644)
}

// packed returns the outlines of a file in the form that package route opens: 8 bytes,
// little endian, with the length of a list, the list in JSON, and the snapshot of each
// index, deflated.
func packed(src []byte) ([]byte, error) {
	var file collection
	if err := json.Unmarshal(src, &file); err != nil {
		return nil, err
	}
	list, err := outlines(&file)
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	for _, o := range list {
		part := file
		part.Features = o.features
		if err := o.pack(&body, part); err != nil {
			return nil, err
		}
	}
	head, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	out := binary.LittleEndian.AppendUint64(nil, uint64(len(head)))
	return slices.Concat(out, head, body.Bytes()), nil
}

// pack writes the index of an outline.
func (o *outline) pack(to *bytes.Buffer, part collection) error {
	text, err := json.Marshal(part)
	if err != nil {
		return err
	}
	x, err := airspace.ReadZones(bytes.NewReader(text), airspace.Options{Name: "areas.geojson"})
	if err != nil {
		return err
	}
	snapshot, err := x.AppendSnapshot(nil)
	if err != nil {
		return err
	}
	before := to.Len()
	w, err := flate.NewWriter(to, flate.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(snapshot); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	o.Bytes, o.Packed = len(snapshot), to.Len()-before
	return nil
}

// outlines returns the outlines of a file, sorted by id. Features with one id are one
// outline.
func outlines(file *collection) ([]*outline, error) {
	byID := map[string]*outline{}
	var list []*outline
	for i, raw := range file.Features {
		o, err := read(raw)
		if err != nil {
			return nil, fmt.Errorf("feature %d: %w", i+1, err)
		}
		if byID[o.ID] == nil {
			byID[o.ID] = o
			list = append(list, o)
		}
		byID[o.ID].features = append(byID[o.ID].features, raw)
	}
	slices.SortFunc(list, func(a, b *outline) int { return strings.Compare(a.ID, b.ID) })
	return list, nil
}

// read reads the properties of one feature.
func read(raw json.RawMessage) (*outline, error) {
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
	o := &outline{ID: p.ID, Name: p.Name, Source: p.Source, Note: p.Note}
	switch p.Approximate {
	case true, "true":
		o.Approximate = true
	case false, "false":
	default:
		return nil, fmt.Errorf("approximate is %v, neither true nor false", p.Approximate)
	}
	if o.ID == "" || o.Name == "" || o.Source == "" {
		return nil, fmt.Errorf("an outline needs an id, a name and a source; it has %q, %q and %q", o.ID, o.Name, o.Source)
	}
	return o, nil
}
