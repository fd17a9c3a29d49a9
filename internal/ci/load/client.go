package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// counts are what came back.
type counts struct {
	right, refused int // as they should
	wrong          int // another answer or another status than must come
	busy           int // times that a busy server asked to come again
	broken         int // 5xx, but for those
	failed         int // nothing came back
	faults         []string
}

const maxFaults = 20

func (c *counts) add(o counts) {
	c.right += o.right
	c.refused += o.refused
	c.wrong += o.wrong
	c.busy += o.busy
	c.broken += o.broken
	c.failed += o.failed
	c.faults = append(c.faults, o.faults...)
	c.faults = c.faults[:min(len(c.faults), maxFaults)]
}

func (c *counts) words() string {
	return fmt.Sprintf("%d right, %d wrong, %d refused as they should be, %d times busy and asked again, %d other 5xx, %d without an answer",
		c.right, c.wrong, c.refused, c.busy, c.broken, c.failed)
}

func (c *counts) fine() bool {
	return c.wrong+c.broken+c.failed == 0 && c.right > 0 && c.refused > 0
}

// client asks one server.
type client struct {
	base string
	http *http.Client
}

func newClient(base string, parallel int) *client {
	return &client{
		base: strings.TrimSuffix(base, "/"),
		http: &http.Client{
			Timeout:       2 * time.Minute,
			Transport:     &http.Transport{MaxIdleConnsPerHost: parallel, DisableCompression: true},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// ask sends requests, so many at the same time, and counts what comes back.
func (c *client) ask(ctx context.Context, all []request, parallel int) counts {
	var wait sync.WaitGroup
	each := make([]counts, parallel)
	next := make(chan request)
	for i := range each {
		wait.Go(func() {
			for q := range next {
				c.one(ctx, q, &each[i])
			}
		})
	}
	for _, q := range all {
		next <- q
	}
	close(next)
	wait.Wait()
	var sum counts
	for _, e := range each {
		sum.add(e)
	}
	return sum
}

// one sends a request until the server has time for it.
func (c *client) one(ctx context.Context, q request, n *counts) {
	fault := func(count *int, format string, args ...any) {
		*count++
		n.faults = append(n.faults, fmt.Sprintf("%s %.120s: ", q.method, q.target)+fmt.Sprintf(format, args...))
	}
	for {
		status, later, body, err := c.send(ctx, q)
		switch {
		case err != nil:
			fault(&n.failed, "%v", err)
		case status == http.StatusServiceUnavailable && later > 0:
			n.busy++
			select {
			case <-time.After(later):
				continue
			case <-ctx.Done():
				fault(&n.failed, "busy until the end")
			}
		case status >= 500:
			fault(&n.broken, "%d %.200s", status, body)
		case status != q.status || q.body != nil && !bytes.Equal(body, q.body):
			fault(&n.wrong, "%d with %d bytes, want %d with %d: %.200s", status, len(body), q.status, len(q.body), body)
		case status == http.StatusOK:
			n.right++
		default:
			n.refused++
		}
		return
	}
}

// send sends a request once. The target goes out as it is written.
func (c *client) send(ctx context.Context, q request) (status int, later time.Duration, body []byte, err error) {
	r, err := http.NewRequestWithContext(ctx, q.method, c.base, http.NoBody)
	if err != nil {
		return 0, 0, nil, err
	}
	path, query, _ := strings.Cut(q.target, "?")
	r.URL = &url.URL{Scheme: r.URL.Scheme, Host: r.URL.Host, Opaque: path, RawQuery: query}
	if strings.HasPrefix(path, "//") {
		r.URL.Opaque, r.URL.Path = "", path
	}
	if q.host != "" {
		r.Host = q.host
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return 0, 0, nil, err
	}
	body, err = io.ReadAll(answer.Body)
	err = errors.Join(err, answer.Body.Close())
	seconds, bad := strconv.Atoi(answer.Header.Get("Retry-After"))
	if bad != nil || !slices.Contains(answer.Header["Retry-After"], strconv.Itoa(seconds)) {
		seconds = 0
	}
	return answer.StatusCode, time.Duration(seconds) * time.Second, body, err
}
