package main

import (
	"context"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/batch"
	"github.com/flightcheck/flightcheck/internal/outfile"
)

// pairsCommand makes the input of a study.
func pairsCommand() *cli.Command {
	return &cli.Command{
		Name: "pairs", Usage: "all pairs of a list of places, for batch", ArgsUsage: "FILE|-",
		Description: "Reads places, one to a line, or CSV with a column airport or place, and prints\n" +
			"id,from,to for each pair. Every place is looked up first; none may be there twice.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "both", Usage: "each pair in both directions"},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the pairs to `FILE` instead of stdout"},
		},
		Action: pairsAction,
	}
}

func pairsAction(c *cli.Context) error {
	if c.NArg() != 1 {
		return usage("say which list: flightcheck pairs airports.txt, or - for stdin; got %s", counted(c.NArg()))
	}
	in, err := openBatch(c, c.Args().First())
	if err != nil {
		return err
	}
	defer in.close()
	places, err := batch.ReadPlaces(in)
	if err != nil {
		return in.says(err)
	}
	write := func(w io.Writer) error { return batch.WritePairs(w, places, c.Bool("both")) }
	file := c.String("output")
	if toStdout(file) {
		if err := write(untilStopped(c.Context, c.App.Writer)); err != nil {
			return &writeError{to: "the pairs", err: err}
		}
		return nil
	}
	return streamTo(c.Context, file, write)
}

// streamTo writes beside a file what is too large to be held, and renames.
func streamTo(ctx context.Context, file string, write func(io.Writer) error) error {
	f, err := outfile.Create(file)
	if err != nil {
		return &writeError{to: file, err: err}
	}
	err = write(untilStopped(ctx, f))
	if err == nil {
		err = f.Commit()
	}
	if err != nil {
		_ = f.Discard()
		return &writeError{to: file, err: err}
	}
	return nil
}
