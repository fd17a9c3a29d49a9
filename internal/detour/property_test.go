package detour_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// question is a small world with a question.
type question struct {
	m        detour.Map
	closed   detour.Set
	from, to s2.Point
}

// world says what questions are drawn.
type world struct {
	layers int
	sides  []float64
	split  [2]int
	most   int // rows and columns
}

func drawQuestion(t *rapid.T, w world) question {
	var m detour.Map
	layers := w.layers
	side := rapid.SampledFrom(w.sides).Draw(t, "side")
	var closed []int32
	for layer := range layers {
		l := lattice{
			rows: rapid.IntRange(1, w.most).Draw(t, "rows"), columns: rapid.IntRange(1, w.most).Draw(t, "columns"), side: side,
			jitter: rapid.SampledFrom([]float64{0.3, 0.7}).Draw(t, "jitter"),
			split:  rapid.IntRange(w.split[0], w.split[1]).Draw(t, "split"), seed: rapid.Uint64().Draw(t, "seed"),
		}
		for range l.rows * l.columns {
			a := int32(rapid.IntRange(-1, 4).Draw(t, "cell"))
			if a >= 0 {
				a += int32(8 * layer)
			}
			l.cells = append(l.cells, a)
		}
		lay := newLayout()
		l.add(lay)
		m = merge(m, lay.build())
	}
	for a := range int32(8 * layers) {
		if rapid.Bool().Draw(t, "closed") {
			closed = append(closed, a)
		}
	}
	m, turn := turnMap(m, rapid.Uint64Range(0, 1000).Draw(t, "turn"))
	q := question{m: m, closed: detour.NewSet(closed...)}
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "ends"), 9))
	end := func(label string) s2.Point {
		if len(m.Points) > 0 && rapid.IntRange(0, 5).Draw(t, label) == 0 {
			return m.Points[r.IntN(len(m.Points))]
		}
		return turn(sphere.FromLonLat(orb.Point{(r.Float64() - 0.5) * side * 6, (r.Float64() - 0.5) * side * 6}))
	}
	q.from, q.to = end("from"), end("to")
	if q.from == q.to {
		q.to = s2.Point{Vector: q.from.Ortho()}
	}
	return q
}

func checkQuestion(t *rapid.T, q question) {
	w, err := detour.NewWorld(q.m)
	if err != nil {
		t.Fatal(err)
	}
	ref := newReference(q.m, q.closed)
	sr := detour.NewSearcher(w)
	p, err := sr.Shortest(t.Context(), q.from, q.to, q.closed, detour.Options{})
	if in, ok := errors.AsType[*detour.InsideError](err); ok {
		end := q.from
		if in.To {
			end = q.to
		}
		for _, a := range in.Areas {
			if !ref.contains(a, end) {
				t.Fatalf("%v, but the end is outside of %d", err, a)
			}
		}
		return
	}
	want := ref.shortest(q.from, q.to)
	if _, ok := errors.AsType[*detour.NoPathError](err); ok {
		if !math.IsInf(want, 1) {
			t.Fatalf("%v, want %.12f, from %v to %v, %s", err, want, sphere.ToLonLat(q.from), sphere.ToLonLat(q.to), text(q.m))
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for i := 1; i < len(p.Points); i++ {
		if !ref.free(p.Points[i-1], p.Points[i]) {
			t.Fatalf("leg %d of %v from %v to %v enters a closed area; want %v", i, lonLats(p.Points), sphere.ToLonLat(q.from), sphere.ToLonLat(q.to), ref.shortest(q.from, q.to))
		}
		sum += sphere.Angle(p.Points[i-1], p.Points[i])
	}
	if p.Points[0] != q.from || p.Points[len(p.Points)-1] != q.to || math.Abs(sum-p.Length) > 1e-12 || p.LowerBound > p.Length {
		t.Fatalf("path %+v with a sum of %v", p, sum)
	}
	checkPublished(t, sr, ref, q, p)
	if math.Abs(p.Length-want) > 1e-9 {
		t.Fatalf("length %.12f of %v, want %.12f, %s", p.Length, lonLats(p.Points), want, text(q.m))
	}
}

// Shared borders, enclaves, corners that touch, ends on vertices, anywhere on the
// globe.
func TestShortestEqualsVisibilityGraph(t *testing.T) {
	w := world{layers: 1, sides: []float64{0.01, 1, 8, 20}, split: [2]int{0, 2}, most: 4}
	rapid.Check(t, func(t *rapid.T) { checkQuestion(t, drawQuestion(t, w)) })
}

// Zones over States, without common vertices.
func TestShortestOverlaps(t *testing.T) {
	w := world{layers: 2, sides: []float64{0.01, 1, 8, 20}, split: [2]int{0, 2}, most: 4}
	rapid.Check(t, func(t *rapid.T) { checkQuestion(t, drawQuestion(t, w)) })
}

// Borders so wild that the coarse forms are of use.
func TestShortestCoarseForms(t *testing.T) {
	w := world{layers: 1, sides: []float64{0.3, 1, 2}, split: [2]int{6, 12}, most: 2}
	rapid.Check(t, func(t *rapid.T) { checkQuestion(t, drawQuestion(t, w)) })
}

// Where a flood over a fine grid gets from one end to the other there is a path.
// Where it does not, though no two areas touch in a corner, there is none.
func TestFlood(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n, fine = 5, 6
		l := lattice{rows: n, columns: n, side: 4, jitter: 0, seed: 1}
		for i := range n * n {
			cell := int32(0) // the rim is closed
			if r, c := i/n, i%n; min(r, c) > 0 && max(r, c) < n-1 {
				cell = int32(rapid.IntRange(0, 1).Draw(t, "cell"))
			}
			l.cells = append(l.cells, cell)
		}
		lay := newLayout()
		l.add(lay)
		m := lay.build()
		closed := detour.NewSet(0)
		ref := newReference(m, closed)
		// The middles of the cells are on the grid; its lines miss the corners.
		at := func(i, j int) s2.Point {
			return sphere.FromLonLat(orb.Point{-10 + (float64(j)+0.5)*4/fine, -10 + (float64(i)+0.5)*4/fine})
		}
		open := func() (cells [][2]int) {
			for i := range n {
				for j := range n {
					if l.cells[i*n+j] == 1 {
						cells = append(cells, [2]int{i*fine + fine/2, j*fine + fine/2})
					}
				}
			}
			return cells
		}()
		if len(open) < 2 {
			return
		}
		a, b := open[0], open[len(open)-1]
		seen := map[[2]int]bool{a: true}
		for todo := [][2]int{a}; len(todo) > 0; todo = todo[1:] {
			c := todo[0]
			for _, d := range [][2]int{{0, 1}, {1, 0}, {0, -1}, {-1, 0}, {1, 1}, {-1, -1}, {1, -1}, {-1, 1}} {
				next := [2]int{c[0] + d[0], c[1] + d[1]}
				if min(next[0], next[1]) >= 0 && max(next[0], next[1]) < n*fine && !seen[next] && ref.free(at(c[0], c[1]), at(next[0], next[1])) {
					seen[next] = true
					todo = append(todo, next)
				}
			}
		}
		touching := false
		for i := range n - 1 {
			for j := range n - 1 {
				p, q, r, s := l.cells[i*n+j], l.cells[i*n+j+1], l.cells[(i+1)*n+j], l.cells[(i+1)*n+j+1]
				touching = touching || p == s && q == r && p != q
			}
		}
		w, err := detour.NewWorld(m)
		if err != nil {
			t.Fatal(err)
		}
		_, err = detour.NewSearcher(w).Shortest(t.Context(), at(a[0], a[1]), at(b[0], b[1]), closed, detour.Options{})
		var none *detour.NoPathError
		if got := !errors.As(err, &none); got != seen[b] && (seen[b] || !touching) {
			t.Fatalf("path %v, flood %v, %v", got, seen[b], l.cells)
		}
	})
}

// checkPublished checks a path as printed and read again.
func checkPublished(t *rapid.T, sr *detour.Searcher, ref *reference, q question, p detour.Path) {
	r, err := sr.Publish(p, q.closed, 10)
	var in *detour.InsideError
	if errors.Is(err, detour.ErrNarrow) || errors.As(err, &in) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	var pts []s2.Point
	for _, w := range r.Waypoints {
		var x orb.Point
		if _, err := fmt.Sscanf(fmt.Sprintf("%.6f %.6f", w[0], w[1]), "%f %f", &x[0], &x[1]); err != nil {
			t.Fatal(err)
		}
		pts = append(pts, sphere.FromLonLat(x))
	}
	for i := 1; i < len(pts); i++ {
		if !ref.free(pts[i-1], pts[i]) {
			t.Fatalf("published leg %d of %v enters a closed area", i, r.Waypoints)
		}
	}
	if r.Length > p.Length+float64(len(pts))*100/6371e3+1e-7 {
		t.Fatalf("published length %v of %v", r.Length, p.Length)
	}
}

func lonLats(pts []s2.Point) []orb.Point {
	var out []orb.Point
	for _, p := range pts {
		out = append(out, sphere.ToLonLat(p))
	}
	return out
}

func text(m detour.Map) string {
	s := ""
	for _, c := range m.Chains {
		s += fmt.Sprintln(c.From, c.To, c.Left, c.Right, lonLats(m.Points[c.First:c.First+c.Count]))
	}
	return s
}
