package cliargs_test

import (
	"io"

	"github.com/urfave/cli/v2"
)

// parsed is what an application learned from one command line.
type parsed struct {
	Command string
	Places  []string
	Values  map[string]string
	Lists   map[string][]string
}

// newApp returns an application with the command tree of flightcheck. Every
// command writes what it got into the returned value.
func newApp(w io.Writer) (*cli.App, *parsed) {
	got := &parsed{}
	action := func(c *cli.Context) error {
		*got = parsed{
			Command: c.Command.FullName(),
			Places:  c.Args().Slice(),
			Values:  map[string]string{},
			Lists:   map[string][]string{},
		}
		for _, name := range []string{"json", "kind", "registration", "o", "quiet"} {
			if c.IsSet(name) {
				got.Values[name] = c.String(name)
				if name == "json" || name == "quiet" {
					got.Values[name] = map[bool]string{true: "true", false: "false"}[c.Bool(name)]
				}
			}
		}
		for _, name := range []string{"grant", "policy"} {
			if c.IsSet(name) {
				got.Lists[name] = c.StringSlice(name)
			}
		}
		return nil
	}
	question := func() []cli.Flag {
		return []cli.Flag{
			&cli.StringFlag{Name: "kind"},
			&cli.StringFlag{Name: "registration", Aliases: []string{"r"}},
			&cli.StringSliceFlag{Name: "grant"},
			&cli.StringSliceFlag{Name: "policy"},
			&cli.StringFlag{Name: "countries"},
			&cli.BoolFlag{Name: "json"},
			&cli.StringFlag{Name: "o", Aliases: []string{"output"}},
		}
	}
	leaf := func(name string, flags ...cli.Flag) *cli.Command {
		return &cli.Command{Name: name, Flags: flags, Action: action}
	}
	return &cli.App{
		Name: "flightcheck", HelpName: "flightcheck", Version: "1.2.3", DefaultCommand: "routes",
		Writer: w, ErrWriter: w, ExitErrHandler: func(*cli.Context, error) {},
		Action: action,
		Flags:  []cli.Flag{&cli.BoolFlag{Name: "quiet"}, cli.HelpFlag},
		Commands: []*cli.Command{
			leaf("routes", question()...),
			leaf("check", question()...),
			leaf("map", question()...),
			leaf("why", question()...),
			leaf("data", &cli.BoolFlag{Name: "json"}),
			{Name: "policy", Subcommands: []*cli.Command{
				leaf("list", &cli.BoolFlag{Name: "json"}),
				leaf("show", &cli.BoolFlag{Name: "json"}, &cli.BoolFlag{Name: "verbose", Count: new(int)}),
				leaf("lint"),
			}},
			{Name: "airspace", Aliases: []string{"air"}, Subcommands: []*cli.Command{
				leaf("list", &cli.StringFlag{Name: "countries"}),
				leaf("at", &cli.StringFlag{Name: "countries"}),
			}},
			{Name: "help", Aliases: []string{"h"}, HideHelpCommand: true, Subcommands: []*cli.Command{leaf("formats"), leaf("policy")}},
		},
	}, got
}
