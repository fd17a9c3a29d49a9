package complete

import (
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/data"
)

// Sets are the names of the built-in policy sets.
func Sets(word string) Reply {
	var list []Suggestion
	for _, n := range data.PolicyNames() {
		list = append(list, Suggestion{n, "built-in policy set"})
	}
	return Reply{List: beginning(list, word)}
}

// Rules are the ids of the rules of the built-in sets.
func Rules(word string) Reply { return Reply{List: beginning(scanSets().rules, word)} }

// People are those whom the built-in sets list.
func People(word string) Reply { return Reply{List: beginning(scanSets().people, word)} }

// Facts are the words that the rules of the built-in sets have for a fact, purpose or
// cargo, and the word for none of them.
func Facts(key string) Source {
	return func(word string) Reply { return from(Bare(append(scanSets().words[key], "ordinary")...), word) }
}

// scan is what completion takes from the built-in policy sets.
type scan struct {
	rules, people []Suggestion
	words         map[string][]string // of purpose and cargo
}

// scanSets reads the built-in sets line by line: they are in canonical form, and
// to parse them takes longer than somebody waits who has pressed a key.
func scanSets() scan {
	s := scan{words: map[string][]string{}}
	for _, name := range data.PolicyNames() {
		text, _ := data.Policy(name)
		section := ""
		for line := range strings.Lines(text) {
			line = strings.TrimRight(line, "\n")
			if key, _, ok := strings.Cut(line, ":"); ok && line[0] != ' ' && line[0] != '#' {
				section = key
			}
			if id, ok := strings.CutPrefix(line, "  - id: "); ok {
				s.add(section, id, name)
			}
			if section == "rules" {
				s.addWords("purpose", line)
				s.addWords("cargo", line)
			}
		}
	}
	for _, list := range []*[]Suggestion{&s.rules, &s.people} {
		slices.SortFunc(*list, func(a, b Suggestion) int { return strings.Compare(a.Text, b.Text) })
		*list = slices.CompactFunc(*list, func(a, b Suggestion) bool { return a.Text == b.Text })
	}
	for k := range s.words {
		slices.Sort(s.words[k])
		s.words[k] = slices.Compact(s.words[k])
	}
	return s
}

// add notes an id of a section of a set.
func (s *scan) add(section, id, set string) {
	switch section {
	case "rules":
		s.rules = append(s.rules, Suggestion{id, "rule of " + set})
	case "people":
		s.people = append(s.people, Suggestion{id, "of " + set})
	}
}

// addWords notes the words of a key on a line: "purpose: [a, b]" or "purpose: a".
func (s *scan) addWords(key, line string) {
	_, rest, ok := strings.Cut(line, key+": ")
	if !ok || strings.HasPrefix(strings.TrimSpace(line), "summary:") {
		return
	}
	end := strings.IndexAny(rest, "]}")
	if inner, list := strings.CutPrefix(rest, "["); list && end > 0 {
		for w := range strings.SplitSeq(inner[:end-1], ",") {
			s.words[key] = append(s.words[key], strings.TrimSpace(w))
		}
		return
	}
	if end < 0 {
		end = len(rest)
	}
	word, _, _ := strings.Cut(rest[:end], ",")
	if word != "" && !strings.Contains(word, " ") {
		s.words[key] = append(s.words[key], word)
	}
}
