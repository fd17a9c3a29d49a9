package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/cliargs"
	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/place"
)

// run answers one command line and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	stderr = plain.NewWriter(stderr)
	app := newApp(stdout, stderr)
	refuseQuietly(app)
	if len(args) > 1 && args[1] == completeWord {
		return exitOf(completeLine(app, args[2:]), stderr)
	}
	if len(args) == 2 && (args[1] == "--version" || args[1] == "-v") {
		return exitOf(writeVersion(app), stderr)
	}
	ordered, err := cliargs.Reorder(app, args, isPlace)
	if err != nil {
		return exitOf(err, stderr)
	}
	if path, ok := helpPath(ordered); ok {
		return exitOf(showHelp(app, path), stderr)
	}
	if len(ordered) == 1 { // no question is no open route
		writeHelp(stderr, app, nil)
		return exitUsage
	}
	return exitOf(app.RunContext(ctx, ordered), stderr)
}

// writeVersion prints the version. The library would not see that it cannot be written.
func writeVersion(app *cli.App) error {
	return deliver(app.Writer, "", func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s version %s\n", app.Name, app.Version)
		return err
	})
}

// refuseQuietly makes a flag that cannot be read an error like any other: the
// library would print its help on stdout.
func refuseQuietly(app *cli.App) {
	onError := func(_ *cli.Context, err error, _ bool) error { return &usageError{err.Error()} }
	app.OnUsageError = onError
	var all func([]*cli.Command)
	all = func(commands []*cli.Command) {
		for _, c := range commands {
			c.OnUsageError = onError
			all(c.Subcommands)
		}
	}
	all(app.Commands)
}

// isPlace tells whether a word names a place without doubt.
func isPlace(word string) bool {
	r, err := place.Lookup(word)
	return err == nil && !r.Beginning
}

func newApp(stdout, stderr io.Writer) *cli.App {
	app := &cli.App{
		Name:            "flightcheck",
		HelpName:        "flightcheck",
		Usage:           "may a flight go from here to there through other States' airspace, and if not, what would it take",
		UsageText:       "flightcheck FROM TO [flags]\nflightcheck COMMAND …",
		Version:         version(),
		Writer:          stdout,
		ErrWriter:       stderr,
		DefaultCommand:  "routes",
		HideHelpCommand: true,
		ExitErrHandler:  func(*cli.Context, error) {},
		Flags:           append(everywhereFlags(), cli.HelpFlag),
		Commands: []*cli.Command{
			{
				Name: "routes", Usage: "candidate routes, each open or blocked, and by whom (the default)", ArgsUsage: "FROM TO",
				Flags: slices.Concat(questionFlags(), timeFlags(), alternativeFlags(), corridorFlags(), permitFlags(), outputFlags(orList(routeFormats()))), Action: routesAction,
			},
			{
				Name: "check", Usage: "one route, leg by leg", ArgsUsage: "FROM [VIA …] TO",
				Flags: slices.Concat(questionFlags(), timeFlags(), permitFlags(), outputFlags(orList(routeFormats()))), Action: checkAction,
			},
			{
				Name: "map", Usage: "the candidates on a map: " + orList(chartFormats()), ArgsUsage: "FROM TO -o FILE",
				Flags: slices.Concat(questionFlags(), timeFlags(), alternativeFlags(), corridorFlags(), mapFlags()), Action: mapAction,
			},
			{
				Name: "why", Usage: "the decision on one State, rule by rule, with sources", ArgsUsage: "STATE [FROM TO]",
				Flags: slices.Concat(questionFlags(), outputFlags("text or json")), Action: whyAction,
			},
			airspaceCommand(),
			policyCommand(),
			answerSchemaCommand(),
			serveCommand(),
			batchCommand(),
			pairsCommand(),
			auditCommand(),
			{
				Name: "data", Usage: "what is embedded, from where, of what date", Flags: outputFlags("text or json"), Action: dataAction,
			},
			completionCommand(),
			helpCommand(),
		},
	}
	dress(app.Commands)
	return app
}

// dress puts round each action what is the same for all: words that are checked
// before the work begins, --quiet and --verbose, and a sign of life.
func dress(commands []*cli.Command) {
	for _, c := range commands {
		if action := c.Action; action != nil {
			c.Action = watched(func(c *cli.Context) error {
				if err := checkValues(c); err != nil {
					return err
				}
				if err := keepInputs(c); err != nil {
					return err
				}
				return action(c)
			})
		} else if len(c.Subcommands) > 0 {
			c.Action = func(c *cli.Context) error {
				return showHelp(c.App, strings.Fields(commandName(c)))
			}
		}
		dress(c.Subcommands)
	}
}

// commandName is the command as it is typed: "policy list".
func commandName(c *cli.Context) string {
	return strings.TrimPrefix(c.Command.HelpName, c.App.HelpName+" ")
}

// everywhereFlags belong to every command.
func everywhereFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "nothing on stderr but errors"},
		&cli.BoolFlag{Name: "verbose", Usage: "tell on stderr what was read, and how long each step took"},
	}
}

// questionFlags describe the flight, the rules and the airspace.
func questionFlags() []cli.Flag {
	return slices.Concat([]cli.Flag{
		&cli.StringFlag{Name: "registration", Usage: "a whole `MARK` (RA-96022) or the State of registration (RU)"},
		&cli.StringFlag{Name: "operator", Usage: "`STATE` of the operator; the registration's if left out"},
		&cli.StringFlag{Name: "kind", Usage: "`state|civil`: a state aircraft or a civil one"},
		&cli.BoolFlag{Name: "scheduled", Usage: "a scheduled service"},
		&cli.StringFlag{Name: "type", Usage: "ICAO `TYPE` designator, IL96"},
		&cli.StringSliceFlag{Name: "person", Usage: "`NAME` of a person on board, as the policy sets list them; may be repeated"},
		&cli.StringFlag{Name: "level", Usage: "flight `LEVEL`, FL350, at which rules with levels and zones with limits are judged"},
		&cli.StringFlag{Name: "date", Usage: "`DAY` of the flight, UTC, 2025-10-30; a range 2022-01-01..2022-12-31 lists the days on which the answer changes"},
		&cli.StringFlag{Name: "as-of", Usage: "`DAY` on which the question is asked: later statements are left out"},
		&cli.StringSliceFlag{Name: "grant", Usage: "suppose that `STATE` permits; may be repeated, or several: BG,RS"},
		&cli.StringSliceFlag{Name: "ban", Usage: "suppose that `STATE` refuses; may be repeated, or several: BG,RS"},
	}, factFlags(), policyFlags(), airspaceFlags())
}

// policyFlags choose the rules.
func policyFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "policy", Usage: "a built-in set's `NAME` or a YAML file instead of the built-in sets; again: a further layer"},
		&cli.StringSliceFlag{Name: "basis", Usage: "keep the rules of this `BASIS` (article, law, notam, statement, press, assumption) and the defaults; may be repeated"},
		&cli.StringSliceFlag{Name: "without", Usage: "leave out the rule with this `ID`; may be repeated"},
		&cli.StringSliceFlag{Name: "with", Usage: "add the rules of a YAML `FILE`: a policy file, a list of rules, or one rule; may be repeated"},
	}
}

// airspaceFlags choose the airspace.
func airspaceFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "countries", Usage: "GeoJSON `FILE` of areas instead of the embedded ones"},
		&cli.StringSliceFlag{Name: "zones", Usage: "GeoJSON `FILE` of zones, such as flight information regions, besides the States; may be repeated"},
		&cli.StringFlag{Name: "worldview", Value: "un", Usage: "`un|defacto`: who is sovereign in disputed areas"},
	}
}

// outputFlags choose form and place of the answer.
func outputFlags(formats string) []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Usage: "`FORMAT` of the answer: " + formats},
		&cli.BoolFlag{Name: "json", Usage: "short for --format json"},
		&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the answer to `FILE` instead of stdout"},
	}
}
