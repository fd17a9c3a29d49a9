package serve

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// internalWords are said of every failure; what it was is in the log.
const internalWords = "this server failed to answer; its log says why"

// addresses returns who answers where.
func (s *server) addresses() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"/":             s.page,
		"/api/v1/check": s.check,
		"/api/v1/why":   s.why,
		"/style.css":    asset("text/css", styleSheet()),
		"/script.js":    asset("text/javascript", mapScript()),
		"/serve.js":     asset("text/javascript", ownScript),
		"/healthz":      asset("text/plain", "ok\n"),
	}
}

// route finds who answers. Paths are compared as they are: none leads to a file.
func (s *server) route(w http.ResponseWriter, r *http.Request) {
	answer, ok := s.at[r.URL.Path]
	switch {
	case !ok:
		s.fail(w, r, http.StatusNotFound, "there is nothing at this address; the page is at /, the answers are at /api/v1/check and /api/v1/why")
	case !isRead(r.Method):
		s.refuseMethod(w, r)
	default:
		answer(w, r)
	}
}

// asset serves a text that is always the same.
func asset(kind, text string) http.HandlerFunc {
	f := newFinished([]byte(text))
	return func(w http.ResponseWriter, r *http.Request) { send(w, r, kind+"; charset=utf-8", f) }
}

// check answers with the candidates.
func (s *server) check(w http.ResponseWriter, r *http.Request) { s.api(w, r, false, s.asker.JSON) }

// why answers with the decision on one State.
func (s *server) why(w http.ResponseWriter, r *http.Request) { s.api(w, r, true, s.asker.Why) }

func (s *server) api(w http.ResponseWriter, r *http.Request, why bool, ask func(context.Context, url.Values) ([]byte, error)) {
	q, err := Parse(r.URL.RawQuery, Params(why))
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	f, err := s.answers.get(r.Context(), r.URL.Path+"?"+Encode(q), func(ctx context.Context) (*finished, error) {
		b, err := ask(ctx, q)
		if err != nil {
			return nil, err
		}
		return newFinished(b), nil
	})
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	send(w, r, "application/json", f)
}

// newFinished takes a body, with its hash.
func newFinished(body []byte) *finished {
	sum := sha256.Sum256(body)
	return &finished{body: bytes.Clone(body), etag: `"` + hex.EncodeToString(sum[:16]) + `"`}
}

// send writes an answer, unless the reader has it already.
func send(w http.ResponseWriter, r *http.Request, kind string, f *finished) {
	h := w.Header()
	h.Set("ETag", f.etag)
	for tag := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(tag), "W/") == f.etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(f.body)))
	write(w, f.body)
}

// write sends a body. A reader who has gone is no fault.
func write(w http.ResponseWriter, body []byte) {
	_, _ = w.Write(body) //nolint:gosec // plain words, JSON, or what a template escaped; the kind is told, and is not guessed
}

// verdict returns the status of an error, and what the asker is told.
func verdict(err error) (status int, words string) {
	if w, ok := errors.AsType[*WrongError](err); ok {
		return http.StatusBadRequest, w.Words
	}
	if errors.Is(err, errBusy) || errors.Is(err, errTimeout) {
		return http.StatusServiceUnavailable, err.Error()
	}
	if errors.Is(err, context.Canceled) {
		return http.StatusServiceUnavailable, "the question was withdrawn, or the server is being stopped"
	}
	return http.StatusInternalServerError, internalWords
}

// failWith answers with an error of a question.
func (s *server) failWith(w http.ResponseWriter, r *http.Request, err error) {
	s.note(w, r, err)
	status, words := verdict(err)
	s.fail(w, r, status, words)
}

// note logs what the asker is not told, and says when a busy server may be asked
// again.
func (s *server) note(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, errBusy) {
		w.Header().Set("Retry-After", "1")
	}
	if status, _ := verdict(err); status != http.StatusInternalServerError {
		return
	}
	args := []any{"path", clip(r.URL.Path), "error", err.Error()}
	if p, ok := errors.AsType[*panicError](err); ok {
		args = append(args, "stack", string(p.stack))
	}
	s.Log.ErrorContext(r.Context(), "failure", args...)
}

// fault is an error as the API writes it.
type fault struct {
	Error  string `json:"error"`
	Status int    `json:"status"`
}

// fail answers with an error: JSON below /api/, else plain words.
func (s *server) fail(w http.ResponseWriter, r *http.Request, status int, words string) {
	h := w.Header()
	kind, body := "text/plain; charset=utf-8", []byte(words+"\n")
	if strings.HasPrefix(r.URL.Path, "/api/") {
		if b, err := json.MarshalIndent(fault{words, status}, "", "  "); err == nil {
			b = append(b, '\n')
			kind, body = "application/json", b
		}
	}
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	write(w, body)
}
