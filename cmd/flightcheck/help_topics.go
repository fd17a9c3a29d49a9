package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/chart"
	"github.com/flightcheck/flightcheck/internal/manual"
)

// A topic is a text of help that is not about one command.
type topic struct {
	name, says string
	flags      []cli.Flag
	write      func(io.Writer, *cli.App) error
}

// topics are those of flightcheck help.
func topics() []topic {
	return []topic{
		{"exit-codes", "what the exit statuses mean", nil, printed(exitCodesText())},
		{"formats", "the forms of an answer", nil, printed(formatsText())},
		{"policy", "the essentials of the policy language", nil, printed(policyText)},
		{"man", "the man page", []cli.Flag{&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write it to `FILE` instead of stdout"}}, writeMan},
	}
}

func printed(s string) func(io.Writer, *cli.App) error {
	return func(w io.Writer, _ *cli.App) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// exitHelp says what an exit status means.
var exitHelp = []struct{ code, says string }{
	{"0", "A route exists that is open or needs permission only; or the command did what it was asked for."},
	{"4", "No route is better than unknown: the rules do not reach this case, or a fact was not given, which the answer names."},
	{"3", "Every route is blocked. Of policy lint, test, diff and fmt: there are findings, a case fails, the sets differ, a file is not canonical."},
	{"2", "The question was wrong: a misspelt word, a file with a fault in it. Stderr says what to write instead; stdout is empty."},
	{"1", "A file cannot be read or written."},
}

func exitCodesText() string {
	var b strings.Builder
	b.WriteString("Exit statuses\n\n")
	for _, e := range exitHelp {
		fmt.Fprintf(&b, "  %s  %s\n", e.code, manual.Wrapped(e.says, manual.Width-1, len("  0  ")))
	}
	b.WriteString(`
A status is that of the answer in every format, and with -o FILE too. What the
rules do not reach is never 0:

  flightcheck moscow budapest --json -o answer.json && echo may be filed

More: flightcheck help formats|policy, flightcheck COMMAND --help
`)
	return b.String()
}

// formatHelp says what each format is for.
func formatHelp() []chart.Format {
	list := []chart.Format{
		{Name: "text", Says: "a table to read, with the rules and their sources"},
		{Name: "json", Says: "everything, with stable keys; --json for short"},
	}
	return append(append(list, chart.Formats()...),
		chart.Format{Name: formatPermits, Says: "what to type into the forms for permits, State by State"},
		chart.Format{Name: formatPermitsCSV, Says: "the same as a table for a program"})
}

func formatsText() string {
	var b strings.Builder
	b.WriteString("Forms of an answer\n\n")
	for _, f := range formatHelp() {
		fmt.Fprintf(&b, "  %-11s  %s\n", f.Name, f.Says)
	}
	b.WriteString(`
Without --format an answer is text, and a map is what the ending of its file
says: flightcheck map moscow budapest -o map.html
The answer goes to stdout, or with -o FILE to a file that is complete or as it
was. Everything else goes to stderr. flightcheck COMMAND --help lists the
formats of a command.

More: flightcheck help exit-codes|policy, flightcheck COMMAND --help
`)
	return b.String()
}

const policyText = `Rules are YAML. A rule says who says what, of whose airspace, to which flights:

  version: 1
  set: mine
  rules:
    - id: DZ-MOROCCO
      issuer: DZ                         # who says it
      territory: [DZ]                    # States, areas, blocs, zone:NAME
      subject: {registration: [MA]}      # which flights; without it: all
      effect: ban                        # permit, deny, close, notify, ...
      scope: [overflight, landing]       # departure, technical-stop; else all
      stated: 2021-09-22                 # when it was said
      from: 2021-09-22                   # when it holds; until: has no end here
      basis: press                       # law, notam, statement, article, ...
      summary: Algeria bars aircraft of Morocco.
      sources: [{publisher: ch-aviation, date: 2021-09}]

The strictest rule of the highest level decides; what none reaches is unknown.
  flightcheck moscow budapest --with mine.yaml    what if this rule held
  flightcheck policy --help                       list, show, lint, test, diff
docs/policy.md goes from an empty file to a tested set, docs/policy-reference.md
has every key.
`
