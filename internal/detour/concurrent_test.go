package detour_test

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flightcheck/flightcheck/internal/detour"
)

// Searchers of one world give the same paths side by side, whatever was asked
// before.
func TestSearchersShareAWorld(t *testing.T) {
	w := mustWorld(t, spiral(3, 600))
	ask := func(q *detour.Searcher) (paths []detour.Path) {
		for _, to := range []float64{30, 40, 50} {
			p, err := q.Shortest(t.Context(), at(0, 0), at(to, 5), detour.NewSet(0), detour.Options{})
			if err != nil {
				t.Error(err)
			}
			paths = append(paths, p)
		}
		return paths
	}
	got := make([][]detour.Path, 5)
	var g sync.WaitGroup
	for i := range 4 {
		g.Go(func() { got[i] = ask(detour.NewSearcher(w)) })
	}
	g.Wait()
	again := detour.NewSearcher(w)
	ask(again)
	got[4] = ask(again)
	for _, x := range got[1:] {
		if diff := cmp.Diff(got[0], x); diff != "" {
			t.Error(diff)
		}
	}
}
