package cliargs_test

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/cliargs"
)

// Wherever the flags stand among the places, in front of the command or behind
// it, in one word or in two, the application learns the same.
func TestReorderOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.SliceOfN(rapid.SampledFrom([]string{
			"moscow", "budapest", "-33.9461,151.1772", "−36.8,174.7", "51.5,-0.1", "St. John's", "a=b", "-",
		}), 2, 4).Draw(t, "places")
		command := rapid.SampledFrom([]string{"routes", "check", "map", "why"}).Draw(t, "command")

		want := parsed{Command: command, Places: places, Values: map[string]string{}, Lists: map[string][]string{}}
		groups := [][]string{append([]string{command}, places...)} // each keeps its own order
		single := func(name string, values ...string) {
			if v := rapid.SampledFrom(append(values, "")).Draw(t, name); v != "" {
				want.Values[name] = v
				groups = append(groups, []string{name + "\x00" + v})
			}
		}
		single("kind", "civil", "state")
		single("registration", "RA-96022", "RS", "-5")
		single("o", "map.geojson", "-", "a=b")
		single("json", "true")
		single("quiet", "true")
		for _, name := range []string{"grant", "policy"} {
			values := rapid.SliceOfN(rapid.SampledFrom([]string{"UA", "PL,LV", "-1", "a=b"}), 0, 3).Draw(t, name)
			if len(values) == 0 {
				continue
			}
			want.Lists[name] = values
			var group []string
			for _, v := range values {
				group = append(group, name+"\x00"+v)
			}
			groups = append(groups, group)
		}

		args := append([]string{"flightcheck"}, weave(t, groups)...)
		app, got := newApp(io.Discard)
		line, err := cliargs.Reorder(app, args, nil)
		if err != nil {
			t.Fatalf("%q: %v", args, err)
		}
		if err := app.Run(line); err != nil {
			t.Fatalf("%q became %q: %v", args, line, err)
		}
		if diff := cmp.Diff(want, *got); diff != "" {
			t.Fatalf("%q became %q (-want +got):\n%s", args, line, diff)
		}
	})
}

// weave mixes the groups at random, keeping the order within each, and writes
// the flags ("name\x00value") in one of their forms.
func weave(t *rapid.T, groups [][]string) []string {
	var out []string
	for len(groups) > 0 {
		i := rapid.IntRange(0, len(groups)-1).Draw(t, "next")
		out = append(out, write(t, groups[i][0])...)
		groups[i] = groups[i][1:]
		if len(groups[i]) == 0 {
			groups = slices.Delete(groups, i, i+1)
		}
	}
	return out
}

func write(t *rapid.T, word string) []string {
	name, value, isFlag := strings.Cut(word, "\x00")
	if !isFlag {
		return []string{word}
	}
	names := map[string][]string{"registration": {"-r", "--registration"}, "o": {"-o", "--output"}}[name]
	if names == nil {
		names = []string{"--" + name, "-" + name}
	}
	form := rapid.SampledFrom(names).Draw(t, "form")
	switch {
	case rapid.Bool().Draw(t, "one word"):
		return []string{form + "=" + value}
	case name == "json" || name == "quiet":
		return []string{form}
	default:
		return []string{form, value}
	}
}
