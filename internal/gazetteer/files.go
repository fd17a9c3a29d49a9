package gazetteer

import (
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// Files are the rows of the files in data/ that the tables are made from.
type Files struct {
	Airports  []Place
	Cities    []City
	CityCodes []CityCode
}

// ReadFiles reads airports.csv, cities.tsv.gz, cities-admin1.tsv and
// citycodes.csv in a folder. An error names the file and the line.
func ReadFiles(folder fs.FS) (*Files, error) {
	var (
		out       Files
		divisions map[string]string
	)
	for _, f := range []struct {
		name string
		read func(io.Reader) error
	}{
		{"airports.csv", func(r io.Reader) (err error) { out.Airports, err = ReadAirports(r); return err }},
		{"citycodes.csv", func(r io.Reader) (err error) { out.CityCodes, err = ReadCityCodes(r); return err }},
		{"cities-admin1.tsv", func(r io.Reader) (err error) { divisions, err = ReadDivisions(r); return err }},
		{"cities.tsv.gz", func(r io.Reader) (err error) { out.Cities, err = ReadCities(r, divisions); return err }},
	} {
		if err := readFile(folder, f.name, f.read); err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return &out, nil
}

func readFile(folder fs.FS, name string, read func(io.Reader) error) (err error) {
	f, err := folder.Open(name)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	if !strings.HasSuffix(name, ".gz") {
		return read(f)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	return read(z)
}

// Tables returns the two tables, as Open reads them. The same files give the
// same bytes.
func (f *Files) Tables() (airports, cities string, err error) {
	a, c, err := f.Entries()
	if err != nil {
		return "", "", err
	}
	if airports, err = Build(a); err != nil {
		return "", "", fmt.Errorf("airports: %w", err)
	}
	if cities, err = Build(c); err != nil {
		return "", "", fmt.Errorf("cities: %w", err)
	}
	return airports, cities, nil
}

// Entries returns the entries of the two tables. It refuses a list of city codes
// that does not fit the airports or the cities.
func (f *Files) Entries() (airports, cities []Entry, err error) {
	if airports, err = AirportEntries(f.Airports, f.CityCodes); err != nil {
		return nil, nil, fmt.Errorf("airports: %w", err)
	}
	taken := map[string]bool{}
	for _, p := range f.Airports {
		taken[p.Ident] = true
		taken[p.IATA] = p.IATA != ""
	}
	if cities, err = CityEntries(f.Cities, f.CityCodes, taken); err != nil {
		return nil, nil, fmt.Errorf("cities: %w", err)
	}
	return airports, cities, nil
}
