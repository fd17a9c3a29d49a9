package policy

import (
	"flag"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

var (
	triples = flag.Int("triples", 20000, "random triples of set, flight and territory on which TestTriples compares Decide with the reference")
	seed    = flag.Uint64("seed", 1, "seed of the random triples")
)

// questionsOfSet is how often a set is asked before another one is drawn.
const questionsOfSet = 50

// randomly draws from random numbers.
func randomly(r *rand.Rand) choice { return func(n int) int { return r.IntN(n) } }

func sortedIDs(rules []*Rule) []string { return sortedWords(ids(rules)) }

func sortedWords(list []string) []string {
	slices.Sort(list)
	return list
}

// The compiled decider agrees with the reference on random sets, flights and
// territories, and the draws reach every field in every way that it can end.
func TestTriples(t *testing.T) {
	c := randomly(rand.New(rand.NewPCG(*seed, 0)))
	seen := map[string]*[3]int{}
	statuses := map[Status]int{}
	for done := 0; done < *triples; {
		drawn := c.set()
		s, err := drawn.parse()
		if err != nil {
			t.Fatalf("seed %d: %v\n%v", *seed, err, drawn)
		}
		w := c.whatIf(drawn.ids)
		q := newReference(s, w)
		if s, err = s.With(w.overrides()...); err != nil {
			t.Fatalf("seed %d: %v\n%v", *seed, err, drawn)
		}
		for range min(questionsOfSet, *triples-done) {
			done++
			a := c.question(drawn)
			got, want := a.compare(s, q)
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d, triple %d (-reference +decided):\n%s\n%v\nwhat if: %+v\n%v", *seed, done, diff, drawn, w, a)
			}
			statuses[got.Status]++
		}
		for field, n := range q.seen {
			if seen[field] == nil {
				seen[field] = &[3]int{}
			}
			for i, k := range n {
				seen[field][i] += k
			}
		}
	}
	if *triples < 20000 {
		return
	}
	checkDraws(t, seen, statuses)
}

// checkDraws tells whether every field of a rule was asked and came to everything
// that it can come to.
func checkDraws(t *testing.T, seen map[string]*[3]int, statuses map[Status]int) {
	t.Helper()
	fields := []string{"scope", "stated", "from, until", "until unknown", "territory", "territory *", "zone", "outline", "except", "any_of"}
	for _, w := range fieldWords {
		fields = append(fields, w)
	}
	twoWays := []string{"levels", "scheduled", "outline", "zone", "territory *"} // always known
	for _, f := range fields {
		n := seen[f]
		if n == nil {
			t.Errorf("no draw asks for %s", f)
			continue
		}
		want := [3]bool{true, !slices.Contains(twoWays, f), true}
		switch f {
		case "scope", "stated", "except":
			want = [3]bool{true, false, false}
		case "until unknown":
			want = [3]bool{false, true, true}
		case "carrier_list":
			want = [3]bool{false, true, false}
		}
		for i, k := range n {
			if want[i] != (k > 0) {
				t.Errorf("%s came to false, not known, true %v times; want some: %v", f, *n, want)
				break
			}
		}
	}
	for _, s := range []Status{Open, Permission, Unknown, Blocked} {
		if statuses[s] < *triples/50 {
			t.Errorf("only %d of %d decisions are %v", statuses[s], *triples, s)
		}
	}
	t.Logf("%d triples: %v", *triples, statuses)
}
