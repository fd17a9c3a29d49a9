package main

import (
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// keepInputs refuses an output that is a file which the question is read from, for the
// answer would take its place, and two outputs that are one file.
func keepInputs(c *cli.Context) error {
	var outputs, inputs []string
	for _, f := range c.Command.Flags {
		switch name := f.Names()[0]; {
		case name == "output", name == "summary":
			outputs = append(outputs, givenTo(c, f)...)
		case slices.Contains(fileFlags, name):
			inputs = append(inputs, givenTo(c, f)...)
		}
	}
	if len(outputs) == 0 {
		return nil
	}
	if takesFiles(c.Command) {
		inputs = append(inputs, c.Args().Slice()...)
	}
	for i, out := range outputs {
		info, err := os.Stat(out)
		if err != nil || !info.Mode().IsRegular() || toStdout(out) {
			continue
		}
		if in, ok := sameFile(info, inputs); ok {
			return usage("%s is to be written, and is the file %s that the question is read from: the answer would take its place; name another", out, in)
		}
		if other, ok := sameFile(info, outputs[:i]); ok && other != out { // the same name is the command's to refuse
			return usage("%s and %s are the same file; name each file once", other, out)
		}
	}
	return nil
}

// sameFile returns the name that is a file by another name.
func sameFile(file os.FileInfo, names []string) (string, bool) {
	for _, name := range names {
		if other, err := os.Stat(name); err == nil && os.SameFile(file, other) {
			return name, true
		}
	}
	return "", false
}

// takesFiles tells whether the words of a command name files. A place or a State may
// have the name of a file by chance.
func takesFiles(c *cli.Command) bool {
	if strings.HasPrefix(c.ArgsUsage, "FROM") {
		return false
	}
	return slices.ContainsFunc([]string{"FILE", "TRACK", "OLD", "CASES"}, func(word string) bool { return strings.Contains(c.ArgsUsage, word) })
}

// givenTo returns the words that a flag was given.
func givenTo(c *cli.Context, f cli.Flag) []string {
	name := f.Names()[0]
	if !c.IsSet(name) {
		return nil
	}
	switch f.(type) {
	case *cli.StringSliceFlag:
		return c.StringSlice(name)
	case *cli.StringFlag:
		return []string{c.String(name)}
	}
	return nil
}
