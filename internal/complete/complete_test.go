package complete

import (
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/manual"
)

// bakery is a command line that has nothing to do with flights.
func bakery() *Completer {
	app := &cli.App{
		Name:     "bake",
		HideHelp: true,
		Flags:    []cli.Flag{&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "say nothing"}},
		Commands: []*cli.Command{
			{
				Name: "bread", Usage: "a loaf; or two", ArgsUsage: "FLOUR", HideHelp: true,
				Flags: []cli.Flag{&cli.StringFlag{Name: "oven", Usage: "the `OVEN`"}, &cli.StringFlag{Name: "recipe", Usage: "a `FILE`"}, &cli.BoolFlag{Name: "salt"}},
			},
			{Name: "brioche", Usage: "with\tbutter", ArgsUsage: "FLOUR"},
		},
	}
	return &Completer{
		Book: &manual.Book{App: app, Briefs: map[string]string{"bread": "a loaf", "bread --oven": "which one"}, Groups: []manual.Group{{Title: manual.Own}}},
		Value: func(f cli.Flag) Source {
			switch f.Names()[0] {
			case "oven":
				return Bare("wood fire", "gas")
			case "recipe":
				return Files
			}
			return nil
		},
		Argument: func(path string, before int) Source {
			if path == "bread" && before == 0 {
				return Words(Suggestion{"rye", "dark"}, Suggestion{"spelt", "old"})
			}
			if path == "" {
				return Bare("-5 loaves")
			}
			return nil
		},
	}
}

func TestAnswer(t *testing.T) {
	for _, c := range []struct{ shell, line, want string }{
		{"fish", "b", "words|bread\ta loaf|brioche\twith butter|"},
		{"fish", "bro", "words|"},
		{"fish", "bread;", "words|rye\tdark|spelt\told|"},
		{"fish", "bread;s", "words|spelt\told|"},
		{"fish", "bread;rye;", "words|"},
		{"fish", "bread;--", "words|--oven\twhich one|--recipe\ta FILE|--salt\t|--quiet\tsay nothing|"},
		{"fish", "bread;--oven;", "words|wood fire\t|gas\t|"},
		{"bash", "bread;--oven;", "words|wood\\ fire\t|gas\t|"},
		{"bash", "bread;--oven;\"w", "words|wood fire\t|"},
		{"powershell", "bread;--oven;", "words|'wood fire'\t|gas\t|"},
		{"fish", "bread;--oven=g", "words|--oven=gas\t|"},
		{"fish", "bread;--recipe;", "files|"},
		{"fish", "bread;--salt=", "words|"},
		{"fish", "bread;--nonsense=", "words|"},
		{"fish", "--;b", "words|"},
		{"fish", "-", "words|--quiet\tsay nothing|"},
		{"fish", "--;-", "words|-5 loaves\t|"},
	} {
		got, err := bakery().Answer(c.shell, strings.Split(c.line, ";"))
		if got = strings.ReplaceAll(got, "\n", "|"); err != nil || got != c.want {
			t.Errorf("%s, %q: %q, %v, want %q", c.shell, c.line, got, err, c.want)
		}
	}
}

// The words of the caller stay as they were.
func TestAnswerKeepsTheWords(t *testing.T) {
	words := []string{`br"ead"`, `\s`}
	if _, err := bakery().Answer("bash", words); err != nil || words[0] != `br"ead"` || words[1] != `\s` {
		t.Errorf("%q, %v", words, err)
	}
}
