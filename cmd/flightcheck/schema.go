package main

import (
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/schema"
	"github.com/flightcheck/flightcheck/internal/suggest"
)

//go:generate go test -run ^(TestSchemas|TestKeysStay)$ . -update

// answerSchemaCommand prints the schemas of answers. That of policy files is printed
// by policy schema.
func answerSchemaCommand() *cli.Command {
	return &cli.Command{
		Name: "schema", Usage: "the JSON Schema of the answers", ArgsUsage: "[ANSWER]",
		Description: "ANSWER is " + strings.Join(schema.Names(), ", ") + "; " + schema.Report + " if left out, which is the answer of routes and of\n" +
			"check. The others are called as the commands that give them. Besides, changes answers a range of days, geojson is the map,\n" +
			"batch is a row of its answers and batch-question one that it reads, batch-summary is what its --summary writes,\n" +
			"audit-geojson is --format geojson of audit, and serve-error is what serve answers if it cannot answer.\n" +
			"A key is never renamed or removed within a major version; new keys may come.",
		Flags: outputFlags("json"), Action: answerSchema,
	}
}

func answerSchema(c *cli.Context) error {
	if _, err := formatOf(c, "json"); err != nil {
		return err
	}
	name := schema.Report
	if c.NArg() > 0 {
		name = strings.ToLower(strings.Join(c.Args().Slice(), "-"))
	}
	text, ok := schema.Of(name)
	if !ok {
		return noSchema(name)
	}
	return deliver(c.App.Writer, c.String("output"), func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// noSchema names the schema that may have been meant, and all that there are.
func noSchema(name string) error {
	names := schema.Names()
	hint := "there are " + strings.Join(names, ", ")
	if near := suggest.DidYouMean(suggest.Near(name, names)); near != "" {
		hint = near + " " + hint
	}
	return usage("there is no schema of an answer %q; %s", name, hint)
}
