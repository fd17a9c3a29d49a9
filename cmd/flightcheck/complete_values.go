package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/cliargs"
	"github.com/flightcheck/flightcheck/internal/schema"
)

// flagValues are the values of the flag at the cursor.
func flagValues(at cliargs.Cursor) reply {
	if d, ok := at.Flag.(cli.DocGenerationFlag); ok && !d.TakesValue() {
		return reply{}
	}
	if values := valuesOf(at.Flag); len(values) > 0 {
		return reply{list: beginning(bare(values), at.Word)}
	}
	switch name := at.Flag.Names()[0]; name {
	case "registration", "operator", "owner", "charterer", "base", "grant", "ban":
		return reply{list: statesFrom(at.Word)}
	case "policy":
		return reply{list: beginning(setNames(), at.Word), files: true}
	case "without":
		return reply{list: beginning(scanSets().rules, at.Word)}
	case "person":
		return reply{list: beginning(scanSets().people, at.Word)}
	case "purpose", "cargo":
		return reply{list: beginning(bare(append(scanSets().words[name], "ordinary")), at.Word)}
	case "route":
		return reply{list: beginning([]suggestion{{"all", "the permits of every route"}}, at.Word)}
	case "with", "countries", "zones", "output", "summary":
		return reply{files: true}
	}
	return reply{}
}

// arguments are what may stand in the place of a place.
func arguments(at cliargs.Cursor) reply {
	path, n := strings.Join(at.Path, " "), len(at.Args)
	switch path {
	case "", "routes", "map":
		if n < 2 {
			return reply{list: placesFrom(at.Word)}
		}
	case "check", "airspace at":
		return reply{list: placesFrom(at.Word)}
	case "schema":
		if n == 0 {
			return reply{list: beginning(bare(schema.Names()), at.Word)}
		}
	case "why":
		if n == 0 {
			return reply{list: statesFrom(at.Word)}
		}
		return reply{list: placesFrom(at.Word)}
	case "policy show":
		list := slices.Concat(setNames(), scanSets().rules)
		return reply{list: beginning(list, at.Word), files: n == 0}
	case "policy lint", "policy diff":
		return reply{list: beginning(setNames(), at.Word), files: true}
	case "policy test", "policy fmt", "airspace lint", "batch", "pairs", "audit":
		return reply{files: true}
	}
	return reply{}
}

// bare are words that need no explanation.
func bare(words []string) []suggestion {
	var list []suggestion
	for _, w := range words {
		list = append(list, suggestion{text: w})
	}
	return list
}

// setNames are the built-in policy sets.
func setNames() []suggestion {
	var list []suggestion
	for _, n := range data.PolicyNames() {
		list = append(list, suggestion{n, "built-in policy set"})
	}
	return list
}

// A scan is what completion takes from the built-in policy sets.
type scan struct {
	rules, people []suggestion
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
	for _, list := range [][]suggestion{s.rules, s.people} {
		slices.SortFunc(list, func(a, b suggestion) int { return strings.Compare(a.text, b.text) })
	}
	sameText := func(a, b suggestion) bool { return a.text == b.text }
	s.rules, s.people = slices.CompactFunc(s.rules, sameText), slices.CompactFunc(s.people, sameText)
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
		s.rules = append(s.rules, suggestion{id, "rule of " + set})
	case "people":
		s.people = append(s.people, suggestion{id, "of " + set})
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
