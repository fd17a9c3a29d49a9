package serve_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/flightcheck/flightcheck/internal/serve"
	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/route"
)

// fake is an asker whose answers are told beforehand.
type fake struct {
	json, why func(context.Context, url.Values) ([]byte, error)
	report    func(context.Context, url.Values) (*serve.Answer, error)
}

func (f fake) JSON(ctx context.Context, q url.Values) ([]byte, error) { return f.json(ctx, q) }
func (f fake) Why(ctx context.Context, q url.Values) ([]byte, error)  { return f.why(ctx, q) }
func (f fake) Report(ctx context.Context, q url.Values) (*serve.Answer, error) {
	return f.report(ctx, q)
}

// echo answers with the question, and pages with Moscow-Budapest.
func echo() fake {
	say := func(_ context.Context, q url.Values) ([]byte, error) {
		if q.Get("from") == "nowhere" {
			return nil, &serve.WrongError{Words: `no place "nowhere"`}
		}
		return []byte(serve.Encode(q)), nil
	}
	return fake{json: say, why: say, report: func(_ context.Context, q url.Values) (*serve.Answer, error) {
		if q.Get("from") == "nowhere" {
			return nil, &serve.WrongError{Words: `no place "nowhere"`}
		}
		r, err := moscowBudapest()
		return &serve.Answer{Report: r, Notes: []string{"Moscow, Russia; also <Moscow>, US-ID"}}, err
	}}
}

// moscowBudapest is made once.
var moscowBudapest = sync.OnceValues(func() (*route.Report, error) {
	c, flight, err := route.Builtin()
	if err != nil {
		return nil, err
	}
	var stops []route.Stop
	for _, word := range []string{"moscow", "budapest"} {
		p, err := place.Lookup(word)
		if err != nil {
			return nil, err
		}
		stops = append(stops, route.StopAt(p.Place))
	}
	return c.Candidates(context.Background(), flight, stops[0], stops[1], route.SearchOptions{CorridorSlack: route.DefaultCorridorSlack})
})

// reply is what came back.
type reply struct {
	status int
	header http.Header
	body   string
}

// get asks a handler as a browser on this machine does; headers are "Name: value".
func get(h http.Handler, method, target string, headers ...string) reply {
	r := httptest.NewRequest(method, target, http.NoBody)
	r.Host = "127.0.0.1:8421"
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		if name == "Host" {
			r.Host = value
		} else {
			r.Header.Set(name, value)
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return reply{w.Code, w.Header(), w.Body.String()}
}

func TestAddresses(t *testing.T) {
	h := serve.New(echo(), serve.Options{})
	long := "/api/v1/check?from=" + strings.Repeat("a", 8<<10)
	for _, x := range []struct {
		what, method, target string
		headers              []string
		status               int
		kind, holds          string
	}{
		{"health", "GET", "/healthz", nil, 200, "text/plain; charset=utf-8", "ok\n"},
		{"start", "GET", "/", nil, 200, "text/html; charset=utf-8", "/?from=moscow&amp;to=budapest"},
		{"style", "GET", "/style.css", nil, 200, "text/css; charset=utf-8", ".fs-page"},
		{"script", "GET", "/script.js", nil, 200, "text/javascript; charset=utf-8", ""},
		{"own script", "GET", "/serve.js", nil, 200, "text/javascript; charset=utf-8", "X-Fragment"},
		{"check", "GET", "/api/v1/check?to=b&from=a&ban=", nil, 200, "application/json", "from=a&to=b"},
		{"why", "GET", "/api/v1/why?state=PL", nil, 200, "application/json", "state=PL"},
		{"no place", "GET", "/api/v1/check?from=nowhere", nil, 400, "application/json", `"error": "no place \"nowhere\""`},
		{"unknown part", "GET", "/api/v1/check?frm=a", nil, 400, "application/json", `did you mean \"from\"?`},
		{"state of a check", "GET", "/api/v1/check?state=PL", nil, 400, "application/json", `unknown parameter \"state\"`},
		{"speed of a why", "GET", "/api/v1/why?speed=1", nil, 400, "application/json", `unknown parameter \"speed\"`},
		{"a choice in the API", "GET", "/api/v1/check?choose=PL.permits", nil, 400, "application/json", `unknown parameter \"choose\"`},
		{"twice", "GET", "/api/v1/check?from=a&from=b", nil, 400, "application/json", "from is given 2 times"},
		{"broken escape", "GET", "/api/v1/check?from=%25zz%", nil, 400, "application/json", "cannot be read"},
		{"semicolon", "GET", "/api/v1/check?from=a;to=b", nil, 400, "application/json", "cannot be read"},
		{"no text", "GET", "/api/v1/check?from=%ff%00", nil, 400, "application/json", "cannot be read"},
		{"nothing there", "GET", "/favicon.ico", nil, 404, "text/plain; charset=utf-8", "nothing"},
		{"nothing there in the API", "GET", "/api/v2/check", nil, 404, "application/json", `"status": 404`},
		{"folder", "GET", "/web/", nil, 404, "", ""},
		{"twice a slash", "GET", "//healthz", nil, 404, "", ""},
		{"up", "GET", "/../../etc/passwd", nil, 404, "", ""},
		{"up, escaped", "GET", "/%2e%2e/%2e%2e/etc/passwd", nil, 404, "", ""},
		{"up by a backslash", "GET", `/..%5c..%5cetc/passwd`, nil, 404, "", ""},
		{"page by another path", "GET", "/./", nil, 404, "", ""},
		{"head", "HEAD", "/healthz", nil, 200, "text/plain; charset=utf-8", ""},
		{"post", "POST", "/", nil, 405, "", "GET"},
		{"delete", "DELETE", "/api/v1/check", nil, 405, "application/json", "GET"},
		{"options", "OPTIONS", "/api/v1/why", nil, 405, "", ""},
		{"long", "GET", long, nil, 414, "application/json", "8192"},
		{"rebound name", "GET", "/", []string{"Host: evil.example:8421"}, 421, "", "evil.example"},
		{"almost local", "GET", "/", []string{"Host: localhost.evil.example"}, 421, "", ""},
		{"another machine's number", "GET", "/", []string{"Host: 192.0.2.1:8421"}, 421, "", ""},
		{"no name", "GET", "/", []string{"Host: "}, 421, "", ""},
		{"localhost", "GET", "/healthz", []string{"Host: LocalHost:9000"}, 200, "", ""},
		{"localhost, with a dot", "GET", "/healthz", []string{"Host: localhost."}, 200, "", ""},
		{"six", "GET", "/healthz", []string{"Host: [::1]:8421"}, 200, "", ""},
		{"fetched by another site", "GET", "/api/v1/check?from=a&to=b", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"}, 403, "", ""},
		{"fetched by another port", "GET", "/api/v1/check?from=a&to=b", []string{"Sec-Fetch-Site: same-site"}, 403, "", ""},
		{"API linked by another site", "GET", "/api/v1/check?from=a&to=b", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}, 403, "", ""},
		{"page linked by another site", "GET", "/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}, 200, "", ""},
		{"page framed by another site", "GET", "/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"}, 403, "", ""},
		{"page as a picture of another site", "GET", "/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"}, 403, "", ""},
		{"posted by another site", "POST", "/", []string{"Origin: https://evil.example"}, 403, "", ""},
		{"own fetch", "GET", "/api/v1/check?from=a&to=b", []string{"Sec-Fetch-Site: same-origin"}, 200, "", ""},
	} {
		t.Run(x.what, func(t *testing.T) {
			r := get(h, x.method, x.target, x.headers...)
			body := r.body
			if r.status != x.status || !strings.Contains(body, x.holds) || x.kind != "" && r.header.Get("Content-Type") != x.kind {
				t.Errorf("%d %s %.200q; want %d %s with %q", r.status, r.header.Get("Content-Type"), body, x.status, x.kind, x.holds)
			}
			if x.status == 405 && r.header.Get("Allow") != "GET, HEAD" {
				t.Errorf("Allow: %q", r.header.Get("Allow"))
			}
			checkHeaders(t, r.header)
		})
	}
}

// checkHeaders holds every answer, errors included, to the same policy.
func checkHeaders(t *testing.T, h http.Header) {
	t.Helper()
	policy := strings.Split(h.Get("Content-Security-Policy"), "; ")
	for _, want := range []string{
		"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
		"form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
	} {
		if !slices.Contains(policy, want) {
			t.Errorf("the policy %q has no %s", policy, want)
		}
	}
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestNamesOfAnotherAddress(t *testing.T) {
	for _, x := range []struct {
		addr, host string
		status     int
	}{
		{"0.0.0.0:80", "192.0.2.1", 200},
		{":80", "192.0.2.1:80", 200},
		{"[::]:80", "[2001:db8::1]", 200},
		{"0.0.0.0:80", "evil.example", 421},
		{"192.0.2.1:80", "192.0.2.1", 200},
		{"192.0.2.1:80", "192.0.2.2", 421},
		{"Desk.example:80", "desk.example:80", 200},
		{"desk.example:80", "other.example", 421},
		{"desk.example:80", "127.0.0.1", 200},
	} {
		if r := get(serve.New(echo(), serve.Options{Addr: x.addr}), "GET", "/healthz", "Host: "+x.host); r.status != x.status {
			t.Errorf("at %s under %s: %d, want %d", x.addr, x.host, r.status, x.status)
		}
	}
}

// A question with a body is refused; none of it is read.
func TestBody(t *testing.T) {
	h := serve.New(echo(), serve.Options{})
	for _, x := range []struct {
		method string
		status int
	}{{"GET", 413}, {"POST", 405}} {
		r := httptest.NewRequest(x.method, "/healthz", strings.NewReader("from=a"))
		r.Host = "localhost"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != x.status || w.Header().Get("Connection") != "close" {
			t.Errorf("%s with a body: %d %q", x.method, w.Code, w.Header())
		}
		if left, _ := io.ReadAll(r.Body); len(left) > 0 {
			t.Errorf("%s: %q can still be read", x.method, left)
		}
	}
}

// An answer that the reader has is not sent again.
func TestETag(t *testing.T) {
	h := serve.New(echo(), serve.Options{})
	for _, target := range []string{"/healthz", "/", "/api/v1/check?from=a&to=b", "/?from=moscow&to=budapest"} {
		first := get(h, "GET", target)
		tag := first.header.Get("ETag")
		again := get(h, "GET", target, `If-None-Match: "x", W/`+tag)
		if tag == "" || again.status != http.StatusNotModified || again.body != "" {
			t.Errorf("%s: %q, then %d", target, tag, again.status)
		}
		if other := get(h, "GET", target, `If-None-Match: "x"`); other.status != http.StatusOK {
			t.Errorf("%s with another tag: %d", target, other.status)
		}
	}
}
