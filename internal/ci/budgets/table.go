//go:build unix

package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// figure is something that was measured.
type figure struct {
	what  string
	value float64
	unit  string
	want  wanted
	by    string // what measures it
	left  string // why it was left out; empty if it was not
	err   error  // why it could not be measured
}

// wanted is a bound of a figure. The zero value wants nothing: the figure is told.
type wanted struct {
	bound bool
	least bool // the figure must be at least this; else at most
	value float64
}

func atMost(v float64) wanted  { return wanted{bound: true, value: v} }
func atLeast(v float64) wanted { return wanted{bound: true, least: true, value: v} }

// words is the bound as the table has it.
func (w wanted) words(unit string) string {
	switch {
	case !w.bound:
		return ""
	case w.least:
		return "at least " + quantity(w.value, unit)
	}
	return "at most " + quantity(w.value, unit)
}

// verdict compares what was measured with what is wanted.
func (f *figure) verdict() string {
	w := f.want
	switch {
	case f.err != nil:
		return "not measured"
	case f.left != "":
		return "left out"
	case !w.bound:
		return "told"
	case w.least && f.value >= w.value, !w.least && f.value <= w.value:
		return "met"
	case w.value == 0 || w.least && f.value == 0:
		return "missed"
	case w.least:
		return "missed, " + number(w.value/f.value) + " times too little"
	}
	return "missed, " + number(f.value/w.value) + " times too much"
}

// measured is the figure as the table has it.
func (f *figure) measured() string {
	switch {
	case f.err != nil:
		return strings.Join(strings.Fields(f.err.Error()), " ")
	case f.left != "":
		return f.left
	}
	return quantity(f.value, f.unit)
}

// writeTable writes the figures under the words on the machine.
func writeTable(w io.Writer, machine string, all []figure) {
	fmt.Fprintf(w, "%s.\n\n", machine)
	fmt.Fprintln(w, "| what | measured | wanted | verdict | by |")
	fmt.Fprintln(w, "|---|---|---|---|---|")
	for i := range all {
		f := &all[i]
		cells := []string{f.what, f.measured(), f.want.words(f.unit), f.verdict(), f.by}
		for k, c := range cells {
			cells[k] = strings.ReplaceAll(c, "|", `\|`)
		}
		fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | "))
	}
}

// quantity is a number with its unit.
func quantity(v float64, unit string) string {
	if unit == "" {
		return number(v)
	}
	return number(v) + " " + unit
}

// number writes a number with three digits that count, and whole ones in threes.
func number(v float64) string {
	size := math.Abs(v)
	switch {
	case size >= 1000:
		return thousands(strconv.FormatFloat(math.Round(v), 'f', 0, 64))
	case size >= 100 || v == math.Trunc(v):
		return strconv.FormatFloat(v, 'f', 0, 64)
	case size >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

// thousands puts commas into the digits of a whole number.
func thousands(digits string) string {
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// ms is a time in milliseconds.
func ms(d time.Duration) float64 { return d.Seconds() * 1000 }

// us is a time in microseconds.
func us(d time.Duration) float64 { return d.Seconds() * 1e6 }

// percentile returns the time that so many of a hundred do not exceed. It sorts them.
func percentile(times []time.Duration, percent int) time.Duration {
	slices.Sort(times)
	return times[max(0, (len(times)*percent+99)/100-1)]
}

// medianOf returns the time in the middle: the mean of two if there are two.
func medianOf(times []time.Duration) time.Duration {
	slices.Sort(times)
	n := len(times)
	return (times[(n-1)/2] + times[n/2]) / 2
}
