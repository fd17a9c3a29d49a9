package serve_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/internal/serve"
)

// TestBodyOfUnknownLength: a body in pieces has no length beforehand, and is refused
// like any other.
func TestBodyOfUnknownLength(t *testing.T) {
	h := serve.New(echo(), serve.Options{})
	for method, want := range map[string]int{http.MethodGet: http.StatusRequestEntityTooLarge, http.MethodPost: http.StatusMethodNotAllowed} {
		r := httptest.NewRequest(method, "/healthz", io.NopCloser(strings.NewReader("from=a")))
		if r.ContentLength != -1 {
			t.Fatalf("the request has a length, %d", r.ContentLength)
		}
		r.Host = "localhost"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want || w.Header().Get("Connection") != "close" {
			t.Errorf("%s: %d %q, want %d", method, w.Code, w.Header(), want)
		}
		if left, _ := io.ReadAll(r.Body); len(left) > 0 {
			t.Errorf("%s: %q can still be read", method, left)
		}
	}
}

// TestNamesThatEndAlike: anybody can own a name that ends with localhost. Only what is
// below localhost is of this machine.
func TestNamesThatEndAlike(t *testing.T) {
	h := serve.New(echo(), serve.Options{})
	for host, want := range map[string]int{
		"evillocalhost:8421": http.StatusMisdirectedRequest, "evil-localhost": http.StatusMisdirectedRequest,
		"app.localhost:8421": http.StatusOK, "localhost:8421": http.StatusOK,
	} {
		if r := get(h, "GET", "/healthz", "Host: "+host); r.status != want {
			t.Errorf("%s: %d, want %d", host, r.status, want)
		}
	}
}
