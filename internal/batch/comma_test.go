package batch

import (
	"strings"
	"testing"
)

// TestCommaWithBlanks: a number with a decimal comma is refused with blanks round it,
// too, and between other places of a row. It must never be read as another place.
func TestCommaWithBlanks(t *testing.T) {
	for _, cells := range []string{"55,75;sofia;", " 55,75;sofia;", "55,75 ;sofia;", "sofia; -33,9 ;", "sofia;budapest;minsk| 41,36 |kyiv", "+55,75;sofia;", "\u221233,9;sofia;"} {
		rows, err := readAll("id;from;to;via\n1;" + cells + "\n")
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != 1 || !strings.Contains(rows[0].Fault, "decimal comma") {
			t.Errorf("%q: %+v", cells, rows)
		}
	}
	rows, err := readAll("id;from;to;via\n1;55.75,37.62;55,75 37,62;minsk|41.5,36\n")
	if err != nil || len(rows) != 1 || rows[0].Fault != "" {
		t.Errorf("points are refused: %+v, %v", rows, err)
	}
}
