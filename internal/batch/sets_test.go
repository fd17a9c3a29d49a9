package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/flightcheck/flightcheck/policy"
)

// Each list of names is loaded once, in its order, whoever asks; what failed is not
// tried again.
func TestSetsAreLoadedOnce(t *testing.T) {
	failed := errors.New("no such layers")
	var calls []string // load is called by one goroutine at a time
	sets := NewSets(func(names []string) (Base, error) {
		calls = append(calls, strings.Join(names, "+"))
		if len(names) == 2 {
			return Base{}, failed
		}
		return Base{Plain: policy.Flight{Type: strings.ToUpper(names[0])}}, nil
	})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if b, err := sets.Of([]string{"world-2025"}); err != nil || b.Plain.Type != "WORLD-2025" {
				t.Errorf("world-2025: %q, %v", b.Plain.Type, err)
			}
			if _, err := sets.Of([]string{"world-2025", "budapest-2025"}); !errors.Is(err, failed) {
				t.Errorf("both: %v", err)
			}
		})
	}
	all.Wait()
	slices.Sort(calls)
	if want := []string{"world-2025", "world-2025+budapest-2025"}; !slices.Equal(calls, want) {
		t.Errorf("loaded %q, want %q", calls, want)
	}
}

// A row chooses among built-in sets; a file or another word is refused before anything
// is read.
func TestSetsRefuseFiles(t *testing.T) {
	sets := NewSets(func(names []string) (Base, error) {
		t.Errorf("%q are loaded", names)
		return Base{}, nil
	})
	for _, c := range []struct{ name, shown string }{
		{"mine.yaml", `"mine.yaml"`},
		{"/etc/passwd", `"/etc/passwd"`},
		{"", `""`},
		{strings.Repeat("é", 30), `"` + strings.Repeat("é", 20) + `…"`},
		{"a" + strings.Repeat("é", 30), `"a` + strings.Repeat("é", 19) + `…"`},
	} {
		_, err := sets.Of([]string{"world-2025", c.name})
		if want := "policy: there is no built-in set " + c.shown + "; there are "; err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", c.name, err, want)
		}
	}
}

// However many lists rows name, few are kept, and each is answered.
func TestSetsForget(t *testing.T) {
	sets := NewSets(func(names []string) (Base, error) {
		return Base{Plain: policy.Flight{Type: fmt.Sprint(len(names))}}, nil
	})
	for n := 1; n <= 2*maxSets; n++ {
		if b, err := sets.Of(slices.Repeat([]string{"world-2025"}, n)); err != nil || b.Plain.Type != fmt.Sprint(n) {
			t.Fatalf("%d names: %q, %v", n, b.Plain.Type, err)
		}
		if len(sets.known) > maxSets {
			t.Fatalf("%d lists are kept", len(sets.known))
		}
	}
}

const ownFlight = `version: 1
set: own
flight: {registration: RU, kind: state, type: IL96, date: 2025-10-30}
rules: []
`

// What the asker says of the aircraft replaces the set's own flight, but for its date;
// what he says besides is added to it.
func TestNewBase(t *testing.T) {
	day := func(text string) policy.When {
		w, err := policy.ParseWhen(text)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	none := func(string) ([]byte, error) { return nil, fs.ErrNotExist }
	own, err := policy.Load("own.yaml", func(string) ([]byte, error) { return []byte(ownFlight), nil })
	if err != nil {
		t.Fatal(err)
	}
	world, err := ReadSets([]string{"world-2025"}, none)
	if err != nil {
		t.Fatal(err)
	}
	nothing := func(*policy.Flight) error { return nil }
	later := func(f *policy.Flight) error { f.Date = day("2025-12-24"); return nil }
	civil := func(f *policy.Flight) error { f.Kind = policy.CivilAircraft; return nil }
	for _, c := range []struct {
		name          string
		set           *policy.Set
		described     bool
		tell          func(*policy.Flight) error
		flight, plain string // kind, type, date
	}{
		{"the set's own", own, false, nothing, "state IL96 2025-10-30", "  2025-10-30"},
		{"on another day", own, false, later, "state IL96 2025-12-24", "  2025-12-24"},
		{"another", own, true, civil, "civil  2025-10-30", "civil  2025-10-30"},
		{"a set without a flight", world, false, nothing, "  " + world.Date().String(), "  " + world.Date().String()},
	} {
		b, err := NewBase(c.set, c.described, c.tell)
		words := func(f policy.Flight) string { return fmt.Sprintf("%s %s %s", f.Kind, f.Type, f.Date) }
		if got := words(b.Flight); err != nil || got != c.flight {
			t.Errorf("%s: %q, %v, want %q", c.name, got, err, c.flight)
		}
		if got := words(b.Plain); got != c.plain || b.Plain.GivenBy != policy.GivenByQuestion || b.Policy != c.set {
			t.Errorf("%s, plain: %q, want %q", c.name, got, c.plain)
		}
	}
	if _, err := NewBase(new(policy.Set), true, civil); err == nil || !strings.Contains(err.Error(), "--date") {
		t.Errorf("no date: %v", err)
	}
	wrong := errors.New("no kind")
	if _, err := NewBase(own, false, func(*policy.Flight) error { return wrong }); !errors.Is(err, wrong) {
		t.Errorf("a wrong word: %v", err)
	}
}

// Layers are read in their order; no name means the sets that answer by themselves.
func TestReadSets(t *testing.T) {
	read := func(name string) ([]byte, error) {
		if name == "own.yaml" {
			return []byte(ownFlight), nil
		}
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	for _, c := range []struct {
		names []string
		sets  string
	}{
		{nil, "budapest-2025 world-2025"},
		{[]string{"world-2025"}, "world-2025"},
		{[]string{"own.yaml"}, "own"},
		{[]string{"world-2025", "own.yaml"}, "world-2025 own"},
		{[]string{"own.yaml", "world-2025"}, "own world-2025"},
	} {
		set, err := ReadSets(c.names, read)
		if err != nil {
			t.Errorf("%q: %v", c.names, err)
			continue
		}
		var got []string
		for _, i := range set.Info() {
			got = append(got, i.Name)
		}
		if strings.Join(got, " ") != c.sets {
			t.Errorf("%q: %q, want %q", c.names, got, c.sets)
		}
	}
	for _, names := range [][]string{{"none.yaml"}, {"world-2025", "none.yaml"}} {
		if _, err := ReadSets(names, read); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %v", names, err)
		}
	}
}
