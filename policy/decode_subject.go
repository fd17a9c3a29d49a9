package policy

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// flownOver stands for the State whose airspace is judged, in lists of States.
const flownOver = "flown-over"

// subject reads which flights a rule is about.
func (d *reader) subject(n *yaml.Node) Subject {
	if n.Kind == yaml.ScalarNode && (n.Value == "any" || null(n)) {
		return Subject{}
	}
	if n.Kind == yaml.ScalarNode {
		d.fault(n, "write any, or {registration: [RU]}", "subject %q is neither any nor a mapping", clip(n.Value))
		return Subject{}
	}
	return d.group(n, true)
}

// group reads the fields of a subject, or of one group of any_of.
func (d *reader) group(n *yaml.Node, top bool) Subject {
	var s Subject
	flags := func(key string, to *[]string, check func(*yaml.Node, string) bool) field {
		return field{key, func(n *yaml.Node) { *to = d.texts(n, key, true, check) }, false}
	}
	fields := []field{
		flags("registration", &s.Registration, d.holder),
		flags("registration_not", &s.RegistrationNot, d.holder),
		flags("operator_state", &s.OperatorState, d.holder),
		flags("operator_state_not", &s.OperatorNot, d.holder),
		flags("owner_state", &s.OwnerState, d.holder),
		{"kind", func(n *yaml.Node) { s.Kind = word(d, n, "kind", kinds) }, false},
		{"scheduled", func(n *yaml.Node) { s.Scheduled = d.tri(n, "scheduled") }, false},
		flags("type", &s.Type, func(n *yaml.Node, v string) bool { return v == d.typeText(n) }),
		{"mtow", func(n *yaml.Node) { s.MTOW = d.mass(n) }, false},
		flags("persons", &s.Persons, d.personRef),
		flags("persons_not", &s.PersonsNot, d.personRef),
		flags("origin", &s.Origin, d.end),
		flags("destination", &s.Destination, d.end),
		flags("origin_not", &s.OriginNot, d.end),
		flags("destination_not", &s.DestinationNot, d.end),
		{"between", func(n *yaml.Node) { s.Between = d.between(n) }, false},
		flags("base", &s.Base, d.stateOrBloc),
		flags("purpose", &s.Purpose, func(n *yaml.Node, v string) bool { return v == d.plainWord(n, "purpose") }),
		flags("cargo", &s.Cargo, func(n *yaml.Node, v string) bool { return v == d.plainWord(n, "cargo") }),
		{"levels", func(n *yaml.Node) { s.Levels = d.levels(n) }, false},
		flags("flight_plan_names", &s.FlightPlanNames, d.end),
		{"carrier_list", func(n *yaml.Node) { s.CarrierList = d.id(n, "carrier_list") }, false},
	}
	if top {
		fields = append(fields, field{"any_of", func(n *yaml.Node) {
			d.items(n, "any_of", true, func(c *yaml.Node) { s.AnyOf = append(s.AnyOf, d.group(c, false)) })
		}, false})
	}
	what := "subject"
	if !top {
		what = "a group of any_of"
	}
	d.mapping(n, what, fields)
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		d.fault(n, "write any for every flight", "%s names nothing", what)
	}
	return s
}

// holder checks a State, bloc:NAME or flown-over.
func (d *reader) holder(n *yaml.Node, s string) bool {
	return s == flownOver || d.stateOrBloc(n, s)
}

func (d *reader) personRef(n *yaml.Node, s string) bool {
	d.refer(n, "person", s, "")
	return true
}

var aerodromeForm = regexp.MustCompile(`^([A-Z]{3}|[A-Z][A-Z0-9]{3})$`)

// end checks one end of a flight: a State, bloc:NAME or "aerodrome XXX".
func (d *reader) end(n *yaml.Node, s string) bool {
	if c, ok := strings.CutPrefix(s, "aerodrome "); ok {
		if !aerodromeForm.MatchString(c) {
			d.fault(n, `write "aerodrome VKO" or "aerodrome UUWW"`, "%q is no IATA or ICAO code", clip(c))
			return false
		}
		return true
	}
	return d.stateOrBloc(n, s)
}

// between reads two lists of ends.
func (d *reader) between(n *yaml.Node) [][]string {
	var out [][]string
	if !d.kind(n, yaml.SequenceNode, "between", "two lists") {
		return nil
	}
	if len(n.Content) != 2 {
		d.fault(n, "write [[UA], [BY]]", "between holds %d lists, not two", len(n.Content))
		return nil
	}
	for _, c := range n.Content {
		out = append(out, d.texts(c, "a list of between", true, d.end))
	}
	return out
}

// mass reads a band of masses in tonnes.
func (d *reader) mass(n *yaml.Node) Mass {
	m := Mass{Given: true}
	d.mapping(n, "mtow", []field{
		{"from_t", func(n *yaml.Node) { m.FromT = d.number(n, "from_t", 10000) }, false},
		{"to_t", func(n *yaml.Node) { m.UpToT = d.number(n, "to_t", 10000) }, false},
	})
	d.band(n, m.FromT, m.UpToT, "mtow")
	return m
}

// levels reads a band of flight levels.
func (d *reader) levels(n *yaml.Node) Levels {
	l := Levels{Given: true}
	var from, to float64
	d.mapping(n, "levels", []field{
		{"from_fl", func(n *yaml.Node) { from = d.number(n, "from_fl", 999) }, false},
		{"to_fl", func(n *yaml.Node) { to = d.number(n, "to_fl", 999) }, false},
	})
	d.band(n, from, to, "levels")
	if from != float64(int(from)) || to != float64(int(to)) {
		d.fault(n, "write whole hundreds of feet, like 245", "levels are not whole numbers")
	}
	l.FromFL, l.ToFL = int(from), int(to)
	return l
}

// band records a fault if a band has no end or is upside down.
func (d *reader) band(n *yaml.Node, from, to float64, what string) {
	if n.Kind != yaml.MappingNode {
		return
	}
	keys := make([]string, 0, 2)
	for i := 0; i < len(n.Content); i += 2 {
		keys = append(keys, n.Content[i].Value)
	}
	switch {
	case len(keys) == 0:
		d.fault(n, "give one end or both", "%s has no ends", what)
	case to != 0 && from > to:
		d.fault(n, "turn them round", "%s: the lower end (%v) is above the upper (%v)", what, from, to)
	case to == 0 && slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, "to_") }):
		d.fault(n, "give an upper end above 0", "%s: the upper end is 0", what)
	}
}

// number reads a number from 0 to most.
func (d *reader) number(n *yaml.Node, what string, most float64) float64 {
	s, ok := d.text(n, what)
	if !ok {
		return 0
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || (n.Tag != "!!int" && n.Tag != "!!float") || !(v >= 0 && v <= most) {
		d.fault(n, "write a plain number", "%s %q is not a number from 0 to %v", what, clip(s), most)
		return 0
	}
	return v
}
