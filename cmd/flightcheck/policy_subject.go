package main

import (
	"fmt"
	"strings"

	"github.com/flightcheck/flightcheck/policy"
)

// clause is one key of a rule's subject with what it holds, as a file writes it.
type clause struct {
	key   string
	value any
}

// clausesOf lists the keys of a subject in the order of the reference; none is
// every flight.
func clausesOf(s policy.Subject) []clause {
	var out []clause
	list := func(key string, words []string) {
		if len(words) > 0 {
			out = append(out, clause{key, words})
		}
	}
	list("registration", s.Registration)
	list("registration_not", s.RegistrationNot)
	list("operator_state", s.OperatorState)
	list("operator_state_not", s.OperatorNot)
	list("owner_state", s.OwnerState)
	if s.Kind != "" {
		out = append(out, clause{"kind", string(s.Kind)})
	}
	if s.Scheduled != policy.NotGiven {
		out = append(out, clause{"scheduled", s.Scheduled == policy.Yes})
	}
	list("type", s.Type)
	if s.MTOW.Given {
		out = append(out, clause{"mtow", band("t", s.MTOW.FromT, s.MTOW.UpToT)})
	}
	list("persons", s.Persons)
	list("persons_not", s.PersonsNot)
	list("origin", s.Origin)
	list("destination", s.Destination)
	list("origin_not", s.OriginNot)
	list("destination_not", s.DestinationNot)
	if len(s.Between) > 0 {
		out = append(out, clause{"between", s.Between})
	}
	list("base", s.Base)
	list("purpose", s.Purpose)
	list("cargo", s.Cargo)
	if s.Levels.Given {
		out = append(out, clause{"levels", band("fl", float64(s.Levels.FromFL), float64(s.Levels.ToFL))})
	}
	list("flight_plan_names", s.FlightPlanNames)
	if s.CarrierList != "" {
		out = append(out, clause{"carrier_list", s.CarrierList})
	}
	if len(s.AnyOf) > 0 {
		var groups []map[string]any
		for _, g := range s.AnyOf {
			groups = append(groups, subjectJSON(g))
		}
		out = append(out, clause{"any_of", groups})
	}
	return out
}

// band is a band with the names of its ends; an end of 0 is open.
func band(unit string, from, to float64) map[string]float64 {
	b := map[string]float64{}
	if from > 0 {
		b["from_"+unit] = from
	}
	if to > 0 {
		b["to_"+unit] = to
	}
	return b
}

// subjectJSON is a subject as its file has it; nil is every flight.
func subjectJSON(s policy.Subject) map[string]any {
	var out map[string]any
	for _, c := range clausesOf(s) {
		if out == nil {
			out = map[string]any{}
		}
		out[c.key] = c.value
	}
	return out
}

// subjectWords says in one line which flights a rule is about.
func subjectWords(s policy.Subject) string {
	var words []string
	for _, c := range clausesOf(s) {
		words = append(words, c.key+" "+clauseWords(c, s))
	}
	if len(words) == 0 {
		return "every flight"
	}
	return "flights with " + strings.Join(words, "; ")
}

func clauseWords(c clause, s policy.Subject) string {
	switch v := c.value.(type) {
	case []string:
		return strings.Join(v, ", ")
	case [][]string:
		var lists []string
		for _, l := range v {
			lists = append(lists, strings.Join(l, ", "))
		}
		return strings.Join(lists, " and ")
	case map[string]float64:
		var ends []string
		for _, e := range [...]string{"from_t", "to_t", "from_fl", "to_fl"} {
			if x, ok := v[e]; ok {
				end, unit, _ := strings.Cut(e, "_")
				ends = append(ends, fmt.Sprintf("%s %v %s", end, x, unit))
			}
		}
		return strings.Join(ends, " ")
	case []map[string]any:
		var groups []string
		for _, g := range s.AnyOf {
			groups = append(groups, "("+strings.TrimPrefix(subjectWords(g), "flights with ")+")")
		}
		return strings.Join(groups, " or ")
	default:
		return fmt.Sprint(v)
	}
}
