package gazetteer

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math"
	"strings"
)

// The form of a table, all numbers little endian:
//
//	header    magic, then count of places, keys and blocks, then the offsets of
//	          the four sections and the length of the whole, 4 bytes each
//	places    recordSize bytes each: latitude and longitude in 1e-5 degrees,
//	          population, offset of the text; 4 bytes each
//	texts     the other fields of a place, separated by tabs, ended by a newline
//	index     the offset of each block, 4 bytes each
//	blocks    blockSize keys each, sorted by their bytes. A key is the length
//	          that it shares with the one before it in the block, the length of
//	          the rest, the rest, the number of its places, and for each place
//	          the number of the place times four plus its class, less that of
//	          the one before it. All are unsigned varints.
const (
	magic      = "FCG1"
	headerSize = 4 + 8*4
	recordSize = 16
	blockSize  = 16
	scale      = 1e5
)

// Class says how a place comes by a name.
type Class uint8

const (
	// Own is the name that the place goes by.
	Own Class = iota
	// Variant is the place's own name in another spelling or in short: Odessa
	// for Odesa, "St. Petersburg", "Santa Cruz" for Santa Cruz de la Sierra.
	Variant
	// Alternate is another name: of another language, of another time.
	Alternate
	// Code is a code of the place, not a name.
	Code
)

// Match is a place that bears a key.
type Match struct {
	ID    int
	Class Class
}

// Place is one record of a table. Fields that the table does not know are
// empty.
type Place struct {
	Name       string
	Country    string // ISO 3166-1 alpha-2
	Admin      string // code of the first-level division, without the country
	AdminName  string
	IATA       string
	Ident      string // of an airport: ICAO location indicator, or a local one
	CityCode   string // IATA metropolitan area
	Type       string // of an airport: "large_airport" …; of a city: "PPLC" …
	City       string // of an airport: the municipality
	Population int
	Lat, Lon   float64 // degrees, WGS 84
}

// Table is a gazetteer, see the package comment. The zero Table is empty.
type Table struct {
	text                 string
	places, keys, blocks int
	atPlaces, atTexts    int
	atIndex, atBlocks    int
}

// ErrDamaged is returned for a text that is no table, or not a whole one.
var ErrDamaged = errors.New("the gazetteer is damaged: run go generate ./data")

// Open returns the table that text holds. It reads the header alone.
func Open(text string) (*Table, error) {
	if len(text) < headerSize || text[:len(magic)] != magic {
		return nil, ErrDamaged
	}
	var h [8]int
	for i := range h {
		h[i] = int(u32(text, len(magic)+4*i))
	}
	t := &Table{
		text: text, places: h[0], keys: h[1], blocks: h[2],
		atPlaces: h[3], atTexts: h[4], atIndex: h[5], atBlocks: h[6],
	}
	if h[7] != len(text) || t.atPlaces != headerSize ||
		t.atTexts != t.atPlaces+recordSize*t.places || t.atIndex < t.atTexts ||
		t.atBlocks != t.atIndex+4*t.blocks || t.atBlocks > len(text) ||
		t.blocks != (t.keys+blockSize-1)/blockSize {
		return nil, fmt.Errorf("%w: its parts do not fit together", ErrDamaged)
	}
	return t, nil
}

// Len returns the number of places. Places are numbered from 0.
func (t *Table) Len() int { return t.places }

// Keys returns the number of keys.
func (t *Table) Keys() int { return t.keys }

// Place returns a place by its number, which must be in [0, Len).
func (t *Table) Place(id int) Place {
	at := t.atPlaces + recordSize*id
	p := Place{
		Lat:        float64(int32(u32(t.text, at))) / scale,
		Lon:        float64(int32(u32(t.text, at+4))) / scale,
		Population: int(u32(t.text, at+8)),
	}
	line := t.text[t.atTexts+int(u32(t.text, at+12)):]
	line = line[:strings.IndexByte(line, '\n')]
	for _, to := range p.texts() {
		*to, line, _ = strings.Cut(line, "\t")
	}
	return p
}

// texts returns the fields that stand in the section of texts, in order.
func (p *Place) texts() []*string {
	return []*string{
		&p.Name, &p.Country, &p.Admin, &p.AdminName, &p.IATA,
		&p.Ident, &p.CityCode, &p.Type, &p.City,
	}
}

// Find returns the places that bear the key, the most populous first (they are
// numbered so). It is nil if there is none.
func (t *Table) Find(key string) []Match {
	for k, matches := range t.From(key) {
		if k == key {
			return matches
		}
		return nil
	}
	return nil
}

// Prefix yields the keys that begin with prefix, sorted, each with its places.
func (t *Table) Prefix(prefix string) iter.Seq2[string, []Match] {
	return func(yield func(string, []Match) bool) {
		for k, matches := range t.From(prefix) {
			if !strings.HasPrefix(k, prefix) || !yield(k, matches) {
				return
			}
		}
	}
}

// From yields the keys from the first that is not below start, sorted, each
// with its places.
func (t *Table) From(start string) iter.Seq2[string, []Match] {
	return func(yield func(string, []Match) bool) {
		// The last block whose first key is not above start may hold it.
		low, high := 0, t.blocks
		for low < high {
			mid := (low + high) / 2
			if t.firstKey(mid) <= start {
				low = mid + 1
			} else {
				high = mid
			}
		}
		for b := max(low-1, 0); b < t.blocks; b++ {
			c := t.cursor(b, nil)
			for c.next() {
				if string(c.key) >= start && !yield(string(c.key), t.Matches(List(c.list))) {
					return
				}
			}
		}
	}
}

// List is where the places of a key stand in a table.
type List int

// Names calls visit with each key, sorted, until it returns false. It takes no
// memory: key is valid during the call only, and the places of the key are
// decoded by Matches alone.
func (t *Table) Names(visit func(key []byte, list List) bool) {
	var c cursor
	for b := range t.blocks {
		c = t.cursor(b, c.key)
		for c.next() {
			if !visit(c.key, List(c.list)) {
				return
			}
		}
	}
}

// Matches returns the places of a list that Names gave.
func (t *Table) Matches(list List) []Match {
	count, at := uvarint(t.text, int(list))
	out := make([]Match, count)
	v := 0
	for i := range out {
		d, next := uvarint(t.text, at)
		at = next
		v += d
		out[i] = Match{ID: v / 4, Class: Class(v % 4)}
	}
	return out
}

// firstKey returns the first key of a block.
func (t *Table) firstKey(block int) string {
	at := t.blockAt(block)
	_, at = uvarint(t.text, at) // shares nothing
	n, at := uvarint(t.text, at)
	return t.text[at : at+n]
}

func (t *Table) blockAt(block int) int {
	return t.atBlocks + int(u32(t.text, t.atIndex+4*block))
}

// cursor walks the keys of one block.
type cursor struct {
	text string
	left int
	at   int // of the next key
	key  []byte
	list int // of the places of key
}

// cursor returns a cursor on a block. Its keys are written to buf.
func (t *Table) cursor(block int, buf []byte) cursor {
	n := min(blockSize, t.keys-block*blockSize)
	return cursor{text: t.text, left: n, at: t.blockAt(block), key: buf[:0]}
}

func (c *cursor) next() bool {
	if c.left == 0 {
		return false
	}
	c.left--
	shared, at := uvarint(c.text, c.at)
	n, at := uvarint(c.text, at)
	c.key = append(c.key[:shared], c.text[at:at+n]...)
	c.list = at + n
	count, at := uvarint(c.text, c.list)
	for range count {
		_, at = uvarint(c.text, at)
	}
	c.at = at
	return true
}

func u32(s string, at int) uint32 {
	_ = s[at+3]
	return uint32(s[at]) | uint32(s[at+1])<<8 | uint32(s[at+2])<<16 | uint32(s[at+3])<<24
}

// uvarint returns the number at an offset and the offset behind it.
func uvarint(s string, at int) (v, next int) {
	for shift := 0; ; shift += 7 {
		c := s[at]
		at++
		v |= int(c&0x7f) << shift
		if c < 0x80 {
			return v, at
		}
	}
}

// fixed returns degrees as they are stored.
func fixed(degrees float64) uint32 {
	return uint32(int32(math.Round(degrees * scale)))
}

func appendU32(b []byte, n int) []byte {
	return binary.LittleEndian.AppendUint32(b, uint32(n))
}

// IsIn reports whether a place, by its number, is in a State.
func (t *Table) IsIn(id int, state string) bool {
	line := t.text[t.atTexts+int(u32(t.text, t.atPlaces+recordSize*id+12)):]
	name := strings.IndexByte(line, '\t')
	return strings.HasPrefix(line[name+1:], state+"\t")
}
