package manual

import (
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

// bakery is a book that has nothing to do with flights.
func bakery() *Book {
	return &Book{
		App: &cli.App{
			Name: "bake", DefaultCommand: "bread",
			Flags: []cli.Flag{&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "say nothing"}},
			Commands: []*cli.Command{
				{
					Name: "bread", Usage: "a loaf", ArgsUsage: "FLOUR", Description: "Knead.\n   rye    for long\n   wheat  for short",
					Flags: []cli.Flag{
						&cli.StringSliceFlag{Name: "seed", Usage: "`SEED` on top"},
						&cli.StringFlag{Name: "oven", Value: "gas", Usage: "the `OVEN` in which it is baked, which may be of gas or of wood as long as it is hot"},
						&cli.StringFlag{Name: "format", Usage: "`FORM` of it: round, long or flat; else round"},
						&cli.BoolFlag{Name: "secret", Hidden: true, Usage: "not shown"},
					},
				},
				{Name: "shop", Usage: "what is sold", Subcommands: []*cli.Command{
					{Name: "open", Usage: "let people in", Flags: []cli.Flag{&cli.IntFlag{Name: "oven", Usage: "how many"}, &cli.StringFlag{Name: "hours", Usage: "when it's open"}}},
				}},
				{Name: "later", Hidden: true, Usage: "not yet"},
				{Name: "help", Usage: "this"},
			},
		},
		Title:    "bake: is it done?",
		Closing:  "More: bake COMMAND --help\n",
		Examples: map[string][]Example{"": {{"rye", "a loaf"}, {"wheat", ""}}, "bread": {{"bread rye --seed poppy --oven wood", "one that takes more than a line to explain, with all that"}}},
		Groups:   []Group{{"The dough", []string{"seed"}}, {Own, nil}, {"The heat", []string{"oven", "format"}}, {"Always", []string{"quiet"}}},
		Briefs:   map[string]string{"--oven": "which one", "shop open --oven": "how many of them", "--hours": "of no command that is here", "shop": "the shop"},
	}
}

func TestWriteHelp(t *testing.T) {
	for _, c := range []struct {
		path string
		want []string
	}{
		{"", []string{
			"bake: is it done?", "", "  bake rye  a loaf", "  bake wheat", "",
			"Commands", "  bread  a loaf", "  shop   the shop", "", "More: bake COMMAND --help",
		}},
		{"bread", []string{
			"bake bread: a loaf", "", "Usage: bake [bread] FLOUR [flags]", "",
			"  bake bread rye --seed poppy --oven wood",
			"      one that takes more than a line to explain, with all that", "",
			"The dough", "  --seed SEED …  SEED on top", "",
			"The heat", "  --oven OVEN    which one", "  --format FORM  round, long, flat", "",
			"Always", "  --quiet, -q    say nothing", "",
			"A flag with … may be given more than once. Flags may stand anywhere.", "",
			"Knead.", "rye    for long", "wheat  for short",
		}},
		{"shop", []string{
			"bake shop: the shop", "", "Usage: bake shop COMMAND [flags]", "", "Commands", "  open  let people in", "", "More: bake shop COMMAND --help",
		}},
		{"shop open", []string{
			"bake shop open: let people in", "", "Usage: bake shop open [flags]", "",
			"This command", "  --oven VALUE   how many of them", "  --hours VALUE  when it's open", "", "Always", "  --quiet, -q    say nothing",
		}},
	} {
		var b strings.Builder
		bakery().WriteHelp(&b, strings.Fields(c.path))
		if got := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n"); !slices.Equal(got, c.want) {
			t.Errorf("help of %q:\n%s\nwant\n%s", c.path, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
	var app strings.Builder
	bakery().WriteHelp(&app, nil)
	for _, path := range []string{"help", "cake", "bread rye"} {
		var b strings.Builder
		if bakery().WriteHelp(&b, strings.Fields(path)); b.String() != app.String() {
			t.Errorf("help of %q is\n%s", path, b.String())
		}
	}
}

func TestPage(t *testing.T) {
	p := bakery().NewPage("Made by hand.", "2025-10-24")
	p.Section("SYNOPSIS")
	p.Synopsis("FLOUR …")
	p.Synopsis("COMMAND")
	p.Section("EXAMPLES")
	p.Examples()
	p.Section("COMMANDS")
	p.Commands()
	p.Section("FLAGS")
	p.Text("For all.")
	p.Text(".5 kg at 200° won't do")
	p.SharedFlags()
	p.Section("EXIT STATUS")
	p.Tag("0", `C:\bread is done`)
	want := []string{
		`.\" Made by hand.`, `.TH BAKE 1 "2025-10-24" "bake" "User Commands"`,
		".SH SYNOPSIS", `\fBbake\fR FLOUR ...`, ".PP", `\fBbake\fR COMMAND`,
		".SH EXAMPLES", ".TP", ".B bake rye", "a loaf", ".TP", ".B bake wheat", `\&`,
		".SH COMMANDS",
		".SS bake [bread] FLOUR [flags]", "A loaf.", ".PP", ".nf", "Knead.", "rye    for long", "wheat  for short", ".fi",
		".TP", `.B \-\-format FORM`, "FORM of it: round, long or flat; else round.",
		".TP", `.B \-\-secret`, "Not shown.",
		".TP", `.B bake bread rye \-\-seed poppy \-\-oven wood`, "one that takes more than a line to explain, with all that",
		".SS bake shop COMMAND [flags]", "What is sold.",
		".SS bake shop open [flags]", "Let people in.",
		".TP", `.B \-\-oven VALUE`, "How many (0 if left out).", ".TP", `.B \-\-hours VALUE`, `When it\(aqs open.`,
		".SH FLAGS", "For all.", ".PP", `\&.5 kg at 200\(de won\(aqt do`,
		".SS The dough", ".TP", `.B \-\-seed SEED ...`, "SEED on top.",
		".SS The heat", ".TP", `.B \-\-oven OVEN`, "The OVEN in which it is baked, which may be of gas or of wood as long as it is hot (gas if left out).",
		".SS Always", ".TP", `.B \-\-quiet, \-q`, "Say nothing.",
		".SH EXIT STATUS", ".TP", ".B 0", `C:\ebread is done`,
	}
	if got := strings.Split(strings.TrimSuffix(p.String(), "\n"), "\n"); !slices.Equal(got, want) {
		for i := range max(len(got), len(want)) {
			if i >= len(got) || i >= len(want) || got[i] != want[i] {
				t.Fatalf("line %d:\n%q, want\n%q", i, got[i:min(i+3, len(got))], want[i:min(i+3, len(want))])
			}
		}
	}
}

func TestFlags(t *testing.T) {
	for _, c := range []struct {
		flag     cli.Flag
		spelling string
		formats  []string
	}{
		{&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}}, "--quiet, -q", nil},
		{&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`"}, "--output FILE, -o", nil},
		{&cli.StringSliceFlag{Name: "seed", Usage: "`SEED` on top"}, "--seed SEED …", nil},
		{&cli.IntFlag{Name: "n", Usage: "how many"}, "-n VALUE", nil},
		{&cli.StringFlag{Name: "format", Usage: "`FORMAT` of the answer: text, json or csv; else text"}, "--format FORMAT", []string{"text", "json", "csv"}},
	} {
		if got := Spelling(c.flag); got != c.spelling {
			t.Errorf("%s is written %q", c.spelling, got)
		}
		if got := Formats(c.flag); !slices.Equal(got, c.formats) {
			t.Errorf("%s: formats %q, want %q", c.spelling, got, c.formats)
		}
	}
}
