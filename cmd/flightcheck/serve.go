package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/serve"
	"github.com/flightcheck/flightcheck/policy"
)

// defaultAddr is on the loopback: nobody else can ask.
const defaultAddr = "127.0.0.1:8421"

// serveCommand shows answers on a page of this machine.
func serveCommand() *cli.Command {
	return &cli.Command{
		Name: "serve", Usage: "the same on a page of your own machine", ArgsUsage: " ",
		Description: "Opens a page with a form, the map and all sources, and the JSON of the command:\n" +
			"   /api/v1/check?from=moscow&to=budapest is flightcheck moscow budapest --json,\n" +
			"   /api/v1/why?state=PL is flightcheck why PL --json.\n" +
			"   Flags of the rules and of the airspace hold for every question that does not bring its own.\n" +
			"   No question can read a file.",
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "addr", Value: defaultAddr, Usage: "`HOST:PORT` to listen on; port 0 is any free one"},
			&cli.BoolFlag{Name: "quiet", Usage: "no line for each request"},
		}, policyFlags(), airspaceFlags()),
		Action: serveAction,
	}
}

func serveAction(c *cli.Context) error {
	if err := noPlaces(c); err != nil {
		return err
	}
	addr := c.String("addr")
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return usage("--addr: %q is no address; write a host and a port, like %s", addr, defaultAddr)
	}
	a, err := newAsker(c)
	if err != nil {
		return err
	}
	ctx := c.Context
	finishes(ctx) // the requests that are being answered
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return &listenError{addr, err}
	}
	logs := slog.New(slog.NewTextHandler(c.App.ErrWriter, &slog.HandlerOptions{Level: logLevel(c.Bool("quiet"))}))
	o := serve.Options{Addr: addr, Policies: policy.BuiltinNames(), Log: logs, Now: time.Now}
	fmt.Fprintf(c.App.ErrWriter, "flightcheck: serving on http://%s/ until you press Ctrl-C\n", l.Addr())
	if !isLoopback(l.Addr()) {
		fmt.Fprintf(c.App.ErrWriter, "flightcheck: warning: %s can be reached from other machines; whoever can reach it can ask, and nothing is encrypted\n", l.Addr())
	}
	if host != "" && net.ParseIP(host) == nil && host != "localhost" {
		fmt.Fprintf(c.App.ErrWriter, "flightcheck: it answers under the name %s and under those of this machine\n", host)
	}
	err = serve.Run(ctx, l, serve.New(a, o), o)
	fmt.Fprintln(c.App.ErrWriter, "flightcheck: stopped")
	if err != nil && ctx.Err() == nil {
		return &listenError{addr, err}
	}
	return nil
}

// logLevel leaves out the lines for requests, or nothing.
func logLevel(quiet bool) slog.Level {
	if quiet {
		return slog.LevelWarn
	}
	return slog.LevelInfo
}

// isLoopback tells whether nobody on another machine can reach an address.
func isLoopback(a net.Addr) bool {
	t, ok := a.(*net.TCPAddr)
	return ok && t.IP.IsLoopback()
}

// listenError is an address at which nothing can be served. It ends the command
// like a file that cannot be written.
type listenError struct {
	addr string
	err  error
}

func (e *listenError) Error() string {
	return fmt.Sprintf("cannot serve on %s: %v; choose another address with --addr, port 0 is any free one", e.addr, e.err)
}

func (e *listenError) Unwrap() error { return &writeError{to: e.addr, err: e.err} }

var _ serve.Asker = (*asker)(nil)

// checkAtStart asks a question that costs little, so that a flag that is wrong is
// said before anybody asks.
func (a *asker) checkAtStart(ctx context.Context) error {
	_, err := a.Why(ctx, map[string][]string{"state": {"PL"}})
	return err
}
