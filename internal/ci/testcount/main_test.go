package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	tests := map[string]struct {
		events string
		code   int
		counts string
		shows  []string
		hides  []string
	}{
		"all pass": {
			events: `{"Action":"start","Package":"p"}
{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"a word of TestA \"Action\":\"fail\"\n"}
{"Action":"pass","Package":"p","Test":"TestA/sub","Elapsed":0}
{"Action":"pass","Package":"p","Test":"TestA","Elapsed":0}
{"Action":"skip","Package":"p","Test":"TestB","Elapsed":0}
{"Action":"pass","Package":"p","Elapsed":1.26}
`,
			code: 0, counts: "2 0 1\n", shows: []string{"ok   p 1.3 s"}, hides: []string{"a word"},
		},
		"one fails": {
			events: `{"Action":"output","Package":"p","Test":"TestA","Output":"quiet\n"}
{"Action":"output","Package":"p","Test":"TestB","Output":"got 1, want 2\n"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"fail","Package":"p","Test":"TestB"}
{"Action":"output","Package":"p","Output":"FAIL\n"}
{"Action":"fail","Package":"p","Elapsed":0}
`,
			code: 1, counts: "1 1 0\n", shows: []string{"got 1, want 2", "FAIL p"}, hides: []string{"quiet"},
		},
		"does not build": {
			events: `{"ImportPath":"q [q.test]","Action":"build-output","Output":"q.go:1: undefined: x\n"}
{"ImportPath":"q [q.test]","Action":"build-fail"}
{"Action":"start","Package":"q"}
{"Action":"output","Package":"q","Output":"FAIL q [build failed]\n"}
{"Action":"fail","Package":"q","Elapsed":0,"FailedBuild":"q [q.test]"}
{"Action":"pass","Package":"p","Test":"TestA"}
`,
			code: 1, counts: "1 1 0\n", shows: []string{"undefined: x", "[build failed]"},
		},
		"no tests":     {events: `{"Action":"skip","Package":"p","Elapsed":0}` + "\n", code: 1, counts: "0 0 0\n"},
		"no events":    {events: "", code: 1, counts: "0 0 0\n"},
		"not an event": {events: "go: cannot find main module", code: 1, counts: "0 1 0\n", shows: []string{"cannot find"}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "counts")
			var report bytes.Buffer
			code, err := run(strings.NewReader(tc.events), &report, file)
			if code != tc.code {
				t.Errorf("exit %d, %v, want %d", code, err, tc.code)
			}
			counts, err := os.ReadFile(file)
			if err != nil || string(counts) != tc.counts {
				t.Errorf("counts %q, %v, want %q", counts, err, tc.counts)
			}
			for _, s := range tc.shows {
				if !strings.Contains(report.String(), s) {
					t.Errorf("the report lacks %q:\n%s", s, &report)
				}
			}
			for _, s := range tc.hides {
				if strings.Contains(report.String(), s) {
					t.Errorf("the report shows %q:\n%s", s, &report)
				}
			}
		})
	}
}

func TestRunCannotWrite(t *testing.T) {
	code, err := run(strings.NewReader(`{"Action":"pass","Package":"p","Test":"T"}`), &bytes.Buffer{}, t.TempDir())
	if code != 2 || err == nil {
		t.Errorf("exit %d, %v, want 2 and an error: the file is a folder", code, err)
	}
}
