package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/batch"
)

// batchQuestion reads what the flags say for all rows.
func batchQuestion(c *cli.Context) (*batch.Question, error) {
	q, err := newQuestion(c)
	if err != nil {
		return nil, err
	}
	sets := batch.NewSets(func(names []string) (batch.Base, error) {
		set, err := readLayers(names)
		if err != nil {
			return batch.Base{}, err
		}
		base, _, err := baseOf(c, set)
		if err == nil {
			base.Policy, err = whatIf(c, set)
		}
		return base, err
	})
	return &batch.Question{
		Checker: q.Checker, Base: batch.Base{Policy: q.Policy, Flight: q.flight, Plain: q.plain}, Sets: sets.Of,
	}, nil
}

// newStamp notes all that the answers rest on.
func (r *batchRun) newStamp() (batch.Stamp, error) {
	s := batch.Stamp{Schema: batch.StampSchema, Header: r.job.In.Header(), Mode: r.question.Mode.String(), Format: r.question.Format.String()}
	h := sha256.New()
	if err := r.hashQuestion(h); err != nil {
		return s, err
	}
	s.Question = hex.EncodeToString(h.Sum(nil))
	if r.input.size > 0 {
		var err error
		if s.Input, err = fileHash(r.input.name); err != nil {
			return s, err
		}
	}
	return s, nil
}

// fileHash hashes the text of a file.
func fileHash(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), err
}

// hashQuestion hashes the program with what it embeds, the flags of the question, and
// the files that they name.
func (r *batchRun) hashQuestion(w io.Writer) error {
	program, err := os.Executable()
	if err == nil {
		program, err = fileHash(program)
	}
	if err != nil {
		return fmt.Errorf("the program cannot be read, which --resume needs: %w", err)
	}
	all := []any{program, r.question.Base.Policy.Info(), r.question.Checker.Airspace.Source()}
	for _, f := range questionFlags() {
		name := f.Names()[0]
		var values []string
		switch f.(type) {
		case *cli.StringSliceFlag:
			values = r.c.StringSlice(name)
		case *cli.BoolFlag:
			values = []string{fmt.Sprint(r.c.Bool(name), r.c.IsSet(name))}
		default:
			values = []string{r.c.String(name)}
		}
		all = append(all, name, values)
		if !slices.Contains(fileFlags, name) {
			continue
		}
		for _, v := range values {
			if info, err := os.Stat(v); err == nil && info.Mode().IsRegular() {
				text, err := fileHash(v)
				if err != nil {
					return err
				}
				all = append(all, text)
			}
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}
