package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/batch"
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
	if file == "" || file == "-" {
		if err := write(c.App.Writer); err != nil {
			return &writeError{"the pairs", causeOf(err)}
		}
		return nil
	}
	if err := streamTo(file, write); err != nil {
		return &writeError{file, causeOf(err)}
	}
	return nil
}

// streamTo writes beside a file what is too large to be held, and renames.
func streamTo(file string, write func(io.Writer) error) error {
	if info, err := os.Stat(file); err == nil && !info.Mode().IsRegular() {
		return deliver(nil, file, write)
	}
	f, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+"*")
	if err != nil {
		return err
	}
	err = errors.Join(write(f), f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
