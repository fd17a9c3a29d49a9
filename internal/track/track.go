// Package track reads recorded tracks: CSV as sources of ADS-B give it, GPX, KML and
// GeoJSON. What a file is, its content says. Nothing is put right here; package
// clean does that.
package track

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/track/clean"
)

// Limits of a track.
const (
	// MaxFile is how large a file may be, in bytes.
	MaxFile = 64 << 20
	// MaxPoints is how many positions a track may have: one a second for almost three days.
	MaxPoints = 250_000
)

// Format is a form of tracks.
type Format string

// The forms of tracks.
const (
	CSV     Format = "csv"
	GPX     Format = "gpx"
	KML     Format = "kml"
	GeoJSON Format = "geojson"
)

// Where names a place in a file of this form by its number.
func (f Format) Where(n int) string {
	if f == GeoJSON {
		return fmt.Sprintf("position %d", n)
	}
	return fmt.Sprintf("line %d", n)
}

// Drop is a position that cannot be used.
type Drop struct {
	Line  int
	Time  time.Time // zero if it has none
	Point orb.Point // NaN if it has none
	Why   string    // the end of a sentence that begins with the position
}

// Track is what a file says.
type Track struct {
	Format  Format
	Points  []clean.Fix
	Dropped []Drop
	Empty   int // positions without a place
}

// Options say how a track is read.
type Options struct {
	// UTC says that times without a zone are UTC; without it they are faults.
	UTC bool
}

// Fault is something that makes a track unreadable.
type Fault struct {
	Line int // see [clean.Fix]; 0 if it is the whole file
	Msg  string
}

// FaultsError are all that is wrong with a file. It is an error.
type FaultsError struct {
	Format Format
	List   []Fault
	More   int // that are not in List
}

// mostFaults is how many are told.
const mostFaults = 20

func (f *FaultsError) Error() string {
	var b strings.Builder
	for i, x := range f.List {
		if i > 0 {
			b.WriteString("\n")
		}
		if x.Line > 0 {
			b.WriteString(f.Format.Where(x.Line) + ": ")
		}
		b.WriteString(x.Msg)
	}
	if f.More > 0 {
		fmt.Fprintf(&b, "\nand %d more", f.More)
	}
	return b.String()
}

// Read reads a track. The error is [*FaultsError] for one that cannot be used, or that of
// the reader.
func Read(r io.Reader, o Options) (*Track, error) {
	src, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, err
	}
	return Parse(src, o)
}

// Parse is [Read] for text in hand.
func Parse(src []byte, o Options) (*Track, error) {
	p := &parser{Options: o}
	if len(src) > MaxFile {
		p.fault(0, "the file is larger than %d MB; cut it into flights, or keep one position in ten", MaxFile>>20)
		return nil, p.err()
	}
	if msg := foreign(src); msg != "" {
		p.fault(0, "%s", msg)
		return nil, p.err()
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	text := bytes.TrimLeft(src, " \t\r\n")
	switch {
	case len(text) == 0:
		p.fault(0, "the file is empty")
	case text[0] == '<':
		p.xml(src)
	case text[0] == '{':
		p.Format = GeoJSON
		p.geoJSON(src)
	case text[0] == '[':
		p.fault(0, "this is a list in JSON, and no track that is known; give GeoJSON, CSV, GPX or KML")
	default:
		p.Format = CSV
		p.csv(src)
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	if len(p.Points) == 0 {
		p.nothing()
		return nil, p.err()
	}
	return &p.Track, nil
}

// foreign says what a file is that is no text, or none in UTF-8; "" if it may be.
func foreign(src []byte) string {
	has := func(s string) bool { return bytes.HasPrefix(src, []byte(s)) }
	switch {
	case has("\x1f\x8b"):
		return "the file is packed with gzip; unpack it first (gunzip)"
	case has("PK\x03\x04"):
		return "the file is a zip archive; unpack it first. A KMZ holds a KML file, doc.kml"
	case has("\xff\xfe"), has("\xfe\xff"):
		return "the file is UTF-16; save it as UTF-8"
	case bytes.IndexByte(src, 0) >= 0:
		return "the file holds zero bytes and is no text in UTF-8; give CSV, GPX, KML or GeoJSON"
	}
	return ""
}

// parser reads one file.
type parser struct {
	Track
	Options
	faults FaultsError
	seen   int  // positions
	full   bool // there are too many
	lines  int  // that have no times, and are left out
}

func (p *parser) fault(line int, format string, args ...any) {
	if len(p.faults.List) >= mostFaults {
		p.faults.More++
		return
	}
	p.faults.List = append(p.faults.List, Fault{line, oneLine(fmt.Sprintf(format, args...))})
}

// oneLine returns what is said of a file as a short line of text: errors of the readers
// of XML and JSON repeat what they read.
func oneLine(msg string) string {
	const most = 400
	if len(msg) > most {
		msg = strings.ToValidUTF8(msg[:most], "") + "…"
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, msg)
}

func (p *parser) err() error {
	if len(p.faults.List) == 0 {
		return nil
	}
	p.faults.Format = p.Format
	return &p.faults
}

// nothing says why no position is left.
func (p *parser) nothing() {
	switch {
	case len(p.Dropped) > 0:
		d := p.Dropped[0]
		p.fault(d.Line, "the position %s, and so it is with all %d; there is no track", d.Why, len(p.Dropped))
	case p.Empty > 0:
		p.fault(0, "all %d positions are empty; there is no track", p.Empty)
	case p.lines > 0:
		p.fault(0, "%s", untimedWords[p.Format])
	default:
		p.fault(0, "%s", emptyWords[p.Format])
	}
}

// What is said of a file without positions.
var (
	untimedWords = map[Format]string{
		KML:     "no line has times; a track in KML is a gx:Track, points with a TimeStamp, or a LineString with a when for each place",
		GeoJSON: "no line has times; they are read from the properties coordTimes or times, or from the fourth number of each position, as seconds of Unix",
	}
	emptyWords = map[Format]string{
		CSV:     "the file has a header and no rows",
		GPX:     "the file has no track (trk); waypoints and routes are not where somebody was",
		KML:     "the file has no track; in KML that is a gx:Track, points with a TimeStamp, or a LineString with a when for each place",
		GeoJSON: "no feature is a LineString; a track is a LineString with times",
	}
)

// raw is a position in the words of a file.
type raw struct {
	line           int
	time, lat, lon string
	alt            string
	feet           float64 // of one unit of alt
	ground         bool
}

// add takes a position, or notes what is wrong with it.
func (p *parser) add(r raw) {
	if p.seen++; p.seen > MaxPoints {
		if !p.full {
			p.fault(r.line, "the track has more than %d positions; cut it into flights, or keep one position in ten", MaxPoints)
		}
		p.full = true
		return
	}
	if isNone(r.lat) && isNone(r.lon) {
		p.Empty++
		return
	}
	lat, bad := p.degrees("latitude", r.lat)
	lon, badLon := p.degrees("longitude", r.lon)
	if bad == "" {
		bad = badLon
	}
	point := clean.Fix{Line: r.line, Point: orb.Point{lon, lat}, Ground: r.ground}
	t, err := p.time(r.time)
	switch {
	case err != nil && isNone(r.time):
		p.Dropped = append(p.Dropped, Drop{Line: r.line, Point: point.Point, Why: "has no time"})
		return
	case err != nil:
		p.fault(r.line, "%v", err)
		return
	case bad != "":
		p.Dropped = append(p.Dropped, Drop{Line: r.line, Time: t, Point: point.Point, Why: bad})
		return
	}
	point.Time = t
	p.altitude(&point, r)
	p.Points = append(p.Points, point)
}

var errNoTime = errors.New("has no time")
