package main

import (
	"encoding/json"
	"reflect"
	"time"

	"github.com/invopop/jsonschema"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// mappedTypes are the types whose JSON is not what their Go type says, by the names
// of their definitions.
var mappedTypes = map[reflect.Type]string{
	reflect.TypeFor[policy.Status]():      "status",
	reflect.TypeFor[time.Time]():          "instant",
	reflect.TypeFor[orb.Point]():          "position",
	reflect.TypeFor[orb.LineString]():     "line",
	reflect.TypeFor[orb.MultiPolygon]():   "polygons",
	reflect.TypeFor[route.Alternative]():  "alternative",
	reflect.TypeFor[geojson.Geometry]():   "geometry",
	reflect.TypeFor[geojson.Properties](): "properties",
	reflect.TypeFor[trackGeometry]():      "track-geometry",
	reflect.TypeFor[trackProperties]():    "track-properties",
	reflect.TypeFor[batchCell]():          "cell",
	reflect.TypeFor[batchVia]():           "via",
}

func mapped(t reflect.Type) *jsonschema.Schema {
	if name, ok := mappedTypes[t]; ok {
		return refTo(name)
	}
	return nil
}

func refTo(name string) *jsonschema.Schema { return &jsonschema.Schema{Ref: "#/$defs/" + name} }

// alternativeJSON says what remains if a State that the best way crosses refuses, as
// route.Alternative writes it.
type alternativeJSON struct {
	// Without are the States that it does without, in their order along the best way.
	Without []string `json:"without"`
	// Route is the id of the shortest route that crosses none of them; null if there is
	// none.
	Route *string `json:"route" jsonschema:"nullable"`
	// Needs are the States whose refusals must be won for it.
	Needs []string `json:"needs"`
	// DistanceKm is the length of that route.
	DistanceKm *float64 `json:"distance_km" jsonschema:"nullable"`
	// OverBestKm is how much longer it is than the best way; negative for a way that is
	// shorter, but needs a refusal won.
	OverBestKm *float64 `json:"over_best_km" jsonschema:"nullable"`
	// OverGreatCircleKm is how much longer it is than the great circle.
	OverGreatCircleKm *float64 `json:"over_great_circle_km" jsonschema:"nullable"`
	// Words say it in one sentence without its full stop.
	Words string `json:"words"`
}

// shared returns the definitions of mapped types, and of what these refer to.
func (r *reflection) shared() jsonschema.Definitions {
	return jsonschema.Definitions{
		"status": {
			Description: "What a decision, a crossing or a route comes to; from best to worst: open, permission (must be asked for and may be granted), unknown (never to be taken for open), blocked.",
			Type:        "string", Enum: []any{policy.Open, policy.Permission, policy.Unknown, policy.Blocked},
		},
		"instant": {Description: "An instant in UTC, to the second.", Type: "string", Format: "date-time", Pattern: `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`},
		"position": {
			Description: "Longitude and latitude in degrees, WGS 84, in this order.",
			Type:        "array", PrefixItems: []*jsonschema.Schema{degrees("180"), degrees("90")}, MinItems: new(uint64(2)), MaxItems: new(uint64(2)),
		},
		"points":              listOf("Positions, as in a MultiPoint of RFC 7946.", "position", 1),
		"line":                listOf("Two positions or more.", "position", 2),
		"lines":               listOf("Lines, as in a MultiLineString of RFC 7946.", "line", 1),
		"ring":                listOf("A closed line: the last position is the first.", "position", 4),
		"polygon":             listOf("A shell, then its holes, as in a Polygon of RFC 7946.", "ring", 1),
		"polygons":            listOf("Polygons, as in a MultiPolygon of RFC 7946.", "polygon", 1),
		"geometry":            geometrySchema("Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
		"properties":          propertiesSchema("", kindsOnMap),
		"track-geometry":      geometrySchema("Point", "MultiPoint", "LineString", "MultiLineString"),
		"track-properties":    propertiesSchema("track-", kindsOfTrack),
		"cell":                cellSchema(),
		"via":                 viaSchema(),
		"alternative":         r.part(alternativeJSON{}),
		"area-properties":     r.part(areaProperties{}),
		"corridor-properties": r.part(corridorProperties{}),
		"strip-properties":    r.part(stripProperties{}),
		"crossing-properties": r.part(crossingProperties{}),
		"point-properties":    r.part(pointProperties{}),
		"end-properties":      r.part(endProperties{}),

		"track-entry-properties":   r.part(trackEntryProperties{}),
		"track-gap-properties":     r.part(trackGapProperties{}),
		"track-point-properties":   r.part(trackPointProperties{}),
		"track-dropped-properties": r.part(trackDroppedProperties{}),
	}
}

func degrees(most json.Number) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "number", Minimum: "-" + most, Maximum: most}
}

// part makes the definition of a struct whose fields are plain or shared.
func (r *reflection) part(value any) *jsonschema.Schema {
	own := *r
	own.types = map[string]reflect.Type{}
	s := own.reflect(value)
	s.Version, s.Definitions = "", nil
	return s
}

// listOf is a list of at least so many things.
func listOf(words, item string, least uint64) *jsonschema.Schema {
	return &jsonschema.Schema{Description: words, Type: "array", Items: refTo(item), MinItems: &least}
}
