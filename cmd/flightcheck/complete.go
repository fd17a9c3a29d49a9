package main

import (
	"embed"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/cliargs"
)

// completeWord is the hidden command by which the scripts ask.
const completeWord = "__complete"

//go:embed completion/*
var completionScripts embed.FS

// shells are those that have a script, and the file that it is in.
var shells = []struct{ name, file, says string }{
	{"bash", "flightcheck.bash", "the script for bash; in ~/.bashrc: source <(flightcheck completion bash)"},
	{"zsh", "flightcheck.zsh", "the script for zsh; in ~/.zshrc, after compinit: source <(flightcheck completion zsh)"},
	{"fish", "flightcheck.fish", "the script for fish; in config.fish: flightcheck completion fish | source"},
	{"powershell", "flightcheck.ps1", "the script for PowerShell; in $PROFILE: flightcheck completion powershell | Out-String | Invoke-Expression"},
}

// completionCommand prints the scripts.
func completionCommand() *cli.Command {
	c := &cli.Command{
		Name: "completion", Usage: "a script that completes words in bash, zsh, fish or PowerShell", ArgsUsage: "SHELL", HideHelpCommand: true,
	}
	for _, s := range shells {
		c.Subcommands = append(c.Subcommands, &cli.Command{
			Name: s.name, Usage: s.says, HideHelpCommand: true,
			Action: func(c *cli.Context) error {
				if err := noPlaces(c); err != nil {
					return err
				}
				text, err := completionScripts.ReadFile("completion/" + s.file)
				if err != nil {
					return err
				}
				return deliver(c.App.Writer, "", func(w io.Writer) error {
					_, err := w.Write(text)
					return err
				})
			},
		})
	}
	return c
}

// A suggestion is a word that may stand at the cursor, and what it means.
type suggestion struct{ text, says string }

// A reply is what the cursor may become.
type reply struct {
	list  []suggestion
	files bool // and names of files
}

// completeLine answers the script of a shell: the first of the words is the
// shell, the others are those after the program's name up to the cursor. The
// first line of the answer is "files" if names of files may stand there too, else
// "words"; each of the others is a word, a tab, and what it means.
func completeLine(app *cli.App, words []string) error {
	if len(words) < 2 {
		return usage("%s is for the scripts of flightcheck completion: say the shell and the words", completeWord)
	}
	shell, words := words[0], slices.Clone(words[1:])
	var open rune
	if shell == "bash" || shell == "zsh" {
		for i, w := range words {
			words[i], open = unquote(w)
		}
	}
	r, err := suggest(app, words)
	if err != nil {
		return err
	}
	return deliver(app.Writer, "", func(w io.Writer) error {
		kind := "words"
		if r.files {
			kind = "files"
		}
		fmt.Fprintln(w, kind)
		for _, s := range r.list {
			fmt.Fprintf(w, "%s\t%s\n", quoted(shell, s.text, open), s.says)
		}
		return nil
	})
}

// suggest tells what the last of the words may become.
func suggest(app *cli.App, words []string) (reply, error) {
	at, err := cliargs.CursorAt(app, words)
	if err != nil {
		return reply{}, err
	}
	var r reply
	switch {
	case at.Flag != nil:
		r = flagValues(at)
	case at.Lead != "":
	case !at.Shielded && strings.HasPrefix(at.Word, "-"):
		r.list = flagNames(at)
	default:
		for _, c := range at.Commands {
			r.list = append(r.list, suggestion{c.Name, briefOf(strings.Join(append(at.Path, c.Name), " "), c.Usage)})
		}
		r.list = beginning(r.list, at.Word)
		more := arguments(at)
		r.list, r.files = append(r.list, more.list...), more.files
	}
	for i := range r.list {
		r.list[i].text = at.Lead + r.list[i].text
		r.list[i].says = oneLine(r.list[i].says)
	}
	return r, nil
}

// oneLine keeps a text on one line of the answer.
func oneLine(s string) string {
	return clipped(strings.NewReplacer("\t", " ", "\n", " ", "`", "").Replace(s), helpWidth)
}

// beginning keeps what begins with a word.
func beginning(list []suggestion, word string) []suggestion {
	return slices.DeleteFunc(list, func(s suggestion) bool { return !strings.HasPrefix(s.text, word) })
}

// flagNames are the flags that begin like the word. Short ones are offered as
// long as nothing else is known.
func flagNames(at cliargs.Cursor) []suggestion {
	var list []suggestion
	for _, f := range at.Flags {
		for _, n := range f.Names() {
			if len(n) > 1 || at.Word == "-"+n {
				list = append(list, suggestion{dashed(n), flagBrief(strings.Join(at.Path, " "), f)})
			}
		}
	}
	return beginning(list, at.Word)
}
