package policy

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/flightcheck/flightcheck/internal/strictyaml"
	"github.com/flightcheck/flightcheck/internal/suggest"
)

// Cases are what a policy set is to answer: a file of questions to [Set.Decide],
// each with the answer that is wanted. See [ParseCases].
type Cases struct {
	File     string   // as given to ParseCases
	Policies []string // names of the layers: built-in sets, or paths from the file
	List     []Case
}

// Case is one question and its answer.
type Case struct {
	Name      string
	Flight    *Flight // nil: the set's own
	Territory Territory
	Scope     Scope
	AsOf      When
	Want      Want
	Line, Col int // where it begins
}

// Want is what a case wants. Lists that are nil are not asked for.
type Want struct {
	Status  Status
	Rule    string   // the winner
	Behind  []string // rules with a status that apply besides the winner: these at least; empty, not nil: none but the Convention's
	Flags   []string // flags that apply: these at least; empty, not nil: none
	Missing []string // the facts that are missing: these and no others; nil: not asked for
}

// ParseCases reads a file of cases. All faults are returned at once as [Errors].
//
//	version: 1
//	policies: [budapest-2025]        # layers, as with Combine; the sets of the caller when left out
//	cases:
//	  - name: Bulgaria lets the president pass
//	    flight: {registration: RU, kind: state, date: 2025-10-30}   # left out: that of the set
//	    territory: BG                # or {state: FR, area: GF, within: [zone]}, or {zone: NAME}
//	    scope: overflight            # when left out
//	    as_of: 2025-10-20            # optional
//	    want: {status: permission, rule: ART-BG-PERMISSION, behind: [], flags: [], missing: []}
//
// An empty list wants nothing there. A flight has the keys of that of a set, and owner_state, charterer_state, mtow (in
// tonnes), base, level, origin and destination (a State or "aerodrome XXX").
func ParseCases(name string, src []byte) (*Cases, error) {
	d := newReader(name)
	out := &Cases{File: name}
	if root := d.Load(src); root != nil {
		d.Mapping(root, "the file",
			need("version", d.version),
			may("policies", func(n *yaml.Node) {
				out.Policies = d.Texts(n, "policies", true, func(*yaml.Node, string) bool { return true })
			}),
			need("cases", func(n *yaml.Node) { out.List = d.cases(n) }),
		)
	}
	if err := d.err(src); err != nil {
		return nil, err
	}
	return out, nil
}

func (d *reader) cases(n *yaml.Node) []Case {
	var out []Case
	seen := map[string]int{}
	d.Items(n, "cases", true, func(c *yaml.Node) {
		x := Case{Line: c.Line, Col: c.Column}
		var area *yaml.Node
		d.Mapping(c, "a case",
			need("name", func(n *yaml.Node) { x.Name, _ = d.Text(n, "name") }),
			may("flight", func(n *yaml.Node) { x.Flight = d.caseFlight(n) }),
			need("territory", func(n *yaml.Node) { x.Territory, area = d.caseTerritory(n), n }),
			may("scope", func(n *yaml.Node) { x.Scope = d.caseScope(n) }),
			may("as_of", func(n *yaml.Node) { x.AsOf = d.when(n, "as_of") }),
			need("want", func(n *yaml.Node) { x.Want = d.want(n) }),
		)
		if t := x.Territory; area != nil && t.Area == "" && t.State == "" && area.Kind == yaml.MappingNode {
			d.Fault(area, "write {state: RU}, {area: GF} or {zone: NAME}", "the territory names nothing")
		}
		if d.Once(c, "case", x.Name, seen) {
			out = append(out, x)
		}
	})
	return out
}

// caseFlight reads a flight with all facts that rules ask for.
func (d *reader) caseFlight(n *yaml.Node) *Flight {
	f := Flight{GivenBy: GivenByQuestion}
	end := func(key string, to *Aerodrome) strictyaml.Field {
		return may(key, func(n *yaml.Node) { *to = d.caseEnd(n, key) })
	}
	d.Mapping(n, "flight", append(d.flightFields(&f, new(*yaml.Node)),
		may("charterer_state", func(n *yaml.Node) { f.ChartererState = d.stateText(n, "charterer_state") }),
		may("mtow", func(n *yaml.Node) { f.MTOW = d.Number(n, "mtow", 10000) }),
		may("base", func(n *yaml.Node) { f.Base = d.stateText(n, "base") }),
		may("level", func(n *yaml.Node) { f.Level = d.caseLevel(n) }),
		end("origin", &f.Origin), end("destination", &f.Destination))...)
	return &f
}

// caseLevel reads a flight level.
func (d *reader) caseLevel(n *yaml.Node) int {
	v := d.Number(n, "level", 999)
	if v != float64(int(v)) {
		d.Fault(n, "write a whole flight level, like 350", "level is not a whole number")
		return 0
	}
	return int(v)
}

// caseEnd reads one end of a flight.
func (d *reader) caseEnd(n *yaml.Node, key string) Aerodrome {
	s, ok := d.Text(n, key)
	if !ok {
		return Aerodrome{}
	}
	code, is := strings.CutPrefix(s, "aerodrome ")
	switch {
	case !is && d.state(n, s):
		return Aerodrome{State: s}
	case !is || !d.end(n, s):
		return Aerodrome{}
	case len(code) == 3:
		return Aerodrome{IATA: code}
	default:
		return Aerodrome{ICAO: code}
	}
}

// caseTerritory reads a State or area by its code, or a mapping.
func (d *reader) caseTerritory(n *yaml.Node) Territory {
	if n.Kind == yaml.ScalarNode {
		s, ok := d.Text(n, "territory")
		if !ok || !d.state(n, s) {
			return Territory{}
		}
		return Territory{Area: s, Code: s, State: s}
	}
	var t Territory
	d.Mapping(n, "territory",
		may("state", func(n *yaml.Node) { t.State = d.stateText(n, "state") }),
		may("area", func(n *yaml.Node) { t.Code = d.stateText(n, "area") }),
		may("within", func(n *yaml.Node) {
			t.Within = d.Texts(n, "within", true, func(*yaml.Node, string) bool { return true })
		}),
		may("zone", func(n *yaml.Node) { s, _ := d.Text(n, "zone"); t.Zones = []string{s} }),
	)
	if t.Code == "" && len(t.Zones) == 0 {
		t.Code = t.State
	}
	if t.Area = t.Code; len(t.Zones) > 0 {
		t.Area = t.Zones[0]
		if t.State != "" || t.Code != "" {
			d.Fault(n, "leave one out", "a territory is a zone or a State, not both")
		}
	}
	return t
}

func (d *reader) caseScope(n *yaml.Node) Scope {
	s, ok := d.Text(n, "scope")
	if !ok {
		return Overflight
	}
	v, err := ParseScope(s)
	if err != nil {
		d.Fault(n, suggest.Hint(s, scopeWords), "unknown scope %q", suggest.Clip(s))
	}
	return v
}

// want reads the answer that is wanted.
func (d *reader) want(n *yaml.Node) Want {
	var w Want
	ids := func(key string, to *[]string) strictyaml.Field {
		return may(key, func(n *yaml.Node) {
			if *to = d.Texts(n, key, false, func(*yaml.Node, string) bool { return true }); *to == nil {
				*to = []string{}
			}
		})
	}
	d.Mapping(n, "want",
		need("status", func(n *yaml.Node) { w.Status = d.status(n) }),
		may("rule", func(n *yaml.Node) { w.Rule, _ = d.Text(n, "rule") }),
		ids("behind", &w.Behind), ids("flags", &w.Flags), ids("missing", &w.Missing),
	)
	if w.Status == Unknown && w.Rule != "" {
		d.Fault(n, "leave rule out", "nothing decides what is unknown, so no rule wins")
	}
	if w.Status != Unknown && len(w.Missing) > 0 {
		d.Fault(n, "write status: unknown", "facts are missing only where the status is unknown")
	}
	return w
}

func (d *reader) status(n *yaml.Node) Status {
	var s Status
	word, ok := d.Text(n, "status")
	if ok && s.UnmarshalText([]byte(word)) != nil {
		d.Fault(n, suggest.Hint(word, statusWords[:]), "unknown status %q", suggest.Clip(word))
	}
	return s
}

// named returns the ids of the rules that the case names, sorted.
func (c *Case) named() []string {
	out := slices.Concat(c.Want.Behind, c.Want.Flags)
	if c.Want.Rule != "" {
		out = append(out, c.Want.Rule)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
