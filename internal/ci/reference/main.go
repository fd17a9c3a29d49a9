// Command reference writes what docs holds of the policy language: the reference,
// policy-reference.md, and the JSON Schema, policy.schema.json. Both are made of
// the table in package policy. Give it the folder, or run go generate.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/flightcheck/flightcheck/policy"
)

func main() {
	if err := write(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "reference:", err)
		os.Exit(1)
	}
}

func write(args []string) error {
	if len(args) != 1 {
		return errors.New("say which folder: reference docs")
	}
	for name, text := range files() {
		if err := os.WriteFile(filepath.Join(args[0], name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// files returns what is written, by the name of the file.
func files() map[string][]byte {
	return map[string][]byte{
		"policy-reference.md": []byte(reference()),
		"policy.schema.json":  policy.JSONSchema(),
	}
}

const head = `<!-- Written by go generate from the table in package policy; change that. -->

# The policy file, key by key

A policy file is YAML 1.2 in one document. A key that is not here, a key given twice, an alias and a value of the wrong kind are errors;
all errors of a file are told at once, each with its line and column. [policy.md](policy.md) shows how to write one, and
` + "`flightcheck policy schema`" + ` prints the same for editors ([policy.schema.json](policy.schema.json)).
How a decision is made of the rules is told by the package documentation of ` + "`policy`" + `.

**Bold** keys are needed. *list* is a YAML list, also of one.
`

// reference returns the text of the reference.
func reference() string {
	var b strings.Builder
	b.WriteString(head)
	for _, m := range policy.Language() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| key | value | says |\n|---|---|---|\n", title(m.Name), m.Doc)
		for _, k := range m.Keys {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", keyWords(k), valueWords(k), k.Doc)
		}
	}
	b.WriteString("\n## Values\n\n| value | is |\n|---|---|\n")
	for _, v := range policy.Values() {
		words := v.Doc
		if len(v.Words) > 0 {
			words = "`" + strings.Join(v.Words, "`, `") + "`. " + words
		}
		fmt.Fprintf(&b, "| <a id=%q></a>%s | %s |\n", anchor(v.Name), v.Name, words)
	}
	return b.String()
}

func keyWords(k policy.Key) string {
	if k.Needed {
		return "**`" + k.Name + "`**"
	}
	return "`" + k.Name + "`"
}

func valueWords(k policy.Key) string {
	words := fmt.Sprintf("[%s](#%s)", k.Value, anchor(k.Value))
	switch {
	case k.List && k.Least > 0:
		words = "*list*, not empty: " + words
	case k.List:
		words = "*list*: " + words
	case k.Null:
		words += " or null"
	}
	return words
}

// anchor is where a heading or a value can be linked to.
func anchor(name string) string { return strings.ReplaceAll(strings.ToLower(name), " ", "-") }

func title(name string) string { return strings.ToUpper(name[:1]) + name[1:] }
