package policy

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
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
