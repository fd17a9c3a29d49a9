package airspace

import (
	"fmt"
	"sync"

	"github.com/flightcheck/flightcheck/data"
)

// World returns the index of the embedded data: the sovereign airspace of all
// States, land and territorial sea, in the [UN] world view. It is a snapshot that is
// opened on the first call, and shared.
func World() (*Index, error) { return world() }

var world = sync.OnceValues(func() (*Index, error) {
	x, err := OpenSnapshot(data.Airspace())
	if err != nil {
		return nil, fmt.Errorf("the embedded airspace: %w", err)
	}
	return x, nil
})
