package airspace

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// maxLon is the greatest longitude, east or west, that a file may hold: some
// files count on beyond 180, up to 360 and a little more.
const maxLon = 540

// maxCollections is how deep geometry collections may nest.
const maxCollections = 64

// feature is what was read of one GeoJSON feature.
type feature struct {
	number     int // from 1
	properties map[string]node
	id         node // the feature's own id member; src is nil if it has none
	polygons   orb.MultiPolygon
	leftOut    map[string]int // geometries that are no areas, by what they are
}

// collection is what was read of one file.
type collection struct {
	features []feature
	members  map[string]string // top-level members that are texts
}

// decoder reads GeoJSON that is known to be valid JSON.
type decoder struct {
	vertices int // that were read
	limit    int
	watch    *watch // nil but for Lint
}

// where names a place for messages, built only when there is an error.
type where struct {
	feature, polygon, ring, position int // from 1; 0 is not said
}

func (w where) String() string {
	var parts []string
	for _, p := range [...]struct {
		name string
		n    int
	}{{"feature", w.feature}, {"polygon", w.polygon}, {"ring", w.ring}, {"position", w.position}} {
		if p.n > 0 {
			parts = append(parts, p.name+" "+strconv.Itoa(p.n))
		}
	}
	return strings.Join(parts, ", ")
}

func (w where) fail(what, hint string) *InputError {
	return &InputError{Where: w.String(), What: what, Hint: hint}
}

// decode reads a whole file.
func (d *decoder) decode(src []byte) (collection, error) {
	root := rootOf(src)
	c := collection{members: map[string]string{}}
	var kind string
	var features node
	err := root.members(func(key string, v node) error {
		switch {
		case key == "type":
			kind = v.text()
		case key == "features":
			features = v
		case v.kind() == '"':
			c.members[key] = v.text()
		}
		return nil
	})
	if err != nil {
		return c, err
	}
	switch kind {
	case "FeatureCollection":
		if features.src == nil || features.kind() != '[' {
			return c, &InputError{What: `the FeatureCollection has no list "features"`, Hint: "export the file again"}
		}
		err = features.elements(func(i int, v node) error {
			f, err := d.feature(v, i+1)
			if err != nil && d.vertices <= d.limit && d.watch.refuse(err) {
				return nil
			}
			c.features = append(c.features, f)
			return err
		})
		return c, err
	case "Feature":
		f, err := d.feature(root, 1)
		c.features = []feature{f}
		return c, err
	}
	f := feature{number: 1}
	err = d.geometry(root, &f, 0)
	c.features = []feature{f}
	return c, err
}

func (d *decoder) feature(v node, number int) (feature, error) {
	f := feature{number: number}
	w := where{feature: number}
	if v.kind() != '{' {
		return f, w.fail("not an object", `a feature begins with {"type": "Feature"`)
	}
	var kind string
	var geometry node
	err := v.members(func(key string, m node) error {
		switch key {
		case "type":
			kind = m.text()
		case "id":
			f.id = m
		case "geometry":
			geometry = m
		case "properties":
			if m.kind() == '{' {
				f.properties = propertiesOf(m)
			}
		}
		return nil
	})
	if err != nil {
		return f, err
	}
	if kind != "Feature" {
		return f, w.fail(fmt.Sprintf("its type is %q", clip([]byte(kind))), `it must be "Feature"`)
	}
	if geometry.src == nil || geometry.isNull() {
		return f, nil
	}
	err = d.geometry(geometry, &f, 0)
	return f, err
}

// propertiesOf returns the members of an object by their names in small letters.
// Of names that differ in case alone the first counts.
func propertiesOf(v node) map[string]node {
	m := map[string]node{}
	_ = v.members(func(key string, p node) error {
		key = strings.ToLower(key)
		if old, ok := m[key]; !ok || usableProperty(old) == "" {
			m[key] = p
		}
		return nil
	})
	return m
}

// geometry adds the polygons of a geometry to f.
func (d *decoder) geometry(v node, f *feature, depth int) error {
	w := where{feature: f.number}
	if v.isNull() {
		return nil
	}
	if v.kind() != '{' {
		return w.fail("the geometry is not an object", "export the file again")
	}
	var kind string
	var coordinates, geometries node
	_ = v.members(func(key string, m node) error {
		switch key {
		case "type":
			kind = m.text()
		case "coordinates":
			coordinates = m
		case "geometries":
			geometries = m
		}
		return nil
	})
	switch kind {
	case "Polygon", "MultiPolygon":
		if coordinates.src == nil || coordinates.kind() != '[' {
			return w.fail("the "+kind+" has no list \"coordinates\"", "export the file again")
		}
		if kind == "Polygon" {
			return d.polygon(coordinates, f)
		}
		return coordinates.elements(func(_ int, p node) error { return d.polygon(p, f) })
	case "GeometryCollection":
		return d.nested(geometries, f, depth)
	case "Point", "LineString", "MultiPoint", "MultiLineString":
		if f.leftOut == nil {
			f.leftOut = map[string]int{}
		}
		f.leftOut[kind]++
		return nil
	}
	return w.unknownType(kind)
}

// nested reads the geometries of a collection.
func (d *decoder) nested(geometries node, f *feature, depth int) error {
	w := where{feature: f.number}
	if depth == maxCollections {
		return w.fail(fmt.Sprintf("geometry collections nest more than %d deep", maxCollections), "export plain polygons")
	}
	if geometries.src == nil || geometries.kind() != '[' {
		return w.fail(`the GeometryCollection has no list "geometries"`, "export the file again")
	}
	return geometries.elements(func(_ int, g node) error { return d.geometry(g, f, depth+1) })
}

func (w where) unknownType(kind string) *InputError {
	switch kind {
	case "Topology":
		return w.fail("this is TopoJSON", "convert it to GeoJSON first: mapshaper FILE -o format=geojson")
	case "":
		return w.fail(`there is no "type": this is no GeoJSON`, "give a FeatureCollection, a Feature or a polygon")
	case "FeatureCollection", "Feature":
		return w.fail(fmt.Sprintf("a %s cannot stand in place of a geometry", kind), "export the file again")
	}
	return w.fail(fmt.Sprintf("the type %q is not known to GeoJSON", clip([]byte(kind))), "give a FeatureCollection, a Feature or a polygon")
}

func (d *decoder) polygon(v node, f *feature) error {
	w := where{feature: f.number, polygon: len(f.polygons) + 1}
	if v.kind() != '[' {
		return w.fail("not a list of rings", "a polygon is a list of rings, a ring a list of positions")
	}
	var p orb.Polygon
	err := v.elements(func(i int, r node) error {
		w.ring = i + 1
		ring, err := d.ring(r, w)
		p = append(p, ring)
		return err
	})
	if err != nil {
		return err
	}
	if len(p) == 0 { // an empty polygon is valid and nothing
		return nil
	}
	f.polygons = append(f.polygons, p)
	return nil
}

func (d *decoder) ring(v node, w where) (orb.Ring, error) {
	if v.kind() != '[' {
		return nil, w.fail("not a list of positions", "a polygon is a list of rings, a ring a list of positions")
	}
	var ring orb.Ring
	src := v.src
	i := skipSpace(src, v.at+1)
	for src[i] != ']' {
		w.position = len(ring) + 1
		if src[i] != '[' {
			return nil, w.fail("not a position", "a position is [longitude, latitude]; a polygon is a list of rings, even if there is only one")
		}
		p, end, err := readPosition(src, i, w)
		if err != nil {
			return nil, err
		}
		ring = append(ring, p)
		i = skipComma(src, end)
	}
	d.vertices += len(ring)
	if d.vertices > d.limit {
		return nil, w.fail(fmt.Sprintf("more than %d positions", d.limit), "simplify the outlines, or raise MaxVertices")
	}
	return ring, nil
}

// readPosition reads the position that begins at i with a bracket and returns
// the place after it. Numbers after the second, such as elevation, are checked
// to be numbers and dropped.
func readPosition(src []byte, i int, w where) (p orb.Point, end int, err error) {
	n := 0
	for i = skipSpace(src, i+1); src[i] != ']'; n++ {
		start := i
		i = skipValue(src, i)
		if c := src[start]; c != '-' && (c < '0' || c > '9') {
			return p, i, w.fail(fmt.Sprintf("%s is not a number", clip(src[start:i])), "a position is [longitude, latitude]")
		}
		if n < 2 {
			p[n], err = strconv.ParseFloat(string(src[start:i]), 64)
			if err != nil {
				return p, i, w.fail(fmt.Sprintf("%s is too large a number", clip(src[start:i])), "coordinates are degrees")
			}
		}
		i = skipComma(src, i)
	}
	if n < 2 {
		return p, i, w.fail(fmt.Sprintf("a position of %d numbers", n), "it takes two: [longitude, latitude]")
	}
	return p, i + 1, checkRange(p, w)
}

// checkRange refuses what cannot be degrees.
func checkRange(p orb.Point, w where) error {
	lon, lat := p[0], p[1]
	const swapped = "GeoJSON puts the longitude first: it looks as if longitude and latitude were swapped"
	const metres = "this looks like projected metres: convert the file to EPSG:4326, for instance with ogr2ogr -t_srs EPSG:4326"
	switch {
	case lat >= -90 && lat <= 90 && lon >= -maxLon && lon <= maxLon:
		return nil
	case lat >= -90 && lat <= 90:
		return w.fail(fmt.Sprintf("the longitude %v is beyond %d", lon, maxLon), metres)
	case lon >= -90 && lon <= 90 && lat >= -180 && lat <= 180:
		return w.fail(fmt.Sprintf("the latitude %v is beyond 90", lat), swapped)
	}
	return w.fail(fmt.Sprintf("the latitude %v is beyond 90", lat), metres)
}

// clip returns the beginning of a text for a message.
func clip(b []byte) string {
	const most = 30
	if len(b) > most {
		return strings.ToValidUTF8(string(b[:most]), "") + "…"
	}
	return string(b)
}

// leftOutText says in words what was left out of some features:
// "1 line, 2 points".
func leftOutText(counts map[string]int) string {
	names := map[string][2]string{
		"Point": {"point", "points"}, "MultiPoint": {"list of points", "lists of points"},
		"LineString": {"line", "lines"}, "MultiLineString": {"list of lines", "lists of lines"},
	}
	var parts []string
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		n := counts[kind]
		name := names[kind][0]
		if n > 1 {
			name = names[kind][1]
		}
		parts = append(parts, fmt.Sprintf("%d %s", n, name))
	}
	return strings.Join(parts, ", ")
}

// withoutBOM drops the byte order mark of UTF-8.
func withoutBOM(src []byte) []byte { return bytes.TrimPrefix(src, []byte("\xef\xbb\xbf")) }
