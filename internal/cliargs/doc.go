// Package cliargs puts the words of a command line into the order that
// github.com/urfave/cli/v2 understands.
//
// That library reads flags only in front of the first place, takes a latitude
// south of the equator for a flag, does not hand a flag of the application on
// to a command, and runs the default action for a command that it does not
// know. [Reorder] removes all four before the library sees the line: it moves
// flags forward, in front of a "--" that shields the places, and refuses what
// is neither a flag nor a place nor a command.
//
// The package only reads the flag tables of the application. What a flag means
// and whether a place exists is decided by others.
package cliargs
