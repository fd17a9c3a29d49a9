package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/batch"
	"github.com/flightcheck/flightcheck/policy"
)

// batchQuestion reads what the flags say for all rows.
func batchQuestion(c *cli.Context) (*batch.Question, error) {
	q, err := newQuestion(c)
	if err != nil {
		return nil, err
	}
	set, err := loadPolicy(c)
	if err != nil {
		return nil, err
	}
	plain, err := plainFlight(c, set)
	if err != nil {
		return nil, err
	}
	sets := &rowSets{c: c, known: map[string]*rowSet{}}
	return &batch.Question{
		Checker: q.Checker, Base: batch.Base{Policy: q.Policy, Flight: q.flight, Plain: plain}, Sets: sets.of,
	}, nil
}

// plainFlight is what the flags say of the flight, without the rest of the set's own.
func plainFlight(c *cli.Context, set *policy.Set) (policy.Flight, error) {
	flight, err := flightOf(c, set)
	if err != nil || flight.GivenBy == policy.GivenByQuestion {
		return flight, err
	}
	plain := policy.Flight{Date: flight.Date, Level: flight.Level, GivenBy: policy.GivenByQuestion}
	err = setFacts(c, &plain)
	return plain, err
}

// rowSets makes the rules that rows name, each once.
type rowSets struct {
	c     *cli.Context
	mu    sync.Mutex
	known map[string]*rowSet
}

type rowSet struct {
	base batch.Base
	err  error
}

// maxRowSets is how many are kept: layers of the built-in sets in some order.
const maxRowSets = 64

// of returns the rules of built-in sets, with what the flags suppose. Files are not
// read: a table that somebody sends must not choose what is read here.
func (s *rowSets) of(names []string) (batch.Base, error) {
	for _, n := range names {
		if !slices.Contains(policy.BuiltinNames(), n) {
			return batch.Base{}, fmt.Errorf("policy: there is no built-in set %q; there are %s. A file is named by --policy",
				shorten(n), strings.Join(policy.BuiltinNames(), ", "))
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key := strings.Join(names, "|")
	x, ok := s.known[key]
	if !ok {
		if len(s.known) >= maxRowSets {
			clear(s.known)
		}
		x = &rowSet{}
		x.base, x.err = s.make(names)
		s.known[key] = x
	}
	return x.base, x.err
}

func shorten(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

func (s *rowSets) make(names []string) (b batch.Base, err error) {
	set, err := readLayers(names)
	if err != nil {
		return b, err
	}
	if b.Flight, err = flightOf(s.c, set); err != nil {
		return b, err
	}
	if b.Plain, err = plainFlight(s.c, set); err != nil {
		return b, err
	}
	b.Policy, err = whatIf(s.c, set)
	return b, err
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
