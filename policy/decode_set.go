package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
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
	d := &reader{file: name}
	l, rules := d.document(src)
	sum := sha256.Sum256(src)
	l.sha = hex.EncodeToString(sum[:])
	under := d.extended(l.extend, how)
	s, faults := assemble([]layer{l}, rules, d.refs)
	d.errs = append(d.errs, faults...)
	if how.alone && len(l.extend) == 0 && !d.full() {
		d.errs = append(d.errs, s.unresolved()...)
	}
	if d.errs.sort(); len(d.errs) > 0 {
		d.errs.quote(name, src)
		return nil, d.errs.counted(d.more)
	}
	if len(under) == 0 {
		return s.ready(), nil
	}
	joined, errs := join(append([]*Set{s}, under...))
	if how.alone {
		errs = append(errs, joined.unresolved()...)
	}
	if errs.sort(); len(errs) > 0 {
		errs.quote(name, src)
		return nil, errs.counted(0)
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
func (d *reader) document(src []byte) (layer, []*Rule) {
	l := layer{file: d.file}
	var rules []*Rule
	root := d.load(src)
	if root == nil {
		return l, nil
	}
	d.mapping(root, "the set", []field{
		{"version", d.version, true},
		{"set", func(n *yaml.Node) { l.name = d.id(n, "the name of the set") }, false},
		{"extend", func(n *yaml.Node) { l.extend = d.extend(n) }, false},
		{"title", func(n *yaml.Node) { l.title = d.optional(n, "title") }, false},
		{"note", func(n *yaml.Node) { l.note = d.optional(n, "note") }, false},
		{"as_of", func(n *yaml.Node) { l.asOf = d.when(n, "as_of") }, false},
		{"covers", func(n *yaml.Node) { l.covers = d.covers(n) }, false},
		{"transit_agreement", func(n *yaml.Node) { l.transit = d.transit(n) }, false},
		{"flight", func(n *yaml.Node) { l.flight = d.flight(n) }, false},
		{"people", func(n *yaml.Node) { l.people = d.people(n) }, false},
		{"blocs", func(n *yaml.Node) { l.blocs = d.blocs(n) }, false},
		{"zones", func(n *yaml.Node) { l.zones = d.zoneNames(n) }, false},
		{"rules", func(n *yaml.Node) { rules = d.rules(n) }, true},
	})
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
	if s, ok := d.text(n, "version"); ok && (s != "1" || n.Tag != "!!int") {
		d.fault(n, "write version: 1", "version %q is not known", clip(s))
	}
}

// id reads an id of a rule or set.
func (d *reader) id(n *yaml.Node, what string) string {
	s, ok := d.text(n, what)
	if ok && !idForm.MatchString(s) {
		d.fault(n, `use up to 80 letters, digits, "-", "." and "_"`, "%s %q has other signs or is too long", what, clip(s))
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
	}
	d.fault(n, hint, "unknown State or area %q", clip(s))
	return false
}

// stateText reads a code of a State or area, and takes null for "".
func (d *reader) stateText(n *yaml.Node, what string) string {
	if null(n) {
		return ""
	}
	if s, ok := d.text(n, what); ok && d.state(n, s) {
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
	out := d.texts(n, "covers", true, d.state)
	slices.Sort(out)
	return out
}

func (d *reader) transit(n *yaml.Node) string {
	s := d.optional(n, "transit_agreement")
	if s != "" {
		d.refer(n, "bloc", s, "transit_agreement")
	}
	return s
}

// flight reads the set's default flight.
func (d *reader) flight(n *yaml.Node) *Flight {
	f := Flight{GivenBy: GivenBySet}
	var example *yaml.Node
	d.mapping(n, "flight", d.flightFields(&f, &example))
	if f.Example != "" {
		r, err := ParseRegistration(f.Example)
		switch {
		case err != nil:
			d.fault(example, "", "example: %v", err)
		case r.Mark == "" || r.State != f.Registration.State:
			d.fault(example, "write a whole mark of "+f.Registration.State, "example %q is no mark of the registration %q", clip(f.Example), f.Registration.State)
		}
	}
	return &f
}

// flightFields says how the facts of a flight are read.
func (d *reader) flightFields(f *Flight, example **yaml.Node) []field {
	return []field{
		{"registration", func(n *yaml.Node) { f.Registration = d.registration(n) }, false},
		{"example", func(n *yaml.Node) { f.Example, *example = d.optional(n, "example"), n }, false},
		{"operator_state", func(n *yaml.Node) { f.OperatorState = d.stateText(n, "operator_state") }, false},
		{"owner_state", func(n *yaml.Node) { f.OwnerState = d.stateText(n, "owner_state") }, false},
		{"kind", func(n *yaml.Node) { f.Kind = word(d, n, "kind", kinds) }, false},
		{"type", func(n *yaml.Node) { f.Type = d.typeText(n) }, false},
		{"scheduled", func(n *yaml.Node) { f.Scheduled = d.tri(n, "scheduled") }, false},
		{"persons", func(n *yaml.Node) {
			f.Persons = d.texts(n, "persons", false, func(c *yaml.Node, s string) bool {
				d.refer(c, "person", s, "flight")
				return true
			})
		}, false},
		{"purpose", func(n *yaml.Node) { f.Purpose = d.plainWord(n, "purpose") }, false},
		{"cargo", func(n *yaml.Node) { f.Cargo = d.plainWord(n, "cargo") }, false},
		{"date", func(n *yaml.Node) { f.Date = d.when(n, "date") }, false},
	}
}

var kinds = []Kind{StateAircraft, CivilAircraft}

func (d *reader) registration(n *yaml.Node) Registration {
	s := d.optional(n, "registration")
	if s == "" {
		return Registration{}
	}
	r, err := ParseRegistration(s)
	if err != nil {
		d.fault(n, "", "%v", err)
		return r
	}
	if r.Mark == "" && r.State != s {
		d.state(n, s) // a State is written in capitals
	}
	return r
}

func (d *reader) typeText(n *yaml.Node) string {
	s := d.optional(n, "type")
	if s != "" && !typeForm.MatchString(s) {
		d.fault(n, "write an ICAO type designator, like IL96", "unknown type %q", clip(s))
		return ""
	}
	return s
}

func (d *reader) plainWord(n *yaml.Node, what string) string {
	s := d.optional(n, what)
	if s != "" && !wordForm.MatchString(s) {
		d.fault(n, "write small letters, digits, - and _", "%s %q is not a word", what, clip(s))
		return ""
	}
	return s
}

func (d *reader) tri(n *yaml.Node, what string) Tri {
	v, ok := d.boolean(n, what)
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
	d.items(n, "people", false, func(c *yaml.Node) {
		var p Person
		d.mapping(c, "a person", []field{
			{"id", func(n *yaml.Node) {
				if _, ok := d.text(n, "id of a person"); ok { // plainWord takes null for left out
					p.ID = d.plainWord(n, "id of a person")
				}
			}, true},
			{"name", func(n *yaml.Node) { p.Name = d.optional(n, "name") }, false},
			{"note", func(n *yaml.Node) { p.Note = d.optional(n, "note") }, false},
			{"sources", func(n *yaml.Node) { p.Sources = d.sources(n) }, false},
		})
		if d.once(c, "person", p.ID, seen) {
			out = append(out, p)
		}
	})
	return out
}

// once records a fault if the id was seen before; it reports whether the thing can be kept.
func (d *reader) once(n *yaml.Node, what, id string, seen map[string]int) bool {
	if id == "" {
		return false
	}
	if line, ok := seen[id]; ok {
		d.fault(n, "rename or remove one", "the %s %q is given twice (first on line %d)", what, id, line)
		return false
	}
	seen[id] = n.Line
	return true
}

// blocs reads the blocs of the file.
func (d *reader) blocs(n *yaml.Node) []Bloc {
	var out []Bloc
	seen := map[string]int{}
	d.items(n, "blocs", false, func(c *yaml.Node) {
		var b Bloc
		d.mapping(c, "a bloc", []field{
			{"id", func(n *yaml.Node) { b.ID = d.blocID(n) }, true},
			{"name", func(n *yaml.Node) { b.Name = d.optional(n, "name") }, false},
			{"note", func(n *yaml.Node) { b.Note = d.optional(n, "note") }, false},
			{"members", func(n *yaml.Node) { b.Members = d.members(n) }, true},
			{"sources", func(n *yaml.Node) { b.Sources = d.sources(n) }, false},
		})
		if d.once(c, "bloc", b.ID, seen) {
			out = append(out, b)
		}
	})
	return out
}

func (d *reader) blocID(n *yaml.Node) string {
	s, ok := d.text(n, "id of a bloc")
	switch {
	case !ok:
		return ""
	case !blocForm.MatchString(s):
		d.fault(n, "use letters, digits and -", "the id of a bloc %q has other signs, or is too short or too long", clip(s))
		return ""
	case ValidState(s) || s == transitBloc:
		d.fault(n, "choose another id", "the id of a bloc %q already means something else", s)
		return ""
	}
	return s
}

// members reads the memberships of a bloc; a bloc must have some.
func (d *reader) members(n *yaml.Node) []Member {
	var out []Member
	d.items(n, "members", true, func(c *yaml.Node) {
		var m Member
		d.mapping(c, "a member", []field{
			{"iso", func(n *yaml.Node) { m.ISO = d.memberCode(n) }, true},
			{"from", func(n *yaml.Node) { m.From = d.when(n, "from") }, false},
			{"to", func(n *yaml.Node) { m.To = d.when(n, "to") }, false},
		})
		d.order(c, m.From, m.To, "to")
		if m.ISO != "" {
			out = append(out, m)
		}
	})
	return out
}

func (d *reader) memberCode(n *yaml.Node) string {
	s, ok := d.text(n, "iso")
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
		d.fault(n, "turn them round", "from (%s) is later than %s (%s)", from, name, to)
	}
}
