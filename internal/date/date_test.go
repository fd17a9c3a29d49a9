package date

import (
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ text, first, last, fault string }{
		{text: "2025-10-30", first: "2025-10-30T00:00:00Z", last: "2025-10-30T23:59:59Z"},
		{text: "2024-02-29", first: "2024-02-29T00:00:00Z", last: "2024-02-29T23:59:59Z"},
		{text: "2022-02-24T00:45:00Z", first: "2022-02-24T00:45:00Z", last: "2022-02-24T00:45:00Z"},
		{text: "2022-02-24T00:45Z", first: "2022-02-24T00:45:00Z", last: "2022-02-24T00:45:00Z"},
		{text: "1900-01-01", first: "1900-01-01T00:00:00Z", last: "1900-01-01T23:59:59Z"},
		{text: "03.11.2025", fault: `"03.11.2025" is no day as it is written here; for 3 November 2025 write 2025-11-03`},
		{text: "2025-02-29", fault: "neither a day nor an instant"},
		{text: "2025-10", fault: "write 2025-10-30"},
		{text: "30.10.2025", fault: "write 2025-10-30"},
		{text: " 2025-10-30", fault: "neither"},
		{text: "", fault: "neither"},
		{text: "2022-02-24T00:45:00.5Z", fault: "write 2022-02-24T00:45:00Z"},
		{text: "2022-02-24T02:45:00+02:00", fault: "not in UTC; write 2022-02-24T00:45:00Z"},
		{text: "1899-12-31", fault: "not between 1900 and 2200"},
		{text: "2925-10-30T08:00:00Z", fault: "not between 1900 and 2200"},
		{text: strings.Repeat("9", 100), fault: strings.Repeat("9", 60) + "...\""},
	} {
		at, exact, err := Parse(c.text)
		if c.fault != "" {
			if err == nil || !strings.Contains(err.Error(), c.fault) {
				t.Errorf("%q: %v, want %q", c.text, err, c.fault)
			}
			continue
		}
		if err != nil || at.Format(time.RFC3339) != c.first || End(at, exact).Format(time.RFC3339) != c.last {
			t.Errorf("%q: %v to %v, %v", c.text, at, End(at, exact), err)
		}
	}
}
