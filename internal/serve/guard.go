package serve

import (
	"bytes"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
)

// contentPolicy lets a page load nothing that is not ours.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guarded sets the headers of every answer and refuses what no reader sends.
func (s *server) guarded(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		switch err := protection.Check(r); {
		case !s.knowsHost(r.Host):
			s.fail(w, r, http.StatusMisdirectedRequest, fmt.Sprintf("this server does not answer under the name %q; use http://%s/", clip(r.Host), s.ownName()))
		case err != nil || fetchedByAnother(r):
			s.fail(w, r, http.StatusForbidden, "a page of another site asked; open this address yourself")
		case len(r.RequestURI) > maxAddress:
			s.fail(w, r, http.StatusRequestURITooLong, fmt.Sprintf("the address has %d bytes, and may have %d; ask for less", len(r.RequestURI), maxAddress))
		case r.ContentLength != 0:
			h.Set("Connection", "close")
			r.Body = http.MaxBytesReader(w, r.Body, 0)
			s.refuseBody(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// refuseBody answers a request that sends something: questions are asked by their
// address alone.
func (s *server) refuseBody(w http.ResponseWriter, r *http.Request) {
	if !isRead(r.Method) {
		s.refuseMethod(w, r)
		return
	}
	s.fail(w, r, http.StatusRequestEntityTooLarge, "a question has no body; write it into the address")
}

func (s *server) refuseMethod(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Allow", "GET, HEAD")
	s.fail(w, r, http.StatusMethodNotAllowed, "questions are asked by GET")
}

func isRead(method string) bool { return method == http.MethodGet || method == http.MethodHead }

// fetchedByAnother tells that a page of another site fetches: it may link here, and
// nothing else. Browsers say so in Sec-Fetch-Site; other programs are not asked.
func fetchedByAnother(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return false
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		return true
	}
	return r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document"
}

// knowsHost tells whether a request is under a name of this machine. Under any other
// a page of another site could have had its own name point here.
func (s *server) knowsHost(host string) bool {
	name := hostName(host)
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	own := hostName(s.Addr)
	listens, err := netip.ParseAddr(own)
	everywhere := s.Addr != "" && own == "" || err == nil && listens.IsUnspecified()
	if a, err := netip.ParseAddr(name); err == nil {
		return a.Unmap().IsLoopback() || everywhere || a == listens
	}
	return own != "" && name == own
}

// hostName returns the name in host:port, in lower case.
func hostName(host string) string {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	}
	return strings.ToLower(strings.TrimSuffix(name, "."))
}

// ownName is a name under which this server can be reached.
func (s *server) ownName() string {
	if s.Addr == "" {
		return "localhost"
	}
	return s.Addr
}

// clip shortens what a stranger wrote, for an answer or the log.
func clip(text string) string {
	const most = 100
	if len(text) > most {
		return text[:most] + "…"
	}
	return text
}

// counted notes what was answered.
type counted struct {
	http.ResponseWriter
	status int
	bytes  int
}

// WriteHeader notes the status.
func (c *counted) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (c *counted) Write(b []byte) (int, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	n, err := c.ResponseWriter.Write(b)
	c.bytes += n
	return n, err
}

// Unwrap is for [http.ResponseController].
func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// logged writes a line for each request, without what was asked, and answers for a
// handler that panics.
func (s *server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := s.Now()
		c := &counted{ResponseWriter: w}
		if v, stack := caught(c, r, next); v != nil {
			s.Log.ErrorContext(r.Context(), "panic", "path", clip(r.URL.Path), "value", fmt.Sprint(v), "stack", string(stack))
			if c.status == 0 {
				s.fail(c, r, http.StatusInternalServerError, internalWords)
			}
		}
		s.Log.LogAttrs(r.Context(), slog.LevelInfo, "request",
			slog.String("method", clip(r.Method)), slog.String("path", clip(r.URL.Path)), slog.Int("status", c.status),
			slog.Int("bytes", c.bytes), slog.Int64("ms", s.Now().Sub(start).Milliseconds()))
	})
}

// caught answers, and returns what a panic was, with where.
func caught(c *counted, r *http.Request, next http.Handler) (value any, stack []byte) {
	defer func() {
		if value = recover(); value != nil {
			stack = bytes.TrimSpace(debug.Stack())
		}
	}()
	next.ServeHTTP(c, r)
	return nil, nil
}
