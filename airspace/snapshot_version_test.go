package airspace

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
)

// TestSnapshotOfAnotherVersion: neither an older nor a newer form is opened, though
// its sum is right: nobody knows what its lists mean.
func TestSnapshotOfAnotherVersion(t *testing.T) {
	good := smallSnapshot(t)
	for _, version := range []uint32{0, snapshotVersion - 1, snapshotVersion + 1, 1 << 31} {
		other := slices.Clone(good)
		binary.LittleEndian.PutUint32(other[24:], version)
		if _, err := OpenSnapshot(string(other)); err == nil || !strings.Contains(err.Error(), "it has version") {
			t.Errorf("version %d: %v", version, err)
		}
	}
}
