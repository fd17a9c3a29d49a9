package main

import (
	"encoding/json"
	"slices"

	"github.com/invopop/jsonschema"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/batch"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

const (
	dayForm  = `\d{4}-\d\d-\d\d`
	timeForm = `T\d\d:\d\d:\d\dZ`
	whenForm = dayForm + `(` + timeForm + `)?`
)

// limit says what values a key may have. For a list it is about its items.
type limit func(*jsonschema.Schema)

func like(pattern string) limit {
	return func(s *jsonschema.Schema) { s.Pattern = "^(" + pattern + ")$" }
}

func oneOf[T ~string](words ...T) limit {
	return func(s *jsonschema.Schema) {
		for _, w := range words {
			s.Enum = append(s.Enum, string(w))
		}
	}
}

func always(value string) limit { return func(s *jsonschema.Schema) { s.Const = value } }

func between(least, most json.Number) limit {
	return func(s *jsonschema.Schema) { s.Minimum, s.Maximum = least, most }
}

// vocabulary returns the words of a value of policy files, and some more.
func vocabulary(name string, more ...string) limit {
	all := policy.Values()
	i := slices.IndexFunc(all, func(v policy.Value) bool { return v.Name == name })
	return oneOf(append(slices.Clone(all[i].Words), more...)...)
}

// keyLimits say what values a key may have: "object.key", or the key alone if it is
// the same wherever it stands as text.
var keyLimits = map[string]limit{
	"schema":              always(route.Schema),
	"audit.schema":        always(route.AuditSchema),
	"audit-track.format":  oneOf("csv", "gpx", "kml", "geojson"),
	"audit-entry.kind":    oneOf(route.EntryEntered, route.EntryHighSeas, route.EntryGap),
	"audit-entry.begins":  oneOf(route.AtTrack, route.AtGap, route.AtInside),
	"audit-entry.ends":    oneOf(route.AtTrack, route.AtGap, route.AtInside),
	"audit-gap.why":       oneOf(route.GapSilence, route.GapSpeed),
	"dropped-fix.lat":     nil,
	"dropped-fix.lon":     nil,
	"alt-range.min":       nil,
	"alt-range.max":       nil,
	"metric":              always("sphere"),
	"sha256":              like(`[0-9a-f]{64}`),
	"state":               like(`[A-Z]{2}|`),
	"covers":              like(`[A-Z]{2}`),
	"scope":               vocabulary("scope"),
	"effect":              vocabulary("effect"),
	"decision.effect":     vocabulary("effect", ""),
	"why-scope.effect":    vocabulary("effect", ""),
	"basis":               vocabulary("basis", string(policy.Supposed)),
	"rule.standing":       vocabulary("standing"),
	"permission.standing": vocabulary("standing", string(policy.NotAsked)),
	"why-scope.standing":  vocabulary("standing", string(policy.NotAsked)),
	"layer":               vocabulary("layer", string(policy.LayerSupposed)),
	"unless":              vocabulary("exception"),
	"worldview":           oneOf(airspace.UN, airspace.DeFacto),
	"origin":              oneOf(route.Direct, route.Via, route.Found),
	"given_by":            oneOf(policy.GivenBySet, policy.GivenByQuestion),
	"scheduled":           oneOf("yes", "no"),
	"level":               like(`FL\d{3}`),
	"depart":              like(dayForm + timeForm),
	"flight.kind":         oneOf("", policy.StateAircraft, policy.CivilAircraft),
	"flag.kind":           oneOf(policy.Notify, policy.Advise, policy.ArrestRisk),
	"sensitivity.kind":    oneOf(route.Clip, route.Near, route.WorldView),
	"role": oneOf(policy.RoleDecides, policy.RoleApplies, policy.RoleLifted, policy.RoleBehind, policy.RoleFlag,
		policy.RoleUndecided, policy.RoleNotMet),
	"finding.severity":        oneOf(airspace.SeverityError, airspace.SeverityWarning, airspace.SeverityInfo),
	"policy-finding.severity": oneOf(policy.SeverityError, policy.SeverityWarning, policy.SeverityNote),
	"as_of":                   like(whenForm + "|"),
	"flight.date":             like(whenForm + "|"),
	"stated":                  like(whenForm),
	"rule.from":               like(whenForm),
	"rule.until":              like(whenForm + "|unknown"),
	"zone.from":               like(dayForm + timeForm),
	"zone.until":              like(dayForm + timeForm),
	"source-of-rule.date":     like(`\d{4}(-\d\d(-\d\d)?)?`),
	"change.date":             like(dayForm),
	"first":                   like(dayForm),
	"last":                    like(dayForm),
	"link":                    like(`[Hh][Tt][Tt][Pp][Ss]?://.+`),
	"lat":                     between("-90", "90"),
	"lon":                     between("-180", "180"),
	"over_best_km":            nil,
	"over_great_circle_km":    nil,
	"detour_km":               nil,
	"map.type":                always("FeatureCollection"),
	"feature.type":            always("Feature"),
	"stroke":                  like(`#[0-9a-f]{6}`),
	"fill":                    like(`#[0-9a-f]{6}`),
	"marker-color":            like(`#[0-9a-f]{6}`),
	"marker-size":             oneOf("small", "medium", "large"),
	"area-properties.kind":    always("area"), "corridor-properties.kind": always("corridor"), "strip-properties.kind": always("strip"),
	"audit-map.type":              always("FeatureCollection"),
	"audit-map.schema":            always(route.AuditSchema),
	"audit-feature.type":          always("Feature"),
	"track-entry-properties.kind": always("entry"), "track-gap-properties.kind": always("gap"),
	"track-point-properties.kind": always("point"), "track-dropped-properties.kind": always("dropped"),
	"bridged":                   nil,
	"stroke-dasharray":          like(`\d+ \d+`),
	"summary.schema":            always(batch.SummarySchema),
	"summary.mode":              oneOf(batch.Check.String(), batch.Find.String()),
	"state-rows.state":          nil,
	"batch-permission.standing": vocabulary("standing", string(policy.NotAsked)),
	"serve-error.status":        between("400", "599"),
	"crossing-properties.kind":  always("crossing"), "point-properties.kind": always("point"), "end-properties.kind": always("end"),
}

// factOn finds what a table says of a key of an object, and notes what was used.
func factOn[T any](used map[string]bool, table map[string]T, object, key string) (T, bool) {
	for _, k := range []string{object + "." + key, key} {
		if v, ok := table[k]; ok {
			used[k] = true
			return v, true
		}
	}
	var none T
	return none, false
}

// bound says what values a key may have: what keyLimits say, and of numbers without a
// limit that they are not negative.
func (r *reflection) bound(object, key string, s *jsonschema.Schema) {
	switch {
	case s.Items != nil:
		s = s.Items
	case s.OneOf != nil: // or null
		s = s.OneOf[0]
	}
	if s.Ref != "" {
		return
	}
	l, ok := factOn(r.used, keyLimits, object, key)
	switch {
	case l != nil:
		l(s)
	case !ok && (s.Type == "integer" || s.Type == "number"):
		s.Minimum = "0"
	}
}
