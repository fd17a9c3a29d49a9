package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/batch"
	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// question is what the flags say: an airspace, rules, and a flight.
type question struct {
	route.Checker
	flight policy.Flight
	plain  policy.Flight // what the flags say, without the rest of the set's own flight
	days   days          // of --date, if it is a range
}

func newQuestion(c *cli.Context) (*question, error) {
	if c.String("countries") == "" {
		go func() { _, _ = airspace.World() }() // is read once, while the rules are read
	}
	told := step(c, "reading the rules")
	set, err := loadPolicy(c)
	if err != nil {
		return nil, err
	}
	told(setWords(set))
	base, days, err := baseOf(c, set)
	if err != nil {
		return nil, err
	}
	q := &question{flight: base.Flight, plain: base.Plain, days: days}
	if q.Plan, err = planOf(c, &q.flight); err != nil {
		return nil, err
	}
	if q.Policy, err = whatIf(c, set); err != nil {
		return nil, err
	}
	if q.AsOf, err = dayOf(c, "as-of"); err != nil {
		return nil, err
	}
	if err := validate(q.Policy, q.flight); err != nil {
		return nil, err
	}
	told = step(c, "reading the borders")
	if q.Airspace, err = loadAirspace(c); err != nil {
		return nil, err
	}
	told(plural.Count(q.Airspace.Len(), "area", "areas"))
	return q, nil
}

// setWords names the sets that were read, each with its rules.
func setWords(set *policy.Set) string {
	var words []string
	for _, i := range set.Info() {
		words = append(words, fmt.Sprintf("%s, %s", i.Name, plural.Count(i.Rules, "rule", "rules")))
	}
	return strings.Join(words, "; ")
}

// loadPolicy returns the built-in sets, or the layers of --policy.
func loadPolicy(c *cli.Context) (*policy.Set, error) { return readLayers(c.StringSlice("policy")) }

// readLayers reads one set, or several as layers of one.
func readLayers(names []string) (*policy.Set, error) { return batch.ReadSets(names, readText) }

// readPolicy reads a set that stands alone: a file, or a built-in set if the
// name is no path.
func readPolicy(name string) (*policy.Set, error) { return policy.Load(name, readText) }

// readLayer is readPolicy for one layer of several, which may refer to others.
func readLayer(name string) (*policy.Set, error) { return policy.LoadLayer(name, readText) }

// readText reads a policy file, or so much of it that package policy sees that it
// is too large.
func readText(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, policy.MaxFile+1))
}

// flightFlags describe a flight; naming one of them replaces the set's own.
var flightFlags = []string{"registration", "operator", "kind", "type", "person", "scheduled"}

// flightOf returns the set's own flight, or, as soon as one of its facts is
// named, an empty flight with those facts; only the date stays.
func flightOf(c *cli.Context, set *policy.Set) (policy.Flight, error) {
	base, _, err := baseOf(c, set)
	return base.Flight, err
}

// baseOf returns the flight of the flags over a set, and their range of days.
func baseOf(c *cli.Context, set *policy.Set) (base batch.Base, days days, err error) {
	base, err = batch.NewBase(set, slices.ContainsFunc(flightFlags, c.IsSet), func(flight *policy.Flight) (err error) {
		days, err = setFlight(c, flight)
		return err
	})
	return base, days, err
}

// setFlight notes what the flags say of a flight, and returns the range of --date.
func setFlight(c *cli.Context, flight *policy.Flight) (d days, err error) {
	if err := setStates(c, flight); err != nil {
		return d, err
	}
	if c.IsSet("kind") {
		flight.Kind = policy.Kind(c.String("kind"))
	}
	if c.IsSet("type") {
		flight.Type = strings.ToUpper(c.String("type"))
	}
	if c.IsSet("scheduled") {
		flight.Scheduled = policy.No
		if c.Bool("scheduled") {
			flight.Scheduled = policy.Yes
		}
	}
	flight.Persons = append(flight.Persons, c.StringSlice("person")...)
	if err := setFacts(c, flight); err != nil {
		return d, err
	}
	if flight.Level, err = levelOf(c); err != nil {
		return d, err
	}
	date, d, err := dateOf(c)
	if err == nil && !date.IsZero() {
		flight.Date = date
	}
	return d, err
}

// setStates reads registration and operator.
func setStates(c *cli.Context, flight *policy.Flight) (err error) {
	if v := c.String("registration"); v != "" {
		if flight.Registration, err = policy.ParseRegistration(v); err != nil {
			return err
		}
	}
	if v := c.String("operator"); v != "" {
		if flight.OperatorState, err = policy.StateNamed(v); err != nil {
			return fmt.Errorf("--operator: %w", err)
		}
	}
	return nil
}

// dayOf reads a day from a flag; the zero value if it was not given.
func dayOf(c *cli.Context, flag string) (policy.When, error) {
	v := c.String(flag)
	if v == "" {
		return policy.When{}, nil
	}
	w, err := policy.ParseWhen(v)
	if err != nil {
		return w, usage("--%s: %v", flag, err)
	}
	return w, nil
}
