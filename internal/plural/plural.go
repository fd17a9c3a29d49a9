// Package plural says how many of something there are.
package plural

import "fmt"

// Form returns the word for one thing, or for several.
func Form(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Count returns the number and the word: "1 rule", "2 rules", "0 rules".
func Count(n int, one, many string) string {
	return fmt.Sprintf("%d %s", n, Form(n, one, many))
}
