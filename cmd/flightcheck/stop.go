package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

// stopSignals end a command in order: what is being written is finished or removed.
var stopSignals = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}

// grace is how long a command may take to end when it was told to. One that finishes
// what it has in hand takes its time; see [finishes].
const grace = 3 * time.Second

// process runs the command as a process of its own: signals end it in order, the
// second one at once. Signals that were ignored when it began stay so, as nohup wants.
func process(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	limitsAreErrors()
	var heeded []os.Signal
	for _, s := range stopSignals {
		if !signal.Ignored(s) {
			heeded = append(heeded, s)
		}
	}
	m := &manners{}
	ctx = context.WithValue(ctx, mannersKey{}, m)
	if len(heeded) == 0 { // NotifyContext without signals would heed all
		return run(ctx, args, stdout, stderr)
	}
	ctx, stop := signal.NotifyContext(ctx, heeded...)
	defer stop()
	code := make(chan int, 1)
	go func() { code <- run(ctx, args, stdout, stderr) }()
	select {
	case c := <-code:
		return c
	case <-ctx.Done():
	}
	stop()
	if m.finishes.Load() {
		return <-code
	}
	select {
	case c := <-code:
		return c
	case <-time.After(grace):
		fmt.Fprintln(stderr, "flightcheck: stopped")
		return exitInterrupted
	}
}

// manners is what a command says of how it ends.
type manners struct{ finishes atomic.Bool }

// mannersKey is where the manners are in a context.
type mannersKey struct{}

// finishes says that the command finishes what it has in hand when it is told to end.
func finishes(ctx context.Context) {
	if m, ok := ctx.Value(mannersKey{}).(*manners); ok {
		m.finishes.Store(true)
	}
}

// writerFunc is a writer made of a function.
type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

// untilStopped returns a writer that fails as soon as the command was told to end.
func untilStopped(ctx context.Context, w io.Writer) io.Writer {
	return writerFunc(func(b []byte) (int, error) {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		return w.Write(b)
	})
}
