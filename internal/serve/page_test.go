package serve_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/internal/serve"
)

// A question has one address: what a form leaves empty and what a button adds is put
// in order.
func TestPageAddress(t *testing.T) {
	h := serve.New(fake{report: func(context.Context, url.Values) (*serve.Answer, error) {
		return nil, &serve.WrongError{Words: "asked"} // no map is drawn
	}}, serve.Options{})
	for _, x := range []struct{ query, want string }{
		{"to=budapest&from=moscow&date=&kind=&policy=", "/?from=moscow&to=budapest"},
		{"from=&to=", "/"},
		{"from=moscow&to=budapest&choose=PL.permits", "/?from=moscow&to=budapest&grant=PL"},
		{"from=moscow&to=budapest&grant=SK&choose=PL.permits", "/?from=moscow&to=budapest&grant=PL&grant=SK"},
		{"from=moscow&to=budapest&grant=SK&choose=SK.permits", "/?from=moscow&to=budapest&grant=SK"},
		{"from=moscow&to=budapest&grant=PL,SK&choose=PL.refuses", "/?from=moscow&to=budapest&grant=SK&ban=PL"},
		{"from=moscow&to=budapest&grant=poland&choose=PL.given", "/?from=moscow&to=budapest"},
		{"from=moscow&to=budapest&ban=pl&grant=PL&choose=PL.permits", "/?from=moscow&to=budapest&grant=PL"},
		{"from=rio%20de%20janeiro&to=b", "/?from=rio+de+janeiro&to=b"},
		{"choose=PL.permits", "/?grant=PL"},
	} {
		r := get(h, "GET", "/?"+x.query)
		if r.status != http.StatusSeeOther || r.header.Get("Location") != x.want {
			t.Errorf("%s: %d %s, want %s", x.query, r.status, r.header.Get("Location"), x.want)
			continue
		}
		again := get(h, "GET", x.want)
		if asked := strings.Contains(again.body, "<p class=\"fs-fault\">asked"); asked != strings.Contains(x.want, "from") || again.status == http.StatusSeeOther {
			t.Errorf("%s: %d, asked %v", x.want, again.status, asked)
		}
	}
}

func TestPageFaults(t *testing.T) {
	h := serve.New(echo(), serve.Options{})
	for _, x := range []struct{ query, words string }{
		{"from=nowhere&to=budapest", "no place &#34;nowhere&#34;"},
		{"from=moscow", "say to where the flight goes"},
		{"to=budapest", "say from where the flight goes"},
		{"from=moscow&to=budapest&date=2025-10-01..2025-10-30", "a range of days is answered by /api/v1/check"},
		{"from=moscow&to=budapest&grnt=PL", "did you mean &#34;grant&#34;?"},
		{"from=moscow&to=budapest&choose=PL", "is no choice"},
		{"from=moscow&to=budapest&choose=QQ.permits", "is no choice"},
		{"from=moscow&to=budapest&choose=PL.opens", "is no choice"},
		{"from=moscow&to=" + url.QueryEscape(`"><script>alert(1)</script>`) + "&frm=x", "did you mean &#34;from&#34;?"},
	} {
		r := get(h, "GET", "/?"+x.query)
		body := r.body
		if r.status != http.StatusBadRequest || strings.Count(body, x.words) != 2 || !strings.Contains(body, `<p id="fs-fault" role="alert">`) {
			t.Errorf("%s: %d without %s twice: %s", x.query, r.status, x.words, body)
		}
		if strings.Contains(body, "<script>") {
			t.Errorf("%s: a script of the asker", x.query)
		}
		part := get(h, "GET", "/?"+x.query, "X-Fragment: main")
		if words := part.body; part.status != http.StatusBadRequest || part.header.Get("Content-Type") != "text/plain; charset=utf-8" || strings.Contains(words, "&#34;") {
			t.Errorf("%s: the words alone are %d %s %s", x.query, part.status, part.header.Get("Content-Type"), words)
		}
	}
}

// The form shows the question that was answered.
func TestPageForm(t *testing.T) {
	h := serve.New(echo(), serve.Options{Policies: []string{"budapest-2025", "world-2025"}})
	query := "from=moscow&to=budapest&registration=RA-96022&kind=state&scheduled=no&person=putin&person=lavrov&level=FL350&date=2025-10-30T06%3A00Z&as-of=2025-10-24" +
		"&margin=10&policy=world-2025&basis=law&worldview=other&grant=PL&ban=SK"
	r := get(h, "GET", "/?"+query)
	body := r.body
	if r.status != http.StatusOK {
		t.Fatalf("%d %s", r.status, r.header.Get("Location"))
	}
	for _, want := range []string{
		`name="from" value="moscow"`, `name="to" value="budapest"`, `name="registration" value="RA-96022"`, `<option value="state" selected>`,
		`<option value="no" selected>`, `name="person" value="putin, lavrov"`, `name="level" value="FL350"`, `name="date" type="text" value="2025-10-30T06:00Z"`,
		`name="as-of" type="date" value="2025-10-24"`, `name="margin" value="10"`, `value="world-2025" checked>`, `value="budapest-2025">`,
		`value="law" checked>`, `<option value="other" selected>other`, `name="grant" value="PL"`, `name="ban" value="SK"`,
		`value="PL.permits" aria-pressed="true"`, `value="SK.refuses" aria-pressed="true"`, `value="UA.given" aria-pressed="true"`,
		`also &lt;Moscow&gt;, US-ID`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
	checkInline(t, body)
}

// checkInline holds a page to its policy: no style, script or handler inside it.
func checkInline(t *testing.T, body string) {
	t.Helper()
	for _, banned := range []string{`<style`, ` style="`, `<script>`, `javascript:`, `<script src="http`, `<iframe`, `<base`} {
		if strings.Contains(body, banned) {
			t.Errorf("the page holds %s", banned)
		}
	}
	if m := regexp.MustCompile(`<[a-z][^>"]*("[^"]*"[^>"]*)* on[a-z]+=`).FindString(body); m != "" {
		t.Errorf("the page holds a handler: %.200s", m)
	}
}

// States that matter stand above the others; each is there once, with its areas.
func TestPageStates(t *testing.T) {
	body := get(serve.New(echo(), serve.Options{}), "GET", "/?from=moscow&to=budapest").body
	above, below, found := strings.Cut(body, "All other States")
	if !found {
		t.Fatal("no other States")
	}
	for _, code := range []string{"RU", "UA", "PL", "HU", "TR", "BG", "RS"} {
		if strings.Count(above, `value="`+code+`.permits"`) != 1 || strings.Contains(below, `value="`+code+`.permits"`) {
			t.Errorf("%s is not above", code)
		}
	}
	for _, code := range []string{"AU", "FR", "JP"} {
		if strings.Count(below, `value="`+code+`.permits"`) != 1 {
			t.Errorf("%s is not below", code)
		}
	}
	if !regexp.MustCompile(`data-areas=" [^"]*\bGF\b[^"]* "><span class="fs-name">France<`).MatchString(body) {
		t.Error("French Guiana is no area of France")
	}
}

// A fragment is what changes: the list of States and the main element.
func TestFragment(t *testing.T) {
	h := serve.New(echo(), serve.Options{})
	for _, target := range []string{"/", "/?from=moscow&to=budapest", "/?grant=PL"} {
		whole, part := get(h, "GET", target), get(h, "GET", target, "X-Fragment: main")
		all, some := whole.body, part.body
		if part.status != http.StatusOK || part.header.Get("Cache-Control") != "no-store" || whole.header.Get("Vary") != "X-Fragment" {
			t.Errorf("%s: %d %v", target, part.status, part.header)
		}
		states, main, _ := strings.Cut(some, "<main")
		if !strings.HasPrefix(states, `<section id="fs-states"`) || !strings.Contains(all, strings.TrimSpace(states)) || !strings.Contains(all, "<main"+main) || strings.Contains(some, "<form") {
			t.Errorf("%s: %.300s", target, some)
		}
	}
}

// The page asks once for the whole and its fragment, and shows the same each time.
func TestPageIsKept(t *testing.T) {
	n := 0
	f := echo()
	report := f.report
	f.report = func(ctx context.Context, q url.Values) (*serve.Answer, error) {
		n++
		return report(ctx, q)
	}
	h := serve.New(f, serve.Options{})
	first := get(h, "GET", "/?from=moscow&to=budapest").body
	get(h, "GET", "/?from=moscow&to=budapest", "X-Fragment: main")
	if second := get(h, "GET", "/?from=moscow&to=budapest").body; first != second || n != 1 {
		t.Errorf("asked %d times", n)
	}
}
