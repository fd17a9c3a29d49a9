package route

import (
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/data"
)

// builtArea is a built-in outline. Its geometry is read when it is first needed.
type builtArea struct {
	ID, Name    string
	Source      string
	Note        string
	Approximate bool
	index       func() (*airspace.Index, error) // of it alone; the zone's source is areas.geojson
}

// builtAreas returns the built-in outlines, sorted by id. They are read once, when a rule
// first names one.
var builtAreas = sync.OnceValues(func() ([]*builtArea, error) { return openAreas(data.AreaIndexes()) })

// openAreas reads what data/build/areas makes of outlines: 8 bytes, little endian, with
// the length of a list, the list in JSON, and the snapshot of each index, deflated.
func openAreas(src string) ([]*builtArea, error) {
	var list []struct {
		ID, Name, Source, Note string
		Approximate            bool
		Bytes, Packed          int
	}
	n := uint64(0)
	if len(src) >= 8 {
		n = binary.LittleEndian.Uint64([]byte(src[:8]))
		src = src[8:]
	}
	if n == 0 || n > uint64(len(src)) {
		return nil, errDamaged
	}
	if err := json.Unmarshal([]byte(src[:n]), &list); err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	src = src[n:]
	var out []*builtArea
	for _, a := range list {
		if a.Packed < 0 || a.Packed > len(src) {
			return nil, errDamaged
		}
		packed := src[:a.Packed]
		src = src[a.Packed:]
		out = append(out, &builtArea{
			ID: a.ID, Name: a.Name, Source: a.Source, Note: a.Note, Approximate: a.Approximate,
			index: sync.OnceValues(func() (*airspace.Index, error) { return unpack(packed, a.Bytes) }),
		})
	}
	return out, nil
}

var errDamaged = errors.New("the built-in outlines are damaged; make them anew: go generate ./data, and build again")

// unpack opens the deflated snapshot of an index, which has so many bytes.
func unpack(packed string, size int) (*airspace.Index, error) {
	var snapshot strings.Builder
	if n, err := io.CopyN(&snapshot, flate.NewReader(strings.NewReader(packed)), int64(size)); err != nil {
		return nil, fmt.Errorf("%w: %d bytes of %d: %w", errDamaged, n, size, err)
	}
	return airspace.OpenSnapshot(snapshot.String())
}

// readAll makes the indexes of outlines at the same time. What is wrong with one is told
// when it is asked for.
func readAll(areas []*builtArea) {
	var wait sync.WaitGroup
	for _, a := range areas {
		wait.Go(func() { _, _ = a.index() })
	}
	wait.Wait()
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
