package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"sync"
)

// request is one request with what must come back.
type request struct {
	method, target string
	host           string // "" is the server's own
	status         int    // that must come
	body           []byte // that must come; nil is any
	command        []string
}

// questions are those whose answers the command tells, too.
func questions() []request {
	var out []request
	add := func(path, query string, words ...string) {
		out = append(out, request{method: http.MethodGet, target: path + "?" + query, command: append([]string{"--json"}, words...)})
	}
	places := []string{"moscow", "budapest", "london", "santiago", "tokyo", "kaliningrad", "istanbul"}
	for i, from := range places {
		for _, to := range places[i+1:] {
			add("/api/v1/check", "from="+from+"&to="+to, from, to)
		}
	}
	for _, state := range []string{"PL", "UA", "HU", "TR", "US", "ZA"} {
		add("/api/v1/check", "from=moscow&to=budapest&grant="+state, "moscow", "budapest", "--grant", state)
		add("/api/v1/why", "state="+state, "why", state)
		add("/api/v1/why", "state="+state+"&from=moscow&to=budapest&ban="+state, "why", state, "moscow", "budapest", "--ban", state)
	}
	add("/api/v1/check", "from=SVO&to=47.4,19.25&grant=PL,SK", "SVO", "47.4,19.25", "--grant", "PL", "--grant", "SK")
	add("/api/v1/check", "from=-33.9,151.2&to=auckland&registration=VH-OQA&kind=civil&scheduled=yes", "--registration", "VH-OQA", "--kind", "civil", "--scheduled", "--", "-33.9,151.2", "auckland")
	return out
}

// rightAnswers asks the command, two questions at a time.
func rightAnswers(ctx context.Context, command string, all []request) ([]request, error) {
	var wait sync.WaitGroup
	errs := make([]error, len(all))
	for half := range 2 {
		wait.Go(func() {
			for i := half; i < len(all); i += 2 {
				errs[i] = answerOf(ctx, command, &all[i])
			}
		})
	}
	wait.Wait()
	return all, errors.Join(errs...)
}

// answerOf notes what the command says; 3 and 4 are answers too.
func answerOf(ctx context.Context, command string, q *request) error {
	out, err := exec.CommandContext(ctx, command, q.command...).Output() //nolint:gosec // the program that is tested
	status := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		status, err = exit.ExitCode(), nil
	}
	if err != nil {
		return fmt.Errorf("flightcheck %s: %w", strings.Join(q.command, " "), err)
	}
	if !slices.Contains([]int{0, 3, 4}, status) {
		return fmt.Errorf("flightcheck %s ends with %d", strings.Join(q.command, " "), status)
	}
	q.status, q.body = http.StatusOK, bytes.Clone(out)
	return nil
}

// garbage are requests that must be refused.
func garbage() []request {
	get := func(status int, target string) request {
		return request{method: http.MethodGet, target: target, status: status}
	}
	out := []request{
		get(400, "/api/v1/check"), get(400, "/api/v1/check?from=moscow"), get(400, "/api/v1/check?from=nowhere+at+all&to=budapest"),
		get(400, "/api/v1/check?from=moscow&to=budapest&frm=x"), get(400, "/api/v1/check?from=moscow&to=budapest&countries=/etc/passwd"),
		get(400, "/api/v1/check?from=moscow&to=budapest&with=/etc/passwd"), get(400, "/api/v1/check?from=moscow&to=budapest&policy=../../etc/passwd"),
		get(400, "/api/v1/check?from=--output%3Dx&to=-o"), get(400, "/api/v1/check?from=moscow&to=budapest&grant=atlantis"),
		get(400, "/api/v1/check?from=%ff%00&to=budapest"), get(400, "/api/v1/check?from=%zz"), get(400, "/api/v1/check?from=a;to=b"),
		get(400, "/api/v1/check?from=91,0&to=budapest"), get(400, "/api/v1/check?from=moscow&to=budapest&date=2025-02-30"),
		get(400, "/api/v1/check?from=moscow&to=budapest&mtow=-1"), get(400, "/api/v1/check?from=moscow&to=budapest&margin=1e99"),
		get(400, "/api/v1/check?from=0,0&to=0,180"), get(400, "/api/v1/why"), get(400, "/api/v1/why?state=atlantis"), get(400, "/?from=nowhere+at+all&to=x"),
		get(400, "/?from=moscow&to=budapest&date=2025-10-01..2025-10-30"), get(400, "/?choose=%3Cscript%3E"),
		get(404, "/../../../../etc/passwd"), get(404, "/%2e%2e/%2e%2e/etc/passwd"), get(404, "//etc/passwd"), get(404, "/style.css/../serve.go"),
		get(404, "/.git/config"), get(404, "/api/v1/"), get(404, "/api/v1/check/"), get(404, "/web/"),
		get(414, "/api/v1/check?from="+strings.Repeat("a", 9000)), get(431, "/api/v1/check?from="+strings.Repeat("a", 40000)),
	}
	for _, m := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodOptions, "BREW"} {
		out = append(out, request{method: m, target: "/api/v1/check?from=moscow&to=budapest", status: http.StatusMethodNotAllowed})
	}
	return append(out, request{method: http.MethodGet, target: "/", host: "evil.example", status: http.StatusMisdirectedRequest})
}

// mixed makes n requests: one in four is garbage, one in forty is a question that
// nobody asked before, one in forty the page.
func mixed(right []request, n int) []request {
	bad := garbage()
	pages := []string{"/", "/?from=moscow&to=budapest", "/?from=moscow&to=budapest&grant=PL&grant=SK", "/?from=london&to=tokyo"}
	out := make([]request, n)
	for i := range out {
		switch {
		case i%4 == 3:
			out[i] = bad[i/4%len(bad)]
		case i%40 == 10:
			at := fmt.Sprintf("%.3f,%.3f", 40+float64((i+n)%9973)/1000, 20+float64(i%14983)/1000)
			out[i] = request{method: http.MethodGet, target: "/api/v1/check?from=" + url.QueryEscape(at) + "&to=budapest", status: http.StatusOK}
		case i%40 == 20:
			out[i] = request{method: http.MethodGet, target: pages[i/40%len(pages)], status: http.StatusOK}
		default:
			out[i] = right[i%len(right)]
		}
	}
	return out
}
