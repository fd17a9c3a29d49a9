package policy

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/flightcheck/flightcheck/internal/strictyaml"
	"github.com/flightcheck/flightcheck/internal/suggest"
)

// flownOver stands for the State whose airspace is judged, in lists of States.
const flownOver = "flown-over"

// subject reads which flights a rule is about.
func (d *reader) subject(n *yaml.Node) Subject {
	if n.Kind == yaml.ScalarNode && (n.Value == "any" || strictyaml.Null(n)) {
		return Subject{}
	}
	if n.Kind == yaml.ScalarNode {
		d.Fault(n, "write any, or {registration: [RU]}", "subject %q is neither any nor a mapping", suggest.Clip(n.Value))
		return Subject{}
	}
	return d.group(n, true)
}

// group reads the fields of a subject, or of one group of any_of.
func (d *reader) group(n *yaml.Node, top bool) Subject {
	var s Subject
	flags := func(key string, to *[]string, check func(*yaml.Node, string) bool) strictyaml.Field {
		return may(key, func(n *yaml.Node) { *to = d.Texts(n, key, true, check) })
	}
	fields := []strictyaml.Field{
		flags("registration", &s.Registration, d.holder),
		flags("registration_not", &s.RegistrationNot, d.holder),
		flags("operator_state", &s.OperatorState, d.holder),
		flags("operator_state_not", &s.OperatorNot, d.holder),
		flags("owner_state", &s.OwnerState, d.holder),
		may("kind", func(n *yaml.Node) { s.Kind = strictyaml.Word(&d.Reader, n, "kind", kinds) }),
		may("scheduled", func(n *yaml.Node) { s.Scheduled = d.tri(n, "scheduled") }),
		flags("type", &s.Type, func(n *yaml.Node, v string) bool { return v == d.typeText(n) }),
		may("mtow", func(n *yaml.Node) { s.MTOW = d.mass(n) }),
		flags("persons", &s.Persons, d.personRef),
		flags("persons_not", &s.PersonsNot, d.personRef),
		flags("origin", &s.Origin, d.end),
		flags("destination", &s.Destination, d.end),
		flags("origin_not", &s.OriginNot, d.end),
		flags("destination_not", &s.DestinationNot, d.end),
		may("between", func(n *yaml.Node) { s.Between = d.between(n) }),
		flags("base", &s.Base, d.stateOrBloc),
		flags("purpose", &s.Purpose, func(n *yaml.Node, v string) bool { return v == d.plainWord(n, "purpose") }),
		flags("cargo", &s.Cargo, func(n *yaml.Node, v string) bool { return v == d.plainWord(n, "cargo") }),
		may("levels", func(n *yaml.Node) { s.Levels = d.levels(n) }),
		flags("flight_plan_names", &s.FlightPlanNames, d.end),
		may("carrier_list", func(n *yaml.Node) { s.CarrierList = d.id(n, "carrier_list") }),
	}
	if top {
		fields = append(fields, may("any_of", func(n *yaml.Node) {
			d.Items(n, "any_of", true, func(c *yaml.Node) { s.AnyOf = append(s.AnyOf, d.group(c, false)) })
		}))
	}
	what := "subject"
	if !top {
		what = "a group of any_of"
	}
	d.Mapping(n, what, fields...)
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		d.Fault(n, "write any for every flight", "%s names nothing", what)
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
			d.Fault(n, `write "aerodrome VKO" or "aerodrome UUWW"`, "%q is no IATA or ICAO code", suggest.Clip(c))
			return false
		}
		return true
	}
	return d.stateOrBloc(n, s)
}

// between reads two lists of ends.
func (d *reader) between(n *yaml.Node) [][]string {
	var out [][]string
	if !d.Kind(n, yaml.SequenceNode, "between", "two lists") {
		return nil
	}
	if len(n.Content) != 2 {
		d.Fault(n, "write [[UA], [BY]]", "between holds %d lists, not two", len(n.Content))
		return nil
	}
	for _, c := range n.Content {
		out = append(out, d.Texts(c, "a list of between", true, d.end))
	}
	return out
}

// mass reads a band of masses in tonnes.
func (d *reader) mass(n *yaml.Node) Mass {
	m := Mass{Given: true}
	d.Mapping(n, "mtow",
		may("from_t", func(n *yaml.Node) { m.FromT = d.Number(n, "from_t", 10000) }),
		may("to_t", func(n *yaml.Node) { m.UpToT = d.Number(n, "to_t", 10000) }),
	)
	d.band(n, m.FromT, m.UpToT, "mtow")
	return m
}

// levels reads a band of flight levels.
func (d *reader) levels(n *yaml.Node) Levels {
	l := Levels{Given: true}
	var from, to float64
	d.Mapping(n, "levels",
		may("from_fl", func(n *yaml.Node) { from = d.Number(n, "from_fl", 999) }),
		may("to_fl", func(n *yaml.Node) { to = d.Number(n, "to_fl", 999) }),
	)
	d.band(n, from, to, "levels")
	if from != float64(int(from)) || to != float64(int(to)) {
		d.Fault(n, "write whole hundreds of feet, like 245", "levels are not whole numbers")
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
	for k := range strictyaml.Pairs(n) {
		keys = append(keys, k.Value)
	}
	switch {
	case len(keys) == 0:
		d.Fault(n, "give one end or both", "%s has no ends", what)
	case to != 0 && from > to:
		d.Fault(n, "turn them round", "%s: the lower end (%v) is above the upper (%v)", what, from, to)
	case to == 0 && slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, "to_") }):
		d.Fault(n, "give an upper end above 0", "%s: the upper end is 0", what)
	}
}
