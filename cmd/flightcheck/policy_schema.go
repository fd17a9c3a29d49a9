package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/policy"
)

// schemaCommand is a subcommand of policy.
func schemaCommand() *cli.Command {
	return &cli.Command{
		Name: "schema", Usage: "the JSON Schema of policy files, for editors", Flags: outputFlags("json"), Action: policySchema,
	}
}

func policySchema(c *cli.Context) error {
	if err := noPlaces(c); err != nil {
		return err
	}
	if _, err := formatOf(c, "json"); err != nil {
		return err
	}
	return deliver(c.App.Writer, c.String("output"), func(w io.Writer) error {
		_, err := w.Write(policy.JSONSchema())
		return err
	})
}
