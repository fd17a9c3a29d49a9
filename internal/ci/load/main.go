// Command load asks a flightcheck server as many do at once, and compares what it
// says with what the command says:
//
//	go run ./internal/ci/load -command ./flightcheck -n 2000 -c 50
//	go run ./internal/ci/load -command ./flightcheck -url http://127.0.0.1:8421/ -pid 1234
//
// Without -url it starts the server itself. A quarter of the requests are such that
// the server must refuse them, some are questions that nobody asked before. An answer
// that differs from the command's, a server error other than a busy server's, or
// memory that grows is a fault, and the exit status 1.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"time"
)

// limit ends the test, whatever happens.
const limit = 5 * time.Minute

func main() {
	o := options{}
	flag.StringVar(&o.command, "command", "", "the program whose answers are right, and that serves if -url is left out")
	flag.StringVar(&o.url, "url", "", "address of a server that runs already")
	flag.IntVar(&o.pid, "pid", 0, "process of that server, for its memory")
	flag.IntVar(&o.requests, "n", 2000, "number of requests")
	flag.IntVar(&o.parallel, "c", 50, "requests at the same time")
	flag.Parse()
	if o.command == "" || flag.NArg() > 0 || o.requests < 1 || o.parallel < 1 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	ok, err := run(ctx, o)
	cancel()
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

// options are the words of the command line.
type options struct {
	command, url       string
	pid                int
	requests, parallel int
}

// run does the whole test and tells whether all was as it should be.
func run(ctx context.Context, o options) (ok bool, err error) {
	begin := time.Now()
	right, err := rightAnswers(ctx, o.command, questions())
	if err != nil {
		return false, err
	}
	if o.url == "" {
		s, err := startServer(ctx, o.command)
		if err != nil {
			return false, err
		}
		defer func() {
			if stopped := s.stop(); stopped != nil && err == nil {
				ok, err = false, stopped
			}
		}()
		o.url, o.pid = s.url, s.pid()
	}
	c := newClient(o.url, o.parallel)
	m := memory{start: residentMB(o.pid)}
	warm := slices.Concat(right, mixed(right, o.requests/10)) // so that all caches are as full as they get
	tally := c.ask(ctx, warm, o.parallel)
	m.warm = residentMB(o.pid)
	tally.add(c.ask(ctx, mixed(right, o.requests), o.parallel))
	m.end = residentMB(o.pid)
	fmt.Printf("%d requests and %d to warm up, %d in parallel: %s; %s; %d s\n", o.requests, len(warm), o.parallel, tally.words(), m.words(), int(time.Since(begin).Seconds()))
	for _, f := range tally.faults {
		fmt.Println("  " + f)
	}
	return ctx.Err() == nil && tally.fine() && m.flat(), ctx.Err()
}
