package main

import (
	"time"

	"github.com/invopop/jsonschema"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// mapJSON is a report as a map: a FeatureCollection of RFC 7946, cut at 180 degrees,
// with colours after the simplestyle convention.
type mapJSON struct {
	Type   string `json:"type"`
	Schema string `json:"schema"`
	// Answer is one sentence that can be quoted.
	Answer   string        `json:"answer"`
	Airspace route.Source  `json:"airspace"`
	Features []featureJSON `json:"features"`
	// Attribution is what the publisher of the borders wants to be said.
	Attribution string `json:"attribution"`
}

// featureJSON is one thing on the map; what it is, its property kind says.
type featureJSON struct {
	Type       string             `json:"type"`
	Geometry   geojson.Geometry   `json:"geometry"`
	Properties geojson.Properties `json:"properties"`
}

// areaProperties are those of an area that blocks a route, or of the outline inside
// which it does.
type areaProperties struct {
	Kind        string        `json:"kind"`
	ID          string        `json:"id"`
	State       string        `json:"state"`
	Title       string        `json:"title"`
	Description string        `json:"description"`
	Reasons     []string      `json:"reasons"`
	Status      policy.Status `json:"status"`
	Stroke      string        `json:"stroke"`
	StrokeWidth float64       `json:"stroke-width"`
	Fill        string        `json:"fill"`
	FillOpacity float64       `json:"fill-opacity"`
}

// corridorProperties are those of the room in which an aircraft may stray from a
// route.
type corridorProperties struct {
	Kind        string        `json:"kind"`
	Route       string        `json:"route"`
	Status      policy.Status `json:"status"`
	Slack       float64       `json:"slack"`
	NarrowestKm float64       `json:"narrowest_km"`
	NarrowestAt orb.Point     `json:"narrowest_at"`
	AreaKm2     float64       `json:"area_km2"`
	Title       string        `json:"title"`
	Stroke      string        `json:"stroke"`
	StrokeWidth float64       `json:"stroke-width"`
	Fill        string        `json:"fill"`
	FillOpacity float64       `json:"fill-opacity"`
}

// stripProperties are those of a strip to either side of one leg of a route.
type stripProperties struct {
	Kind  string `json:"kind"`
	Route string `json:"route"`
	// Leg is the number of the leg, from 1.
	Leg    int           `json:"leg"`
	Status policy.Status `json:"status"`
	// HalfWidthNM is how far the strip reaches to one side, in nautical miles.
	HalfWidthNM float64 `json:"half_width_nm"`
	Title       string  `json:"title"`
	Stroke      string  `json:"stroke"`
	StrokeWidth float64 `json:"stroke-width"`
	Fill        string  `json:"fill"`
	FillOpacity float64 `json:"fill-opacity"`
}

// crossingProperties are those of a stretch of a route.
type crossingProperties struct {
	Kind  string `json:"kind"`
	Route string `json:"route"`
	// RouteName is the name of the route.
	RouteName string `json:"route_name"`
	// RouteStatus is the status of the whole route.
	RouteStatus policy.Status `json:"route_status"`
	// Number is the number of the crossing on its route, from 1.
	Number    int           `json:"number"`
	State     string        `json:"state"`
	Title     string        `json:"title"`
	Areas     []string      `json:"areas"`
	Zones     []string      `json:"zones,omitempty"`
	Status    policy.Status `json:"status"`
	FromKm    float64       `json:"from_km"`
	ToKm      float64       `json:"to_km"`
	Km        float64       `json:"km"`
	EnterTime time.Time     `json:"enter_time,omitzero"`
	ExitTime  time.Time     `json:"exit_time,omitzero"`
	// Reasons say why, each in a sentence; null if there are none.
	Reasons       []string `json:"reasons"`
	Description   string   `json:"description"`
	Stroke        string   `json:"stroke"`
	StrokeWidth   float64  `json:"stroke-width"`
	StrokeOpacity float64  `json:"stroke-opacity"`
}

// pointProperties are those of a place where a route enters a State's airspace, or a
// zone.
type pointProperties struct {
	Kind  string `json:"kind"`
	Route string `json:"route"`
	State string `json:"state"`
	// Km is how far along the route the place is.
	Km          float64       `json:"km"`
	Status      policy.Status `json:"status"`
	Title       string        `json:"title"`
	MarkerColor string        `json:"marker-color"`
	MarkerSize  string        `json:"marker-size"`
}

// endProperties are those of an end of the question.
type endProperties struct {
	Kind        string `json:"kind"`
	Title       string `json:"title"`
	State       string `json:"state"`
	MarkerColor string `json:"marker-color"`
	MarkerSize  string `json:"marker-size"`
}

// kindsOnMap are the kinds of features, in the order in which they are drawn.
var kindsOnMap = []any{"area", "corridor", "strip", "crossing", "point", "end"}

// propertiesSchema tells the kinds of features apart, whose definitions begin alike.
func propertiesSchema(prefix string, kinds []any) *jsonschema.Schema {
	kind := func(s *jsonschema.Schema) *jsonschema.Schema {
		p := jsonschema.NewProperties()
		p.Set("kind", s)
		return &jsonschema.Schema{Type: "object", Properties: p, Required: []string{"kind"}}
	}
	s := kind(&jsonschema.Schema{Description: "What the feature is.", Enum: kinds})
	s.Description = "What is known of a feature; the keys depend on its kind."
	for _, k := range kinds {
		word, _ := k.(string)
		s.AllOf = append(s.AllOf, &jsonschema.Schema{If: kind(&jsonschema.Schema{Const: k}), Then: refTo(prefix + word + "-properties")})
	}
	return s
}

// coordinatesOf are the definitions of coordinates, by the type of the geometry.
var coordinatesOf = map[string]string{
	"Point": "position", "MultiPoint": "points", "LineString": "line", "MultiLineString": "lines", "Polygon": "polygon", "MultiPolygon": "polygons",
}

// geometrySchema is a geometry of RFC 7946 of one of some types.
func geometrySchema(types ...string) *jsonschema.Schema {
	s := &jsonschema.Schema{Description: "A geometry of RFC 7946."}
	for _, name := range types {
		p := jsonschema.NewProperties()
		p.Set("type", &jsonschema.Schema{Const: name})
		p.Set("coordinates", refTo(coordinatesOf[name]))
		s.OneOf = append(s.OneOf, &jsonschema.Schema{
			Type: "object", Properties: p, Required: []string{"type", "coordinates"}, AdditionalProperties: jsonschema.TrueSchema,
		})
	}
	return s
}
