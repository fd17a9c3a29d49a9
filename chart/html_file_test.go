package chart

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/route"
)

func file(t faults, r *route.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := HTML(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var (
	styleOf  = regexp.MustCompile(`(?s)<style>(.*?)</style>`)
	scriptOf = regexp.MustCompile(`(?s)<script>(.*?)</script>`)
	policyOf = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="([^"]*)">`)
)

// The policy of a file lets its own style and script work, and nothing else.
func TestFilePolicy(t *testing.T) {
	for name, r := range map[string]*route.Report{"Moscow-Budapest": moscowBudapest(t), "hostile names": squares(t, hostileNames...)} {
		f := file(t, r)
		want := map[string]string{}
		for what, re := range map[string]*regexp.Regexp{"style": styleOf, "script": scriptOf} {
			found := re.FindAllStringSubmatch(f, -1)
			if len(found) != 1 || strings.Count(f, "<"+what) != 1 {
				t.Fatalf("%s: %d times <%s>", name, len(found), what)
			}
			sum := sha256.Sum256([]byte(found[0][1]))
			want[what] = base64.StdEncoding.EncodeToString(sum[:])
		}
		policy := policyOf.FindStringSubmatch(f)
		if policy == nil {
			t.Fatalf("%s: no policy", name)
		}
		got := strings.NewReplacer("&#39;", "'", "&#43;", "+").Replace(policy[1])
		if full := fmt.Sprintf("default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'",
			want["style"], want["script"]); got != full {
			t.Errorf("%s: the policy is\n%s\nwant\n%s", name, got, full)
		}
		if styleOf.FindStringSubmatch(f)[1] != Style() || scriptOf.FindStringSubmatch(f)[1] != Script() {
			t.Errorf("%s: style or script are not those of a server", name)
		}
	}
}

// A file asks for nothing.
func TestFileLoadsNothing(t *testing.T) {
	f := file(t, moscowBudapest(t))
	for _, never := range []string{" src=", " srcset=", "@import", "fetch(", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "import(", "<iframe", "<img", "<object", "<base"} {
		if strings.Contains(f, never) {
			t.Errorf("the file holds %q", never)
		}
	}
	if n := strings.Count(f, "<link "); n != 1 || !strings.Contains(f, `<link rel="icon" href="data:,">`) {
		t.Errorf("the file has %d links, or no icon", n)
	}
	if n, own := strings.Count(f, "url("), strings.Count(f, "url(#fc-p-"); n != own {
		t.Errorf("%d of %d url() are no patterns of the page", n-own, n)
	}
	for what, text := range map[string]string{"style": Style(), "script": Script()} {
		for _, never := range []string{"http:", "https:", "//cdn", "url(", "eval(", "new Function", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", ".style"} {
			if strings.Contains(text, never) {
				t.Errorf("the %s holds %q", what, never)
			}
		}
	}
	if len(f) > 1<<20 {
		t.Errorf("the file has %d bytes", len(f))
	}
}

func TestFileIsDeterministic(t *testing.T) {
	first := file(t, moscowBudapest(t))
	if first != file(t, moscowBudapest(t)) {
		t.Error("the file differs from time to time")
	}
	if !strings.HasPrefix(first, "<!DOCTYPE html>\n<html lang=\"en\">\n") || !strings.HasSuffix(first, "</html>\n") {
		t.Errorf("the file begins with %.40q and ends with %q", first, first[len(first)-20:])
	}
}

func TestFileErrors(t *testing.T) {
	for _, room := range []int{0, 1, 1000} {
		if err := HTML(&fullDisk{room}, moscowBudapest(t)); !errors.Is(err, errFull) {
			t.Errorf("%d bytes: %v", room, err)
		}
	}
	for name, r := range map[string]*route.Report{
		"no report": nil,
		"no route":  {Routes: []*route.Route{nil}},
		"nowhere":   {Routes: []*route.Route{{Waypoints: orb.LineString{{0, 91}}}}},
	} {
		if p, err := Page(r); err == nil || p != nil {
			t.Errorf("%s: %v, %v", name, p, err)
		}
		var b bytes.Buffer
		if err := HTML(&b, r); err == nil || b.Len() > 0 {
			t.Errorf("%s: %v, and %d bytes", name, err, b.Len())
		}
	}
}
