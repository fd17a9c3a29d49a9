package policy

import (
	"errors"
	"slices"
	"testing"
)

func TestParseRegistration(t *testing.T) {
	cases := []struct{ text, mark, state string }{
		{"RU", "", "RU"},
		{"ru", "", "RU"},
		{"XK", "", "XK"},
		{"RA-96022", "RA-96022", "RU"},
		{"ra-96022", "RA-96022", "RU"},
		{" RF-12345 ", "RF-12345", "RU"},
		{"N123AB", "N123AB", "US"},
		{"N1", "N1", "US"},
		{"D-AIMA", "D-AIMA", "DE"},
		{"A9C-BAH", "A9C-BAH", "BH"},
		{"4X-EKA", "4X-EKA", "IL"},
		// marks that look like the code of another State
		{"LV-ABC", "LV-ABC", "AR"},
		{"LV", "", "LV"},
		{"LY-ABC", "LY-ABC", "LT"},
		{"ES-ABC", "ES-ABC", "EE"},
		{"ES", "", "ES"},
		{"EC-ABC", "EC-ABC", "ES"},
		{"ZA-ABC", "ZA-ABC", "AL"},
		{"CN-ABC", "CN-ABC", "MA"},
		{"PK-ABC", "PK-ABC", "ID"},
		{"PH-ABC", "PH-ABC", "NL"},
		{"UK-75001", "UK-75001", "UZ"},
		{"TC-ABC", "TC-ABC", "TR"},
		{"SX-ABC", "SX-ABC", "GR"},
		{"ST-ABC", "ST-ABC", "SD"},
		{"TZ-ABC", "TZ-ABC", "ML"},
		{"OY-ABC", "OY-ABC", "DK"},
		{"Z6-ABC", "Z6-ABC", "XK"},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			r, err := ParseRegistration(c.text)
			if err != nil || r != (Registration{Mark: c.mark, State: c.state}) {
				t.Errorf("%+v, %v; want %s of %s", r, err, c.mark, c.state)
			}
		})
	}
}

func TestParseRegistrationRefuses(t *testing.T) {
	cases := []struct {
		text    string
		choices []string
	}{
		{"RA96022", []string{"RA-96022"}},
		{"ra96022", []string{"RA-96022"}},
		{"JA8089", []string{"JA-8089"}},
		{"N-123AB", []string{"N123AB"}},
		{"B-1234", []string{"CN", "HK", "MO", "TW"}},
		{"B-HXA", []string{"HK", "CN", "MO", "TW"}},
		{"B-LAA", []string{"HK", "CN", "MO", "TW"}},
		{"B-MAA", []string{"MO", "CN", "HK", "TW"}},
		{"B-16701", []string{"TW", "CN", "HK", "MO"}},
		{"HB-JXX", []string{"CH", "LI"}},
		{"VP-BAA", []string{"BM", "GB"}},
		{"VQ-TAA", []string{"TC", "GB"}},
		{"VP-XAA", []string{"AI", "BM", "KY", "FK", "GI", "VG", "MS", "GB"}},
		{"M-ABCD", []string{"IM", "GB"}},
		{"2-ABCD", []string{"GG", "GB"}},
		{"ZJ-ABC", []string{"JE", "GB"}},
		{"UK", []string{"GB"}},
		{"russia", []string{"RU"}},
		{"Norwey", []string{"NO"}},
		{"QX-ABC", []string{"the State instead (two letters)"}},
		{"", []string{"a State (RU)", "a whole mark (RA-96022)"}},
		{"!!", []string{"a State (RU)", "a whole mark (RA-96022)"}},
		{"N0123", []string{"a State (RU)", "a whole mark (RA-96022)"}},
		{"10+23", []string{"DE, with --kind state"}},
		{"98 + 20", []string{"DE, with --kind state"}},
		{"XA", []string{"a State (RU)", "a whole mark (RA-96022)"}},
		{"N12IO", []string{"a State (RU)", "a whole mark (RA-96022)"}},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			r, err := ParseRegistration(c.text)
			var e *RegistrationError
			if r != (Registration{}) || !errors.As(err, &e) {
				t.Fatalf("%+v, %v", r, err)
			}
			if !slices.Equal(e.Choices, c.choices) {
				t.Errorf("choices %v, want %v", e.Choices, c.choices)
			}
		})
	}
}

// Every mark of the tables stands for a State that exists, and for one only.
func TestMarksTable(t *testing.T) {
	if len(marks) != 99 {
		t.Fatalf("%d marks", len(marks))
	}
	for m, s := range marks {
		if !ValidState(s) || !wholeMark.MatchString(m+"-X") {
			t.Errorf("%s: %s", m, s)
		}
		if _, shared := sharedMarks[m]; shared {
			t.Errorf("%s is in both tables", m)
		}
	}
	for m, s := range sharedMarks {
		if bad := slices.ContainsFunc(s.states, func(x string) bool { return !ValidState(x) }); bad || s.reason == "" {
			t.Errorf("%s: %v", m, s)
		}
	}
	for m, s := range britishMarks {
		if !ValidState(s) {
			t.Errorf("%s: %s", m, s)
		}
	}
}

func TestRegistrationsThatAreNone(t *testing.T) {
	for text, want := range map[string]string{
		"10+23":  `registration "10+23" is a mark of the forces of Germany, which is no registration of Annex 7; write DE, with --kind state`,
		"xa":     `registration "xa" is a code that ISO 3166-1 leaves to its users, and names no State here; write a State (RU) or a whole mark (RA-96022)`,
		"1023":   `registration "1023" is neither a State nor a whole mark; write a State (RU) or a whole mark (RA-96022)`,
		"10+234": `registration "10+234" is neither a State nor a whole mark; write a State (RU) or a whole mark (RA-96022)`,
	} {
		if _, err := ParseRegistration(text); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestUserAssigned(t *testing.T) {
	for code, want := range map[string]bool{
		"AA": true, "ZZ": true, "XA": true, "XZ": true, "QM": true, "QZ": true,
		"XK": false, "QL": false, "QA": false, "RU": false, "AB": false, "X": false, "XAA": false, "xa": false, "": false,
	} {
		if userAssigned(code) != want {
			t.Errorf("%q: %v", code, !want)
		}
	}
}
