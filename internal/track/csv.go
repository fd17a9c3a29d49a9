package track

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// column is what a column of a CSV file may hold.
type column struct {
	names []string // without case, blanks and signs, the best first
	feet  float64  // of one unit, for altitudes
}

// The columns, by the names that sources give them. Where a file has several of one
// kind, the first in these lists is taken.
var (
	timeNames   = []string{"lastposupdate", "time", "timestamp", "timestamputc", "timeutc", "utc", "datetime", "datetimeutc", "postime", "positiontime", "unixtime", "unix", "epoch"}
	latNames    = []string{"lat", "latitude", "latdeg", "latitudedeg", "y"}
	lonNames    = []string{"lon", "longitude", "lng", "long", "londeg", "longitudedeg", "x"}
	bothNames   = []string{"position", "latlon", "latlng", "coordinates"} // "51.4,-0.4"
	groundNames = []string{"onground", "ground", "isonground", "gnd"}
	markNames   = []string{"icao24", "hex", "icao", "icaohex", "icaoaddress", "modes", "modescode"}
	altColumns  = []column{
		{[]string{"altbaro", "altitudeft", "altft", "altitudefeet", "altfeet", "baroaltft", "baroaltitudeft", "altitude", "alt", "altgeom", "altgeomft", "geoaltitudeft"}, 1},
		{[]string{"baroaltitude", "geoaltitude", "altm", "altitudem", "altmetres", "altmeters", "altitudemetres", "altitudemeters", "elevation", "ele", "height"}, feetOfMetre}, // OpenSky
	}
)

// table knows the columns of a file; -1 for none.
type table struct {
	header []string
	time, lat, lon, both, ground, mark,
	alt int
	feet float64
	last int // the last that must be there
}

// separatorOf returns the sign that parts the columns: the most frequent in the header.
func separatorOf(header []byte) rune {
	best, most := ',', 0
	for _, s := range []rune{',', ';', '\t'} {
		if n := bytes.Count(header, []byte(string(s))); n > most {
			best, most = s, n
		}
	}
	return best
}

// csv reads CSV with a header.
func (p *parser) csv(src []byte) {
	rest := bytes.TrimLeft(src, "\r\n")
	header, _, _ := bytes.Cut(rest, []byte("\n"))
	r := csv.NewReader(bytes.NewReader(src))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = separatorOf(header), -1, true
	row, err := r.Read()
	if err != nil {
		p.csvFault(err)
		return
	}
	line, _ := r.FieldPos(0)
	t, fault := newTable(row)
	if fault != "" {
		p.fault(line, "%s", fault)
		return
	}
	mark := ""
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			p.csvFault(err)
			return
		}
		line, _ := r.FieldPos(0)
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue
		}
		if msg := t.width(row); msg != "" {
			p.fault(line, "%s", msg)
			continue
		}
		switch m := strings.ToLower(strings.TrimSpace(t.cell(row, t.mark))); {
		case mark == "":
			mark = m
		case m != "" && m != mark:
			p.fault(line, "the aircraft is %s here and %s before; a track is of one aircraft, so pick its rows first", quote(m), quote(mark))
			return
		}
		p.add(t.raw(row, line))
	}
}

// csvFault notes a fault of the form of the file.
func (p *parser) csvFault(err error) {
	if bad, ok := errors.AsType[*csv.ParseError](err); ok {
		p.fault(bad.Line, "this is no CSV: %v", bad.Err)
		return
	}
	p.fault(0, "this is no CSV: %v", err)
}

// plain takes case, blanks and signs off a name.
func plain(name string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			return c
		case c >= 'A' && c <= 'Z':
			return c - 'A' + 'a'
		}
		return -1
	}, name)
}

// newTable finds the columns of a header.
func newTable(row []string) (t table, fault string) {
	for _, name := range row {
		t.header = append(t.header, strings.TrimSpace(name))
	}
	t.time, t.lat, t.lon, t.both = t.find(timeNames), t.find(latNames), t.find(lonNames), t.find(bothNames)
	t.ground, t.mark, t.alt = t.find(groundNames), t.find(markNames), -1
	for _, c := range altColumns {
		if t.alt < 0 {
			t.alt, t.feet = t.find(c.names), c.feet
		}
	}
	var missing []string
	if t.time < 0 {
		missing = append(missing, "time")
	}
	if t.both < 0 || t.lat >= 0 && t.lon >= 0 {
		t.both = -1
		if t.lat < 0 {
			missing = append(missing, "lat")
		}
		if t.lon < 0 {
			missing = append(missing, "lon")
		}
	}
	if len(missing) > 0 {
		return t, fmt.Sprintf("no column is called %s; the first line must name the columns, as in time,lat,lon,alt, and it has %s",
			strings.Join(missing, ", "), quote(strings.Join(t.header, ", ")))
	}
	t.last = max(t.time, t.lat, t.lon, t.both)
	return t, ""
}

func (t *table) find(names []string) int {
	for _, n := range names {
		for i, h := range t.header {
			if plain(h) == n {
				return i
			}
		}
	}
	return -1
}

// width says what is wrong with the number of cells in a row.
func (t *table) width(row []string) string {
	n := len(row)
	for n > len(t.header) && strings.TrimSpace(row[n-1]) == "" {
		n--
	}
	switch {
	case n > len(t.header):
		return fmt.Sprintf("%d cells where the header has %d; if commas part decimals, part the columns by semicolons", n, len(t.header))
	case n <= t.last:
		return fmt.Sprintf("%d cells where the header has %d; the row is cut off", n, len(t.header))
	}
	return ""
}

func (t *table) cell(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return row[i]
}

// raw takes a position out of a row.
func (t *table) raw(row []string, line int) raw {
	r := raw{line: line, time: t.cell(row, t.time), lat: t.cell(row, t.lat), lon: t.cell(row, t.lon), alt: t.cell(row, t.alt), feet: t.feet}
	if t.both >= 0 {
		both := strings.TrimSpace(t.cell(row, t.both))
		var ok bool
		if r.lat, r.lon, ok = strings.Cut(both, ","); !ok {
			if r.lat, r.lon, ok = strings.Cut(both, " "); !ok && both != "" {
				r.lat, r.lon = both, both
			}
		}
	}
	switch strings.ToLower(strings.TrimSpace(t.cell(row, t.ground))) {
	case "true", "1", "yes", "t", "y", "ground":
		r.ground = true
	}
	return r
}
