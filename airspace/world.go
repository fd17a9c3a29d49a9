package airspace

import (
	"fmt"
	"sync"

	"github.com/flightcheck/flightcheck/data"
)

// World returns the index of the embedded data: the sovereign airspace of all
// States, land and territorial sea, in the [UN] world view. It is built once, on
// the first call, and shared.
func World() (*Index, error) { return world() }

var world = sync.OnceValues(func() (*Index, error) {
	x, err := readEmbedded([]byte(data.Countries()))
	if err != nil {
		return nil, fmt.Errorf("the embedded airspace: %w", err)
	}
	return x, nil
})

// readEmbedded reads the embedded text without the checks that a test makes once.
func readEmbedded(src []byte) (*Index, error) {
	b, err := newBuilder(src, Options{}.withDefaults())
	if err != nil {
		return nil, err
	}
	return b.index(false)
}
