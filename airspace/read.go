package airspace

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// ReadGeoJSON reads the polygons of a GeoJSON text: a FeatureCollection, a
// Feature or a geometry. Lines and points are left out with a warning, a feature
// without geometry is an area that is nowhere.
//
// Features with the same id, code and name are one area. If the id is the same
// and the code or the name is not, the later ones get "#2", "#3" … behind it.
// The id is that of the file, else the code, the name, or the place in the file.
//
// Errors of the content are an [*InputError]; an error of r is returned as it is,
// wrapped.
func ReadGeoJSON(r io.Reader, opts Options) (*Index, error) {
	opts = opts.withDefaults()
	return readFrom(r, opts, readAll)
}

// readFrom reads all bytes and names the source in errors of their content.
func readFrom(r io.Reader, opts Options, read func([]byte, Options) (*Index, error)) (*Index, error) {
	src, err := bytesOf(r, opts.MaxBytes)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", named(opts.Name), err)
	}
	x, err := read(src, opts)
	if input, ok := errors.AsType[*InputError](err); ok {
		e := *input
		e.Where = strings.TrimSuffix(named(opts.Name)+": "+e.Where, ": ")
		return nil, &e
	}
	return x, err
}

// roomAtOnce is the most room that is made for a text before it is read.
const roomAtOnce = 64 << 20

// bytesOf reads all, and one byte more than a number of bytes at most. It makes room at
// once for what a reader in memory has left, and for a file.
func bytesOf(r io.Reader, most int64) ([]byte, error) {
	var left int64
	switch r := r.(type) {
	case interface{ Len() int }:
		left = int64(r.Len())
	case fs.File:
		if info, err := r.Stat(); err == nil {
			left = info.Size()
		}
	}
	if most < math.MaxInt64 {
		most++
	}
	var b bytes.Buffer
	b.Grow(int(max(0, min(left, most, roomAtOnce))) + bytes.MinRead)
	_, err := b.ReadFrom(io.LimitReader(r, most))
	return b.Bytes(), err
}

// size says a number of bytes in MiB if it is a whole one.
func size(n int64) string {
	if n >= 1<<20 && n%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

func named(name string) string {
	if name == "" {
		return "GeoJSON"
	}
	return name
}

func readAll(src []byte, opts Options) (*Index, error) {
	if err := opts.Worldview.check(); err != nil {
		return nil, err
	}
	if err := checkText(src, opts); err != nil {
		return nil, err
	}
	b, err := newBuilder(src, opts)
	if err != nil {
		return nil, err
	}
	return b.index(true)
}

// checkText refuses a text that is too large or no JSON object.
func checkText(src []byte, opts Options) *InputError {
	if int64(len(src)) > opts.MaxBytes {
		return &InputError{
			What: fmt.Sprintf("larger than %s, the limit", size(opts.MaxBytes)),
			Hint: "simplify the outlines, for instance with mapshaper -simplify",
		}
	}
	return checkJSON(withoutBOM(src))
}

// builder makes an Index of a file.
type builder struct {
	opts     Options
	areas    []Area
	sov      []sovereigns
	parts    []part
	loops    []loop
	warnings []string
	source   Source
	watch    *watch // nil but for Lint
}

// newBuilder reads a text that is valid JSON.
func newBuilder(src []byte, opts Options) (*builder, error) {
	sum := sha256.Sum256(src)
	d := decoder{limit: opts.MaxVertices}
	c, err := d.decode(withoutBOM(src))
	if err != nil {
		return nil, err
	}
	b := &builder{opts: opts}
	b.source = Source{
		Name: opts.Name, Date: c.members["date"], Attribution: c.members["attribution"],
		Licence: c.members["licence"], SHA256: hex.EncodeToString(sum[:]), Worldview: opts.Worldview,
	}
	for _, s := range [...]string{c.members["source"], c.members["name"]} {
		if b.source.Name == "" {
			b.source.Name = s
		}
	}
	if b.source.Licence == "" {
		b.source.Licence = c.members["license"]
	}
	if err := b.addAll(c.features); err != nil {
		return nil, err
	}
	b.source.Areas = len(b.areas)
	return b, nil
}

// addAll enters all features.
func (b *builder) addAll(features []feature) error {
	polygons := 0
	var notes guesses
	known := map[string][]AreaID{} // by the id that the features give
	for i := range features {
		f := &features[i]
		id, err := f.identify(b.opts)
		if err != nil {
			if b.watch.refuse(err) {
				continue
			}
			return err
		}
		before := len(b.areas)
		a := b.areaFor(id, known)
		name := b.areas[a].ID
		notes.note(id, len(b.areas) > before)
		if len(f.leftOut) > 0 {
			b.warn("left out: %s in %s", leftOutText(f.leftOut), name)
		}
		polygons += len(f.polygons)
		b.addPolygons(f, a)
		b.watch.enter(f, id, a)
	}
	if polygons == 0 {
		return &InputError{
			What: fmt.Sprintf("there is no polygon in it (%d %s)", len(features), plural.Form(len(features), "feature", "features")),
			Hint: "airspace takes areas: give Polygon or MultiPolygon geometries",
		}
	}
	b.warnAbout(&notes)
	return nil
}

// areaFor returns the area to which a feature belongs, a new one or one that is
// known.
func (b *builder) areaFor(id identity, known map[string][]AreaID) AreaID {
	given := id.area.ID
	for _, a := range known[given] {
		old := b.areas[a]
		if old.Code == id.area.Code && old.Name == id.area.Name {
			return a
		}
	}
	if n := len(known[given]); n > 0 {
		id.area.ID = given + "#" + strconv.Itoa(n+1)
	}
	a := AreaID(len(b.areas))
	known[given] = append(known[given], a)
	id.area.Sovereign = id.sov.in(b.opts.Worldview)
	b.areas = append(b.areas, id.area)
	b.sov = append(b.sov, id.sov)
	return a
}

// addPolygons enters the polygons of a feature.
func (b *builder) addPolygons(f *feature, a AreaID) {
	for i, p := range f.polygons {
		n := int32(len(b.parts))
		b.parts = append(b.parts, part{
			area: a, feature: int32(f.number), polygon: int32(i + 1),
		})
		for k, ring := range p {
			l := loop{part: n, hole: k > 0, ring: int32(k + 1)}
			var turned bool
			var wide float64
			l.sides, turned, wide = sidesOf(ring, false)
			if turned {
				l.whole, _, _ = sidesOf(ring, true)
			}
			// A land that crosses 180 degrees uncut jumps by nearly 360.
			if wide > 60 {
				b.warn("%s has a side that jumps by %.0f degrees of longitude; it was taken the short way, over 180; give a point between if it is meant otherwise",
					b.areas[a].ID, 360-wide)
			}
			b.loops = append(b.loops, l)
		}
		b.areas[a].hasOutline = true
	}
}

func (b *builder) warn(format string, args ...any) {
	b.warnings = append(b.warnings, fmt.Sprintf(format, args...))
}

// guesses gathers what is to be said about all features together.
type guesses struct{ byName, codeless []string }

func (g *guesses) note(id identity, isNew bool) {
	// An area whose sovereign the file states, be it none, lacks nothing.
	if isNew && id.area.Code == "" && !id.stated {
		text := id.area.Name
		if len(id.strays) > 0 {
			text += fmt.Sprintf(" (%s is no ISO 3166-1 code)", id.strays[0])
		}
		g.codeless = append(g.codeless, text)
	}
	if id.byName {
		g.byName = append(g.byName, fmt.Sprintf("%s (%s)", id.area.Name, id.area.Code))
	}
}

// warnAbout says what is missing in the areas and what was guessed.
func (b *builder) warnAbout(g *guesses) {
	for _, a := range b.areas {
		if !a.hasOutline {
			b.warn("%s has no outline", a.ID)
		}
	}
	if n := len(g.codeless); n > 0 {
		b.warn("%d %s no code: %s", n, plural.Form(n, "area has", "areas have"), list(g.codeless))
	}
	if n := len(g.byName); n > 0 {
		b.warn("%d %s State by name alone: %s", n, plural.Form(n, "area was given its", "areas were given their"), list(g.byName))
	}
}

// list names the first few.
func list(names []string) string {
	const most = 8
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}

// index makes the Index of what was entered. With check, rings that are out of
// place are put right.
func (b *builder) index(check bool) (*Index, error) {
	g, empty, err := b.geometry()
	if err != nil {
		return nil, err
	}
	if check && b.replaceRings(g) {
		if g, empty, err = b.geometry(); err != nil {
			return nil, err
		}
	}
	if check {
		if err := b.checkCrossings(g); err != nil {
			return nil, err
		}
	}
	for a := range b.areas {
		if n := empty[AreaID(a)]; n > 0 {
			b.warn("left out: %d %s without area in %s", n, plural.Form(n, "ring", "rings"), b.areas[a].ID)
		}
	}
	g.addRings(b.loops)
	b.loops = nil
	g.close()
	return newIndex(g.atlas, b.areas, b.sov, b.source, slices.Clip(b.warnings)), nil
}

// geometry builds the map and counts the rings that enclose nothing.
func (b *builder) geometry() (g *atlasBuilder, empty map[AreaID]int, err error) {
	empty = map[AreaID]int{}
	m, err := buildMesh(b.parts, b.loops, b.opts.MaxVertices, func(l loop) { empty[b.parts[l.part].area]++ })
	if err != nil {
		return nil, nil, err
	}
	if len(m.edges) == 0 {
		return nil, nil, &InputError{
			What: "none of the polygons encloses anything",
			Hint: "a ring needs three different corners that are not on one line",
		}
	}
	return newAtlas(m), empty, nil
}

// replaceRings finds the rings of polygons that are not where their place in the
// list says: holes outside the shell or in another hole. They are shells. It tells
// whether there are any.
func (b *builder) replaceRings(g *atlasBuilder) bool {
	w := getWork()
	defer w.done()
	x := newIndex(g.atlas, b.areas, nil, Source{}, nil)
	found := false
	for i := range b.loops {
		l := &b.loops[i]
		if !l.hole || !l.ok {
			continue
		}
		m := s2.Point{Vector: l.u.Add(l.v.Vector).Normalize()}
		x.partsOver(m, w)
		if slices.Contains(w.parts, uint32(l.part)) == (l.left == (sphere.Sign(l.u, l.v, m) > 0)) {
			continue
		}
		found = true
		l.hole = false
		p := b.parts[l.part]
		b.warn("%s: ring %d of a polygon of %s is not in its shell; it was taken as a shell of its own",
			where{feature: int(p.feature), polygon: int(p.polygon)}, l.ring, b.areas[p.area].ID)
	}
	if found {
		for i := range b.loops {
			b.loops[i].edges, b.loops[i].turns = nil, nil
		}
	}
	return found
}
