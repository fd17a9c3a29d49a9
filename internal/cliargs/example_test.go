package cliargs_test

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/cliargs"
)

func ExampleReorder() {
	app := &cli.App{
		Name:           "flightcheck",
		DefaultCommand: "routes",
		Commands: []*cli.Command{
			{Name: "routes", Flags: []cli.Flag{&cli.StringFlag{Name: "kind"}, &cli.BoolFlag{Name: "json"}}},
			{Name: "policy", Subcommands: []*cli.Command{{Name: "list"}}},
		},
	}
	for _, line := range []string{
		"flightcheck -33.9,151.2 auckland --json --kind civil",
		"flightcheck moscow budapest --kindd civil",
		"flightcheck polcy list",
	} {
		args, err := cliargs.Reorder(app, strings.Fields(line), nil)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(strings.Join(args, " "))
	}
	// Output:
	// flightcheck routes --kind=civil --json=true -- -33.9,151.2 auckland
	// unknown flag "--kindd"; did you mean "--kind"?
	// unknown command "polcy"; did you mean "policy"?
}
