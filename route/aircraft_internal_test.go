package route

import (
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/data"
)

// The embedded table is whole: each designator once, all sorts of types.
func TestAircraftTable(t *testing.T) {
	t.Parallel()
	table, err := readAircraft()
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Count(data.Aircraft(), "\n") - 1
	types := map[string]bool{}
	for name, a := range table {
		types[a.Designator] = true
		if name != plainName(name) || len(a.Designator) > 4 || len(a.Names) == 0 {
			t.Errorf("%q: %+v", name, a)
		}
	}
	if len(types) != rows || rows < 30 {
		t.Errorf("%d types of %d rows", len(types), rows)
	}
}

func TestAircraftTableRefused(t *testing.T) {
	t.Parallel()
	const head = "designator,names,range_km,conditions,source,date\n"
	for want, text := range map[string]string{
		"the header":      "a,b,c,d,e,f\n",
		"no number":       head + "IL96,Il-96,far,,x,2020\n",
		`range "-5"`:      head + "IL96,Il-96,-5,,x,2020\n",
		"stands for IL96": head + "IL96,Il-96,5000,,x,2020\nIL97,IL 96,5000,,x,2020\n",
		"wrong number":    head + "IL96,Il-96\n",
	} {
		if _, err := parseAircraft(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
