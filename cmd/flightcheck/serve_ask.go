package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/cliargs"
	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/internal/serve"
	"github.com/flightcheck/flightcheck/policy"
)

// asker answers questions of the web by asking them as a command line.
type asker struct {
	base  []baseFlag  // of the server's own command line
	files []fileStamp // that these flags name
}

// baseFlag is a flag that was given to the server.
type baseFlag struct {
	name   string
	values []string
}

// fileStamp is a file as it was when the server was started.
type fileStamp struct {
	path string
	size int64
	time time.Time
}

// fileFlags name files; only the server's own command line may.
var fileFlags = []string{"policy", "with", "countries", "zones"}

// newAsker takes the flags for rules and airspace from the command line.
func newAsker(c *cli.Context) (*asker, error) {
	a := &asker{}
	for _, f := range slices.Concat(policyFlags(), airspaceFlags()) {
		name := f.Names()[0]
		if !c.IsSet(name) {
			continue
		}
		values := []string{c.String(name)}
		if _, many := f.(*cli.StringSliceFlag); many {
			values = c.StringSlice(name)
		}
		a.base = append(a.base, baseFlag{name, values})
		if slices.Contains(fileFlags, name) {
			a.stamp(values)
		}
	}
	if err := a.checkAtStart(c.Context); err != nil {
		return nil, err
	}
	return a, nil
}

// stamp notes the files among some values; what is none is a built-in set.
func (a *asker) stamp(values []string) {
	for _, v := range values {
		if info, err := os.Stat(v); err == nil {
			a.files = append(a.files, fileStamp{v, info.Size(), info.ModTime()})
		}
	}
}

// unchanged reports a file that is not what it was: answers that were kept would
// rest on another.
func (a *asker) unchanged() error {
	for _, f := range a.files {
		info, err := os.Stat(f.path)
		if err != nil || info.Size() != f.size || !info.ModTime().Equal(f.time) {
			return fmt.Errorf("%s has changed since the server was started; start it again", f.path)
		}
	}
	return nil
}

// JSON answers like flightcheck FROM TO --json.
func (a *asker) JSON(ctx context.Context, q url.Values) ([]byte, error) {
	args, err := a.args(q, "routes", "from", "to")
	if err != nil {
		return nil, err
	}
	return a.printed(ctx, args)
}

// Why answers like flightcheck why STATE [FROM TO] --json.
func (a *asker) Why(ctx context.Context, q url.Values) ([]byte, error) {
	args, err := a.args(q, "why", "state", "from", "to")
	if err != nil {
		return nil, err
	}
	return a.printed(ctx, args)
}

// Report returns the candidates with the corridors of a map.
func (a *asker) Report(ctx context.Context, q url.Values) (*serve.Answer, error) {
	args, err := a.args(q, "routes", "from", "to")
	if err != nil {
		return nil, err
	}
	if err := a.unchanged(); err != nil {
		return nil, err
	}
	var notes bytes.Buffer
	out := &serve.Answer{}
	p, err := parseLine(ctx, args, io.Discard, &notes)
	if err == nil {
		x, wrong := searchOf(p.c, "geojson")
		switch {
		case wrong != nil:
			err = wrong
		case x.days.given():
			err = usage("--date: one day can be drawn, not a range")
		default:
			out.Report, err = x.candidates(p.c)
		}
	}
	if err := verdictOf(ctx, err); err != nil {
		return nil, err
	}
	for line := range strings.Lines(notes.String()) {
		out.Notes = append(out.Notes, strings.TrimPrefix(strings.TrimSpace(line), "flightcheck: "))
	}
	return out, nil
}

// printed returns what a command line prints on stdout.
func (a *asker) printed(ctx context.Context, args []string) ([]byte, error) {
	if err := a.unchanged(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	p, err := parseLine(ctx, args, &out, io.Discard)
	if err == nil {
		err = p.action(p.c)
	}
	if err := verdictOf(ctx, err); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// verdictOf tells a question that was wrong, in the words of the command, from a
// failure. A bare status is neither: the answer has been given.
func verdictOf(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var said bytes.Buffer
	switch code := exitOf(err, plain.NewWriter(&said)); code {
	case exitOK, exitBlocked, exitUnknown:
		return nil
	case exitUsage:
		return &serve.WrongError{Words: strings.TrimPrefix(strings.TrimSpace(said.String()), "flightcheck: ")}
	default:
		return err
	}
}

// args turns a question into a command line. Flags are one word each and places
// stand after --, so that no value is taken for a flag.
func (a *asker) args(q url.Values, command string, places ...string) ([]string, error) {
	args := []string{"flightcheck", command, "--json"}
	for _, b := range a.base {
		if len(q[b.name]) > 0 {
			continue // the question brings its own
		}
		for _, v := range b.values {
			args = append(args, "--"+b.name+"="+v)
		}
	}
	for _, p := range serve.Params(command == "why") {
		for _, v := range q[p.Name] {
			word, err := flagWord(p, v)
			if err != nil {
				return nil, err
			}
			if word != "" {
				args = append(args, word)
			}
		}
	}
	args = append(args, "--")
	for _, name := range places {
		args = append(args, q[name]...)
	}
	return args, nil
}

// flagWord writes one part of a question as a flag; "" is a place.
func flagWord(p serve.Param, value string) (string, error) {
	switch {
	case p.Place:
		return "", nil
	case p.Name == "scheduled":
		switch strings.ToLower(value) {
		case "yes", "true", "1":
			return "--scheduled=true", nil
		case "no", "false", "0":
			return "--scheduled=false", nil
		}
		return "", &serve.WrongError{Words: fmt.Sprintf("scheduled: %q is neither yes nor no", value)}
	case p.Name == "policy" && !slices.Contains(policy.BuiltinNames(), value):
		return "", &serve.WrongError{Words: fmt.Sprintf("policy: there is no built-in set %q; there are %s. A file is named when the server is started: flightcheck serve --policy FILE",
			value, strings.Join(policy.BuiltinNames(), ", "))}
	}
	return "--" + p.Name + "=" + value, nil
}

// parsedLine is a command line that was read and not yet answered.
type parsedLine struct {
	c      *cli.Context
	action cli.ActionFunc
}

// parsing is held while a line is read: the library writes to variables of its own.
var parsing sync.Mutex

// parseLine reads a command line like run does, and leaves the action to the caller,
// who may act at the same time as others.
func parseLine(ctx context.Context, args []string, stdout, stderr io.Writer) (*parsedLine, error) {
	parsing.Lock()
	defer parsing.Unlock()
	app := newApp(stdout, stderr)
	refuseQuietly(app)
	p := &parsedLine{}
	for _, command := range app.Commands {
		action := command.Action
		command.Action = func(c *cli.Context) error {
			p.c, p.action = c, action
			return nil
		}
	}
	ordered, err := cliargs.Reorder(app, args, isPlace)
	if err != nil {
		return nil, err
	}
	if err := app.RunContext(ctx, ordered); err != nil {
		return nil, err
	}
	if p.action == nil {
		return nil, usage("this cannot be asked here")
	}
	return p, nil
}
