//go:build unix

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"time"
)

// served measures requests to the server, one after the other: questions that nobody
// asked before, questions that are kept, and the page.
func (b *bench) served(ctx context.Context) ([]figure, error) {
	c := exec.CommandContext(ctx, b.command(), "serve", "--addr", "127.0.0.1:0", "--quiet") //nolint:gosec // what was built
	said, err := c.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	out, err := b.requests(ctx, said)
	return out, errors.Join(err, c.Process.Signal(os.Interrupt), c.Wait())
}

// requests sends them to a server whose words on stderr are read.
func (b *bench) requests(ctx context.Context, said io.Reader) ([]figure, error) {
	base, err := addressOf(said)
	if err != nil {
		return nil, err
	}
	by := fmt.Sprintf("`flightcheck serve`, %d requests each", b.scale.requests)
	var out []figure
	for _, kind := range []struct {
		what   string
		target func(i int) string
	}{
		{"a new question to the server", func(i int) string {
			at := fmt.Sprintf("%.3f,%.3f", 40+float64(i)*0.031, 20+float64(i)*0.017)
			return "api/v1/check?from=" + url.QueryEscape(at) + "&to=budapest"
		}},
		{"a question that the server has answered before", func(int) string { return "api/v1/check?from=moscow&to=budapest" }},
		{"the page of it", func(int) string { return "?from=moscow&to=budapest" }},
	} {
		var times []time.Duration
		for i := range b.scale.requests + 1 {
			took, err := get(ctx, base+kind.target(i))
			if err != nil {
				return out, err
			}
			if i > 0 { // the first fills what is kept
				times = append(times, took)
			}
		}
		out = append(out,
			figure{what: kind.what + ", median", value: ms(percentile(times, 50)), unit: "ms", by: by},
			figure{what: "the same, 99 of 100", value: ms(percentile(times, 99)), unit: "ms", by: by})
	}
	return out, nil
}

// addressOf reads where a server serves, and lets it go on talking.
func addressOf(said io.Reader) (string, error) {
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if _, after, ok := strings.Cut(lines.Text(), "serving on "); ok {
			address, _, _ := strings.Cut(after, " ")
			go func() { _, _ = io.Copy(io.Discard, said) }()
			return strings.TrimSuffix(address, "/") + "/", nil
		}
	}
	return "", errors.Join(errors.New("the server ended without saying where it serves"), lines.Err())
}

// get asks for an address and reads the whole answer.
func get(ctx context.Context, address string) (time.Duration, error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return 0, err
	}
	begun := time.Now()
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		return 0, err
	}
	_, err = io.Copy(io.Discard, answer.Body)
	took := time.Since(begun)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return 0, err
	}
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%s: %s", address, answer.Status)
	}
	return took, nil
}
