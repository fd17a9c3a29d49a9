package serve_test

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/serve"
)

func TestParse(t *testing.T) {
	for _, x := range []struct{ query, want, fault string }{
		{query: "", want: ""},
		{query: "to=budapest&from=moscow", want: "from=moscow&to=budapest"},
		{query: "from=+moscow+&to=&kind=", want: "from=moscow"},
		{query: "grant=PL,+SK&grant=,&grant=PL", want: "grant=PL&grant=SK&grant=PL"},
		{query: "from=51.5,-0.1", want: "from=51.5%2C-0.1"},
		{query: "from=%D0%9C%D0%BE%D1%81%D0%BA%D0%B2%D0%B0", want: "from=%D0%9C%D0%BE%D1%81%D0%BA%D0%B2%D0%B0"},
		{query: "form=a", fault: `unknown parameter "form"; did you mean "from"?`},
		{query: "asof=2025-10-30", fault: `unknown parameter "asof"; did you mean "as-of"?`},
		{query: "countries=x", fault: `unknown parameter "countries"; there are from, to, registration`},
		{query: "zones=x", fault: `unknown parameter "zones"`},
		{query: "with=x", fault: `unknown parameter "with"`},
		{query: "output=x", fault: `unknown parameter "output"`},
		{query: "o=x", fault: `unknown parameter "o"`},
		{query: "format=text", fault: `unknown parameter "format"`},
		{query: "=x", fault: `unknown parameter ""`},
		{query: "to=a&to=b", fault: "to is given 2 times; give it once"},
		{query: "from=a%0ab", fault: `from: "a\nb" has signs that cannot be read`},
		{query: "from=%ff", fault: `from: "\xff" has signs that cannot be read`},
		{query: "from=%zz", fault: "the address cannot be read"},
	} {
		q, err := serve.Parse(x.query, serve.Params(false))
		if x.fault != "" {
			var wrong *serve.WrongError
			if !errors.As(err, &wrong) || !strings.HasPrefix(err.Error(), x.fault) {
				t.Errorf("%s: %v, want %s", x.query, err, x.fault)
			}
		} else if got := serve.Encode(q); err != nil || got != x.want {
			t.Errorf("%s: %s %v, want %s", x.query, got, err, x.want)
		}
	}
}

// What is written as an address is read as the same question.
func TestEncodeParse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := url.Values{}
		for _, p := range serve.Params(false) {
			most := 1
			if p.Many {
				most = 3
			}
			words := rapid.SliceOfN(rapid.StringMatching(`[^\pC\pZ,]([^\pC,]{0,8}[^\pC\pZ,])?`), 0, most).Draw(t, p.Name)
			if len(words) > 0 {
				q[p.Name] = words
			}
		}
		text := serve.Encode(q)
		got, err := serve.Parse(text, serve.Params(false))
		if err != nil || len(got) != len(q) || serve.Encode(got) != text {
			t.Fatalf("%v became %s, then %v %v", q, text, got, err)
		}
		for name := range q {
			if !slices.Equal(q[name], got[name]) {
				t.Fatalf("%s: %q became %q", name, q[name], got[name])
			}
		}
	})
}

// FuzzParse demands a question of allowed parts, or a wrong one, and that its address
// is read as the same.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"from=moscow&to=budapest", "grant=PL,SK&ban=UA", "from=a;to=b", "%=1", "from=%00", "policy=../../etc/passwd", "countries=/etc/passwd",
		"from=--countries=x&to=-o", "person=a,,b", "scheduled", "from=a&from=", "a=%ff&from=\xff", "state=PL", "&&&", "from=" + strings.Repeat("%2c", 99),
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, query string, why bool) {
		allowed := serve.Params(why)
		q, err := serve.Parse(query, allowed)
		if err != nil {
			var wrong *serve.WrongError
			if !errors.As(err, &wrong) || q != nil {
				t.Fatalf("%q: %v beside %v", query, q, err)
			}
			return
		}
		for name, values := range q {
			i := slices.IndexFunc(allowed, func(p serve.Param) bool { return p.Name == name })
			if i < 0 || len(values) == 0 || slices.Contains(values, "") || len(values) > 1 && !allowed[i].Many {
				t.Fatalf("%q: %s is %q", query, name, values)
			}
		}
		text := serve.Encode(q)
		again, err := serve.Parse(text, allowed)
		if err != nil || serve.Encode(again) != text {
			t.Fatalf("%q became %q, then %v %v", query, text, again, err)
		}
	})
}
