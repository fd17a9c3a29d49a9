package batch

import (
	"bytes"
	"errors"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestReadPlaces(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a line each", "VKO\nBUD\n\n  moscow, us \n41.5,36\n", []string{"VKO", "BUD", "moscow, us", "41.5,36"}},
		{"byte order mark and CRLF", "\ufeffVKO\r\nBUD\r\n", []string{"VKO", "BUD"}},
		{"a column", "name,Airport,x\n\"Vnukovo, Moscow\",VKO,1\nBudapest,BUD,2", []string{"VKO", "BUD"}},
		{"a column, semicolons", "place;n\r\n41.5,36;1\r\nmoscow, us;2\r\n", []string{"41.5,36", "moscow, us"}},
		{"blank lines before the column", "\ufeff\n \r\n\tairport\n\tVKO\n\tBUD\n", []string{"VKO", "BUD"}},
		{"the column alone", "airport\nVKO\nBUD\n", []string{"VKO", "BUD"}},
	} {
		got, err := ReadPlaces(strings.NewReader(c.text))
		if d := cmp.Diff(c.want, got); d != "" || err != nil {
			t.Errorf("%s: %v %s", c.name, err, d)
		}
	}
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "a pair takes two places"},
		{"one", "VKO\n", "a pair takes two places"},
		{"twice", "VKO\nBUD\nUUWW\n", `line 3: "UUWW" is the place of line 1`},
		{"unknown", "VKO\nxyzzy\n91,0\n", `line 2: no place "xyzzy"`},
		{"all faults", "VKO\nxyzzy\n91,0\n", "line 3: "},
		{"many faults", strings.Repeat("91,0\n", 30), "line 10: \"91,0\": the latitude 91 is out of range: it lies in [-90, 90]; if it is the longitude, write \"0,91\"\nand more"},
		{"Latin-1", "VKO\nM\xfcnchen\n", "line 2: the line is not UTF-8"},
		{"UTF-16", "\xff\xfeV\x00", "save the file as UTF-8"},
		{"a short row", "n,airport\n1\n2,VKO\n", "line 2: 1 cells where the header has more"},
	} {
		if got, err := ReadPlaces(strings.NewReader(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, %v, want %q", c.name, got, err, c.want)
		}
	}
	broken := errors.New("broken")
	if _, err := ReadPlaces(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("an error of the reader is %v", err)
	}
}

func TestWritePairs(t *testing.T) {
	var once, both bytes.Buffer
	places := []string{"VKO", "41.5,36", "BUD"}
	if err := errors.Join(WritePairs(&once, places, false), WritePairs(&both, places, true)); err != nil {
		t.Fatal(err)
	}
	if want := "id,from,to\n\"VKO-41.5,36\",VKO,\"41.5,36\"\nVKO-BUD,VKO,BUD\n\"41.5,36-BUD\",\"41.5,36\",BUD\n"; once.String() != want {
		t.Errorf("got %s", once.String())
	}
	if got := strings.Count(both.String(), "\n"); got != 7 || !strings.Contains(both.String(), "BUD-VKO,BUD,VKO\n") {
		t.Errorf("%d lines: %s", got, both.String())
	}
	rows, err := readAll(both.String())
	if err != nil || len(rows) != 6 || rows[0].To != "41.5,36" {
		t.Errorf("read back as %v, %v", rows, err)
	}
	if err := WritePairs(&fullDisk{room: 5}, places, true); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("a full disk is %v", err)
	}
}

func TestWords(t *testing.T) {
	if m, err := ParseMode("find"); m != Find || err != nil || m.String() != "find" || Check.String() != "check" || Mode(0).String() != "unknown" {
		t.Error(m, err)
	}
	if _, err := ParseMode("search"); err == nil {
		t.Error("a wrong mode is taken")
	}
	for name, want := range map[string]Format{"a.csv": CSV, "b/c.NDJSON": NDJSON, "x.jsonl": NDJSON, "x.txt": 0, "": 0} {
		if got, ok := FormatOf(name); got != want || ok != (want != 0) {
			t.Errorf("%q is %v", name, got)
		}
	}
	if CSV.String() != "csv" || NDJSON.String() != "ndjson" || Format(0).String() != "unknown" {
		t.Error("names of formats")
	}
	if got := strings.Join(Columns()[:3], ","); got != "id,from,to" {
		t.Error(got)
	}
}
