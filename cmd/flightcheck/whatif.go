package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// factFlags tell facts of the flight that few rules ask for.
func factFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "owner", Usage: "`STATE` of the owner; the registration's if left out"},
		&cli.StringFlag{Name: "charterer", Usage: "`STATE` of the charterer; the registration's if left out"},
		&cli.StringFlag{Name: "base", Usage: "`STATE` in which the aircraft is based"},
		&cli.StringFlag{Name: "mtow", Usage: "maximum take-off `MASS` in tonnes, 250, or with a unit, 250000kg"},
		&cli.StringFlag{Name: "purpose", Usage: "`WORD` for the purpose of the flight, as the rules write it, or ordinary"},
		&cli.StringFlag{Name: "cargo", Usage: "`WORD` for the cargo, as the rules write it (defence_material), or ordinary"},
	}
}

// setFacts reads the flags of factFlags.
func setFacts(c *cli.Context, flight *policy.Flight) (err error) {
	for _, x := range []struct {
		flag string
		to   *string
	}{{"owner", &flight.OwnerState}, {"charterer", &flight.ChartererState}, {"base", &flight.Base}} {
		if !c.IsSet(x.flag) {
			continue
		}
		if *x.to, err = policy.StateNamed(c.String(x.flag)); err != nil {
			return fmt.Errorf("--%s: %w", x.flag, err)
		}
	}
	if c.IsSet("mtow") {
		if flight.MTOW, err = tonnesOf(c.String("mtow")); err != nil {
			return err
		}
	}
	if c.IsSet("purpose") {
		flight.Purpose = strings.ToLower(c.String("purpose"))
	}
	if c.IsSet("cargo") {
		flight.Cargo = strings.ToLower(c.String("cargo"))
	}
	return nil
}

// factWords says what was told of the facts of [factFlags].
func factWords(f route.Flight) []string {
	var words []string
	for _, x := range []struct{ what, value string }{
		{"owner of ", f.Owner}, {"charterer of ", f.Charterer}, {"based in ", f.Base}, {"purpose ", f.Purpose}, {"cargo ", f.Cargo},
	} {
		if x.value != "" {
			words = append(words, x.what+x.value)
		}
	}
	if f.MTOW > 0 {
		words = append(words, fmt.Sprintf("of %v t", f.MTOW))
	}
	if f.Scheduled == "yes" {
		words = append(words, "scheduled")
	}
	return words
}

// tonnesOf reads a mass: tonnes, or with the unit t or kg.
func tonnesOf(text string) (float64, error) {
	const most = 1000 // the heaviest aircraft had 640
	word := strings.ToLower(strings.ReplaceAll(text, " ", ""))
	number, kg := strings.CutSuffix(word, "kg")
	m, err := strconv.ParseFloat(strings.TrimSuffix(number, "t"), 64)
	if err != nil || kg && strings.HasSuffix(number, "t") || !(m > 0) {
		return 0, usage("--mtow: %q is no mass; write tonnes, like 250, or 250000kg", text)
	}
	if kg {
		m /= 1000
	}
	if m > most {
		hint := "the heaviest aircraft had 640"
		if !kg && m > 10*most {
			hint = fmt.Sprintf("did you mean %skg?", number)
		}
		return 0, usage("--mtow: %s are more than %d tonnes; %s", text, most, hint)
	}
	return m, nil
}

// whatIf applies --basis, --without, --with, --grant and --ban, in this order: what
// is left out or kept is so in the sets, and a rule that is added can stand in the
// place of one that was left out.
func whatIf(c *cli.Context, set *policy.Set) (*policy.Set, error) {
	var cut []policy.Override
	if b := c.StringSlice("basis"); len(b) > 0 {
		cut = append(cut, policy.Basis(b...))
	}
	for _, id := range c.StringSlice("without") {
		cut = append(cut, policy.Without(id))
	}
	supposed, err := supposedOf(c, set)
	if err != nil {
		return nil, err
	}
	if set, err = set.With(cut...); err != nil {
		return nil, err
	}
	for _, name := range c.StringSlice("with") {
		if set, err = set.Add(name, readText); err != nil {
			return nil, withError(name, err)
		}
	}
	return set.With(supposed...)
}

// withError says how a set is added that was given by its name.
func withError(name string, err error) error {
	if policy.IsPath(name) {
		return err
	}
	return fmt.Errorf("--with: %w; a file of rules is named by its path, like ./%s.yaml", err, name)
}

// supposedOf reads --grant and --ban.
func supposedOf(c *cli.Context, set *policy.Set) ([]policy.Override, error) {
	var over []policy.Override
	for _, x := range []struct {
		flag string
		make func(string) policy.Override
	}{{"grant", policy.Grant}, {"ban", policy.Ban}} {
		for _, word := range c.StringSlice(x.flag) {
			codes, err := statesIn(word)
			if bloc := ofBloc(c, set, x.flag, word); err != nil && bloc != nil {
				return nil, bloc
			}
			if err != nil {
				return nil, fmt.Errorf("--%s: %w", x.flag, err)
			}
			for _, code := range codes {
				over = append(over, x.make(code))
			}
		}
	}
	return over, nil
}

// statesIn reads a State, or several with commas between. A name may have one, too.
func statesIn(word string) ([]string, error) {
	code, err := policy.StateNamed(word)
	if err == nil || !strings.Contains(word, ",") {
		return []string{code}, err
	}
	var codes []string
	for name := range strings.SplitSeq(word, ",") {
		if code, err = policy.StateNamed(strings.TrimSpace(name)); err != nil {
			return nil, err
		}
		codes = append(codes, code)
	}
	return codes, nil
}

// ofBloc says what to write in place of a bloc, nil if the word names none. It is not
// taken for its members: those are of one day, and a question may have many.
func ofBloc(c *cli.Context, set *policy.Set, flag, word string) error {
	flight, err := flightOf(c, set)
	if err != nil {
		return nil //nolint:nilerr // what is wrong with the flight is told elsewhere
	}
	id, members, ok := set.MembersOf(word, flight.Date)
	if !ok || len(members) == 0 {
		return nil
	}
	return usage("--%s: %s is a bloc, and each of its members answers for itself; for its members on %s write --%s %s", flag, id, flight.Date, flag, strings.Join(members, ","))
}

// validate reports what the set cannot understand of the flight.
func validate(set *policy.Set, flight policy.Flight) error {
	return errors.Join(set.Validate(flight), set.ValidateLoad(flight))
}
