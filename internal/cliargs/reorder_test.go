package cliargs_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/cliargs"
)

// The tests run one after the other: the library keeps its help command and
// its help flag in package variables and changes them when an application runs.

func words(s string) []string { return strings.Fields("flightcheck " + s) }

func isKnownPlace(word string) bool {
	return slices.Contains([]string{"moscow", "budapest", "riga", "bata", "police", "list"}, word)
}

func TestReorder(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"two places":                     {"moscow budapest", "routes -- moscow budapest"},
		"nothing":                        {"", ""},
		"flags behind":                   {"moscow budapest --kind civil --registration RS --json", "routes --kind=civil --registration=RS --json=true -- moscow budapest"},
		"flags in front":                 {"--kind civil --registration RS --json moscow budapest", "routes --kind=civil --registration=RS --json=true -- moscow budapest"},
		"flags between":                  {"moscow --kind civil budapest --registration=RS --json", "routes --kind=civil --registration=RS --json=true -- moscow budapest"},
		"a flag as place":                {"moscow budapest -- --json", "routes -- moscow budapest --json"},
		"commands as places":             {"-- map help", "routes -- map help"},
		"a second shield":                {"check a -- b -- c", "check -- a b -- c"},
		"Sydney Auckland":                {"check -33.9461,151.1772 -36.8485,174.7633 --kind civil", "check --kind=civil -- -33.9461,151.1772 -36.8485,174.7633"},
		"Sydney Auckland behind a --":    {"check --kind civil -- -33.9461,151.1772 -36.8485,174.7633", "check --kind=civil -- -33.9461,151.1772 -36.8485,174.7633"},
		"typographic minus":              {"−33.9461,151.1772 budapest", "routes -- −33.9461,151.1772 budapest"},
		"just below the equator":         {"check -.5,0 0,0", "check -- -.5,0 0,0"},
		"Ushuaia":                        {"airspace at -54.8019,-68.3030", "airspace at -- -54.8019,-68.3030"},
		"Ushuaia, alias, flag in front":  {"--countries f.json air at -54.8,-68.3", "airspace at --countries=f.json -- -54.8,-68.3"},
		"flag between command and child": {"policy --json list", "policy list --json=true"},
		"flag of a command in front":     {"--json check a b", "check --json=true -- a b"},
		"flag of the application behind": {"check a b --quiet", "--quiet=true check -- a b"},
		"short flag and file":            {"map moscow budapest -o map.geojson", "map -o=map.geojson -- moscow budapest"},
		"long alias, one dash":           {"map a b -output x.geojson -json", "map --json=true -o=x.geojson -- a b"},
		"standard output as file":        {"map a b -o -", "map -o=- -- a b"},
		"lone minus is a place":          {"check - b", "check -- - b"},
		"list with commas":               {"check a b --grant UA,PL --grant LV", "check --grant=UA,PL --grant=LV -- a b"},
		"same value twice":               {"check a b --kind civil --kind=civil --json --json", "check --kind=civil --json=true -- a b"},
		"counted flag":                   {"policy show --verbose x --verbose", "policy show --verbose=true --verbose=true -- x"},
		"switched off":                   {"check a b --json=F", "check --json=false -- a b"},
		"value with an equals sign":      {"check a b --policy=a=b", "check --policy=a=b -- a b"},
		"value like a latitude":          {"check a b --kind -5", "check --kind=-5 -- a b"},
		"help":                           {"--help", "--help"},
		"help of a command":              {"airspace at -h", "airspace at --help"},
		"help among places":              {"moscow -h budapest --json", "routes --help"},
		"help word":                      {"help policy list", "policy list --help"},
		"help word in a group":           {"policy help list", "policy list --help"},
		"a topic":                        {"help formats", "help formats"},
		"a topic that is a command too":  {"help policy", "help policy"},
		"a flag and a topic":             {"h formats --quiet", "--quiet=true help formats"},
		"places behind a topic":          {"help formats map", "help formats -- map"},
		"help on help":                   {"help h", "--help"},
		"no help after all":              {"data --help=false", "data --help=false"},
		"version":                        {"--version", "--version=true"},
		"version behind a command":       {"check -v", "--version=true check"},
		"only flags":                     {"--json", "routes --json=true"},
		"a group alone":                  {"policy", "policy"},
		"a place near to a command":      {"bata budapest", "routes -- bata budapest"},
		"a place near to a group":        {"police riga", "routes -- police riga"},
		"places near to group and child": {"police list", "routes -- police list"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			app, _ := newApp(io.Discard)
			got, err := cliargs.Reorder(app, words(tc.in), isKnownPlace)
			if err != nil {
				t.Fatalf("flightcheck %s: %v", tc.in, err)
			}
			if diff := cmp.Diff(words(tc.want), got); diff != "" {
				t.Errorf("flightcheck %s (-want +got):\n%s", tc.in, diff)
			}
			again, err := cliargs.Reorder(app, got, isKnownPlace)
			if err != nil || !slices.Equal(again, got) {
				t.Errorf("a second pass gives %q, %v, want no change of %q", again, err, got)
			}
		})
	}
}

func TestReorderRefuses(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"misspelt flag":              {"moscow budapest --kindd civil", `unknown flag "--kindd"; did you mean "--kind"?`},
		"misspelt flag in front":     {"--jsno check a b", `unknown flag "--jsno"; did you mean "--json"?`},
		"misspelt flag with value":   {"check a b --regstration=RS", `unknown flag "--regstration"; did you mean "--registration"?`},
		"misspelt flag, elsewhere":   {"data --grnat PL", `unknown flag "--grnat"; did you mean "--grant" of "flightcheck routes"?`},
		"flag like no other":         {"check a b --xyzzy", `unknown flag "--xyzzy"; "flightcheck check --help" lists the flags`},
		"flag of other commands":     {"policy list --countries x", `"flightcheck policy list" has no flag "--countries"; it belongs to: flightcheck airspace at, flightcheck airspace list, flightcheck check, flightcheck map, flightcheck routes, flightcheck why`},
		"value missing at the end":   {"check a b --kind", `the flag "--kind" has no value; write --kind=VALUE`},
		"value missing before --":    {"check --kind -- a b", `the flag "--kind" has no value; write --kind=VALUE`},
		"value missing before flag":  {"check a b --kind --json", `the flag "--kind" has no value, "--json" follows; if that is the value, write "--kind=--json"`},
		"empty value":                {"check a b --kind=", `the flag "--kind" has an empty value; leave the flag out, or write --kind=VALUE`},
		"value for a switch":         {"check a b --json=yes", `the flag "--json" takes no value, but has "yes"; write "--json"`},
		"two values for one":         {"check a b --kind civil --kind state", `the flag "--kind" is given twice, with "civil" and "state"; give one of them`},
		"two forms of one":           {"map a b -o x --output y", `the flag "-o" is given twice, with "x" and "y"; give one of them`},
		"neither flag nor place":     {"check -x,1 0,0", `"-x,1" is neither a flag nor a place; a latitude begins with a digit or with a minus and a digit`},
		"three dashes":               {"check ---json a", `"---json" is neither a flag nor a place; a latitude begins with a digit or with a minus and a digit`},
		"long dash":                  {"check a b —json", `"—json" is neither a flag nor a place; it begins with a long dash, a flag begins with "-" or "--"`},
		"mistyped group":             {"polcy list", `unknown command "polcy"; did you mean "policy"?`},
		"mistyped group, bare":       {"airspce", `unknown command "airspce"; did you mean "airspace"?`},
		"mistyped group and child":   {"--json polcy lsit", `unknown command "polcy"; did you mean "policy"?`},
		"mistyped command":           {"chekc moscow riga budapest", `unknown command "chekc"; did you mean "check"?`},
		"mistyped why":               {"wyh poland", `unknown command "wyh"; did you mean "why"?`},
		"capitals":                   {"Policy list", `unknown command "Policy"; did you mean "policy"?`},
		"mistyped child":             {"policy lst", `unknown command "policy lst"; did you mean "policy list"?`},
		"no child":                   {"airspace moscow", `unknown command "airspace moscow"; "flightcheck airspace" has: at, list`},
		"a group takes no places":    {"policy -- list", `unknown command "policy list"; "flightcheck policy" has: lint, list, show`},
		"help of nothing":            {"help polcy", `no help on "polcy"; did you mean "help policy"?`},
		"a mistyped topic":           {"help fromats", `no help on "fromats"; did you mean "help formats"?`},
		"three places, one mistyped": {"bata riga moscow", `unknown command "bata"; did you mean "data"?`},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			app, _ := newApp(io.Discard)
			got, err := cliargs.Reorder(app, words(tc.in), isKnownPlace)
			var usage *cliargs.Error
			if !errors.As(err, &usage) {
				t.Fatalf("flightcheck %s: got %q, %v, want an *Error", tc.in, got, err)
			}
			if diff := cmp.Diff(tc.want, err.Error()); diff != "" {
				t.Errorf("flightcheck %s (-want +got):\n%s", tc.in, diff)
			}
			if got != nil || usage.Word == "" {
				t.Errorf("flightcheck %s: got %q and word %q beside the error", tc.in, got, usage.Word)
			}
		})
	}
}

func TestReorderEmptyWords(t *testing.T) {
	app, _ := newApp(io.Discard)
	if _, err := cliargs.Reorder(app, []string{"flightcheck", "check", "--kind", "", "a"}, nil); err == nil {
		t.Error("an empty value was taken for an answer")
	}
	got, err := cliargs.Reorder(app, []string{"flightcheck", "check", "", "a"}, nil)
	if want := []string{"flightcheck", "check", "--", "", "a"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("an empty place: got %q, %v, want %q", got, err, want)
	}
	got, err = cliargs.Reorder(app, nil, nil)
	if err != nil || !slices.Equal(got, []string{"flightcheck"}) {
		t.Errorf("no program name: got %q, %v", got, err)
	}
}

// Without a gazetteer no word is known to be a place: two words stay a
// question, unless the second belongs to the command.
func TestReorderWithoutGazetteer(t *testing.T) {
	tests := map[string]bool{ // line -> refused as a mistyped command
		"moscow budapest":     false,
		"bata budapest":       false,
		"polcy budapest":      false,
		"polcy list":          true,
		"chek moscow sofia x": true,
		"dta":                 true,
	}
	for in, refused := range tests {
		app, _ := newApp(io.Discard)
		if _, err := cliargs.Reorder(app, words(in), nil); (err != nil) != refused {
			t.Errorf("flightcheck %s: error %v, want refused %v", in, err, refused)
		}
	}
}

func TestReorderWithoutDefaultCommand(t *testing.T) {
	app, _ := newApp(io.Discard)
	app.DefaultCommand = ""
	got, err := cliargs.Reorder(app, words("moscow --quiet budapest"), nil)
	if want := words("--quiet=true -- moscow budapest"); err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if got, err := cliargs.Reorder(app, words("-- map budapest"), nil); err == nil {
		t.Errorf("got %q: the library would run the command for the place", got)
	}
}

func TestReorderKeepsCompletion(t *testing.T) {
	app, _ := newApp(io.Discard)
	app.EnableBashCompletion = true
	in := words("check --kin --generate-bash-completion")
	if got, err := cliargs.Reorder(app, in, nil); err != nil || !slices.Equal(got, in) {
		t.Errorf("got %q, %v, want the line as it was", got, err)
	}
}

func TestReorderRefusesTwoMeanings(t *testing.T) {
	app, _ := newApp(io.Discard)
	app.Commands = append(app.Commands, &cli.Command{Name: "serve", Flags: []cli.Flag{&cli.BoolFlag{Name: "kind"}}})
	_, err := cliargs.Reorder(app, words("serve"), nil)
	var usage *cliargs.Error
	if err == nil || errors.As(err, &usage) {
		t.Errorf("got %v, want an error that is not the asker's", err)
	}
}

// What the application prints and learns, after the pass and through the library.
func TestRun(t *testing.T) {
	run := func(t *testing.T, in string) (parsed, string) {
		t.Helper()
		var out bytes.Buffer
		app, got := newApp(&out)
		args, err := cliargs.Reorder(app, words(in), isKnownPlace)
		if err != nil {
			t.Fatal(err)
		}
		if err := app.Run(args); err != nil {
			t.Fatalf("%q: %v", args, err)
		}
		return *got, out.String()
	}
	got, _ := run(t, "check 51.5,-0.1 -33.9,151.2 --grant UA,PL --json --grant LV -o x.csv")
	want := parsed{
		Command: "check",
		Places:  []string{"51.5,-0.1", "-33.9,151.2"},
		Values:  map[string]string{"json": "true", "o": "x.csv"},
		Lists:   map[string][]string{"grant": {"UA,PL", "LV"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("check (-want +got):\n%s", diff)
	}
	got, _ = run(t, "-- help map")
	if want := []string{"help", "map"}; got.Command != "routes" || !slices.Equal(got.Places, want) {
		t.Errorf("-- help map: got %+v, want the places %q", got, want)
	}
	for in, want := range map[string]string{
		"airspace at -h":              "flightcheck airspace at",
		"moscow budapest --help":      "--registration",
		"check -h moscow":             "--registration",
		"help policy list":            "flightcheck policy list",
		"policy -h":                   "show",
		"-h":                          "COMMANDS",
		"--version":                   "flightcheck version 1.2.3",
		"check moscow riga --version": "flightcheck version 1.2.3",
	} {
		got, out := run(t, in)
		if !strings.Contains(out, want) || got.Command != "" {
			t.Errorf("flightcheck %s printed %q and ran %q, want %q and nothing run", in, out, got.Command, want)
		}
	}
}

func TestMistypedCommand(t *testing.T) {
	commands := []string{"routes", "check", "map", "why", "airspace", "policy", "data"}
	tests := map[string]string{
		"polcy": "policy", "plocy": "policy", "polciy": "policy", "POLICY": "policy",
		"chekc": "check", "rotues": "routes", "airpsace": "airspace", "mpa": "map", "wy": "why", "dat": "data",
		"moscow": "", "budapest": "", "VKO": "", "riga": "", "policy": "", "m": "", "": "", "dtaa1": "",
	}
	for word, want := range tests {
		if got, ok := cliargs.MistypedCommand(word, commands); got != want || ok != (want != "") {
			t.Errorf("MistypedCommand(%q) = %q, %v, want %q", word, got, ok, want)
		}
	}
	if got, _ := cliargs.MistypedCommand("lixt", []string{"list", "lint"}); got != "lint" {
		t.Errorf("of two equally near the first in order is taken, got %q", got)
	}
}
