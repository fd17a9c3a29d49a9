package serve_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/flightcheck/flightcheck/internal/serve"
)

// blocking answers with the question once it is let go.
func blocking(asked *atomic.Int32, letGo <-chan struct{}) fake {
	return fake{json: func(ctx context.Context, q url.Values) ([]byte, error) {
		asked.Add(1)
		select {
		case <-letGo:
			return []byte(serve.Encode(q)), nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}}
}

// While all searches are busy another question waits a while and is then told when to
// come again; the same question waits for the answer that is being made.
func TestBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		letGo := make(chan struct{})
		h := serve.New(blocking(&asked, letGo), serve.Options{Searches: 2})
		var wait sync.WaitGroup
		for i := range 6 { // two questions, three times each
			wait.Go(func() {
				target := fmt.Sprintf("/api/v1/check?from=%d", i%2)
				if r := get(h, "GET", target); r.status != http.StatusOK || r.body != target[len("/api/v1/check?"):] {
					t.Errorf("%s: %d", target, r.status)
				}
			})
		}
		synctest.Wait()
		if n := asked.Load(); n != 2 {
			t.Fatalf("%d searches for two questions", n)
		}
		r := get(h, "GET", "/api/v1/check?from=late")
		if body := r.body; r.status != http.StatusServiceUnavailable || r.header.Get("Retry-After") != "1" || !strings.Contains(body, "busy") {
			t.Errorf("a third question: %d %v %s", r.status, r.header, body)
		}
		if page := get(h, "GET", "/?from=late&to=late"); page.status != http.StatusServiceUnavailable || page.header.Get("Retry-After") != "1" {
			t.Errorf("a third question on the page: %d", page.status)
		}
		if r := get(h, "GET", "/healthz"); r.status != http.StatusOK {
			t.Errorf("health while busy: %d", r.status)
		}
		wait.Go(func() {
			if r := get(h, "GET", "/api/v1/check?from=patient"); r.status != http.StatusOK {
				t.Errorf("a question that waits: %d", r.status)
			}
		})
		synctest.Wait()
		close(letGo)
		wait.Wait()
		if n := asked.Load(); n != 3 {
			t.Errorf("%d searches", n)
		}
	})
}

// So many may wait and no more.
func TestQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		letGo := make(chan struct{})
		h := serve.New(blocking(&asked, letGo), serve.Options{Searches: 1, Queue: 3, Wait: time.Hour, Timeout: 2 * time.Hour})
		var wait sync.WaitGroup
		for i := range 4 {
			wait.Go(func() {
				if r := get(h, "GET", fmt.Sprintf("/api/v1/check?from=%d", i)); r.status != http.StatusOK {
					t.Errorf("one of four: %d", r.status)
				}
			})
		}
		synctest.Wait()
		start := time.Now()
		if r := get(h, "GET", "/api/v1/check?from=late"); r.status != http.StatusServiceUnavailable || time.Since(start) != 0 {
			t.Errorf("the fifth: %d", r.status)
		}
		close(letGo)
		wait.Wait()
	})
}

func TestTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		h := serve.New(blocking(&asked, nil), serve.Options{Searches: 1})
		for range 2 { // the search is free again
			start := time.Now()
			r := get(h, "GET", "/api/v1/check?from=a")
			if body := r.body; r.status != http.StatusServiceUnavailable || !strings.Contains(body, "took too long") || time.Since(start) != 30*time.Second {
				t.Errorf("%d %s", r.status, body)
			}
		}
	})
}

// A search is stopped when the last reader has gone, and its answer is not kept.
func TestReadersLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		stopped := make(chan struct{})
		letGo := make(chan struct{})
		slow := blocking(&asked, letGo)
		h := serve.New(fake{json: func(ctx context.Context, q url.Values) ([]byte, error) {
			b, err := slow.JSON(ctx, q)
			if err != nil {
				close(stopped)
			}
			return b, err
		}}, serve.Options{})
		var wait sync.WaitGroup
		leave := make([]context.CancelFunc, 2)
		for i := range leave {
			ctx, cancel := context.WithCancel(t.Context())
			leave[i] = cancel
			wait.Go(func() { h.ServeHTTP(discard{}, requestWith(ctx, "/api/v1/check?from=a")) })
		}
		synctest.Wait()
		leave[0]()
		synctest.Wait()
		select {
		case <-stopped:
			t.Fatal("stopped while somebody waits")
		default:
		}
		leave[1]()
		<-stopped
		wait.Wait()
		close(letGo)
		if r := get(h, "GET", "/api/v1/check?from=a"); r.status != http.StatusOK || asked.Load() != 2 {
			t.Errorf("asked again: %d after %d searches", r.status, asked.Load())
		}
	})
}

func requestWith(ctx context.Context, target string) *http.Request {
	r, _ := http.NewRequestWithContext(ctx, http.MethodGet, "http://localhost"+target, http.NoBody)
	r.RequestURI = target
	return r
}

// discard is an answer that nobody reads.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(b []byte) (int, error) { return len(b), nil }
func (discard) WriteHeader(int)             {}

// Failures and panics are answered without what they were, which the log has. They
// are not kept, and free their search.
func TestFailures(t *testing.T) {
	var log bytes.Buffer
	failures := map[string]func() error{
		"failure":             func() error { return errors.New("secret/file") },
		"panic":               func() error { panic("secret/file") },
		"panic with an error": func() error { panic(errors.New("secret/file")) },
	}
	n := 0
	h := serve.New(fake{
		json: func(_ context.Context, q url.Values) ([]byte, error) { n++; return nil, failures[q.Get("from")]() },
		report: func(_ context.Context, q url.Values) (*serve.Answer, error) {
			n++
			return nil, failures[q.Get("from")]()
		},
	}, serve.Options{Searches: 1, Log: slog.New(slog.NewTextHandler(&log, nil))})
	for what := range failures {
		for _, path := range []string{"/api/v1/check", "/"} {
			log.Reset()
			n = 0
			for range 2 {
				r := get(h, "GET", path+"?"+url.Values{"from": {what}, "to": {"b"}}.Encode())
				if body := r.body; r.status != http.StatusInternalServerError || strings.Contains(body, "secret") || !strings.Contains(body, "log says why") {
					t.Errorf("%s at %s: %d %s", what, path, r.status, body)
				}
			}
			if n != 2 || strings.Count(log.String(), "level=ERROR") != 2 {
				t.Errorf("%s at %s: asked %d times, logged %s", what, path, n, &log)
			}
		}
	}
}

// The log has method, path and status of a request, and nothing that was asked.
func TestLog(t *testing.T) {
	var log bytes.Buffer
	now := time.Date(2025, 10, 30, 6, 0, 0, 0, time.UTC)
	h := serve.New(echo(), serve.Options{
		Log: slog.New(slog.NewJSONHandler(&log, nil)),
		Now: func() time.Time { now = now.Add(5 * time.Millisecond); return now },
	})
	get(h, "GET", "/api/v1/check?from=secret&to=b")
	for _, want := range []string{`"method":"GET"`, `"path":"/api/v1/check"`, `"status":200`, `"bytes":16`, `"ms":5`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("%s has no %s", &log, want)
		}
	}
	if strings.Contains(log.String(), "secret") {
		t.Errorf("%s", &log)
	}
}

// Answers that were asked for last are kept, in bounds.
func TestKeptAnswers(t *testing.T) {
	n := 0
	h := serve.New(fake{json: func(_ context.Context, q url.Values) ([]byte, error) {
		n++
		return bytes.Repeat([]byte(q.Get("from")), 100), nil
	}}, serve.Options{Answers: 2, Bytes: 1000})
	for _, x := range []struct {
		query string
		asked int
	}{
		{"from=a&to=x", 1},
		{"to=x&from=a&ban=", 1}, // the same question
		{"from=b", 2},
		{"from=a&to=x", 2},
		{"from=c", 3},
		{"from=a&to=x", 3},
		{"from=b", 4}, // used longest ago
		{"from=twentybytestwentybytes", 5},
		{"from=twentybytestwentybytes", 6}, // too large
		{"from=b", 6},
		{"grant=PL,SK", 7},
		{"grant=SK,PL", 8},
		{"grant=PL&grant=SK", 8},
	} {
		if r := get(h, "GET", "/api/v1/check?"+x.query); r.status != http.StatusOK || n != x.asked {
			t.Errorf("%s: %d, asked %d times, want %d", x.query, r.status, n, x.asked)
		}
	}
}

// A server that is stopped answers what it was asked, and takes no more.
func TestRunStops(t *testing.T) {
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var asked atomic.Int32
	letGo := make(chan struct{})
	begun := make(chan struct{})
	slow := blocking(&asked, letGo)
	h := serve.New(fake{json: func(ctx context.Context, q url.Values) ([]byte, error) {
		close(begun)
		return slow.JSON(ctx, q)
	}}, serve.Options{})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- serve.Run(ctx, l, h, serve.Options{}) }()
	answer := make(chan string, 1)
	go func() {
		r, err := http.Get("http://" + l.Addr().String() + "/api/v1/check?from=a")
		if err != nil {
			answer <- err.Error()
			return
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		answer <- fmt.Sprint(r.StatusCode, " ", string(b), " ", err)
	}()
	<-begun
	stop()
	for { // until nobody is let in
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			break
		}
		c.Close()
	}
	close(letGo)
	if got := <-answer; got != "200 from=a <nil>" {
		t.Errorf("the last answer is %s", got)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A listener that fails is an error.
func TestRunFails(t *testing.T) {
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if err := serve.Run(t.Context(), l, http.NotFoundHandler(), serve.Options{}); err == nil {
		t.Error("a closed listener serves")
	}
}

// Headers beyond the limit are refused by the connection itself.
func TestRunLimitsHeaders(t *testing.T) {
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- serve.Run(ctx, l, serve.New(echo(), serve.Options{}), serve.Options{}) }()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+l.Addr().String()+"/healthz", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Long", strings.Repeat("a", 64<<10))
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("64 kB of headers: %d", answer.StatusCode)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
