package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/flightcheck/flightcheck/internal/strictyaml"
	"github.com/flightcheck/flightcheck/internal/suggest"
)

// Parse reads one policy file. The name is used in errors, and names the set if
// the file does not. All faults of the file are returned at once as [Errors].
// Every rule, bloc and person that the file refers to must be in it, or in the
// built-in sets that it extends. To read a file that extends files, use [Load].
func Parse(name string, src []byte) (*Set, error) {
	return parse(name, src, &reading{alone: true, stack: []string{clean(name)}})
}

// ParseLayer is like [Parse], but the file may refer to rules, blocs and people
// of other layers. If it does, the set decides nothing until [Combine] has put
// it together with them.
func ParseLayer(name string, src []byte) (*Set, error) {
	return parse(name, src, &reading{stack: []string{clean(name)}})
}

// parse reads one file and the sets that it extends.
func parse(name string, src []byte, how *reading) (*Set, error) {
	d := newReader(name)
	l, rules := d.document(d.LoadTree(src, how.tree))
	sum := sha256.Sum256(src)
	l.sha = hex.EncodeToString(sum[:])
	under := d.extended(l.extend, how)
	s, errs := assemble([]layer{l}, rules, d.refs)
	d.errs = append(d.errs, errs...)
	if how.alone && len(l.extend) == 0 && !d.Full() {
		d.errs = append(d.errs, s.unresolved()...)
	}
	if err := d.err(src); err != nil {
		return nil, err
	}
	if len(under) == 0 {
		return s.ready(), nil
	}
	joined, errs := join(append([]*Set{s}, under...))
	if how.alone {
		errs = append(errs, joined.unresolved()...)
	}
	if err := (&faults{file: name, errs: errs}).err(src); err != nil {
		return nil, err
	}
	return joined.ready(), nil
}

var (
	idForm   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$`)
	blocForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]{1,39}$`)
)

// transitBloc is the bloc that stands for the set's transit agreement.
const transitBloc = "transit-agreement"

// document reads the whole file.
func (d *reader) document(root *yaml.Node) (layer, []*Rule) {
	l := layer{file: d.file}
	var rules []*Rule
	if root == nil {
		return l, nil
	}
	d.Mapping(root, "the set",
		need("version", d.version),
		may("set", func(n *yaml.Node) { l.name = d.id(n, "the name of the set") }),
		may("extend", func(n *yaml.Node) { l.extend = d.extend(n) }),
		may("title", func(n *yaml.Node) { l.title = d.Optional(n, "title") }),
		may("note", func(n *yaml.Node) { l.note = d.Optional(n, "note") }),
		may("as_of", func(n *yaml.Node) { l.asOf = d.when(n, "as_of") }),
		may("covers", func(n *yaml.Node) { l.covers = d.covers(n) }),
		may("transit_agreement", func(n *yaml.Node) { l.transit = d.transit(n) }),
		may("flight", func(n *yaml.Node) { l.flight = d.flight(n) }),
		may("people", func(n *yaml.Node) { l.people = d.people(n) }),
		may("blocs", func(n *yaml.Node) { l.blocs = d.blocs(n) }),
		may("zones", func(n *yaml.Node) { l.zones = d.zoneNames(n) }),
		need("rules", func(n *yaml.Node) { rules = d.rules(n) }),
	)
	if l.name == "" {
		l.name = strings.TrimSuffix(strings.TrimSuffix(path.Base(strings.ReplaceAll(d.file, `\`, "/")), ".yaml"), ".yml")
	}
	for _, r := range rules {
		l.ids = append(l.ids, r.ID)
	}
	return l, rules
}

// version reads the version of the format, which is 1.
func (d *reader) version(n *yaml.Node) {
	if s, ok := d.Text(n, "version"); ok && (s != "1" || n.Tag != "!!int") {
		d.Fault(n, "write version: 1", "version %q is not known", suggest.Clip(s))
	}
}

// id reads an id of a rule or set.
func (d *reader) id(n *yaml.Node, what string) string {
	s, ok := d.Text(n, what)
	if ok && !idForm.MatchString(s) {
		d.Fault(n, `use up to 80 letters, digits, "-", "." and "_"`, "%s %q has other signs or is too long", what, suggest.Clip(s))
		return ""
	}
	return s
}

// state checks a code of a State or area.
func (d *reader) state(n *yaml.Node, s string) bool {
	if ValidState(s) {
		return true
	}
	hint := "write the code of ISO 3166-1 (two capital letters) or XK"
	if found := stateHint(s); len(found) > 0 {
		for i, f := range found {
			found[i] = f + " (" + StateName(f) + ")"
		}
		hint = "did you mean " + strings.Join(found, " or ") + "?"
	} else if userAssigned(s) {
		hint = userAssignedHint
	}
	d.Fault(n, hint, "unknown State or area %q", suggest.Clip(s))
	return false
}

// stateText reads a code of a State or area, and takes null for "".
func (d *reader) stateText(n *yaml.Node, what string) string {
	if strictyaml.Null(n) {
		return ""
	}
	if s, ok := d.Text(n, what); ok && d.state(n, s) {
		return s
	}
	return ""
}

func (d *reader) covers(n *yaml.Node) []string {
	alone := n
	if n.Kind == yaml.SequenceNode && len(n.Content) == 1 {
		alone = n.Content[0]
	}
	if alone.Kind == yaml.ScalarNode && alone.Value == "*" {
		return nil
	}
	out := d.Texts(n, "covers", true, d.state)
	slices.Sort(out)
	return out
}

func (d *reader) transit(n *yaml.Node) string {
	s := d.Optional(n, "transit_agreement")
	if s != "" {
		d.refer(n, "bloc", s, "transit_agreement")
	}
	return s
}

// flight reads the set's default flight.
func (d *reader) flight(n *yaml.Node) *Flight {
	f := Flight{GivenBy: GivenBySet}
	var example *yaml.Node
	d.Mapping(n, "flight", d.flightFields(&f, &example)...)
	if f.Example != "" {
		r, err := ParseRegistration(f.Example)
		switch {
		case err != nil:
			d.Fault(example, "", "example: %v", err)
		case r.Mark == "" || r.State != f.Registration.State:
			d.Fault(example, "write a whole mark of "+f.Registration.State, "example %q is no mark of the registration %q", suggest.Clip(f.Example), f.Registration.State)
		}
	}
	return &f
}

// flightFields says how the facts of a flight are read.
func (d *reader) flightFields(f *Flight, example **yaml.Node) []strictyaml.Field {
	return []strictyaml.Field{
		may("registration", func(n *yaml.Node) { f.Registration = d.registration(n) }),
		may("example", func(n *yaml.Node) { f.Example, *example = d.Optional(n, "example"), n }),
		may("operator_state", func(n *yaml.Node) { f.OperatorState = d.stateText(n, "operator_state") }),
		may("owner_state", func(n *yaml.Node) { f.OwnerState = d.stateText(n, "owner_state") }),
		may("kind", func(n *yaml.Node) { f.Kind = strictyaml.Word(&d.Reader, n, "kind", kinds) }),
		may("type", func(n *yaml.Node) { f.Type = d.typeText(n) }),
		may("scheduled", func(n *yaml.Node) { f.Scheduled = d.tri(n, "scheduled") }),
		may("persons", func(n *yaml.Node) {
			f.Persons = d.Texts(n, "persons", false, func(c *yaml.Node, s string) bool {
				d.refer(c, "person", s, "flight")
				return true
			})
		}),
		may("purpose", func(n *yaml.Node) { f.Purpose = d.plainWord(n, "purpose") }),
		may("cargo", func(n *yaml.Node) { f.Cargo = d.plainWord(n, "cargo") }),
		may("date", func(n *yaml.Node) { f.Date = d.when(n, "date") }),
	}
}

var kinds = []Kind{StateAircraft, CivilAircraft}

func (d *reader) registration(n *yaml.Node) Registration {
	s := d.Optional(n, "registration")
	if s == "" {
		return Registration{}
	}
	r, err := ParseRegistration(s)
	if err != nil {
		d.Fault(n, "", "%v", err)
		return r
	}
	if r.Mark == "" && r.State != s {
		d.state(n, s) // a State is written in capitals
	}
	return r
}

func (d *reader) typeText(n *yaml.Node) string {
	s := d.Optional(n, "type")
	if s != "" && !typeForm.MatchString(s) {
		d.Fault(n, "write an ICAO type designator, like IL96", "unknown type %q", suggest.Clip(s))
		return ""
	}
	return s
}

func (d *reader) plainWord(n *yaml.Node, what string) string {
	s := d.Optional(n, what)
	if s != "" && !wordForm.MatchString(s) {
		d.Fault(n, "write small letters, digits, - and _", "%s %q is not a word", what, suggest.Clip(s))
		return ""
	}
	return s
}

func (d *reader) tri(n *yaml.Node, what string) Tri {
	v, ok := d.Bool(n, what)
	switch {
	case !ok:
		return NotGiven
	case v:
		return Yes
	default:
		return No
	}
}

// people reads the people whom rules may name.
func (d *reader) people(n *yaml.Node) []Person {
	var out []Person
	seen := map[string]int{}
	d.Items(n, "people", false, func(c *yaml.Node) {
		var p Person
		d.Mapping(c, "a person",
			need("id", func(n *yaml.Node) {
				if _, ok := d.Text(n, "id of a person"); ok { // plainWord takes null for left out
					p.ID = d.plainWord(n, "id of a person")
				}
			}),
			may("name", func(n *yaml.Node) { p.Name = d.Optional(n, "name") }),
			may("note", func(n *yaml.Node) { p.Note = d.Optional(n, "note") }),
			may("sources", func(n *yaml.Node) { p.Sources = d.sources(n) }),
		)
		if d.Once(c, "person", p.ID, seen) {
			out = append(out, p)
		}
	})
	return out
}

// blocs reads the blocs of the file.
func (d *reader) blocs(n *yaml.Node) []Bloc {
	var out []Bloc
	seen := map[string]int{}
	d.Items(n, "blocs", false, func(c *yaml.Node) {
		var b Bloc
		d.Mapping(c, "a bloc",
			need("id", func(n *yaml.Node) { b.ID = d.blocID(n) }),
			may("name", func(n *yaml.Node) { b.Name = d.Optional(n, "name") }),
			may("note", func(n *yaml.Node) { b.Note = d.Optional(n, "note") }),
			need("members", func(n *yaml.Node) { b.Members = d.members(n) }),
			may("sources", func(n *yaml.Node) { b.Sources = d.sources(n) }),
		)
		if d.Once(c, "bloc", b.ID, seen) {
			out = append(out, b)
		}
	})
	return out
}

func (d *reader) blocID(n *yaml.Node) string {
	s, ok := d.Text(n, "id of a bloc")
	switch {
	case !ok:
		return ""
	case !blocForm.MatchString(s):
		d.Fault(n, "use letters, digits and -", "the id of a bloc %q has other signs, or is too short or too long", suggest.Clip(s))
		return ""
	case ValidState(s) || s == transitBloc:
		d.Fault(n, "choose another id", "the id of a bloc %q already means something else", s)
		return ""
	}
	return s
}

// members reads the memberships of a bloc; a bloc must have some.
func (d *reader) members(n *yaml.Node) []Member {
	var out []Member
	d.Items(n, "members", true, func(c *yaml.Node) {
		var m Member
		d.Mapping(c, "a member",
			need("iso", func(n *yaml.Node) { m.ISO = d.memberCode(n) }),
			may("from", func(n *yaml.Node) { m.From = d.when(n, "from") }),
			may("to", func(n *yaml.Node) { m.To = d.when(n, "to") }),
		)
		d.order(c, m.From, m.To, "to")
		if m.ISO != "" {
			out = append(out, m)
		}
	})
	return out
}

func (d *reader) memberCode(n *yaml.Node) string {
	s, ok := d.Text(n, "iso")
	if !ok {
		return ""
	}
	if id, is := strings.CutPrefix(s, "bloc:"); is {
		d.refer(n, "bloc", id, "a bloc")
		return s
	}
	if !d.state(n, s) {
		return ""
	}
	return s
}

// order records a fault if an end comes before its beginning.
func (d *reader) order(n *yaml.Node, from, to When, name string) {
	if !from.IsZero() && !to.IsZero() && to.End().Before(from.Start()) {
		d.Fault(n, "turn them round", "from (%s) is later than %s (%s)", from, name, to)
	}
}
