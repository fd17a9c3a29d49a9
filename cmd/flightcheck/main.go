// Command flightcheck tells whether a flight may go from one place to another
// through the airspace of States, who blocks it and why, and which way remains.
//
//	flightcheck moscow budapest                      candidates, each open or blocked, and by whom
//	flightcheck check moscow 41.5,36 sofia budapest  one route, leg by leg
//	flightcheck map moscow budapest -o map.html      the same on a map
//	flightcheck why poland                           the decision on one State, rule by rule
//	flightcheck policy list|show|lint|test|diff|fmt  the rules
//	flightcheck airspace list|at|lint                the areas
//	flightcheck batch pairs.csv                      many at once, streamed
//	flightcheck audit track.csv                      what a recorded track entered
//	flightcheck serve                                the same on a page of your own machine
//	flightcheck completion bash                      words completed in a shell
//	flightcheck help                                 what it can do, on one screen
//	flightcheck data                                 what is embedded, and from where
//
// Answers go to stdout, everything else to stderr. The exit status is 0 if a
// route is open or needs permission only, 4 if the best is unknown, 3 if all
// are blocked, 2 if the question was wrong, 1 for a failure, 130 if a signal
// ended it.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(process(context.Background(), os.Args, os.Stdout, os.Stderr))
}
