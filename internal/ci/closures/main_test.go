package main

import (
	"strings"
	"testing"
)

const header = "id,from,to,status,distance_km\n"

func ways(t *testing.T, rows string) []way {
	t.Helper()
	w, err := read(strings.NewReader(header + rows))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWrite(t *testing.T) {
	before := ways(t, "1,HEL,NRT,open,7800\n2,HEL,MAD,open,2950\n3,MAD,NRT,permission,10800\n4,HEL,X,blocked,\n5,MAD,Y,open,100\n")
	after := ways(t, "1,HEL,NRT,open,11500\n2,HEL,MAD,open,2950\n3,MAD,NRT,open,12000\n4,HEL,X,open,7\n5,MAD,Y,blocked,\n")
	var b strings.Builder
	if err := write(&b, before, after); err != nil {
		t.Fatal(err)
	}
	want := `| airport | pairs | longer | no way | mean, km | of the way before | worst, km | to |
|---|---|---|---|---|---|---|---|
| NRT | 2 | 2 | 0 | 2450 | 26.3 % | 3700 | HEL |
| HEL | 2 | 1 | 0 | 1850 | 34.4 % | 3700 | NRT |
| MAD | 2 | 1 | 1 | 600 | 8.7 % | 1200 | NRT |
| X | 0 | 0 | 0 | 0 | 0.0 % | 0 |  |
| Y | 0 | 0 | 1 | 0 | 0.0 % | 0 |  |
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestRefuses(t *testing.T) {
	for name, src := range map[string]string{
		"empty": "", "no status": "id,from,to\n", "no number": header + "1,A,B,open,far\n", "ragged": header + "1,A\n",
	} {
		if _, err := read(strings.NewReader(src)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	a, b := ways(t, "1,A,B,open,1\n"), ways(t, "1,A,C,open,1\n")
	if _, err := tolls(a, b); err == nil {
		t.Error("other pairs: no error")
	}
	if _, err := tolls(a, nil); err == nil {
		t.Error("fewer pairs: no error")
	}
}
