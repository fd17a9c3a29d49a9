package airspace

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/data"
)

// smallSnapshot is the snapshot of a world with a hole, an enclave, an overlap, a
// pole and the antimeridian.
func smallSnapshot(tb testing.TB) []byte {
	tb.Helper()
	x := readText(tb, areasFile(
		"ZA", "[[[20,-34],[32,-34],[32,-24],[20,-24],[20,-34]],[[27,-30],[29,-30],[29,-28],[27,-28],[27,-30]]]", "LS", box(27, -30, 29, -28),
		"SZ", box(31, -28, 34, -25), "FJ", box(177, -20, 182, -15), "AQ", "[[[-180,-90],[-180,-70],[0,-65],[180,-70],[180,-90],[-180,-90]]]"))
	b, err := x.AppendSnapshot(nil)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// sealed writes the right sum into a snapshot.
func sealed(b []byte) []byte {
	if len(b) >= snapshotHeader {
		binary.LittleEndian.PutUint32(b[28:], crc32.Checksum(b[snapshotHeader:], castagnoli))
	}
	return b
}

func TestEmbeddedSnapshotIsOfTheFile(t *testing.T) {
	src := data.Countries()
	sum := sha256.Sum256([]byte(src))
	if got, want := worldOf(t).Source().SHA256, hex.EncodeToString(sum[:]); got != want {
		t.Fatalf("airspace.bin is of a file with sum %s, countries.geojson has %s: run go generate ./data", got, want)
	}
	x, err := ReadGeoJSON(strings.NewReader(src), Options{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := x.AppendSnapshot(nil)
	if err != nil {
		t.Fatal(err)
	}
	if string(b) != data.Airspace() {
		t.Error("airspace.bin is not what this program makes of countries.geojson: run go generate ./data")
	}
}

func TestSnapshotAnswersAsItsIndex(t *testing.T) {
	b := smallSnapshot(t)
	prefix := []byte("before")
	x, err := OpenSnapshot(string(b))
	if err != nil {
		t.Fatal(err)
	}
	again, err := x.AppendSnapshot(prefix)
	if err != nil || !bytes.Equal(again, slices.Concat(prefix, b)) {
		t.Errorf("the snapshot of a snapshot differs: %v", err)
	}
	y, err := OpenSnapshot(string(slices.Clone(b)))
	if err != nil {
		t.Fatal(err)
	}
	for lat := -89.5; lat < 90; lat += 7.3 {
		for lon := -179.5; lon < 180; lon += 5.1 {
			if got, want := x.At(orb.Point{lon, lat}), y.At(orb.Point{lon, lat}); !slices.Equal(got, want) {
				t.Fatalf("%v %v: %v, want %v", lat, lon, got, want)
			}
		}
	}
	if got := over(x, -29, 28) + over(x, -26, 31.5) + over(x, -17, -179) + over(x, -90, 0) + over(x, -31, 28); got != "LSSZ+ZAFJAQZA" {
		t.Errorf("got %s", got)
	}
}

// TestSnapshotMisaligned opens one where nothing is aligned: then it is copied.
func TestSnapshotMisaligned(t *testing.T) {
	b := smallSnapshot(t)
	for shift := range 8 {
		x, err := OpenSnapshot(string(append(make([]byte, shift), b...))[shift:])
		if err != nil {
			t.Fatal(err)
		}
		if got := sequence(x, legOf(t, -29, 22, -29, 31)); got != "ZA LS ZA" {
			t.Errorf("shifted by %d: %s", shift, got)
		}
	}
}

func TestSnapshotRefused(t *testing.T) {
	good := smallSnapshot(t)
	change := func(at int, to byte) []byte {
		b := slices.Clone(good)
		b[at] = to
		return b
	}
	for _, tc := range []struct {
		name string
		src  []byte
		want string
	}{
		{"empty", nil, "these 0 bytes are no snapshot"},
		{"a GeoJSON file", []byte(`{"type":"FeatureCollection","features":[]}`), "no snapshot of an index"},
		{"version 9", change(24, 9), "version 9, and this program reads version 1"},
		{"a flipped byte", change(len(good)/2, good[len(good)/2]^4), "its sum is"},
		{"cut short", good[:len(good)-9], "its sum is"},
		{"cut short and sealed", sealed(slices.Clone(good[:len(good)/2])), "damaged"},
		{"only a header", sealed(slices.Clone(good[:snapshotHeader])), "it ends too early"},
	} {
		_, err := OpenSnapshot(string(tc.src))
		var input *InputError
		if !errors.As(err, &input) || !strings.Contains(err.Error(), tc.want) || !strings.Contains(input.Hint, "make it anew") {
			t.Errorf("%s: %v, want %q and what to do", tc.name, err, tc.want)
		}
	}
	if _, err := (*Index)(nil).AppendSnapshot(nil); err == nil {
		t.Error("no index has a snapshot")
	}
	x, err := OpenSnapshot(string(good))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.Join(x).AppendSnapshot(nil); err == nil {
		t.Error("a joined index has a snapshot")
	}
}

// TestSnapshotVerifies changes numbers of the lists to one that lies outside.
func TestSnapshotVerifies(t *testing.T) {
	good := smallSnapshot(t)
	refused := 0
	for at := snapshotHeader; at+4 <= len(good); at += 4 * 53 {
		b := slices.Clone(good)
		binary.LittleEndian.PutUint32(b[at:], math.MaxUint32-7)
		if !answers(string(sealed(b))) {
			refused++
		}
	}
	if refused < 200 {
		t.Errorf("only %d damages were found", refused)
	}
}

// answers opens a snapshot and asks it everything. It tells whether it opened.
func answers(src string) bool {
	x, err := OpenSnapshot(src)
	if err != nil {
		return false
	}
	for _, ends := range [...][4]float64{{-29, 22, -29, 31}, {-17, 170, -17, -170}, {-80, 10, -60, -100}, {60, 10, 50, -120}} {
		leg, err := NewLeg(orb.Point{ends[1], ends[0]}, orb.Point{ends[3], ends[2]})
		if err != nil {
			continue
		}
		for s := range x.Cross(leg) {
			x.At(leg.At((s.FromAngle + s.ToAngle) / 2))
		}
		x.Clearance(leg, 500)
	}
	for id := range x.All() {
		x.Outline(id)
		x.Distance(orb.Point{10, 10}, id)
	}
	x.Borders()
	return true
}

// FuzzOpenSnapshot writes numbers into a good snapshot, cuts it, or takes the
// bytes as they are; each also with the right sum, so that the lists are read.
func FuzzOpenSnapshot(f *testing.F) {
	good := smallSnapshot(f)
	f.Add(uint32(0), uint32(7), uint32(0), []byte(nil))
	f.Add(uint32(33), uint32(1<<31), uint32(9), []byte(nil))
	f.Add(uint32(9000), uint32(5), uint32(0), []byte(nil))
	f.Add(uint32(0), uint32(0), uint32(0), good[:1500])
	f.Add(uint32(0), uint32(0), uint32(0), []byte(snapshotMagic))
	f.Add(uint32(snapshotHeader), uint32(math.MaxUint32), uint32(0), []byte(nil)) // the length of the first section
	f.Add(uint32(snapshotHeader+4), uint32(1<<31-1), uint32(0), []byte(nil))      // and its upper half
	f.Add(uint32(24), uint32(snapshotVersion+1), uint32(0), []byte(nil))          // another version
	f.Add(uint32(len(good)/2), uint32(0x7ff80000), uint32(1), []byte(nil))        // NaN
	f.Fuzz(func(t *testing.T, at, value, cut uint32, src []byte) {
		if len(src) == 0 {
			src = slices.Clone(good[:len(good)-int(cut)%len(good)])
			if len(src) >= 4 {
				binary.LittleEndian.PutUint32(src[int(at)%(len(src)-3):], value)
			}
		}
		answers(string(src))
		again := string(sealed(slices.Clone(src)))
		answers(again)
		x, err := OpenSnapshot(again)
		if err != nil {
			if input, ok := errors.AsType[*InputError](err); !ok || x != nil || input.Hint == "" || strings.ContainsAny(err.Error(), "\n\x00\x1b") || len(err.Error()) > 1000 {
				t.Fatalf("%v, %q", x, err)
			}
			return
		}
		// What opens is written so that it opens again, and is written the same.
		once, err := x.AppendSnapshot(nil)
		if err != nil {
			t.Fatal(err)
		}
		y, err := OpenSnapshot(string(once))
		if err != nil {
			t.Fatal(err)
		}
		if twice, err := y.AppendSnapshot(nil); err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%d and %d bytes, %v", len(once), len(twice), err)
		}
	})
}

func TestJoin(t *testing.T) {
	states := readText(t, areasFile("FR", box(0, 40, 10, 50), "DE", box(10, 40, 20, 50)))
	zones := readText(t, areasFile("FR", box(5, 45, 15, 55), "IT", box(0, 30, 20, 40)))
	x := states.Join(zones)
	leg := legOf(t, 47, -5, 47, 25)
	if got, want := sequence(x, leg), "- FR FR+FR#2 DE+FR#2 DE -"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if states.Len() != 2 || zones.Area(0).ID != "FR" || sequence(states, leg) != "- FR DE -" {
		t.Error("joining changed what was joined")
	}
	if got := ids(x, x.At(orb.Point{12, 47})); got != "DE+FR#2" {
		t.Errorf("over 47 N 12 E: %s", got)
	}
	// The southern borders of two and the northern of one are one line.
	if got := sequence(x, legOf(t, 38, 5, 42, 5)); got != "IT FR" {
		t.Errorf("from Italy to France: %s", got)
	}
	if got := sequence(x, legOf(t, 47, 10, 48, 10)); got != "FR+FR#2|DE+FR#2" {
		t.Errorf("along 10 E: %s", got)
	}
	var none *Index
	if none.Join(states) != states || states.Join(nil) != states || states.Join(&Index{}) != states {
		t.Error("nothing joined is not the same")
	}
	if d := cmp.Diff(x.Join(states).Source().Areas, 6); d != "" {
		t.Error(d)
	}
	if got, want := len(x.Borders().Chains), len(states.Borders().Chains)+len(zones.Borders().Chains); got != want {
		t.Errorf("%d chains, want %d", got, want)
	}
	view, err := x.WithWorldview(DeFacto)
	if err != nil || sequence(view, leg) != sequence(x, leg) {
		t.Errorf("another world view: %v", err)
	}
}
