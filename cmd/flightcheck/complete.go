package main

import (
	"embed"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/complete"
	"github.com/flightcheck/flightcheck/internal/schema"
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

// completeLine answers the script of a shell: the first of the words is the shell, the
// others are those after the program's name up to the cursor.
func completeLine(app *cli.App, words []string) error {
	if len(words) < 2 {
		return usage("%s is for the scripts of flightcheck completion: say the shell and the words", completeWord)
	}
	text, err := completer(app).Answer(words[0], words[1:])
	if err != nil {
		return err
	}
	return deliver(app.Writer, "", func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}

// completer knows the words of the command.
func completer(app *cli.App) *complete.Completer {
	return &complete.Completer{Book: bookOf(app), Value: flagWords, Argument: argumentWords}
}

// flagWords knows the values of a flag.
func flagWords(f cli.Flag) complete.Source {
	if values := valuesOf(f); len(values) > 0 {
		return complete.Bare(values...)
	}
	switch name := f.Names()[0]; name {
	case "registration", "operator", "owner", "charterer", "base", "grant", "ban":
		return complete.States
	case "policy":
		return complete.Any(complete.Sets, complete.Files)
	case "without":
		return complete.Rules
	case "person":
		return complete.People
	case "purpose", "cargo":
		return complete.Facts(name)
	case "route":
		return complete.Words(complete.Suggestion{Text: "all", Says: "the permits of every route"})
	case "with", "countries", "zones", "output", "summary":
		return complete.Files
	}
	return nil
}

// argumentWords knows what may stand in the place of a place, behind so many others.
func argumentWords(path string, before int) complete.Source {
	switch path {
	case "", "routes", "map":
		if before < 2 {
			return complete.Places
		}
	case "check", "airspace at":
		return complete.Places
	case "schema":
		if before == 0 {
			return complete.Bare(schema.Names()...)
		}
	case "why":
		if before == 0 {
			return complete.States
		}
		return complete.Places
	case "policy show":
		if before == 0 {
			return complete.Any(complete.Sets, complete.Rules, complete.Files)
		}
		return complete.Any(complete.Sets, complete.Rules)
	case "policy lint", "policy diff":
		return complete.Any(complete.Sets, complete.Files)
	case "policy test", "policy fmt", "airspace lint", "batch", "pairs", "audit":
		return complete.Files
	}
	return nil
}
