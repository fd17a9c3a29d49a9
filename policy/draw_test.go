package policy

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestMain makes rapid try more than its hundred cases, and leave no files; both
// can be set by its flags.
func TestMain(m *testing.M) {
	for name, value := range map[string]string{"rapid.checks": "500", "rapid.nofailfile": "true"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// byRapid draws from rapid, which makes what fails smaller.
func byRapid(t *rapid.T) choice {
	return byBytes(rapid.SliceOfN(rapid.Byte(), 900, 900).Draw(t, "bytes"))
}

// tester is a test of package testing or of rapid.
type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// questionsOfDraw is how often a set that was drawn for a property is asked.
const questionsOfDraw = 8

// forAll checks a property by rapid, and, since rapid likes small numbers, with
// evenly random ones.
func forAll(t *testing.T, property func(t tester, c choice)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) { property(t, byRapid(t)) })
	defer func() {
		if t.Failed() {
			t.Logf("seed %d", *seed)
		}
	}()
	c := randomly(rand.New(rand.NewPCG(*seed, 1)))
	for range *triples / 40 {
		property(t, c)
	}
}

// shuffled is the list in another order.
func shuffled[T any](c choice, list []T) []T {
	list = slices.Clone(list)
	for i := range list {
		j := i + c(len(list)-i)
		list[i], list[j] = list[j], list[i]
	}
	return list
}

// pick draws one of the values.
func pick[T any](t *rapid.T, name string, values ...T) T {
	return rapid.SampledFrom(values).Draw(t, name)
}

// drawRules writes up to eight rules that can be parsed in a file without zones.
func drawRules(t *rapid.T) []string {
	var before []string
	out := make([]string, rapid.IntRange(0, 8).Draw(t, "rules"))
	for i := range out {
		id := fmt.Sprintf("r%d", i)
		out[i] = byRapid(t).rule(id, before, plan{})
		before = append(before, id)
	}
	return out
}

// drawSet writes a file around rules and parses it.
func drawSet(t *rapid.T, rules []string) *Set {
	s, err := Parse("drawn.yaml", []byte(pick(t, "covers", "", "", "covers: [BG, PL]\n")+file+ruleLines(rules)))
	if err != nil {
		t.Fatalf("%v\n%s", err, strings.Join(rules, "\n"))
	}
	return s
}

func drawFlight(t *rapid.T) Flight { return byRapid(t).flight() }

func drawTerritory(t *rapid.T) Territory { return byRapid(t).where() }

// parsed parses drawn files.
func parsed(t tester, d drawnSet) *Set {
	t.Helper()
	s, err := d.parse()
	if err != nil {
		t.Fatalf("%v\n%v", err, d)
	}
	return s
}

// supposing is With.
func supposing(t tester, s *Set, list ...Override) *Set {
	t.Helper()
	out, err := s.With(list...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (a asked) of(s *Set) Decision { return s.Decide(a.flight, a.over, a.at, a.scope) }

// spoken writes a decision down, rules by id.
func spoken(d Decision) string { return fmt.Sprint(silent(d), " ", d.Why()) }

// silent is spoken without the sentence, which names the sets in their order.
func silent(d Decision) string {
	return fmt.Sprint(d.Status, d.Scope, d.Effect, d.Layer, ids(d.Rules()), d.Standing, ids(d.Flags()), d.Missing(), ids(d.Undecided()), d.Unless(), ids(d.NotGrantable()), d.NotCovered)
}
