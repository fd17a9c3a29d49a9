package route

import (
	"testing"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/detour"
)

// The map of the embedded airspace keeps what searches have made of it: there is one.
func TestEmbeddedMapIsShared(t *testing.T) {
	world, err := airspace.World()
	if err != nil {
		t.Fatal(err)
	}
	same, err := world.WithWorldview(airspace.UN)
	if err != nil || same != world {
		t.Fatal("the world view that an index has makes another index", err)
	}
	first, err := mapFor(world, numbers(world))
	if err != nil {
		t.Fatal(err)
	}
	if second, err := mapFor(same, numbers(same)); err != nil || second != first {
		t.Error("the map of the embedded airspace is made twice", err)
	}
	other, err := world.WithWorldview(airspace.DeFacto)
	if err != nil {
		t.Fatal(err)
	}
	if third, err := mapFor(other, numbers(other)); err != nil || third == first {
		t.Error("another index has the map of the embedded airspace", err)
	}
}

// The embedded borders are sound: the map that is searched takes them unseen.
func TestEmbeddedMapIsSound(t *testing.T) {
	world, err := airspace.World()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := detour.NewWorld(mapOf(world.Borders(), numbers(world))); err != nil {
		t.Error(err)
	}
}
