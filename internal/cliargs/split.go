package cliargs

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line is a command line taken apart.
type line struct {
	flags    []given
	words    []string // before "--": commands and places
	shielded []string // after "--": places
}

// A given flag, as it stood on the line.
type given struct {
	raw   string // the word with the dashes
	name  string // without dashes and value
	value string // "true" or "false" for a flag that takes none
	known bool   // some command has it
}

// isNumeric reports whether a word begins like a number: -33.9,151.2 or -.5,0.
func isNumeric(word string) bool {
	rest := strings.TrimPrefix(strings.TrimPrefix(word, "-"), ".")
	return word[0] == '-' && rest != "" && '0' <= rest[0] && rest[0] <= '9'
}

// isFlagLike reports whether a word is written as anybody would write a flag: one
// or two dashes, a letter, then letters, digits, "_" and "-".
func isFlagLike(word string) bool {
	name := strings.TrimPrefix(strings.TrimPrefix(word, "-"), "-")
	first, _ := utf8.DecodeRuneInString(name)
	return name != word && unicode.IsLetter(first) && !strings.ContainsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' && r != '-'
	})
}

// longDashes stand in texts that were typeset where "-" or "--" was meant.
const longDashes = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"

// split takes a line apart. It knows of each flag whether a value follows, not
// yet whether the chosen command has it. Flags that no command has are kept
// for the second step, which can propose better ones.
func (x *lexicon) split(args []string) (*line, error) {
	ln := &line{}
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			ln.shielded = args[i+1:]
			break
		}
		if err := checkDash(arg); err != nil {
			return nil, err
		}
		if !isFlag(arg) {
			ln.words = append(ln.words, arg)
			continue
		}
		g, hasValue := cut(arg)
		o, known := x.options[g.name]
		g.known = known
		if !known {
			if !isFlagLike(g.raw) {
				return nil, neither(arg)
			}
			ln.flags = append(ln.flags, g)
			continue
		}
		var err error
		switch {
		case !o.takesValue:
			g.value, err = truth(g, hasValue)
		case hasValue:
			err = notEmpty(g)
		default:
			g.value, err = following(g.raw, args[i+1:])
			i++
		}
		if err != nil {
			return nil, err
		}
		ln.flags = append(ln.flags, g)
	}
	return ln, nil
}

// isFlag reports whether a word in front of "--" is meant as a flag.
func isFlag(word string) bool {
	return len(word) > 1 && word[0] == '-' && !isNumeric(word)
}

// cut takes "--name=value" apart, and reports whether it has a value.
func cut(word string) (given, bool) {
	raw, value, hasValue := strings.Cut(word, "=")
	name := strings.TrimPrefix(strings.TrimPrefix(raw, "-"), "-")
	return given{raw: raw, name: name, value: value}, hasValue
}

// following returns the value of a flag from the words after it.
func following(flag string, rest []string) (string, error) {
	if len(rest) == 0 || rest[0] == "--" {
		return "", &Error{Word: flag, Problem: "the flag " + quote(flag) + " has no value", Hint: "write " + flag + "=VALUE"}
	}
	if isFlag(rest[0]) {
		return "", &Error{
			Word:    flag,
			Problem: "the flag " + quote(flag) + " has no value, " + quote(rest[0]) + " follows",
			Hint:    "if that is the value, write " + quote(flag+"="+rest[0]),
		}
	}
	return rest[0], notEmpty(given{raw: flag, value: rest[0]})
}

// notEmpty refuses an empty value: an unset variable of a script would
// otherwise count as an answer.
func notEmpty(g given) error {
	if g.value != "" {
		return nil
	}
	return &Error{
		Word:    g.raw,
		Problem: "the flag " + quote(g.raw) + " has an empty value",
		Hint:    "leave the flag out, or write " + g.raw + "=VALUE",
	}
}

// truth returns "true" or "false" for a flag that takes no value.
func truth(g given, hasValue bool) (string, error) {
	if !hasValue {
		return "true", nil
	}
	on, err := strconv.ParseBool(g.value)
	if err != nil {
		return "", &Error{
			Word:    g.raw + "=" + g.value,
			Problem: "the flag " + quote(g.raw) + " takes no value, but has " + quote(g.value),
			Hint:    "write " + quote(g.raw),
		}
	}
	return strconv.FormatBool(on), nil
}

// checkDash refuses a flag behind a dash that is longer than a minus.
func checkDash(word string) error {
	rest := strings.TrimLeft(word, longDashes)
	first, _ := utf8.DecodeRuneInString(rest)
	if rest == word || !unicode.IsLetter(first) {
		return nil
	}
	e := neither(word)
	e.Hint = `it begins with a long dash, a flag begins with "-" or "--"`
	return e
}

func neither(word string) *Error {
	return &Error{
		Word:    word,
		Problem: quote(word) + " is neither a flag nor a place",
		Hint:    "a latitude begins with a digit or with a minus and a digit",
	}
}

func quote(s string) string { return strconv.Quote(s) }
