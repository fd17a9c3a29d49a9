package policy

//go:generate go run ../internal/ci/reference ../docs

import (
	"bytes"
	"encoding/json"
	"maps"
	"strings"
)

// JSONSchema returns a JSON Schema (draft 2020-12) of policy files, with which
// editors complete keys and words and mark what [Parse] would refuse. It says what
// one key or value may be; what ties several together (a rule that overrides
// itself, an end before its beginning, a bloc that does not exist) is found by
// [Parse] alone. A file that Parse accepts is accepted by the schema. The text is
// the same each time.
func JSONSchema() []byte {
	defs := node{}
	for _, v := range Values() {
		d := node{"title": v.Name, "description": v.Doc}
		maps.Copy(d, v.schema)
		defs[defName(v.Name)] = d
	}
	for _, m := range Language() {
		defs[defName(m.Name)] = m.node()
	}
	rule, _ := defs["rule"].(node)
	rule["allOf"] = ruleTies()
	root := node{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"title":       "flightcheck policy file, version 1",
		"description": "Rules about who may fly over, to and from whom.",
		"$ref":        "#/$defs/file",
		"$defs":       defs,
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		return nil // cannot happen: there is nothing in it that JSON lacks
	}
	return b.Bytes()
}

// defName is the name under which a value or a mapping is defined.
func defName(name string) string { return strings.ReplaceAll(name, " ", "-") }

// node returns the schema of a mapping.
func (m *Mapping) node() node {
	props := node{}
	needed := []string{}
	for _, k := range m.Keys {
		props[k.Name] = k.node()
		if k.Needed {
			needed = append(needed, k.Name)
		}
	}
	n := node{"title": m.Name, "description": m.Doc, "type": "object", "properties": props, "required": needed, "additionalProperties": false}
	if m.Some {
		n["minProperties"] = 1
	}
	return n
}

// node returns the schema of what stands behind a key.
func (k *Key) node() node {
	var n node
	switch {
	case k.List:
		n = listOf(*k)
	case k.Null:
		n = anyOf(refTo(k.Value), node{"type": "null"})
	default:
		n = refTo(k.Value)
	}
	n["description"] = k.Doc
	return n
}

// listOf returns the schema of a list of the key's values.
func listOf(k Key) node {
	n := node{"type": "array", "items": refTo(k.Value), "maxItems": maxWords}
	if k.Least > 0 {
		n["minItems"] = k.Least
	}
	switch k.Value {
	case "rule", "source", "person", "bloc", "member", "group":
		n["maxItems"] = maxItems
	default:
		n["uniqueItems"] = true
	}
	return n
}

// ruleTies are what one key of a rule asks of another.
func ruleTies() []node {
	var refusals, flags []Effect
	for _, e := range effects {
		if e.Refusal() {
			refusals = append(refusals, e)
		}
		if e.Flag() {
			flags = append(flags, e)
		}
	}
	has := func(key string, value any) node {
		return node{"properties": node{key: value}, "required": []string{key}}
	}
	then := func(given, wanted node) node { return node{"if": given, "then": wanted} }
	return []node{
		then(has("grantable", node{}), has("effect", node{"enum": refusals})),
		then(has("layer", node{"const": LayerSafety}), has("effect", node{"const": Close})),
		then(has("layer", node{"const": LayerAdvice}), has("effect", node{"enum": flags})),
		then(has("effect", node{"enum": flags}), node{"properties": node{"layer": node{"const": LayerAdvice}}}),
		then(has("layer", node{"const": LayerBloc}), has("issuer", node{"not": refTo("State")})),
		then(has("outline", node{}), has("territory", node{"not": node{"contains": textLike(`^zone:`)}})),
	}
}
