package place

import (
	"strings"

	"github.com/paulmach/orb"
)

// Kind says what a place is.
type Kind string

const (
	// Airport is an airport, heliport or seaplane base at its reference point.
	Airport Kind = "airport"
	// City is a populated place at its centre.
	City Kind = "city"
	// Point is a pair of coordinates and nothing else.
	Point Kind = "point"
)

// Place is somewhere a route can begin, pass or end. The zero value is no place:
// its Kind is empty.
type Place struct {
	// Name is the name in the gazetteer, mostly the English or the local one; of
	// a point, its coordinates as [FormatPoint] writes them.
	Name string
	Kind Kind
	// IATA and ICAO are the codes of an airport, if it has them.
	IATA, ICAO string
	// CityCode is the IATA code of the metropolitan area of several airports that
	// an airport or a city belongs to: "MOW", "LON".
	CityCode string
	// Country is ISO 3166-1 alpha-2, "XK" for Kosovo, as the source of the data
	// has it; a territory with a code of its own has that. It is empty for a
	// point: whose airspace that is, package airspace knows.
	Country string
	// Admin is the code of the first-level division without the country, "ID" for
	// Idaho: of an airport by ISO 3166-2, of a city by GeoNames (which are the
	// same in the United States and few other States). AdminName is its name, of
	// cities only.
	Admin, AdminName string
	// Population is that of a city, 0 where unknown.
	Population int
	// Point is longitude, latitude in degrees, WGS 84.
	Point orb.Point

	ident   string // of an airport: the key that always finds it
	city    string // of an airport: the municipality
	typ     string // "large_airport" …; "PPLC" is a capital
	capital bool
}

// String returns the place for a reader: `Moscow, Russia`, `Moscow, US-ID`,
// `Vnukovo International Airport (VKO), Russia`, `51.4775,-0.461389`.
func (p Place) String() string {
	var b strings.Builder
	b.WriteString(p.Name)
	if p.Kind == Airport {
		switch {
		case p.IATA != "":
			b.WriteString(" (" + p.IATA + ")")
		case p.ident != "":
			b.WriteString(" (" + p.ident + ")")
		}
	}
	if where := p.where(); where != "" {
		b.WriteString(", " + where)
	}
	return b.String()
}

// where returns the State, or its division where that is how people tell its
// cities apart.
func (p Place) where() string {
	if p.Country == "US" && p.Kind == City && p.Admin != "" {
		return p.Country + "-" + p.Admin
	}
	return stateName(p.Country)
}

// same reports whether two are one entry of the gazetteer.
func (p Place) same(q Place) bool {
	return p.Kind == q.Kind && p.Name == q.Name && p.Point == q.Point && p.ident == q.ident
}
