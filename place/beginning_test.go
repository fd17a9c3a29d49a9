package place

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// queriesOf are the queries of a list.
func queriesOf(list []Other) []string {
	var out []string
	for _, o := range list {
		out = append(out, o.Query)
	}
	return out
}

func TestBeginning(t *testing.T) {
	for _, c := range []struct{ word, has, hasNot string }{
		{"mosc", "moscow", "Moscow"},
		{"Mosc", "Moscow", "moscow"},
		{"budap", "budapest", ""},
		{"Mün", "Münich|Münster", "munich"},
		{"new y", "new york city", ""},
		{"New ", "New York City|New Delhi", "Newcastle"},
		{"Киї", "Київ", ""},
		{"VK", "VKO", "vko"},
		{"LO", "LON|LONDON", ""},
		{"sevas", "sevastopol", ""},
		{"kreuzb", "", "kreuzberg"}, // a part of Berlin
		{"55.", "", "moscow"},
		{"moscow, r", "", "moscow"},
		{"-", "", "moscow"},
		{"", "", "moscow"},
	} {
		list, err := Beginning(c.word, 30)
		if err != nil {
			t.Fatal(err)
		}
		got := queriesOf(list)
		for q := range strings.SplitSeq(c.has, "|") {
			if q != "" && !slices.Contains(got, q) {
				t.Errorf("%q: %q is not among %q", c.word, q, got)
			}
		}
		if c.hasNot != "" && slices.Contains(got, c.hasNot) {
			t.Errorf("%q: %q is among %q", c.word, c.hasNot, got)
		}
	}
}

// checkBeginning fails unless every proposal is found, is the place that it says, and
// goes on as the word began.
func checkBeginning(t interface {
	Helper()
	Fatalf(format string, args ...any)
}, word string, most int,
) []Other {
	t.Helper()
	list, err := Beginning(word, most)
	if err != nil || len(list) > max(most, 0) {
		t.Fatalf("%q: %d places of %d, %v", word, len(list), most, err)
	}
	for i, o := range list {
		r, err := Lookup(o.Query)
		if err != nil || r.Beginning || r.Place != o.Place {
			t.Fatalf("%q: %q is %s, %v, not %s", word, o.Query, r.Place, err, o.Place)
		}
		if slices.ContainsFunc(list[:i], func(p Other) bool { return p.Query == o.Query }) {
			t.Fatalf("%q: %q twice", word, o.Query)
		}
	}
	return list
}

func TestBeginningIsFound(t *testing.T) {
	const most = 30
	for _, word := range []string{"s", "sa", "San ", "st", "par", "le", "al", "geor", "lux", "K", "MOS", "Wien", "東", "м"} {
		list := checkBeginning(t, word, most)
		if len(list) == 0 {
			t.Errorf("%q: nothing", word)
		}
		for _, o := range list {
			if !strings.HasPrefix(o.Query, word) {
				t.Errorf("%q: %q begins otherwise", word, o.Query)
			}
		}
	}
	if list := checkBeginning(t, "m", most); list[0].Query != "mumbai" {
		t.Errorf("m: the first is %q", list[0].Query)
	}
}

// For a word in capitals half of what is proposed may be codes, before names.
func TestBeginningOfCodes(t *testing.T) {
	list := checkBeginning(t, "MO", 4)
	if len(list) != 4 {
		t.Fatalf("%q", queriesOf(list))
	}
	for i, o := range list {
		if isCode := len(o.Query) <= 4; isCode != (i < 2) {
			t.Errorf("place %d: %q", i, o.Query)
		}
	}
}

// DXB is Dubai, and its airport.
func TestBeginningOfCodeOfTwo(t *testing.T) {
	if list := checkBeginning(t, "DX", 4); len(list) == 0 || list[0].Query != "DXB" {
		t.Errorf("%q", queriesOf(list))
	}
}

// Whatever is typed, what is proposed is found.
func TestBeginningOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(
			rapid.StringMatching(`[A-Za-zäöüßéİ]{2,4}`),
			rapid.StringN(0, 4, -1),
			rapid.StringMatching(`[a-z]{2,5}[ '’,.-]`),
		).Draw(t, "word")
		checkBeginning(t, word, rapid.IntRange(-1, 12).Draw(t, "most"))
	})
}
