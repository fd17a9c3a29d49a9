package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/internal/schema"
	"github.com/flightcheck/flightcheck/internal/schema/schematest"
	"github.com/flightcheck/flightcheck/internal/serve"
)

// serveError is every answer of the API of serve that is no answer: its status is 400
// or more.
type serveError struct {
	// Error says what was wrong, and what to do.
	Error string `json:"error"`
	// Status is the status of the HTTP answer.
	Status int `json:"status"`
}

// All that the API answers is what its schema says, errors too.
func TestServeSchemas(t *testing.T) {
	failing := &asker{files: []fileStamp{{path: "gone.yaml"}}}
	for _, x := range []struct {
		method, host, target string
		a                    *asker
		status               int
		schema               string
	}{
		{"GET", "localhost", "/api/v1/check?from=moscow&to=minsk", nil, 200, schema.Report},
		{"GET", "localhost", "/api/v1/check?from=moscow&to=minsk&date=2025-10-23..2025-10-25", nil, 200, "changes"},
		{"GET", "localhost", "/api/v1/why?state=PL", nil, 200, "why"},
		{"GET", "localhost", "/api/v1/check", nil, 400, "serve-error"},
		{"GET", "localhost", "/api/v1/check?from=moscow&to=minsk&zones=x", nil, 400, "serve-error"},
		{"GET", "localhost", "/api/v1/check?from=%ff&to=minsk", nil, 400, "serve-error"},
		{"GET", "localhost", "/api/v1/why?state=atlantis", nil, 400, "serve-error"},
		{"GET", "localhost", "/api/v2/why", nil, 404, "serve-error"},
		{"PUT", "localhost", "/api/v1/why?state=PL", nil, 405, "serve-error"},
		{"GET", "localhost", "/api/v1/why?state=" + strings.Repeat("P", 1<<16), nil, 414, "serve-error"},
		{"GET", "elsewhere.example", "/api/v1/why?state=PL", nil, 421, "serve-error"},
		{"GET", "localhost", "/api/v1/why?state=PL", failing, 500, "serve-error"},
	} {
		a := x.a
		if a == nil {
			a = &asker{}
		}
		s, err := schematest.Strict(x.schema)
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(x.method, x.target, http.NoBody)
		r.Host = x.host
		w := httptest.NewRecorder()
		serve.New(a, serve.Options{}).ServeHTTP(w, r)
		if w.Code != x.status || w.Header().Get("Content-Type") != "application/json" {
			t.Errorf("%.60s: %d %s, want %d", x.target, w.Code, w.Header().Get("Content-Type"), x.status)
		}
		if err := s.Check(w.Body.Bytes()); err != nil {
			t.Errorf("%.60s: %.200s: %v", x.target, w.Body, err)
		}
	}
}
