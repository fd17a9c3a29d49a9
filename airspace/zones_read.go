package airspace

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"

	"github.com/flightcheck/flightcheck/internal/plural"
)

// ReadZones reads the polygons of a GeoJSON text as zones, to be joined to an
// index of States with [Index.Join]. The geometry is read as by [ReadGeoJSON]. A
// zone needs a name or an id; it may have, each as text,
//
//	floor, ceiling   FL245, 5000 ft, 1500 m, GND or UNL; a number alone is refused
//	from, until      days in UTC (2025-10-30) or instants (2025-10-30T08:00:00Z), both in
//
// A zone has no sovereign, whatever code it has. Features with the same id, name,
// limits and dates are one zone; if the id alone is the same, the later ones get
// "#2", "#3" … behind it. The id is that of the file, else the name; the name that
// of the file, else the id.
//
// Errors of the content are an [*InputError]; an error of r is returned as it is,
// wrapped.
func ReadZones(r io.Reader, opts Options) (*Index, error) {
	opts = opts.withZoneNames().withDefaults()
	return readFrom(r, opts, readZones)
}

// withZoneNames sets the properties in which files of zones hold ids and names.
func (o Options) withZoneNames() Options {
	if o.NameProperties == nil {
		o.NameProperties = []string{"name", "name_en", "name:en", "name_long", "title", "firname", "fir_name", "av_name"}
	}
	if o.IDProperties == nil {
		o.IDProperties = []string{"id", "ident", "designator", "icao", "icaocode", "icao_code", "av_airspace_id"}
	}
	return o
}

func readZones(src []byte, opts Options) (*Index, error) {
	if err := opts.Worldview.check(); err != nil {
		return nil, err
	}
	if err := checkText(src, opts); err != nil {
		return nil, err
	}
	d := decoder{limit: opts.MaxVertices}
	c, err := d.decode(withoutBOM(src))
	if err != nil {
		return nil, err
	}
	b := &builder{opts: opts, source: zoneSource(src, c.members, opts)}
	if err := b.addZones(c.features); err != nil {
		return nil, err
	}
	return b.index(true)
}

// zoneSource says from where the zones come.
func zoneSource(src []byte, members map[string]string, opts Options) Source {
	sum := sha256.Sum256(src)
	s := Source{
		Name: opts.Name, Date: members["date"], Licence: members["licence"], Attribution: members["attribution"],
		SHA256: hex.EncodeToString(sum[:]), Worldview: opts.Worldview,
	}
	for _, key := range [...]string{"source", "name"} {
		if s.Name == "" {
			s.Name = members[key]
		}
	}
	if s.Licence == "" {
		s.Licence = members["license"]
	}
	return s
}

// addZones enters all features.
func (b *builder) addZones(features []feature) error {
	polygons := 0
	t := zoneTable{areas: map[zoneKey]AreaID{}, ids: map[string]bool{}, given: map[string]int{}}
	for i := range features {
		f := &features[i]
		area, err := f.zone(b.opts)
		if err != nil {
			return err
		}
		a := b.zoneFor(area, &t)
		name := b.areas[a].ID
		if len(f.leftOut) > 0 {
			b.warn("left out: %s in %s", leftOutText(f.leftOut), name)
		}
		polygons += len(f.polygons)
		b.addPolygons(f, a)
	}
	if polygons == 0 {
		return &InputError{
			What: fmt.Sprintf("there is no polygon in it (%d %s)", len(features), plural.Form(len(features), "feature", "features")),
			Hint: "zones are areas: give Polygon or MultiPolygon geometries",
		}
	}
	b.warnOfOthers(features)
	b.source.Areas = len(b.areas)
	for i := range b.areas {
		if !b.areas[i].hasOutline {
			b.warn("%s has no outline", b.areas[i].ID)
		}
		b.areas[i].Zone.Source = b.source
	}
	return nil
}

// zone reads the area of a feature that is a zone.
func (f *feature) zone(opts Options) (Area, error) {
	var a Area
	var strays []string
	a.Name, _ = f.first(opts.NameProperties)
	a.ID, _ = f.first(opts.IDProperties)
	for _, s := range [...]string{usableProperty(f.id), a.Name} {
		if a.ID == "" {
			a.ID = s
		}
	}
	switch {
	case a.ID == "":
		return a, where{feature: f.number}.fail("the zone has no name", `give it a property "name", "id" or both`)
	case a.Name == "":
		a.Name = a.ID
	}
	if a.Code, _ = f.firstCode(opts.CodeProperties, &strays); a.Code == "" {
		a.Code, _ = f.firstCode(opts.Code3Properties, &strays)
	}
	a.Code3 = alpha3(a.Code)
	a.Note, _ = f.first([]string{"note"})
	z, err := zoneOf(f)
	if err != nil {
		return a, err
	}
	z.ID, a.Zone = a.ID, z
	return a, nil
}

// zoneTable finds the area of a zone that is known.
type zoneTable struct {
	areas map[zoneKey]AreaID
	ids   map[string]bool // that areas have
	given map[string]int  // the highest number behind an id of the file
}

// zoneKey is what makes two features one zone. Both Zones are still without source.
type zoneKey struct {
	name string
	zone Zone
}

// zoneFor returns the area to which a zone belongs, a new one or one that is known.
func (b *builder) zoneFor(area Area, t *zoneTable) AreaID {
	key := zoneKey{area.Name, *area.Zone}
	if a, ok := t.areas[key]; ok {
		return a
	}
	given := area.ID
	n := max(2, t.given[given]+1)
	for ; t.ids[area.ID]; n++ {
		area.ID = given + "#" + strconv.Itoa(n)
	}
	t.given[given] = n - 1
	a := AreaID(len(b.areas))
	t.areas[key], t.ids[area.ID] = a, true
	b.areas = append(b.areas, area)
	b.sov = append(b.sov, sovereigns{})
	return a
}

// warnOfOthers names the properties by which other programs mean limits and dates,
// and which are not read.
func (b *builder) warnOfOthers(features []feature) {
	for _, key := range [...]string{
		"lower", "lower_limit", "lowerlimit", "upper", "upper_limit", "upperlimit", "base", "top", "minfl", "maxfl",
		"av_lower_limit", "av_upper_limit", "valid_from", "valid_to", "valid_until",
	} {
		n := 0
		for i := range features {
			if usableProperty(features[i].properties[key]) != "" {
				n++
			}
		}
		if n > 0 {
			b.warn("the property %q is not read (%d %s); limits and dates are called floor, ceiling, from and until", key, n, plural.Form(n, "feature", "features"))
		}
	}
}
