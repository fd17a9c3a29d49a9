// Package complete tells the scripts of shells what a half-written word of a command
// line may become: commands and flags as the library knows them, the values of flags
// as the program says, and places, States and rules as the library finds them.
package complete

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/cliargs"
	"github.com/flightcheck/flightcheck/internal/manual"
)

// Suggestion is a word that may stand at the cursor, and what it means.
type Suggestion struct{ Text, Says string }

// Reply is what the word at the cursor may become.
type Reply struct {
	List  []Suggestion
	Files bool // and names of files
}

// Completer completes the command line of an application.
type Completer struct {
	// Book says what commands and flags are for; its application has them.
	Book *manual.Book
	// Value knows the values of a flag, Argument what may stand in the place of a
	// place, behind so many others, in the command of a path. Nil is nothing.
	Value    func(cli.Flag) Source
	Argument func(path string, before int) Source
}

// Answer answers the script of a shell, which has the words after the program's name
// up to the cursor. The first line of the answer is "files" if names of files may stand
// there too, else "words"; each of the others is a word, a tab, and what it means.
func (c *Completer) Answer(shell string, words []string) (string, error) {
	words = slices.Clone(words)
	var open rune
	if shell == "bash" || shell == "zsh" {
		for i, w := range words {
			words[i], open = unquote(w)
		}
	}
	r, err := c.Suggest(words)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if r.Files {
		b.WriteString("files\n")
	} else {
		b.WriteString("words\n")
	}
	for _, s := range r.List {
		fmt.Fprintf(&b, "%s\t%s\n", quoted(shell, s.Text, open), s.Says)
	}
	return b.String(), nil
}

// Suggest tells what the last of the words may become.
func (c *Completer) Suggest(words []string) (Reply, error) {
	at, err := cliargs.CursorAt(c.Book.App, words)
	if err != nil {
		return Reply{}, err
	}
	var r Reply
	switch {
	case at.Flag != nil:
		r = from(c.Value(at.Flag), at.Word)
	case at.Lead != "":
	case !at.Shielded && strings.HasPrefix(at.Word, "-"):
		r.List = c.flags(at)
	default:
		r = from(c.Argument(strings.Join(at.Path, " "), len(at.Args)), at.Word)
		r.List = slices.Concat(c.commands(at), r.List)
	}
	for i := range r.List {
		r.List[i].Text = at.Lead + r.List[i].Text
		r.List[i].Says = oneLine(r.List[i].Says)
	}
	return r, nil
}

// oneLine keeps a text on one line of the answer.
func oneLine(s string) string {
	return manual.Clipped(strings.NewReplacer("\t", " ", "\n", " ", "`", "").Replace(s), manual.Width)
}

// commands are those that begin like the word.
func (c *Completer) commands(at cliargs.Cursor) []Suggestion {
	var list []Suggestion
	for _, x := range at.Commands {
		path := strings.Join(append(at.Path, x.Name), " ")
		list = append(list, Suggestion{x.Name, c.Book.Brief(path, x.Usage)})
	}
	return beginning(list, at.Word)
}

// flags are those that begin like the word. Short ones are offered as long as nothing
// else is known.
func (c *Completer) flags(at cliargs.Cursor) []Suggestion {
	var list []Suggestion
	for _, f := range at.Flags {
		for _, n := range f.Names() {
			if len(n) > 1 || at.Word == "-"+n {
				list = append(list, Suggestion{manual.Dashed(n), c.Book.FlagBrief(strings.Join(at.Path, " "), f)})
			}
		}
	}
	return beginning(list, at.Word)
}
