package airspace

import "fmt"

// AreaID is the handle of an area in one [Index], dense from 0 in the order in
// which the areas were read.
type AreaID int32

// Area says what an outline is. See the package for the words.
type Area struct {
	ID         string   // unique in its Index, for instance "FR", "GF", "UA-43+40"
	Code       string   // the area's own ISO 3166-1 alpha-2 code, "GF"; "" if it has none
	Code3      string   // the alpha-3 code, "GUF"; "" if it has none
	Name       string   // "French Guiana"
	Sovereign  string   // alpha-2 code of the sovereign in the Index's world view, "FR"; "" if there is none
	Claimants  []string // alpha-2 codes, sorted; nil if the area is not disputed. Do not change
	Note       string   // a remark of the data set
	Disputed   bool     // whether there are claimants
	Zone       *Zone    // what it has as a zone, see [ReadZones]; nil if it is none. Do not change
	hasOutline bool
}

// HasOutline tells whether the area has any polygon. An area without one is
// listed and is nowhere.
func (a Area) HasOutline() bool { return a.hasOutline }

// Worldview says whose view of sovereignty the areas follow.
type Worldview string

// The world views. The data carry both; see [Options] for how.
const (
	UN      Worldview = "un"      // as the United Nations see it
	DeFacto Worldview = "defacto" // who is in control
)

func (v Worldview) check() error {
	if v != UN && v != DeFacto {
		return &InputError{
			Where: "world view", What: fmt.Sprintf("%q is not known", string(v)),
			Hint: `write "un" or "defacto"`,
		}
	}
	return nil
}

// Options of [ReadGeoJSON]. The zero value reads the usual files.
//
// Property names are compared without regard to case; the first that is present
// with a usable value counts. The values -99, -1, "-", "" and null are none.
//
// The State follows from the code of two letters, else from the code of three,
// else, if the feature has none of these properties at all, from its name; a
// warning says so. Codes that ISO 3166-1 does not know are dropped with a
// warning, EL and UK are read as GR and GB, and XK is known.
//
// The properties sovereign (the un view) and sovereign_defacto (where it
// differs) hold codes of two or three letters; "" in sovereign says that there
// is none. Without them the sovereign of an area is the one that the embedded
// data give to its code (FR for GF), else the code itself.
//
// The property disputed holds the claimants, a list or one text with commas.
type Options struct {
	Name      string    // what to call the source in messages; a file's name
	Worldview Worldview // "" is UN

	CodeProperties  []string // alpha-2; nil is iso_a2, iso_a2_eh, and others people use
	Code3Properties []string // alpha-3; nil is iso_a3, iso_a3_eh, adm0_a3, and others
	NameProperties  []string // nil is name, admin, name_en, country, and others
	IDProperties    []string // nil is id, then the feature's own id member

	MaxBytes    int64 // size of the file in bytes; 0 is 128 MiB
	MaxVertices int   // corners, those of divided sides included; 0 is 4,000,000
}

// Limits for [Options].
const (
	DefaultMaxBytes    = 128 << 20
	DefaultMaxVertices = 4_000_000
)

func (o Options) withDefaults() Options {
	set := func(p *[]string, names ...string) {
		if *p == nil {
			*p = names
		}
	}
	set(&o.CodeProperties, "iso_a2", "iso_a2_eh", "isoa2", "iso2", "iso_3166_1_alpha_2", "iso3166-1:alpha2",
		"iso3166-1-alpha-2", "alpha2", "alpha-2", "country_code", "countrycode", "cntr_id", "wb_a2")
	set(&o.Code3Properties, "iso_a3", "iso_a3_eh", "isoa3", "iso3", "adm0_a3", "iso_3166_1_alpha_3", "iso3166-1:alpha3",
		"iso3166-1-alpha-3", "alpha3", "alpha-3", "iso3_code", "gu_a3", "brk_a3", "wb_a3", "a3")
	set(&o.NameProperties, "name", "admin", "name_en", "name:en", "name_long", "name_engl", "country", "country_name", "geounit", "brk_name", "title")
	set(&o.IDProperties, "id")
	if o.Worldview == "" {
		o.Worldview = UN
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.MaxVertices == 0 {
		o.MaxVertices = DefaultMaxVertices
	}
	return o
}

// Source says from where an [Index] comes.
type Source struct {
	Name        string    // Options.Name, else the source or name member of the file
	Date        string    // as the file says it; "" if it does not
	Licence     string    // as the file says it
	Attribution string    // as the file says it
	SHA256      string    // of the bytes that were read, hexadecimal
	Worldview   Worldview // of the Index
	Areas       int       // how many
}
