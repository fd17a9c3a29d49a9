// Package strictyaml reads YAML and takes nothing that somebody may have meant in
// another way: no unknown key and no key twice, no alias and no tag, no list where one
// word belongs. All faults of a text are found at once, each with its place, what is
// wrong, and what to do about it; a word that is not known is compared with those that
// are. Size, depth and lists have limits, so that a hostile text is refused early.
//
// A text that is read often can have a tree: its nodes as [EncodeTree] writes them, which
// [Reader.LoadTree] reads in a fraction of the time.
//
// The words of a language are no matter of this package: its user names the keys of
// each mapping with the functions that read them.
package strictyaml

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// Language is what a reader knows of the language of its texts.
type Language struct {
	Plural   string   // what its texts are, as in "policies do not use aliases"
	Reserved []string // keys that mean nothing yet and may come to mean something
	MaxBytes int      // of a text
	MaxItems int      // of one list
	MaxWords int      // of one list of words
	Advice   Advice
}

// Advice is what to do about faults that depend on the language.
type Advice struct {
	TooLarge      string // of a text with too many bytes
	ManyItems     string // of a list that is too long
	ManyWords     string // of a list of words that is too long
	Empty         string // of a text that holds nothing
	ManyDocuments string // of a text that holds several documents
	TooDeep       string // of a text that is nested too deep
}

// Fault is one thing that is wrong with a text.
type Fault struct {
	Line, Col int    // from 1, the column in characters; line 0: the text as a whole
	Msg       string // what is wrong
	Hint      string // what to do about it; may be empty
}

// Faults takes the faults of a text.
type Faults interface {
	// Add takes one more. It need not keep it if there are many: then it counts it.
	Add(f Fault)
	// Full tells that faults are only counted, so that nobody needs to find words for them.
	Full() bool
}

// Reader turns the nodes of one text into values and hands on all faults.
type Reader struct {
	Language *Language
	Faults   Faults
}

// Fault records a fault at a node; nil is the text as a whole.
func (r *Reader) Fault(n *yaml.Node, hint, format string, args ...any) {
	if r.Faults.Full() {
		r.Faults.Add(Fault{})
		return
	}
	f := Fault{Msg: fmt.Sprintf(format, args...), Hint: hint}
	if n != nil {
		f.Line, f.Col = n.Line, n.Column
	}
	r.Faults.Add(f)
}

// Load reads the one document of a text. It records a fault and returns nil if there
// is none.
func (r *Reader) Load(src []byte) *yaml.Node {
	switch {
	case len(src) > r.Language.MaxBytes:
		r.Fault(nil, r.Language.Advice.TooLarge, "the file has %d bytes, more than %d", len(src), r.Language.MaxBytes)
		return nil
	case !utf8.Valid(src):
		line := 1 + bytes.Count(src[:validPrefix(src)], []byte("\n"))
		r.Faults.Add(Fault{Line: line, Col: 1, Msg: "the text is not UTF-8", Hint: "save the file as UTF-8"})
		return nil
	}
	var doc yaml.Node
	if err := yaml.Load(src, &doc); err != nil {
		r.Faults.Add(r.syntax(src, err))
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		r.Fault(nil, r.Language.Advice.Empty, "the file is empty")
		return nil
	}
	return doc.Content[0]
}
