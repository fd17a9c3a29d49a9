package airspace

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/paulmach/orb"
)

// Severity says what a [Finding] means for the use of a file.
type Severity string

// The severities, worst first.
const (
	SeverityError   Severity = "error"   // ReadGeoJSON refuses the file
	SeverityWarning Severity = "warning" // it reads the file, but an answer may be wrong
	SeverityInfo    Severity = "info"    // good to know
)

// Finding is one thing that [Lint] has to say.
type Finding struct {
	Severity Severity
	Kind     string   // what sort of thing, one word of those listed at Lint
	Areas    []string // ids of the areas that it is about, sorted

	Feature, Polygon, Ring, Position int // where in the file, from 1; 0 is not said

	At     orb.Point // longitude and latitude of the place, or of the first of several
	Placed bool      // whether there is a place

	Count int     // how many of them the finding stands for, at least 1
	Km2   float64 // the size of a gap or an overlap, of all together if Count is more
	Km    float64 // a length or a distance, as What says

	What string // "a gap of 3.1 km2 between AT and CZ"
	Hint string // what to do about it, or what it means
}

// LintArea is what [Lint] measured of one area.
type LintArea struct {
	ID, Code   string
	Corners    int     // positions in its rings, the closing ones not counted
	MeanSideKm float64 // length of its outline, by its corners; 0 if it has none

	// The distances of points spread evenly over its outline to the border that the
	// reference gives to its code. Samples is how many were measured, 0 if the code is
	// missing or unknown to the reference, or if the area is at another place. Points
	// farther away than 50 km count as 50 km.
	Samples         int
	MedianKm, P95Km float64 // half lie within MedianKm, 95 % within P95Km
}

// LintReport is the answer of [Lint].
type LintReport struct {
	Source                   Source
	Polygons, Rings, Corners int
	Areas                    []LintArea // in the order in which they were read
	Findings                 []Finding  // worst first, then by kind, by size and by place in the file
}

// Refused tells whether [ReadGeoJSON] refuses the file: whether any finding is an
// error.
func (r *LintReport) Refused() bool { return r.Count(SeverityError) > 0 }

// Count returns the number of findings of a severity.
func (r *LintReport) Count(s Severity) int {
	n := 0
	for i := range r.Findings {
		if r.Findings[i].Severity == s {
			n++
		}
	}
	return n
}

// LintOptions of [Lint]. The zero value is usual.
type LintOptions struct {
	// MinAreaKm2 is the size from which gaps and overlaps are listed one by one, in
	// square kilometres; 0 is DefaultMinAreaKm2. Smaller ones are summed by the areas
	// between which they lie, and listed if the sum reaches it.
	MinAreaKm2 float64
	// Against is the reference with which the areas are compared by their codes; nil
	// is World.
	Against *Index
}

// DefaultMinAreaKm2 is the least size of a gap or overlap that is listed.
const DefaultMinAreaKm2 = 1

// Lint reads a file as [ReadGeoJSON] does, with the same options, and says all that
// it finds. It has a finding of severity error if and only if ReadGeoJSON refuses
// the file. Its own error is of r or of the options.
//
// The kinds of findings, in their order, are
//
//	refused       what ReadGeoJSON refuses, one for each feature; files of another format by name
//	self-crossing an outline crosses itself, each place
//	knot          the same by less than 1 km of outline, which is put up with
//	empty-ring    a ring encloses nothing and was left out
//	stray-ring    a hole that is not in its shell was taken as a shell
//	unclosed      a ring does not end where it begins and was closed
//	jump          a side jumps by nearly 360 degrees and was taken the short way
//	whole-turn    a ring was taken to run round the globe along a parallel
//	pole-row      the end of the Mercator map was replaced by the pole
//	spike         an outline runs out and back on one line
//	winding       a ring is wound against RFC 7946 and was turned
//	repeated      the same position comes twice or more in a row
//	place         an area is not where the reference has its code, for instance with swapped axes
//	overlap, gap  places of two or more areas, and of none between areas
//	land-only     an outline ends some 12 NM inside the reference: the territorial sea is missing
//	unknown-code  ISO 3166-1 does not know a code
//	no-code       an area has no code, and nothing is said of its sovereign
//	same-id       an id stands for several areas
//	by-name       the State follows from the name alone
//	no-outline    an area has no polygon
//	left-out      lines and points
//	long-side     sides longer than 100 km
//	union         polygons of one area overlap each other
//	pocket        areas enclose places that belong to none, and that is right or may be meant
//	accuracy      how many corners there are, and what that suggests
//
// Gaps and overlaps are looked for if the file is not refused. They are faces of
// the planar map in which all outlines are cut where they cross: exact but for
// rounding to 1e-9 degree and the 10 m by which divided sides may leave their line.
// A face that belongs to no area is a gap if two or more areas lie round it and it is
// less than 2 km wide, or if the reference has an area there; it is a pocket else, and
// also if the reference has the high seas there and knows the areas round it. So seas
// between States are no gaps. Its limits: a gap that is open to the high seas at one
// end is not found; nor is one that a single area surrounds, which is a hole; faces
// narrower than 1 m are left out.
//
// Areas are compared with those of the reference that have their code, and with
// those under its sovereignty that have no area of their own in the file. An area is
// at the wrong place if neither of the two outlines has a point in, or within 20 km
// of, the other area.
func Lint(r io.Reader, opts Options, lint LintOptions) (*LintReport, error) {
	opts = opts.withDefaults()
	if err := opts.Worldview.check(); err != nil {
		return nil, err
	}
	if lint.MinAreaKm2 == 0 {
		lint.MinAreaKm2 = DefaultMinAreaKm2
	}
	if !(lint.MinAreaKm2 > 0) || math.IsInf(lint.MinAreaKm2, 0) {
		return nil, &InputError{
			Where: "least area", What: fmt.Sprintf("%v is not a size", lint.MinAreaKm2),
			Hint: "give square kilometres above 0, for instance 1",
		}
	}
	src, err := bytesOf(r, opts.MaxBytes)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", named(opts.Name), err)
	}
	l := &linter{opts: opts, lint: lint, watch: &watch{features: map[int32]*seen{}}}
	if err := l.run(src); err != nil {
		return nil, err
	}
	l.report.Findings = l.sorted()
	return &l.report, nil
}

// linter makes one report.
type linter struct {
	opts     Options
	lint     LintOptions
	watch    *watch
	b        *builder
	loops    []loop // those that the builder accepted, with what it did to them
	index    *Index // nil if there is none
	ref      *lintReference
	report   LintReport
	findings []Finding
	tallies  map[tallyKey]int // place in findings
}

// run looks for everything.
func (l *linter) run(src []byte) error {
	sum := sha256.Sum256(src)
	l.report.Source = Source{Name: l.opts.Name, SHA256: hex.EncodeToString(sum[:]), Worldview: l.opts.Worldview}
	l.read(src)
	for i, err := range l.watch.refused {
		l.refused(err, i == maxRefused)
	}
	if l.b == nil {
		return nil
	}
	l.report.Source.Areas = len(l.b.areas)
	l.checkCodes()
	l.checkRings()
	l.checkSides()
	l.checkKnots()
	return l.compare()
}

// read builds the index as ReadGeoJSON does. What is refused goes to the watch.
func (l *linter) read(src []byte) {
	if err := checkText(src, l.opts); err != nil {
		l.watch.note(err)
		return
	}
	d := decoder{limit: l.opts.MaxVertices, watch: l.watch}
	c, err := d.decode(withoutBOM(src))
	if err != nil {
		l.watch.note(err)
		return
	}
	b := &builder{opts: l.opts, watch: l.watch}
	if err := b.addAll(c.features); err != nil && (len(l.watch.refused) == 0 || len(l.watch.refused) == maxRefused) {
		l.watch.note(err)
	}
	l.b = b
	if len(b.loops) > 0 {
		l.build()
	}
}

// build makes the index. Polygons whose rings cannot be entered at all are left out,
// one after the other.
func (l *linter) build() {
	const tries = 20 // each builds the map anew
	for range tries {
		l.loops = l.b.loops
		x, err := l.b.index(true)
		if err == nil {
			l.index = x
			return
		}
		crossing, ok := errors.AsType[*selfCrossingError](err)
		if !ok {
			if len(l.watch.refused) == 0 {
				l.watch.note(err)
			}
			return
		}
		if len(l.watch.refused) >= maxRefused || !l.refuseAll(crossing.part) {
			l.watch.note(err)
			return
		}
		l.b.dropPart(crossing.part)
	}
}

// refuseAll takes note of all places where the rings of a part that encloses nothing
// cross themselves. It tells whether there is room for more.
func (l *linter) refuseAll(part int32) bool {
	for i := range l.b.loops {
		if l.b.loops[i].part != part {
			continue
		}
		b, ring := l.ringAlone(&l.b.loops[i])
		if _, encloses := b.smallerOnLeft(ring); encloses {
			continue
		}
		for p := range b.crossingsIn(ring) {
			if !l.watch.refuse(b.crossingError(part, p)) {
				return false
			}
		}
	}
	return true
}

// ringAlone builds one ring by itself, sides of 360 degrees without length.
func (l *linter) ringAlone(r *loop) (*meshBuilder, []int32) {
	b := &meshBuilder{mesh: mesh{parts: l.b.parts}, limit: l.opts.MaxVertices}
	ring, err := b.ring(r.part, r.sides, newSplitter(nil))
	if err != nil { // too many corners: the whole is refused for that
		return b, nil
	}
	return b, ring
}

// dropPart takes the rings of a part out and makes the others as new.
func (b *builder) dropPart(part int32) {
	var rest []loop
	for _, l := range b.loops {
		if l.part != part {
			l.edges, l.turns, l.ok = nil, nil, false
			rest = append(rest, l)
		}
	}
	b.loops = rest
}
