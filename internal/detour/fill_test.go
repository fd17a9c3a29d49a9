package detour_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/detour"
)

// later is a map whose points are not there before they were asked for.
func later(m detour.Map) detour.Map {
	known := m.Points
	m.Points = make([]s2.Point, len(known))
	there := make([]bool, len(known))
	var lock sync.Mutex
	m.Fill = func(first, count int) {
		lock.Lock()
		defer lock.Unlock()
		for i := first; i < first+count; i++ {
			if !there[i] { // what is there may be read at this time
				m.Points[i], there[i] = known[i], true
			}
		}
	}
	return m
}

// answer is what a new searcher says, in words.
func answer(t *rapid.T, m detour.Map, q question, marginKm float64) string {
	t.Helper()
	w, err := detour.NewWorld(m)
	if err != nil {
		t.Fatal(err)
	}
	s := detour.NewSearcher(w)
	p, err := s.Shortest(t.Context(), q.from, q.to, q.closed, detour.Options{MarginKm: marginKm})
	if err != nil {
		return fmt.Sprintf("%#v", err)
	}
	r, err := s.Publish(p, q.closed, 10)
	return fmt.Sprint(p, r, err)
}

// A map whose points come when they are needed gives the same answers.
func TestFillWhenNeeded(t *testing.T) {
	w := world{layers: 2, sides: []float64{1, 8, 20}, split: [2]int{0, 6}, most: 4}
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t, w)
		km := rapid.SampledFrom([]float64{0, 0, 3}).Draw(t, "margin")
		if diff := cmp.Diff(answer(t, q.m, q, km), answer(t, later(q.m), q, km)); diff != "" {
			t.Error(diff)
		}
	})
}

// Searchers that share such a map ask for its points at the same time.
func TestFillSideBySide(t *testing.T) {
	s, w := embeddedWorld(t)
	pairs := randomPairs(w, 12, 5)
	lazy, err := detour.NewWorld(later(s.m))
	if err != nil {
		t.Fatal(err)
	}
	plain := detour.NewSearcher(w)
	var g sync.WaitGroup
	for i, c := range pairs {
		want, wantErr := plain.Shortest(t.Context(), c.from, c.to, c.closed, detour.Options{})
		g.Go(func() {
			got, err := detour.NewSearcher(lazy).Shortest(t.Context(), c.from, c.to, c.closed, detour.Options{})
			if _, ok := errors.AsType[*detour.NoPathError](err); ok != (wantErr != nil) {
				t.Errorf("pair %d: %v, want %v", i, err, wantErr)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("pair %d: %s", i, diff)
			}
		})
	}
	g.Wait()
}
