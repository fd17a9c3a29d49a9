package main

import (
	"fmt"
	"slices"
	"strings"
)

// rules are what a document allows.
type rules struct {
	allowed    []string
	exceptions []exception
}

// exception is a module that somebody has looked at.
type exception struct{ module, licence, hash string }

const (
	allowedTitle    = "## Allowed"
	exceptionsTitle = "## Exceptions"
)

// parseRules reads the tables under two titles of a document.
func parseRules(text string) (*rules, error) {
	r := &rules{}
	title := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			title = line
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.Trim(strings.TrimSpace(cells[i]), "`")
		}
		switch {
		case !strings.HasPrefix(line, "|"), strings.HasPrefix(cells[0], "---"), cells[0] == "licence", cells[0] == "module":
		case title == allowedTitle:
			r.allowed = append(r.allowed, cells[0])
		case title == exceptionsTitle && (len(cells) != 4 || slices.Contains(cells, "")):
			return nil, fmt.Errorf("an exception has four cells, module, licence, text and reason: %s", line)
		case title == exceptionsTitle:
			r.exceptions = append(r.exceptions, exception{cells[0], cells[1], cells[2]})
		}
	}
	if len(r.allowed) == 0 {
		return nil, fmt.Errorf("there is no table under the title %q", allowedTitle)
	}
	return r, nil
}

// judge says which modules are refused, and which exceptions are not needed.
func (r *rules) judge(modules []*module) (faults []string) {
	needed := map[exception]bool{}
	for _, m := range modules {
		var refused []string
		for _, id := range m.licences() {
			if !slices.Contains(r.allowed, id) {
				refused = append(refused, id)
			}
		}
		if refused == nil {
			continue
		}
		e := exception{m.path, strings.Join(refused, " and "), m.hash()}
		if slices.Contains(r.exceptions, e) {
			needed[e] = true
			continue
		}
		faults = append(faults, fmt.Sprintf("%s %s: %s is not among the allowed licences%s. Take another module; or, if its terms were read and can be kept, "+
			"add to the exceptions of docs/licences.md: | %s | %s | %s | why |", m.path, m.version, e.licence, m.where(refused), e.module, e.licence, e.hash))
	}
	for _, e := range r.exceptions {
		if !needed[e] {
			faults = append(faults, fmt.Sprintf("the exception for %s (%s, text %s) in docs/licences.md fits no module any more; remove it", e.module, e.licence, e.hash))
		}
	}
	return faults
}

// where names the files that hold some licences.
func (m *module) where(ids []string) string {
	var files []string
	for _, t := range m.texts {
		if slices.ContainsFunc(t.ids, func(id string) bool { return slices.Contains(ids, id) }) {
			files = append(files, t.name)
		}
	}
	if files == nil {
		return ""
	}
	return " (" + strings.Join(files, ", ") + ")"
}
