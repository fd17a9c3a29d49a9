package policy

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	gocmp "github.com/google/go-cmp/cmp"
)

// hostileYAML are texts that try what a reader of YAML may do wrong.
var hostileYAML = []string{
	"version: 1\nnote: &a x\nset: *a\nrules: []\n",
	"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\nversion: 1\nrules: [*d,*d]\n",
	"version: 1\nrules:\n  - &r {id: a, issuer: NO, territory: [NO], effect: close, basis: law}\n  - {<<: *r, id: b}\n",
	"version: 1\nversion: 1\nrules: []\nrules: []\n", "version: 1\n? [a, b]\n: c\nrules: []\n", "version: 0x1\nrules: []\n", "version: 1e0\nrules: []\n",
	"version: 99999999999999999999\nrules: []\n", "version: .nan\nrules: []\n", "version: !!int \"1\"\nrules: !!set {}\n", "version: 1\nrules: !!binary aGk=\n",
	"version: 1\nrules: [{id: a, issuer: NO, territory: [NO], effect: close, basis: law, notice_hours: .inf, from: 9999-12-31T23:59:60Z, until: 0000-00-00}]\n",
	"version: 1\nrules: [{id: a, issuer: no, territory: [NO, on, off, yes], effect: close, basis: law}]\n",
	"version: 1\nrules: [{id: \"\\e[31m\", issuer: NO, territory: [NO], effect: close, basis: law, authority: \"\\u202Ea\", note: \"\\u2066\\u0085\\a\"}]\n",
	"\ufeffversion: 1\r\nrules: []\r\n", "version: 1\rrules: []\r", "version: 1\nset: \xff\xfe\nrules: []\n", "version: 1\nset: \"\x00\"\nrules: []\n", "\xff\xfev\x00",
	"version: 1\n\trules: []\n", "--- \nversion: 1\nrules: []\n--- \nversion: 1\n", "version: 1\nset: ../../etc/passwd\nextend: /etc/passwd\nrules: []\n", "- - - - -", "", "#", "null", "\u2028: 1",
	"version: 1\nrules: " + strings.Repeat("[", 200) + strings.Repeat("]", 200) + "\n", "version: 1\nset: |9\n a\nrules: []\n", "version: 1\nset: \"" + strings.Repeat("é", 3000) + "\"\nrules: []\n",
}

// checkFaults fails if a fault does not say where it is, or is no short line of text.
func checkFaults(t *testing.T, err error, src []byte) {
	t.Helper()
	all, ok := errors.AsType[Errors](err)
	if !ok || len(all) == 0 || len(all) > maxFaults+1 {
		t.Fatalf("%T: %d faults", err, len(all))
	}
	for _, e := range all {
		line := e.Error()
		if !strings.HasPrefix(line, "fuzz.yaml:") || strings.ContainsAny(line, "\n\r") || !utf8.ValidString(line) || len(line) > 2000 {
			t.Fatalf("a fault without its place, or too long: %q", line)
		}
		if e.Line < 0 || e.Line > bytes.Count(src, []byte("\n"))+bytes.Count(src, []byte("\r"))+strings.Count(string(src), "\u2028")+strings.Count(string(src), "\u2029")+strings.Count(string(src), "\u0085")+1 || e.Line > 0 && e.Col < 1 {
			t.Fatalf("a fault behind the end: %+v of %q", e, src)
		}
		if q := e.Quote(); q != "" && (strings.Count(q, "\n") != 1 || len(q) > 2000) {
			t.Fatalf("quoted as %q", q)
		}
	}
}

// FuzzParse reads anything. What it takes it must be able to decide and to
// explain; what it refuses it must say where.
func FuzzParse(f *testing.F) {
	for _, dir := range []string{"testdata", "../data/policies"} {
		names, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
		if err != nil {
			f.Fatal(err)
		}
		for _, n := range names {
			b, err := os.ReadFile(n)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b)
		}
	}
	f.Add([]byte(file + ruleLines([]string{euBan, bgSays, uaClosed, plLanding, lvRefuses, noBan})))
	f.Add([]byte("version: 1\nrules: [{id: a, issuer: NO, territory: ['*'], effect: close, basis: law, subject: {any_of: [{kind: civil}]}}]\n"))
	f.Add([]byte("version: 1\nextend: [budapest-2025]\nzones: [North, Zeta FIR]\nrules:\n" +
		"  - {id: a, issuer: BG, territory: [BG], outline: [North], effect: deny, basis: law, authority: CAA, notice_hours: 48}\n" +
		"  - {id: b, issuer: TR, territory: ['zone:Zeta FIR'], outline: null, effect: ban, basis: law, subject: {registration_not: ['bloc:EU'], operator_state_not: [flown-over]}}\n"))
	f.Add([]byte("version: 1\nextend: fuzz.yaml\nzones: ['zone:A', ' B']\nrules: [{id: a, issuer: BG, territory: ['zone:C'], outline: 'zone:A', effect: deny, basis: law, notice_hours: 1.5}]\n"))
	f.Add([]byte("%YAML 1.2\n---\nversion: 1\nrules: []\n...\n"))
	f.Add([]byte("version: 1\nrules: &a [*a]\n"))
	for _, s := range hostileYAML {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		s, err := Parse("fuzz.yaml", src)
		if (s == nil) == (err == nil) {
			t.Fatalf("a set and an error, or neither: %v", err)
		}
		if err != nil {
			checkFaults(t, err, src)
			return
		}
		for _, where := range []Territory{over("PL"), {Code: "GF", State: "FR"}, {Code: "EH"}, {}} {
			d := s.Decide(statePlane(), where, At{}, Overflight)
			if d.Why() == "" || where.State == "" && d.Status == Open {
				t.Fatalf("%v: %+v", where, d)
			}
			for _, step := range s.Explain(Flight{}, where, At{AsOf: Day(2025, 1, 1)}, Landing).Steps {
				if step.Rule == nil || step.Reason == "" || step.Role == "" {
					t.Fatalf("%v: %+v", where, step)
				}
			}
		}
	})
}

// byBytes draws from bytes, and the plainest when they are used up.
func byBytes(b []byte) choice {
	return func(n int) int {
		if len(b) == 0 {
			return 0
		}
		v := int(b[0]) % n
		b = b[1:]
		return v
	}
}

// FuzzDecide decodes bytes to a set, what-ifs and questions, and compares the
// decisions with those of the reference.
func FuzzDecide(f *testing.F) {
	f.Add([]byte{})
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 24 {
		b := make([]byte, 40*(n+1))
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		c := byBytes(src)
		drawn := drawnSet{focus: one(c, "", "BG", "GF")}
		list := []asked{c.question(drawn), c.question(drawn)} // first, so that few bytes reach them
		drawn = c.set()
		s, err := drawn.parse()
		if err != nil {
			t.Fatalf("%v\n%v", err, drawn)
		}
		w := c.whatIf(drawn.ids)
		q := newReference(s, w)
		if s, err = s.With(w.overrides()...); err != nil {
			t.Fatalf("%v\n%v", err, drawn)
		}
		for _, a := range list {
			got, want := a.compare(s, q)
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Fatalf("(-reference +decided):\n%s\n%v\nwhat if: %+v\n%v", diff, drawn, w, a)
			}
		}
	})
}

// FuzzParseRegistration reads anything as a registration.
func FuzzParseRegistration(f *testing.F) {
	for _, s := range []string{"RU", "RA-96022", "N123AB", "B-1234", "RA96022", "", "-", "VP-", "é-1", "\x00", "\u202eRA-1", "RA-\x1b[31m", "ra-96022 ", "RA‑96022", "--", "N", "N0", "UNO 1", "4X-EAA", "ﬀ-1", "\xff", strings.Repeat("RA-", 400)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseRegistration(text)
		if err == nil && !ValidState(r.State) || err != nil && r != (Registration{}) {
			t.Fatalf("%q: %+v, %v", text, r, err)
		}
		if err != nil {
			if s := err.Error(); s == "" || len(s) > 600 || strings.ContainsFunc(s, unicode.IsControl) {
				t.Fatalf("%q: %q", text, s)
			}
			return
		}
		for _, word := range []string{r.Mark, r.State} {
			if again, err := ParseRegistration(word); word != "" && (err != nil || again.State != r.State) {
				t.Fatalf("%q is %+v, and %q is %+v, %v", text, r, word, again, err)
			}
		}
	})
}
