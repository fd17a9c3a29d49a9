package policy

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

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
	f.Fuzz(func(t *testing.T, src []byte) {
		s, err := Parse("fuzz.yaml", src)
		if (s == nil) == (err == nil) {
			t.Fatalf("a set and an error, or neither: %v", err)
		}
		if err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				if !strings.HasPrefix(line, "fuzz.yaml:") {
					t.Fatalf("a fault without its place: %q in %q", line, err)
				}
			}
			return
		}
		for _, where := range []Territory{over("PL"), {Code: "GF", State: "FR"}, {Code: "EH"}, {}} {
			d := s.Decide(statePlane(), where, At{}, Overflight)
			if d.Why() == "" || where.State == "" && d.Status == Open {
				t.Fatalf("%v: %+v", where, d)
			}
			s.Explain(Flight{}, where, At{AsOf: Day(2025, 1, 1)}, Landing)
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
	for _, s := range []string{"RU", "RA-96022", "N123AB", "B-1234", "RA96022", "", "-", "VP-", "é-1", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseRegistration(text)
		if err == nil && !ValidState(r.State) || err != nil && r != (Registration{}) {
			t.Fatalf("%q: %+v, %v", text, r, err)
		}
	})
}
