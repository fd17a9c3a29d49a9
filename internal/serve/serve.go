package serve

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"time"

	"github.com/flightcheck/flightcheck/route"
)

// Asker answers questions. It is used by several goroutines at once. A question is
// what [Parse] returned; one that is wrong is a [*WrongError], all other errors are
// failures whose words are logged and not shown.
type Asker interface {
	// JSON returns the candidates as the command prints them with --json.
	JSON(ctx context.Context, q url.Values) ([]byte, error)
	// Why returns the decision on one State as the command prints it with --json.
	Why(ctx context.Context, q url.Values) ([]byte, error)
	// Report returns the candidates for the page.
	Report(ctx context.Context, q url.Values) (*Answer, error)
}

// Answer is what a page shows.
type Answer struct {
	Report *route.Report
	// Notes say what else the words of the question could mean, one sentence each.
	Notes []string
}

// Options say how questions are served. The zero value is good.
type Options struct {
	// Addr is where the server listens, host:port. Requests under its name are
	// answered beside those under the names of this machine; if it has no host, or an
	// unspecified one, those under any address written in numbers.
	Addr string
	// Policies are the names of sets that the form offers.
	Policies []string
	// Searches is how many run at the same time, GOMAXPROCS if 0. Queue is how many
	// questions may wait for one, 64 if 0, and Wait how long, 2 s if 0.
	Searches, Queue int
	Wait            time.Duration
	// Timeout is how long a search may take, 30 s if 0.
	Timeout time.Duration
	// Answers and Bytes bound the answers that are kept: 64, and 16 MB, if 0.
	Answers, Bytes int
	// Log gets a line for each request and each failure; nil is none.
	Log *slog.Logger
	// Now tells the time for the log; nil leaves durations out.
	Now func() time.Time
}

// withDefaults fills in what was left out.
func (o Options) withDefaults() Options {
	for _, x := range []struct {
		n     *int
		value int
	}{{&o.Searches, runtime.GOMAXPROCS(0)}, {&o.Queue, 64}, {&o.Answers, 64}, {&o.Bytes, 16 << 20}} {
		if *x.n <= 0 {
			*x.n = x.value
		}
	}
	if o.Wait <= 0 {
		o.Wait = 2 * time.Second
	}
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = func() time.Time { return time.Time{} }
	}
	return o
}

// server answers requests.
type server struct {
	Options
	asker   Asker
	answers *answers
	at      map[string]http.HandlerFunc
}

// New returns the handler of all addresses.
func New(asker Asker, o Options) http.Handler {
	o = o.withDefaults()
	s := &server{Options: o, asker: asker, answers: newAnswers(o)}
	s.at = s.addresses()
	return s.logged(s.guarded(http.HandlerFunc(s.route)))
}

// Limits of a connection. A search has its own limit, well within writeTime.
const (
	maxHeader  = 16 << 10
	maxAddress = 8 << 10
	headerTime = 5 * time.Second
	readTime   = 10 * time.Second
	idleTime   = 60 * time.Second
	writeSpare = 30 * time.Second
	closeTime  = 5 * time.Second
)

// Run serves until the context ends. Requests that are being answered then have
// five seconds to end. A listener that fails is an error.
func Run(ctx context.Context, l net.Listener, h http.Handler, o Options) error {
	o = o.withDefaults()
	base, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	srv := &http.Server{
		Handler:           h,
		MaxHeaderBytes:    maxHeader,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      o.Timeout + o.Wait + writeSpare,
		IdleTimeout:       idleTime,
		BaseContext:       func(net.Listener) context.Context { return base },
		ErrorLog:          slog.NewLogLogger(o.Log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(base, closeTime)
	defer cancel()
	err := srv.Shutdown(grace)
	if errors.Is(err, context.DeadlineExceeded) {
		stop() // the searches that still run
		err = srv.Close()
	}
	if served := <-failed; err == nil && !errors.Is(served, http.ErrServerClosed) {
		return served
	}
	return err
}
