package airspace

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"unsafe"
)

// A snapshot is an index as bytes. It is opened without building anything: its
// lists are used where they lie.
//
//	"flightcheck airspace\n"  padded with zeros to 24 bytes
//	version                   4 bytes, little endian, as are all numbers
//	sum                       4 bytes, CRC-32C of all that follows
//	sections                  8 bytes of length, the content, zeros up to a multiple of 8
//
// The first section is JSON: the source and the areas. The others are the lists
// of the map in the order of [atlas.sections].
const (
	snapshotMagic   = "flightcheck airspace\n"
	snapshotVersion = 1
	snapshotHeader  = 32
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// snapshotMeta is the first section.
type snapshotMeta struct {
	Source   Source         `json:"source"`
	Areas    []snapshotArea `json:"areas"`
	Warnings []string       `json:"warnings,omitempty"`
}

type snapshotArea struct {
	ID        string   `json:"id"`
	Code      string   `json:"code,omitempty"`
	Code3     string   `json:"code3,omitempty"`
	Name      string   `json:"name,omitempty"`
	UN        string   `json:"un,omitempty"`
	DeFacto   string   `json:"defacto,omitempty"`
	Claimants []string `json:"claimants,omitempty"`
	Note      string   `json:"note,omitempty"`
	Zone      *Zone    `json:"zone,omitempty"`
	Outline   bool     `json:"outline,omitempty"`
}

// section is one list of a map.
type section interface {
	appendTo(dst []byte) []byte
	open(src []byte) error
}

// sectionOf is a list of numbers, or of structs of numbers without gaps.
type sectionOf[T any] struct{ list *[]T }

func (s sectionOf[T]) appendTo(dst []byte) []byte {
	dst, err := binary.Append(dst, binary.LittleEndian, *s.list)
	if err != nil {
		panic(err) // the types are fixed: a test writes all of them
	}
	return dst
}

// open sets the list to the bytes. It uses them where they lie if the machine is
// little endian and they are aligned.
func (s sectionOf[T]) open(src []byte) error {
	var zero T
	size := int(unsafe.Sizeof(zero))
	if len(src)%size != 0 {
		return fmt.Errorf("a section has %d bytes, not a multiple of %d", len(src), size)
	}
	n := len(src) / size
	switch {
	case n == 0:
		*s.list = nil
	case littleEndian && uintptr(unsafe.Pointer(unsafe.SliceData(src)))%unsafe.Alignof(zero) == 0: //nolint:gosec // the alignment is what is asked
		*s.list = unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(src))), n) //nolint:gosec // aligned, and as long as src
	default:
		*s.list = make([]T, n)
		_, err := binary.Decode(src, binary.LittleEndian, *s.list)
		return err
	}
	return nil
}

var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

// sections returns all lists of the map.
func (a *atlas) sections() []section {
	u32 := func(l *[]uint32) section { return sectionOf[uint32]{l} }
	return []section{
		sectionOf[byte]{&a.coords},
		u32(&a.chainFirst), u32(&a.chainBorder), u32(&a.chainNodes),
		u32(&a.borderFirst), u32(&a.borderParts), u32(&a.partArea),
		sectionOf[uint64]{&a.occupied},
		sectionOf[tileHead]{&a.tiles},
		sectionOf[uint64]{&a.masks},
		sectionOf[tilePiece]{&a.pieces},
		u32(&a.rows), u32(&a.cellLabel), u32(&a.labelFirst), u32(&a.labelParts),
		u32(&a.partRings), u32(&a.ringFirst),
		sectionOf[byte]{&a.ringHole},
		sectionOf[span]{&a.spans},
	}
}

// AppendSnapshot appends the index in a form that [OpenSnapshot] opens at once,
// and returns it. The error is an [*InputError] for a joined index.
func (x *Index) AppendSnapshot(dst []byte) ([]byte, error) {
	if x == nil || len(x.layers) != 1 {
		return dst, &InputError{Where: "snapshot", What: "an empty or a joined index has none", Hint: "make one of each part"}
	}
	meta := snapshotMeta{Source: x.source, Warnings: x.warnings}
	for i, a := range x.areas {
		meta.Areas = append(meta.Areas, snapshotArea{
			ID: a.ID, Code: a.Code, Code3: a.Code3, Name: a.Name, UN: x.sov[i].un, DeFacto: x.sov[i].deFacto,
			Claimants: a.Claimants, Note: a.Note, Zone: a.Zone, Outline: a.hasOutline,
		})
	}
	text, err := json.Marshal(meta)
	if err != nil {
		return dst, err
	}
	start := len(dst)
	dst = append(dst, make([]byte, snapshotHeader)...)
	add := func(write func([]byte) []byte) {
		at := len(dst)
		dst = write(append(dst, make([]byte, 8)...))
		binary.LittleEndian.PutUint64(dst[at:], uint64(len(dst)-at-8))
		for (len(dst)-start)%8 != 0 {
			dst = append(dst, 0)
		}
	}
	add(func(b []byte) []byte { return append(b, text...) })
	for _, s := range x.layers[0].atlas.sections() {
		add(s.appendTo)
	}
	header := dst[start:]
	copy(header, snapshotMagic)
	binary.LittleEndian.PutUint32(header[24:], snapshotVersion)
	binary.LittleEndian.PutUint32(header[28:], crc32.Checksum(header[snapshotHeader:], castagnoli))
	return dst, nil
}

// OpenSnapshot opens what [Index.AppendSnapshot] made. It does not copy src but
// uses it. The error is an [*InputError] if the bytes are damaged or of another
// version.
func OpenSnapshot(src string) (*Index, error) {
	x, err := openSnapshot(unsafe.Slice(unsafe.StringData(src), len(src))) //nolint:gosec // only read
	if err == nil {
		return x, nil
	}
	if input, ok := errors.AsType[*InputError](err); ok {
		return nil, input
	}
	return nil, &InputError{Where: "snapshot", What: "it is damaged: " + err.Error(), Hint: snapshotHint}
}

const snapshotHint = "make it anew from the GeoJSON file (the embedded one: go generate ./data, and build again)"

func openSnapshot(src []byte) (*Index, error) {
	if len(src) < snapshotHeader || string(src[:len(snapshotMagic)]) != snapshotMagic {
		return nil, &InputError{Where: "snapshot", What: fmt.Sprintf("these %d bytes are no snapshot of an index", len(src)), Hint: snapshotHint}
	}
	if v := binary.LittleEndian.Uint32(src[24:]); v != snapshotVersion {
		return nil, &InputError{Where: "snapshot", What: fmt.Sprintf("it has version %d, and this program reads version %d", v, snapshotVersion), Hint: snapshotHint}
	}
	body := src[snapshotHeader:]
	if got, want := crc32.Checksum(body, castagnoli), binary.LittleEndian.Uint32(src[28:]); got != want {
		return nil, fmt.Errorf("its sum is %08x, and %08x is written in it", got, want)
	}
	next := func() ([]byte, error) {
		if len(body) < 8 {
			return nil, errors.New("it ends too early")
		}
		n := binary.LittleEndian.Uint64(body)
		body = body[8:]
		if n > uint64(len(body)) {
			return nil, errors.New("it ends within a section")
		}
		section := body[:n]
		body = body[min(uint64(len(body)), (n+7)&^7):]
		return section, nil
	}
	text, err := next()
	if err != nil {
		return nil, err
	}
	var meta snapshotMeta
	if err := json.Unmarshal(text, &meta); err != nil {
		return nil, fmt.Errorf("the list of areas: %w", err)
	}
	a := &atlas{}
	for _, s := range a.sections() {
		content, err := next()
		if err == nil {
			err = s.open(content)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := a.verify(len(meta.Areas)); err != nil {
		return nil, err
	}
	a.prepare()
	return meta.index(a)
}

// index makes the index.
func (m *snapshotMeta) index(a *atlas) (*Index, error) {
	areas := make([]Area, len(m.Areas))
	sov := make([]sovereigns, len(m.Areas))
	if err := m.Source.Worldview.check(); err != nil {
		return nil, err
	}
	for i, s := range m.Areas {
		sov[i] = sovereigns{s.UN, s.DeFacto}
		areas[i] = Area{
			ID: s.ID, Code: s.Code, Code3: s.Code3, Name: s.Name, Sovereign: sov[i].in(m.Source.Worldview),
			Claimants: s.Claimants, Disputed: len(s.Claimants) > 0, Note: s.Note, Zone: s.Zone, hasOutline: s.Outline,
		}
	}
	return newIndex(a, areas, sov, m.Source, m.Warnings), nil
}
