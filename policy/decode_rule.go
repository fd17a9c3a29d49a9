package policy

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/flightcheck/flightcheck/internal/strictyaml"
	"github.com/flightcheck/flightcheck/internal/suggest"
)

// rules reads the rules of the file.
func (d *reader) rules(n *yaml.Node) []*Rule {
	var out []*Rule
	if strictyaml.Null(n) {
		d.Fault(n, "write rules: [] for none", "rules is empty")
		return nil
	}
	seen := map[string]int{}
	d.Items(n, "rules", false, func(c *yaml.Node) {
		r := d.rule(c)
		if d.Once(c, "rule", r.ID, seen) {
			out = append(out, r)
		}
	})
	return out
}

// given notes which keys a rule has and where, for checks across keys.
type given map[string]*yaml.Node

// at returns the node of the key, or else that of the rule.
func (g given) at(key string, rule *yaml.Node) *yaml.Node {
	if n, ok := g[key]; ok {
		return n
	}
	return rule
}

// rule reads one rule and fills in what was left out.
func (d *reader) rule(n *yaml.Node) *Rule {
	r := &Rule{File: d.file, Line: n.Line, Col: n.Column, Standing: Enacted, Grantable: true}
	g := given{}
	fields := d.ruleFields(r, g)
	first := len(d.refs)
	d.Mapping(n, "a rule", fields...)
	for i := range d.refs[first:] {
		d.refs[first+i].by = r.ID
	}
	d.fillIn(r)
	d.checkRule(n, r, g)
	return r
}

// ruleFields says how each key of a rule is read.
func (d *reader) ruleFields(r *Rule, g given) []strictyaml.Field {
	str := func(key string, to *string) strictyaml.Field {
		return may(key, func(n *yaml.Node) { *to = d.Optional(n, key) })
	}
	fields := []strictyaml.Field{
		need("id", func(n *yaml.Node) { r.ID = d.ruleID(n) }),
		need("issuer", func(n *yaml.Node) { r.Issuer = d.issuer(n) }),
		need("territory", func(n *yaml.Node) { r.Territory = d.territory(n) }),
		may("except", func(n *yaml.Node) { r.Except = d.Texts(n, "except", false, d.state) }),
		may("outline", func(n *yaml.Node) { r.Outline = d.outline(n) }),
		may("subject", func(n *yaml.Node) { r.Subject = d.subject(n) }),
		need("effect", func(n *yaml.Node) { r.Effect = strictyaml.Word(&d.Reader, n, "effect", effects) }),
		may("scope", func(n *yaml.Node) { r.Scope = d.scopes(n) }),
		may("unless", func(n *yaml.Node) { r.Unless = d.Texts(n, "unless", false, d.exception) }),
		may("stated", func(n *yaml.Node) { r.Stated = d.when(n, "stated") }),
		may("from", func(n *yaml.Node) { r.From = d.when(n, "from") }),
		may("until", func(n *yaml.Node) { r.Until, r.UntilOpen = d.until(n) }),
		need("basis", func(n *yaml.Node) { r.Basis = strictyaml.Word(&d.Reader, n, "basis", bases) }),
		str("act", &r.Act),
		may("standing", func(n *yaml.Node) { r.Standing = strictyaml.Word(&d.Reader, n, "standing", standings) }),
		str("says", &r.Says),
		may("layer", func(n *yaml.Node) { r.Layer = strictyaml.Word(&d.Reader, n, "layer", layers) }),
		may("grantable", func(n *yaml.Node) { d.grantable(n, r) }),
		may("overrides", func(n *yaml.Node) { r.Overrides = d.Texts(n, "overrides", false, d.ruleRef) }),
		may("adds_to", func(n *yaml.Node) { r.AddsTo = d.addsTo(n) }),
		str("binding_on", &r.BindingOn),
		str("authority", &r.Authority),
		may("notice_hours", func(n *yaml.Node) { r.Notice = d.notice(n) }),
		may("sources", func(n *yaml.Node) { r.Sources = d.sources(n) }),
		may("unverified", func(n *yaml.Node) {
			r.Unverified = d.Texts(n, "unverified", false, func(*yaml.Node, string) bool { return true })
		}),
		str("summary", &r.Summary),
		str("note", &r.Note),
	}
	for i, f := range fields {
		fields[i].Read = func(n *yaml.Node) {
			g[f.Key] = n
			f.Read(n)
		}
	}
	return fields
}

// fillIn gives layer and scope what they are when left out.
func (d *reader) fillIn(r *Rule) {
	if len(r.Scope) == 0 {
		r.Scope = Scopes()
	}
	if r.Layer != "" {
		return
	}
	switch {
	case r.Effect == Close:
		r.Layer = LayerSafety
	case r.Effect.Flag():
		r.Layer = LayerAdvice
	case r.Issuer != "" && !ValidState(r.Issuer):
		r.Layer = LayerBloc
	default:
		r.Layer = LayerNational
	}
}

// checkRule looks for contradictions between the keys of a rule.
func (d *reader) checkRule(n *yaml.Node, r *Rule, g given) {
	d.order(g.at("until", n), r.From, r.Until, "until")
	if r.ID != "" && (slices.Contains(r.Overrides, r.ID) || r.AddsTo == r.ID) {
		d.Fault(n, "name another rule", "the rule %q refers to itself", r.ID)
	}
	if r.Effect == "" {
		return
	}
	d.checkLayer(g.at("layer", n), r)
	if at, ok := g["grantable"]; ok && !r.Effect.Refusal() {
		d.Fault(at, "leave it out", "grantable belongs to refusals (deny, ban, close, force-landing), not to %s", r.Effect)
	}
	if at, ok := g["outline"]; ok && len(r.Zones()) > 0 {
		d.Fault(at, "leave one out", "outline says which part of a State is meant, but territory names a zone")
	}
	if at, ok := g["binding_on"]; ok && r.Layer != LayerAdvice && r.BindingOn != "" {
		d.Fault(at, "leave it out", "binding_on belongs to rules of layer advice")
	}
}

// checkLayer records a fault if the effect or the issuer cannot stand in the layer.
func (d *reader) checkLayer(n *yaml.Node, r *Rule) {
	switch {
	case r.Effect.Flag() && r.Layer != LayerAdvice:
		d.Fault(n, "write layer: advice or leave it out", "%s is a flag, which changes no status, and cannot stand in layer %s", r.Effect, r.Layer)
	case !r.Effect.Flag() && r.Layer == LayerAdvice:
		d.Fault(n, "write notify, advise or arrest-risk as effect, or another layer", "layer advice holds flags only, not %s", r.Effect)
	case r.Layer == LayerSafety && r.Effect != Close:
		d.Fault(n, "write effect: close, or another layer", "layer safety holds closures only, not %s", r.Effect)
	case r.Layer == LayerBloc && ValidState(r.Issuer):
		d.Fault(n, "write layer: national", "layer bloc is for rules of blocs and organisations, not of the State %s", r.Issuer)
	}
}

func (d *reader) ruleID(n *yaml.Node) string {
	s := d.id(n, "the id of a rule")
	if strings.HasPrefix(s, "DEFAULT-") && d.file != defaultsFile {
		d.Fault(n, "leave the rule out or rename it", "ids that begin with DEFAULT- belong to the Convention's rules, which always apply")
		return ""
	}
	return s
}

// issuer reads who speaks: a State, an organisation, or a bloc.
func (d *reader) issuer(n *yaml.Node) string {
	s, ok := d.Text(n, "issuer")
	switch {
	case !ok:
		return ""
	case ValidState(s) || slices.Contains(organisations, s):
		return s
	case len(s) == 2 || !blocForm.MatchString(s) || len(stateHint(s)) > 0:
		d.state(n, s)
		return ""
	}
	d.refer(n, "issuer", s, "")
	return s
}

// territory reads States, areas, blocs, zones and "*".
func (d *reader) territory(n *yaml.Node) []string {
	out := d.Texts(n, "territory", true, func(c *yaml.Node, s string) bool {
		if s == "*" {
			return true
		}
		if name, ok := strings.CutPrefix(s, zonePrefix); ok {
			d.refer(c, "zone", name, "")
			return true
		}
		return d.stateOrBloc(c, s)
	})
	if len(out) > 1 && slices.Contains(out, "*") {
		d.Fault(n, `write ["*"] alone`, `territory names "*" and more`)
	}
	return out
}

// stateOrBloc checks a State, an area or bloc:NAME.
func (d *reader) stateOrBloc(n *yaml.Node, s string) bool {
	if id, ok := strings.CutPrefix(s, "bloc:"); ok {
		d.refer(n, "bloc", id, "")
		return true
	}
	if slices.Contains(organisations, s) {
		d.Fault(n, "did you mean \"bloc:"+s+"\"?", "unknown State or area %q", s)
		return false
	}
	return d.state(n, s)
}

func (d *reader) scopes(n *yaml.Node) []Scope {
	var out []Scope
	d.Texts(n, "scope", true, func(c *yaml.Node, s string) bool {
		v, err := ParseScope(s)
		if err != nil {
			d.Fault(c, suggest.Hint(s, scopeWords), "unknown scope %q", suggest.Clip(s))
			return false
		}
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
		return true
	})
	slices.Sort(out)
	return out
}

func (d *reader) exception(n *yaml.Node, s string) bool {
	if slices.Contains(exceptions, s) {
		return true
	}
	d.Fault(n, suggest.Hint(s, exceptions), "unknown exception %q in unless", suggest.Clip(s))
	return false
}

// until reads the last day or instant, null, or unknown.
func (d *reader) until(n *yaml.Node) (When, bool) {
	if n.Kind == yaml.ScalarNode && n.Value == "unknown" {
		return When{}, true
	}
	return d.when(n, "until"), false
}

func (d *reader) grantable(n *yaml.Node, r *Rule) {
	if v, ok := d.Bool(n, "grantable"); ok {
		r.Grantable = v
	}
}

func (d *reader) ruleRef(n *yaml.Node, s string) bool {
	d.refer(n, "rule", s, "")
	return true
}

func (d *reader) addsTo(n *yaml.Node) string {
	s := d.Optional(n, "adds_to")
	if s != "" {
		d.refer(n, "rule", s, "")
	}
	return s
}

var dateForm = regexp.MustCompile(`^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`)

// sources reads where something was published.
func (d *reader) sources(n *yaml.Node) []Source {
	var out []Source
	d.Items(n, "sources", false, func(c *yaml.Node) {
		var s Source
		d.Mapping(c, "a source",
			need("publisher", func(n *yaml.Node) { s.Publisher, _ = d.Text(n, "publisher") }),
			may("date", func(n *yaml.Node) { s.Date = d.sourceDate(n) }),
			may("link", func(n *yaml.Node) { s.Link = d.link(n) }),
			may("mirror", func(n *yaml.Node) { s.Mirror, _ = d.Bool(n, "mirror") }),
		)
		out = append(out, s)
	})
	return out
}

// sourceDate reads a year, a month or a day.
func (d *reader) sourceDate(n *yaml.Node) string {
	s := d.Optional(n, "date")
	if s == "" {
		return ""
	}
	if dateForm.MatchString(s) {
		if _, err := time.Parse("2006-01-02"[:len(s)], s); err == nil {
			return s
		}
	}
	d.Fault(n, "write 2025, 2025-10 or 2025-10-20", "date %q is not a year, month or day", suggest.Clip(s))
	return ""
}

// link reads an address on the web.
func (d *reader) link(n *yaml.Node) string {
	s := d.Optional(n, "link")
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		d.Fault(n, "write an address that begins with https:// or http://", "link %q is not an address", suggest.Clip(s))
		return ""
	}
	return s
}
