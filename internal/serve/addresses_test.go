package serve_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"github.com/flightcheck/flightcheck/internal/serve"
)

// TestOneQuestionAtTwoAddresses: the same words ask for candidates at one address and
// for a decision at another. What was kept of the one is no answer to the other.
func TestOneQuestionAtTwoAddresses(t *testing.T) {
	asker := echo()
	asker.why = func(_ context.Context, q url.Values) ([]byte, error) { return []byte("why " + serve.Encode(q)), nil }
	const words = "?from=moscow&to=budapest"
	paths := []string{"/api/v1/check", "/api/v1/why", "/"}
	alone := map[string]string{}
	for _, path := range paths {
		r := get(serve.New(asker, serve.Options{}), "GET", path+words)
		if r.status != http.StatusOK || r.body == "" {
			t.Fatalf("%s: %d %q", path, r.status, r.body)
		}
		alone[path] = r.body
	}
	for first := range paths {
		h := serve.New(asker, serve.Options{})
		for k := range paths {
			path := paths[(first+k)%len(paths)]
			if r := get(h, "GET", path+words); r.body != alone[path] {
				t.Errorf("%s, asked after %d others: %q, want %q", path, k, r.body, alone[path])
			}
		}
	}
}
