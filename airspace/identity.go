package airspace

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// sovereigns holds who is sovereign over an area in each world view.
type sovereigns struct{ un, deFacto string }

func (s sovereigns) in(v Worldview) string {
	if v == DeFacto {
		return s.deFacto
	}
	return s.un
}

// identity is what the properties of one feature say.
type identity struct {
	area   Area // Sovereign is not yet set
	sov    sovereigns
	ownID  bool // the file gave the id
	byName bool // the State follows from the name
	stated bool // the file says who is sovereign, or that nobody is
	strays []string
}

// usableProperty returns the text of a property, "" if it is none of use.
func usableProperty(v node) string {
	if v.src == nil {
		return ""
	}
	var s string
	switch c := v.kind(); {
	case c == '"':
		s = strings.TrimSpace(v.text())
	case c == '-' || c >= '0' && c <= '9':
		s = string(v.raw())
	}
	switch s {
	case "-99", "-099", "-1", "-", "--":
		return ""
	}
	return s
}

// first returns the first usable value among the named properties. present
// tells whether any of them is there at all.
func (f *feature) first(names []string) (value string, present bool) {
	for _, n := range names {
		v, ok := f.properties[strings.ToLower(n)]
		present = present || ok
		if s := usableProperty(v); s != "" {
			return s, true
		}
	}
	return "", present
}

// firstCode returns the first of the named properties that is a known code.
func (f *feature) firstCode(names []string, strays *[]string) (a2 string, present bool) {
	for _, n := range names {
		v, ok := f.properties[strings.ToLower(n)]
		present = present || ok
		s := usableProperty(v)
		if s == "" {
			continue
		}
		if code, known := alpha2(s); known {
			return code, true
		}
		*strays = append(*strays, s)
	}
	return "", present
}

// identify reads who the area of a feature is.
func (f *feature) identify(opts Options) (identity, error) {
	var id identity
	var present2, present3 bool
	id.area.Name, _ = f.first(opts.NameProperties)
	id.area.Code, present2 = f.firstCode(opts.CodeProperties, &id.strays)
	if id.area.Code == "" {
		id.area.Code, present3 = f.firstCode(opts.Code3Properties, &id.strays)
	}
	if id.area.Code == "" && !present2 && !present3 {
		id.area.Code, id.byName = codeOfName(id.area.Name)
	}
	id.area.Code3 = alpha3(id.area.Code)
	id.area.Note, _ = f.first([]string{"note"})
	if err := f.claims(&id); err != nil {
		return id, err
	}
	f.name(&id, opts)
	given, err := f.givenSovereigns(&id.sov)
	id.stated = given
	if err == nil && !given {
		defacto := id.sov.deFacto
		id.sov, err = sovereignsOf(id.area.Code)
		if defacto != "" {
			id.sov.deFacto = defacto
		}
	}
	return id, err
}

// name finds the id and, if the file gives none, a name.
func (f *feature) name(id *identity, opts Options) {
	a := &id.area
	a.ID, id.ownID = f.first(opts.IDProperties)
	if a.ID == "" {
		a.ID = usableProperty(f.id)
	}
	id.ownID = a.ID != ""
	for _, s := range [...]string{a.Code, a.Name, "area " + strconv.Itoa(f.number)} {
		if a.ID == "" {
			a.ID = s
		}
	}
	if a.Name == "" {
		a.Name = a.ID
	}
}

// claims reads the claimants of a disputed area.
func (f *feature) claims(id *identity) error {
	v, ok := f.properties["disputed"]
	if !ok || v.isNull() {
		return nil
	}
	w := where{feature: f.number}
	var list []string
	switch v.kind() {
	case '"':
		list = strings.FieldsFunc(v.text(), func(r rune) bool { return r == ',' || r == ';' || r == ' ' })
	case '[':
		_ = v.elements(func(_ int, e node) error {
			list = append(list, e.text())
			return nil
		})
	default:
		return w.fail(`"disputed" is neither a text nor a list`, `write the claimants' codes: "disputed": "UA,RU"`)
	}
	for _, s := range list {
		code, known := alpha2(s)
		if !known {
			return w.fail(fmt.Sprintf("the claimant %q is no ISO 3166-1 code", clip([]byte(s))), `write codes: "disputed": "UA,RU"`)
		}
		id.area.Claimants = append(id.area.Claimants, code)
	}
	slices.Sort(id.area.Claimants)
	id.area.Claimants = slices.Compact(id.area.Claimants)
	id.area.Disputed = len(id.area.Claimants) > 0
	return nil
}

// givenSovereigns reads what the file says on sovereignty. given tells whether it
// says anything on the un view; if not, only what it says on the other is set.
func (f *feature) givenSovereigns(s *sovereigns) (given bool, err error) {
	un, given, err := f.sovereignIn("sovereign")
	if err != nil {
		return given, err
	}
	*s = sovereigns{un, un}
	deFacto, differs, err := f.sovereignIn("sovereign_defacto")
	if differs {
		s.deFacto = deFacto
	}
	return given, err
}

// sovereignIn reads one property that holds a sovereign; given is false if the
// feature does not have it.
func (f *feature) sovereignIn(key string) (code string, given bool, err error) {
	v, ok := f.properties[key]
	if !ok || v.isNull() {
		return "", false, nil
	}
	s := usableProperty(v)
	if s == "" {
		return "", true, nil
	}
	code, known := alpha2(s)
	if !known {
		return "", true, where{feature: f.number}.fail(
			fmt.Sprintf("the %s %q is no ISO 3166-1 code", key, clip([]byte(s))), `write a code of two letters, or "" for none`)
	}
	return code, true, nil
}

// sovereignsOf returns who is sovereign over the area of a code, as the embedded
// data say; a code that they do not have is its own sovereign.
func sovereignsOf(code string) (sovereigns, error) {
	if code == "" {
		return sovereigns{}, nil
	}
	table, err := worldSovereigns()
	if err != nil {
		return sovereigns{}, err
	}
	if s, ok := table[code]; ok {
		return s, nil
	}
	return sovereigns{code, code}, nil
}

// worldSovereigns returns who is sovereign over the areas of the embedded data,
// by their codes.
var worldSovereigns = sync.OnceValues(func() (map[string]sovereigns, error) {
	x, err := World()
	if err != nil {
		return nil, err
	}
	table := map[string]sovereigns{}
	for i, a := range x.areas {
		if a.Code != "" {
			table[a.Code] = x.sov[i]
		}
	}
	return table, nil
})
