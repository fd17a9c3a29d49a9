package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// Answers are told apart: right ones, wrong ones, those that had to be refused, a busy
// server and a broken one.
func TestCounts(t *testing.T) {
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/right":
			w.Write([]byte("yes " + r.URL.RawQuery))
		case "/refused":
			w.WriteHeader(http.StatusBadRequest)
		case "/broken":
			w.WriteHeader(http.StatusInternalServerError)
		case "/stopped":
			w.WriteHeader(http.StatusServiceUnavailable)
		case "/moved":
			http.Redirect(w, r, "/right", http.StatusSeeOther)
		case "/host":
			w.Write([]byte(r.Host))
		case "/gone":
			panic(http.ErrAbortHandler)
		case "/busy":
			if asked.Add(1) == 1 {
				w.Header().Set("Retry-After", "1")
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		default:
			w.WriteHeader(http.StatusNotFound)
			w.Write([]byte(r.RequestURI))
		}
	}))
	defer s.Close()
	c := newClient(s.URL+"/", 2)
	for _, x := range []struct {
		q    request
		want counts
	}{
		{request{target: "/right?a=b;c%zz", status: 200, body: []byte("yes a=b;c%zz")}, counts{right: 1}},
		{request{target: "/right", status: 200, body: []byte("no")}, counts{wrong: 1}},
		{request{target: "/right", status: 400}, counts{wrong: 1}},
		{request{target: "/refused", status: 400}, counts{refused: 1}},
		{request{target: "/refused", status: 404}, counts{wrong: 1}},
		{request{target: "/moved", status: 303}, counts{refused: 1}},
		{request{target: "/broken", status: 500}, counts{broken: 1}},
		{request{target: "/stopped", status: 503}, counts{broken: 1}},
		{request{target: "/busy", status: 200}, counts{right: 1, busy: 1}},
		{request{target: "/gone", status: 200}, counts{failed: 1}},
		{request{target: "/../../x", status: 404, body: []byte("/../../x")}, counts{refused: 1}},
		{request{target: "//x", status: 404, body: []byte("//x")}, counts{refused: 1}},
		{request{target: "/host", host: "evil.example", status: 200, body: []byte("evil.example")}, counts{right: 1}},
	} {
		x.q.method = http.MethodGet
		got := c.ask(t.Context(), []request{x.q}, 1)
		faults := len(got.faults)
		got.faults = nil
		if got.words() != x.want.words() || faults != x.want.wrong+x.want.broken+x.want.failed {
			t.Errorf("%s: %s with %d faults, want %s", x.q.target, got.words(), faults, x.want.words())
		}
	}
}

func TestFine(t *testing.T) {
	for _, x := range []struct {
		c    counts
		want bool
	}{
		{counts{right: 1, refused: 1, busy: 9}, true},
		{counts{right: 1, refused: 1, wrong: 1}, false},
		{counts{right: 1, refused: 1, broken: 1}, false},
		{counts{right: 1, refused: 1, failed: 1}, false},
		{counts{right: 1}, false},
		{counts{refused: 1}, false},
	} {
		if x.c.fine() != x.want {
			t.Errorf("%s: %v", x.c.words(), !x.want)
		}
	}
	for _, x := range []struct {
		m    memory
		want bool
	}{
		{memory{30, 100, 170}, true},
		{memory{30, 100, 171}, false},
		{memory{}, false},
	} {
		if x.m.flat() != x.want {
			t.Errorf("%s: %v", x.m.words(), !x.want)
		}
	}
	if residentMB(os.Getpid()) < 1 || residentMB(-1) != 0 {
		t.Error("the memory of this test is not known")
	}
}

// Every mixture holds all kinds, the same each time.
func TestMixed(t *testing.T) {
	right := questions()
	for i := range right {
		right[i].status = http.StatusOK
	}
	if len(right) < 40 {
		t.Errorf("%d questions", len(right))
	}
	all, again := mixed(right, 2000), mixed(right, 2000)
	seen := map[string]int{}
	for i, q := range all {
		if q.target != again[i].target {
			t.Fatalf("%s and %s", q.target, again[i].target)
		}
		kind := "refused"
		if q.status == http.StatusOK {
			kind, _, _ = strings.Cut(q.target, "?")
		}
		seen[kind]++
	}
	if seen["refused"] != 500 || seen["/api/v1/check"] < 800 || seen["/api/v1/why"] < 300 || seen["/"] != 50 {
		t.Errorf("%v", seen)
	}
	if limit > 5*time.Minute {
		t.Error("the test may not run longer than five minutes")
	}
}
