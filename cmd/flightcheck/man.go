package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/policy"
)

//go:generate go run . help man -o ../../docs/flightcheck.1

// writeMan prints the man page. It is the same in every build: its day is that on which
// the newest of the built-in rules were known.
func writeMan(w io.Writer, app *cli.App) error {
	day, err := newestRules()
	if err != nil {
		return err
	}
	p := bookOf(app).NewPage("Made by go generate ./cmd/flightcheck of the tables of the command.", day)
	p.Section("NAME")
	p.Text("flightcheck - may a flight go from here to there, who blocks it, and which way remains")
	p.Section("SYNOPSIS")
	p.Synopsis("FROM TO [flags]")
	p.Synopsis("COMMAND …")
	p.Section("DESCRIPTION")
	p.Text("flightcheck tells whether a flight may go from one place to another through the airspace of States, who blocks it and why, and which way remains. " +
		"The borders and the rules are in the program; each rule names its source.")
	p.Text("Places are city names in most languages, IATA, ICAO and city codes, and coordinates, latitude first. Flags may stand anywhere; " +
		"a word that begins with a minus and a digit is a place, and so is every word after --.")
	p.Section("EXAMPLES")
	p.Examples()
	p.Section("COMMANDS")
	p.Commands()
	p.Section("FLAGS")
	p.Text("The help of a command tells which of them it takes.")
	p.SharedFlags()
	p.Section("EXIT STATUS")
	for _, s := range exitHelp {
		p.Tag(s.code, s.says)
	}
	p.Section("FORMATS")
	for _, f := range formatHelp() {
		p.Tag(f.Name, f.Says+".")
	}
	p.Section("ENVIRONMENT")
	p.Tag("COLUMNS", "The width of the terminal, where it cannot be asked.")
	p.Tag("NO_COLOR", "If set, nothing is coloured.")
	p.Section("SEE ALSO")
	p.Text("The folder docs of the project has a tutorial of the policy language, its reference and its JSON Schema. flightcheck help policy has the essentials.")
	_, err = io.WriteString(w, p.String())
	return err
}

// newestRules is the latest day of the built-in sets.
func newestRules() (string, error) {
	set, err := policy.Default()
	if err != nil {
		return "", err
	}
	day := ""
	for _, i := range set.Info() {
		day = max(day, i.AsOf.String())
	}
	return day, nil
}
