package policy

import (
	"slices"
	"strings"
)

// Value is a kind of value that stands in a policy file.
type Value struct {
	Name   string
	Doc    string
	Words  []string // a vocabulary; nil if there is none
	schema node
}

// node is a piece of a JSON Schema.
type node = map[string]any

// refTo points to the definition of a value or a mapping.
func refTo(name string) node { return node{"$ref": "#/$defs/" + defName(name)} }

// anyOf accepts what one of the schemas accepts.
func anyOf(nodes ...node) node { return node{"anyOf": nodes} }

// textLike accepts text of that form.
func textLike(p string) node { return node{"type": "string", "pattern": p} }

// loose accepts text of that form, and what YAML reads as a number or a truth
// value, which is taken for text.
func loose(p string) node {
	return node{"type": []string{"string", "number", "boolean"}, "pattern": p}
}

// wordsOf is a vocabulary as text.
func wordsOf[T ~string](words []T) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return out
}

// vocabulary is a value that is one of the words.
func vocabulary(name, doc string, words []string) Value {
	return Value{Name: name, Doc: doc, Words: slices.Clone(words), schema: node{"enum": words}}
}

const (
	someText  = `\S`
	dayText   = `((19|20|21)[0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`
	clockText = `T([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,]0+)?)?Z`
	blocText  = `^bloc:`
)

// Values returns every kind of value of a policy file, in the order in which they
// are documented.
func Values() []Value {
	return slices.Concat(wordValues(), placeValues(), plainValues())
}

// wordValues are the vocabularies.
func wordValues() []Value {
	return []Value{
		vocabulary("effect", "What a rule does. `notify`, `advise` and `arrest-risk` are flags, which change no status.", wordsOf(effects)),
		vocabulary("scope", "What a flight does in the territory.", scopeWords),
		vocabulary("basis", "What a rule rests on.", wordsOf(bases)),
		vocabulary("standing", "How firm a rule is.", wordsOf(standings)),
		vocabulary("layer", "The levels, highest first; `national` and `bloc` are one. `safety` holds `close` alone, `advice` flags alone.", wordsOf(layers)),
		vocabulary("exception", "What an issuer may except.", exceptions),
		vocabulary("kind", "A state aircraft (military, customs, police) or a civil one.", wordsOf(kinds)),
	}
}

// placeValues are States, areas, blocs and zones.
func placeValues() []Value {
	var codes []string
	for k := range code(codeCount) {
		if states().valid.has(k) {
			codes = append(codes, k.String())
		}
	}
	return []Value{
		{Name: "State", Doc: "The code of a State or of an area with a code of its own: two capital letters of ISO 3166-1, or `XK`. A plain `NO` is Norway.", schema: node{"enum": codes}},
		{Name: "issuer", Doc: "A State, one of the organisations `" + strings.Join(organisations, "`, `") + "`, or a bloc of the set.", schema: anyOf(refTo("State"), node{"enum": organisations}, textLike(`^[A-Za-z][A-Za-z0-9-]{2,39}$`))},
		{Name: "State or bloc", Doc: "A State, or `bloc:NAME`: its members on the day of the flight.", schema: anyOf(refTo("State"), textLike(blocText))},
		{Name: "place", Doc: "A State, `bloc:NAME`, `zone:NAME` for a zone that `zones` declares, or `*` alone for every State.", schema: anyOf(refTo("State or bloc"), textLike(`^zone:`), node{"const": "*"})},
		{Name: "holder", Doc: "A State, `bloc:NAME`, or `" + flownOver + "`: the State whose airspace it is.", schema: anyOf(refTo("State or bloc"), node{"const": flownOver})},
		{Name: "end of a flight", Doc: "A State, `bloc:NAME`, or `aerodrome XXX` with a code of IATA or ICAO.", schema: anyOf(refTo("State or bloc"), textLike(`^aerodrome ([A-Z]{3}|[A-Z][A-Z0-9]{3})$`))},
		{Name: "pair", Doc: "Two lists of ends of a flight: `[[UA], [BY, RU]]`.", schema: node{"type": "array", "minItems": 2, "maxItems": 2, "items": listOf(Key{Value: "end of a flight", Least: 1})}},
		{Name: "coverage", Doc: "A list of States, or `*`.", schema: anyOf(node{"const": "*"}, node{"const": []string{"*"}}, listOf(Key{Value: "State", Least: 1}))},
		{Name: "name of a bloc", Doc: "The id of a bloc.", schema: loose(someText)},
		{Name: "name of a zone", Doc: "The id or the name of a zone: a feature of `data/policies/areas.geojson` or of a file of `--zones`; at most 80 characters.", schema: node{"type": []string{"string", "number", "boolean"}, "pattern": someText, "maxLength": maxZoneName, "not": node{"type": "string", "pattern": `^zone:`}}},
		{Name: "name of a set", Doc: "The name of a built-in set, or the path of a file from that of the file that names it; with `/`, `\\` or `.` in it, it is a path.", schema: loose(someText)},
		{Name: "extension", Doc: "One name of a set, or a list of such names.", schema: anyOf(refTo("name of a set"), listOf(Key{Value: "name of a set", Least: 1}))},
		{Name: "outline", Doc: "One name of a zone that `zones` declares, or a list of such names.", schema: anyOf(refTo("name of a zone"), listOf(Key{Value: "name of a zone", Least: 1}))},
	}
}

// plainValues are the other values.
func plainValues() []Value {
	number := func(name, doc, kind, least string, most int) Value {
		return Value{Name: name, Doc: doc, schema: node{"type": kind, least: 0, "maximum": most}}
	}
	const from, above = "minimum", "exclusiveMinimum"
	return []Value{
		{Name: "day or instant", Doc: "A day in UTC, `2025-10-30`, both its ends in; or an instant, `2022-02-24T00:45:00Z`.", schema: textLike("^" + dayText + "(" + clockText + ")?$")},
		{Name: "end", Doc: "A day or an instant, or `unknown`: it may have ended, undecided after the day it was stated.", schema: anyOf(refTo("day or instant"), node{"const": "unknown"})},
		{Name: "date of a source", Doc: "A year, a month or a day: `2025`, `2025-10`, `2025-10-20`.", schema: anyOf(textLike(`^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$`), node{"type": "integer", "minimum": 0, "maximum": 9999})},
		{Name: "link", Doc: "An address that begins with `https://` or `http://`.", schema: textLike(`^[Hh][Tt][Tt][Pp][Ss]?://.`)},
		{Name: "text", Doc: "Any words.", schema: loose(someText)},
		{Name: "word", Doc: "Small letters and digits, with `-` and `_` between them.", schema: loose(wordForm.String())},
		{Name: "id", Doc: "Up to 80 letters, digits, `-`, `.` and `_`.", schema: loose(idForm.String())},
		{Name: "id of a rule", Doc: "An id; those that begin with `DEFAULT-` are the Convention's.", schema: node{"allOf": []node{refTo("id"), {"not": textLike(`^DEFAULT-`)}}}},
		{Name: "id of a bloc", Doc: "Two to 40 letters, digits and `-`; no State and not `" + transitBloc + "`.", schema: node{"allOf": []node{textLike(blocForm.String()), {"not": refTo("State")}, {"not": node{"const": transitBloc}}}}},
		{Name: "rule id", Doc: "The id of another rule of the set, or of another layer.", schema: loose(someText)},
		{Name: "id of a person", Doc: "The id of somebody in `people`.", schema: loose(someText)},
		{Name: "type", Doc: "An ICAO type designator: `IL96`.", schema: textLike(typeForm.String())},
		{Name: "registration", Doc: "A whole mark, `RA-96022`, or a State.", schema: textLike(someText)},
		{Name: "subject or any", Doc: "A subject, or `any`.", schema: anyOf(node{"const": "any"}, node{"type": "null"}, refTo("subject"))},
		{Name: "boolean", Doc: "`true` or `false`.", schema: node{"type": "boolean"}},
		{Name: "version", Doc: "`1`.", schema: node{"const": 1}},
		number("hours", "Whole hours, a year at most.", "integer", from, 366*24),
		number("tonnes", "Tonnes.", "number", from, 10000),
		number("tonnes above 0", "Tonnes.", "number", above, 10000),
		number("flight level", "Whole hundreds of feet.", "integer", from, 999),
		number("flight level above 0", "Whole hundreds of feet.", "integer", above, 999),
	}
}
