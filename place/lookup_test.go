package place_test

import (
	"errors"
	"math"
	"testing"

	"github.com/flightcheck/flightcheck/place"
)

// code returns what identifies a place in these tables: the IATA code of an
// airport, "Name, CC" of a city.
func code(p place.Place) string {
	if p.Kind == place.Airport {
		return p.IATA
	}
	if p.Kind == place.City && p.Country == "US" {
		return p.Name + ", US-" + p.Admin
	}
	return p.Name + ", " + p.Country
}

func lookup(t *testing.T, query string) place.Result {
	t.Helper()
	r, err := place.Lookup(query)
	if err != nil {
		t.Fatalf("Lookup(%q): %v", query, err)
	}
	return r
}

func TestLookup(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ query, want string }{
		// the main job
		{"moscow", "Moscow, RU"},
		{"budapest", "Budapest, HU"},
		{"VKO", "VKO"},
		{"BUD", "BUD"},
		// in any language
		{"Москва", "Moscow, RU"},
		{"МОСКВА", "Moscow, RU"},
		{"Moskau", "Moscow, RU"},
		{"Kiev", "Kyiv, UA"},
		{"Kyiv", "Kyiv, UA"},
		{"Київ", "Kyiv, UA"},
		{"München", "Munich, DE"},
		{"munchen", "Munich, DE"},
		{"MUNCHEN", "Munich, DE"},
		{"Muenchen", "Munich, DE"},
		{"Mu\u0308nchen", "Munich, DE"},
		{"Αθήνα", "Athens, GR"},
		{"ΑΘΗΝΑ", "Athens, GR"},
		{"Łódź", "Łódź, PL"},
		{"lodz", "Łódź, PL"},
		{"Tromsø", "Tromsø, NO"},
		{"tromso", "Tromsø, NO"},
		{"Đà Nẵng", "Da Nang, VN"},
		{"Gießen", "Gießen, DE"},
		{"giessen", "Gießen, DE"},
		{"İstanbul", "Istanbul, TR"},
		{"東京", "Tokyo, JP"},
		{"北京", "Beijing, CN"},
		{"서울", "Seoul, KR"},
		{"القاهرة", "Cairo, EG"},
		{"ירושלים", "Jerusalem, IL"},
		{"xi'an", "Xi’an, CN"},
		{"moenchengladbach", "Mönchengladbach, DE"},
		// codes
		{"vko", "VKO"},
		{"UUWW", "VKO"},
		{"uuww", "VKO"},
		{"LHBP", "BUD"},
		{"MOW", "Moscow, RU"},
		{"mow", "Moscow, RU"},
		{"LON", "London, GB"},
		{"TYO", "Tokyo, JP"},
		{"PAR", "Paris, FR"},
		{"NYC", "New York City, US-NY"},
		{"MIL", "Milan, IT"},
		{"ROM", "Rome, IT"},
		{"SHA", "SHA"}, // the airport and the city
		{"03N", "UTK"}, // and no latitude
		{"LHR, gb", "LHR"},
		// codes against names
		{"NIS", "NIS"},
		{"nis", "Niš, RS"},
		{"Niš", "Niš, RS"},
		{"BAR", "BAR"},
		{"bar, me", "Bar, ME"},
		{"ufa", "Ufa, RU"},
		{"UFA", "UFA"},
		{"lae", "LAE"}, // the town and its airport
		{"LIMA", ""},   // Turin-Aeritalia, which has no IATA code
		{"lima", "Lima, PE"},
		{"OSLO", "Oslo, NO"},
		// own names against others
		{"dili", "Dili, TL"},
		{"islamabad", "Islamabad, PK"},
		{"odessa", "Odesa, UA"},
		{"pekin", "Beijing, CN"},
		{"st petersburg", "Saint Petersburg, RU"},
		{"rostov", "Rostov-na-Donu, RU"},
		{"frankfurt", "Frankfurt am Main, DE"},
		{"new york", "New York City, US-NY"},
		// narrowed
		{"moscow, us", "Moscow, US-ID"},
		{"Moscow, USA", "Moscow, US-ID"},
		{"moscow, id", "Moscow, US-ID"}, // no Moscow in Indonesia
		{"moscow, us-id", "Moscow, US-ID"},
		{"MOSCOW, IDAHO", "Moscow, US-ID"},
		{"moscow, idaho, united states", "Moscow, US-ID"},
		{"moscow, russia", "Moscow, RU"},
		{"london, ca", "London, CA"},
		{"london, ontario", "London, CA"},
		{"paris, texas", "Paris, US-TX"},
		{"paris, tx", "Paris, US-TX"},
		{"cordoba, es", "Córdoba, ES"},
		{"paris，fr", "Paris, FR"},
		{"heathrow, london", "LHR"},
		// airports by name
		{"heathrow", "LHR"},
		{"London Heathrow", "LHR"},
		{"sheremetyevo", "SVO"},
		{"vnukovo airport", "VKO"},
		{"moscow vnukovo", "VKO"},
		{"budapest airport", "BUD"},
		{"Vnukovo International Airport (VKO), Russia", "VKO"}, // as it is printed
		{"kirkenes", "KKN"},                                    // too small a town for the list of cities
		// cities that are States, or named like theirs
		{"singapore", "Singapore, SG"},
		{"luxembourg", "Luxembourg, LU"},
		{"monaco", "Monaco, MC"},
		{"mexico city", "Mexico City, MX"},
		// beginnings
		{"budap", "Budapest, HU"},
		{"mosc", "Moscow, RU"},
		{"ouagad", "Ouagadougou, BF"},
		// blanks
		{"  moscow\t", "Moscow, RU"},
		{"new   york", "New York City, US-NY"},
	} {
		r, err := place.Lookup(c.query)
		if err != nil {
			t.Errorf("Lookup(%q): %v", c.query, err)
			continue
		}
		if got := code(r.Place); got != c.want {
			t.Errorf("Lookup(%q) = %s, want %s (%v)", c.query, got, c.want, r)
		}
	}
}

// The points that the main job begins and ends at.
func TestLookupPoints(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query    string
		kind     place.Kind
		lat, lon float64
		country  string
	}{
		{"moscow", place.City, 55.7522, 37.6156, "RU"},
		{"budapest", place.City, 47.4983, 19.0404, "HU"},
		{"VKO", place.Airport, 55.5915, 37.2615, "RU"},
		{"BUD", place.Airport, 47.4302, 19.2624, "HU"},
		{"HND", place.Airport, 35.5497, 139.7870, "JP"},
		{"LAX", place.Airport, 33.9425, -118.4081, "US"},
		{"55.75,37.62", place.Point, 55.75, 37.62, ""},
		{"-33.9461,151.1772", place.Point, -33.9461, 151.1772, ""},
	} {
		r := lookup(t, c.query)
		if r.Kind != c.kind || r.Country != c.country ||
			math.Abs(r.Point.Lat()-c.lat) > 0.001 || math.Abs(r.Point.Lon()-c.lon) > 0.001 {
			t.Errorf("%s is %s %s at %v", c.query, r.Kind, r.Country, r.Point)
		}
	}
}

func TestLookupFields(t *testing.T) {
	t.Parallel()
	vko := lookup(t, "VKO").Place
	if vko.Name != "Vnukovo International Airport" || vko.IATA != "VKO" || vko.ICAO != "UUWW" ||
		vko.CityCode != "MOW" || vko.Admin != "MOW" || vko.Population != 0 {
		t.Errorf("VKO is %+v", vko)
	}
	moscow := lookup(t, "moscow").Place
	if moscow.CityCode != "MOW" || moscow.IATA != "" || moscow.ICAO != "" || moscow.Population != 10381222 {
		t.Errorf("Moscow is %+v", moscow)
	}
	if idaho := lookup(t, "moscow, us").Place; idaho.Admin != "ID" || idaho.AdminName != "Idaho" {
		t.Errorf("Moscow, Idaho is %+v", idaho)
	}
	if utk := lookup(t, "UTK").Place; utk.ICAO != "" {
		t.Errorf("03N is no ICAO indicator: %+v", utk)
	}
	if (place.Place{}).Kind != "" {
		t.Error("the zero place has a kind")
	}
}

func TestString(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"moscow":     "Moscow, Russia",
		"moscow, us": "Moscow, US-ID",
		"VKO":        "Vnukovo International Airport (VKO), Russia",
		"LIMA":       "Torino-Aeritalia Airport (LIMA), Italy",
		"41.5,36":    "41.5,36",
		"pristina":   "Pristina, Kosovo",
	} {
		if got := lookup(t, query).String(); got != want {
			t.Errorf("%s is %q, want %q", query, got, want)
		}
	}
	if got := (place.Place{Name: "Nowhere", Country: "ZZ"}).String(); got != "Nowhere, ZZ" {
		t.Errorf("a place in no known State is %q", got)
	}
}

func TestNote(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"moscow":     `Moscow, Russia; also Moscow, US-ID: write "moscow, us"`,
		"budapest":   "",
		"VKO":        "",
		"moscow, us": "",
		"41.5,36":    "",
		"nis":        `Niš, Serbia; also Simberi Airport (NIS), Papua New Guinea: write "NIS"`,
		"LIMA":       `Torino-Aeritalia Airport (LIMA), Italy; also Lima, Peru: write "lima"; Lima, US-OH: write "lima, us"`,
		"pekin":      `Beijing, China; also Pekin, US-IL: write "pekin, us"`,
		"SHA":        `Shanghai Hongqiao International Airport (SHA), China; also Shanghai, China: write "shanghai"`,
		"budap":      "Budapest, Hungary, by the beginning of its name",
		"springfield": `Springfield, US-MO; also Springfield, US-MA: write "springfield, us-ma"; ` +
			`Springfield, US-IL: write "springfield, us-il"; Springfield, US-OR: write "springfield, us-or"; and 5 more`,
	} {
		if got := lookup(t, query).Note(); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", query, got, want)
		}
	}
}

func TestNotFound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ query, want string }{
		{"mocsow", `no place "mocsow": did you mean "moscow" (Moscow, Russia)`},
		{"budapset", `no place "budapset": did you mean "budapest" (Budapest, Hungary) or "BUD" (Budapest Liszt Ferenc International Airport (BUD), Hungary)?`},
		{"paris texas", `no place "paris texas": did you mean "paris, us" (Paris, US-TX)?`},
		{"london ontario", `no place "london ontario": did you mean "london, ca" (London, Canada)?`},
		{"moscow, fr", `no place "moscow, fr": did you mean "moscow" (Moscow, Russia) or "moscow, us" (Moscow, US-ID)?`},
		{"nowhereatall", `no place "nowhereatall": write a city, an airport code or "latitude,longitude"`},
		{"Moscow (BUD)", `no place "Moscow (BUD)"`},
		{"XQZ", `no place "XQZ": write a city, an airport code or "latitude,longitude"`},
		{"-x,1", `no place "-x,1": write a city, an airport code or "latitude,longitude"`},
		{"qqqq, nowhere", `no place "qqqq, nowhere": write a city, an airport code or "latitude,longitude"`},
	} {
		_, err := place.Lookup(c.query)
		nf, ok := errors.AsType[*place.NotFoundError](err)
		if !ok {
			t.Errorf("Lookup(%q): %v", c.query, err)
			continue
		}
		if got := nf.Error(); len(got) < len(c.want) || got[:len(c.want)] != c.want {
			t.Errorf("Lookup(%q):\n%s\nwant\n%s", c.query, got, c.want)
		}
		for _, s := range nf.Suggestions {
			if r := lookup(t, s.Query); r.Place != s.Place {
				t.Errorf("%q: the suggestion %q gives %v, not %v", c.query, s.Query, r.Place, s.Place)
			}
		}
	}
}

func TestAmbiguous(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ query, want string }{
		{"bar", `"bar" could be several places: Bar, Montenegro: write "bar, me"; ` +
			`Qionghai Bo'ao Airport (BAR), China: write "BAR"; Bar, Ukraine: write "bar, ua"`},
		{"hof", `"hof" could be several places: Hof, Germany: write "hof, de"; Al-Ahsa International Airport (HOF), Saudi Arabia: write "HOF"`},
		{"moscow airport", `"moscow airport" could be several places: Domodedovo International Airport (DME), Russia: write "DME"; ` +
			`Sheremetyevo International Airport (SVO), Russia: write "SVO"; Vnukovo International Airport (VKO), Russia: write "VKO"; and `},
		{"saint", `"saint" could be several places: Saint Petersburg, Russia: write "saint petersburg"; `},
		{"newc", `"newc" could be several places: `},
	} {
		_, err := place.Lookup(c.query)
		amb, ok := errors.AsType[*place.AmbiguousError](err)
		if !ok {
			t.Errorf("Lookup(%q): %v", c.query, err)
			continue
		}
		if got := amb.Error(); len(got) < len(c.want) || got[:len(c.want)] != c.want {
			t.Errorf("Lookup(%q):\n%s\nwant\n%s", c.query, got, c.want)
		}
	}
}

func TestStatesAreRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ query, code, want string }{
		{"russia", "RU", `"russia" is a State, not a place: name a city or an airport, for example Moscow, Russia: write "moscow"`},
		{"Россия", "RU", `"Россия" is a State, not a place: name a city or an airport, for example Moscow, Russia: write "moscow"`},
		{"RU", "RU", `"RU" is a State, not a place: name a city or an airport, for example Moscow, Russia: write "moscow"`},
		{"türkiye", "TR", `"türkiye" is a State, not a place: name a city or an airport, for example Ankara, Turkey: write "ankara"`},
		{"mexico", "MX", `"mexico" is a State, not a place: name a city or an airport, for example Mexico City, Mexico: write "mexico city"; ` +
			`Mexico, Philippines: write "mexico, ph"`},
		{"USA", "US", `"USA" is a State, not a place: name a city or an airport, for example Washington, US-DC: write "washington"; ` +
			`Concord-Padgett Regional Airport (USA), United States: write "KJQF"`},
		{"antarctica", "AQ", `"antarctica" is a State, not a place: name a city or an airport in it`},
	} {
		_, err := place.Lookup(c.query)
		se, ok := errors.AsType[*place.StateError](err)
		if !ok {
			t.Errorf("Lookup(%q): %v", c.query, err)
			continue
		}
		if se.Code != c.code || se.Error() != c.want {
			t.Errorf("Lookup(%q): %s\n%s\nwant\n%s", c.query, se.Code, se, c.want)
		}
	}
}
