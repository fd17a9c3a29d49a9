package batch

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// smallWorld is four boxes side by side in the latitudes from 40 to 50, and a fifth
// above the second and third: DE, PL, UA, RU from 0 to 40 degrees east, and SE.
const smallWorld = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"iso_a2":"DE"},"geometry":{"type":"Polygon","coordinates":[[[0,40],[10,40],[10,50],[0,50],[0,40]]]}},
{"type":"Feature","properties":{"iso_a2":"PL"},"geometry":{"type":"Polygon","coordinates":[[[10,40],[20,40],[20,50],[10,50],[10,40]]]}},
{"type":"Feature","properties":{"iso_a2":"UA"},"geometry":{"type":"Polygon","coordinates":[[[20,40],[30,40],[30,50],[20,50],[20,40]]]}},
{"type":"Feature","properties":{"iso_a2":"RU"},"geometry":{"type":"Polygon","coordinates":[[[30,40],[40,40],[40,50],[30,50],[30,40]]]}},
{"type":"Feature","properties":{"iso_a2":"SE"},"geometry":{"type":"Polygon","coordinates":[[[10,50],[30,50],[30,60],[10,60],[10,50]]]}}]}`

const smallRules = `version: 1
flight: {registration: RU, kind: civil, date: 2022-03-05}
rules:
  - {id: PL-NO, issuer: PL, territory: [PL], subject: {registration: [RU]}, effect: ban, basis: law, from: 2022-02-28, summary: No.}
  - {id: UA-SHUT, issuer: UA, territory: [UA], effect: close, layer: safety, basis: notam, from: 2022-02-24, summary: Shut.}
  - {id: SE-ASKS, issuer: SE, territory: [SE], subject: {type: [IL96]}, effect: require-permission, basis: law, summary: Ask.}
`

var small = sync.OnceValues(func() (*Question, error) {
	idx, err := airspace.ReadGeoJSON(strings.NewReader(smallWorld), airspace.Options{Name: "small"})
	if err != nil {
		return nil, err
	}
	set, err := policy.Parse("small.yaml", []byte(smallRules))
	if err != nil {
		return nil, err
	}
	flight, _ := set.Flight()
	q := &Question{Mode: Check, Format: CSV, Checker: route.Checker{Airspace: idx, Policy: set}}
	q.Base = Base{Policy: set, Flight: flight, Plain: policy.Flight{Date: flight.Date, GivenBy: policy.GivenByQuestion}}
	q.Sets = func(names []string) (Base, error) {
		if len(names) == 1 && names[0] == "small" {
			return q.Base, nil
		}
		return Base{}, fmt.Errorf("no set %q", names)
	}
	return q, nil
})

// smallQuestion returns a question about the small world.
func smallQuestion(tb testing.TB, m Mode, f Format) *Question {
	tb.Helper()
	q, err := small()
	if err != nil {
		tb.Fatal(err)
	}
	own := *q
	own.Mode, own.Format = m, f
	return &own
}

// ask runs a whole input.
func ask(tb testing.TB, q *Question, workers int, text string) (string, *Tally) {
	tb.Helper()
	in, err := NewReader(strings.NewReader(text))
	if err != nil {
		tb.Fatal(err)
	}
	var out bytes.Buffer
	tally, err := Run(tb.Context(), Job{Question: q, In: in, Out: &out, Workers: workers})
	if err != nil {
		tb.Fatal(err)
	}
	return out.String(), tally
}

// readAll returns the rows of an input.
func readAll(text string) (found []Row, err error) {
	in, err := NewReader(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	parser := in.Parser()
	elsewhere, err := NewParser(in.Format(), in.Header())
	if err != nil {
		return nil, err
	}
	for {
		rec, err := in.Next()
		if err != nil {
			return found, nil //nolint:nilerr // strings end
		}
		row := parser.Row(rec)
		if other := elsewhere.Row(rec); row != other {
			return nil, fmt.Errorf("here the row is %+v, elsewhere %+v", row, other)
		}
		found = append(found, row)
	}
}
