package chart

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/flightcheck/flightcheck/route"
)

// csvRow is one row by the names of the columns, as a program reads it.
type csvRow map[string]string

// csvPlain takes away the apostrophe that keeps a spreadsheet from calculating.
func csvPlain(s string) string {
	if bare := strings.TrimLeft(s, "'"); bare != s && strings.IndexAny(bare, "=+-@\t\r\n＝＋－＠") == 0 {
		return s[1:]
	}
	return s
}

// csvParts reads a list.
func csvParts(t faults, cell string) []string {
	t.Helper()
	if cell == "" {
		return nil
	}
	r := csv.NewReader(strings.NewReader(csvPlain(cell)))
	r.Comma = ' '
	parts, err := r.Read()
	if err != nil {
		t.Fatal(fmt.Sprintf("the list %q: %v", cell, err))
	}
	return parts
}

// csvRows reads a file.
func csvRows(t faults, b []byte) []csvRow {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(b)).ReadAll() // refuses rows of another length
	if err != nil {
		t.Fatal(err)
	}
	var rows []csvRow
	for _, record := range all[1:] {
		row := csvRow{}
		for i, cell := range record {
			row[all[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

// inCSV is a text as readers of CSV see it.
func inCSV(s string) string {
	for strings.Contains(s, "\r\n") {
		s = strings.ReplaceAll(s, "\r\n", "\n")
	}
	return s
}

// checkCSV reads a written file back and compares it with the report.
func checkCSV(t faults, r *route.Report) {
	t.Helper()
	rows := csvRows(t, written(t, CSV, r))
	next := 0
	for _, rt := range r.Routes {
		for i, c := range rt.Crossings {
			for k := range max(1, len(c.Decisions)) {
				if next == len(rows) {
					t.Errorf("%d rows are too few", next)
					return
				}
				row := rows[next]
				next++
				checkRow(t, row, r, rt, i)
				d := route.Decision{}
				if len(c.Decisions) > 0 {
					d = c.Decisions[k]
				}
				checkDecision(t, row, d)
			}
		}
	}
	if next != len(rows) {
		t.Errorf("%d rows, want %d", len(rows), next)
	}
}

func checkRow(t faults, row csvRow, r *route.Report, rt *route.Route, i int) {
	t.Helper()
	c := rt.Crossings[i]
	for column, want := range map[string]string{
		"route": rt.ID, "route_name": rt.Name, "route_status": rt.Status.String(), "origin": string(rt.Origin),
		"state": c.State, "name": c.Name, "status": c.Status.String(),
		"from": r.From.Name, "to": r.To.Name, "date": r.Flight.Date, "registration": r.Flight.Registration, "operator": r.Flight.Operator,
		"kind": r.Flight.Kind, "type": r.Flight.Type, "airspace_sha256": r.Airspace.SHA256,
	} {
		if got := csvPlain(row[column]); got != inCSV(want) {
			t.Errorf("%s: %q, want %q", column, got, want)
		}
		if strings.IndexAny(row[column], "=+-@\t\r\n") == 0 {
			t.Errorf("%s: a spreadsheet would calculate %q", column, row[column])
		}
	}
	for column, want := range map[string]float64{
		"number": float64(i + 1), "route_km": rt.DistanceKm, "from_km": c.FromKm, "to_km": c.ToKm, "km": c.Km,
		"enter_lat": c.Enter[1], "enter_lon": c.Enter[0], "exit_lat": c.Exit[1], "exit_lon": c.Exit[0],
	} {
		if got, err := strconv.ParseFloat(row[column], 64); err != nil || got != want {
			t.Errorf("%s: %q, want %v", column, row[column], want)
		}
	}
	var sets []string
	for _, s := range r.Policies {
		sets = append(sets, s.Name+"="+s.SHA256)
	}
	checkLists(t, row, map[string][]string{"areas": c.Areas, "zones": c.Zones, "along": c.Along, "policies": sets})
	for column, want := range map[string]time.Time{"enter_time": c.EnterTime, "exit_time": c.ExitTime} {
		if got, _ := time.Parse(time.RFC3339, row[column]); !got.Equal(want) || (row[column] == "") != want.IsZero() {
			t.Errorf("%s: %q, want %v", column, row[column], want)
		}
	}
}

func checkDecision(t faults, row csvRow, d route.Decision) {
	t.Helper()
	status := d.Status.String()
	if d.Scope == "" {
		status = ""
	}
	for column, want := range map[string]string{"scope": d.Scope, "decided_by": cmp.Or(d.State, d.Zone), "decision_status": status, "effect": d.Effect, "why": d.Why} {
		if got := csvPlain(row[column]); got != inCSV(want) {
			t.Errorf("%s: %q, want %q", column, got, want)
		}
	}
	checkLists(t, row, map[string][]string{"rules": d.Rules, "missing": d.Missing})
}

func checkLists(t faults, row csvRow, lists map[string][]string) {
	t.Helper()
	for column, want := range lists {
		got := csvParts(t, row[column])
		if !slices.EqualFunc(got, want, func(a, b string) bool { return a == inCSV(b) }) {
			t.Errorf("%s: %q, want %q", column, got, want)
		}
	}
}

func TestCSVColumns(t *testing.T) {
	first, _, _ := bytes.Cut(written(t, CSV, &route.Report{}), []byte("\n"))
	const want = "route,route_name,route_status,origin,route_km,number,state,name,areas,zones,along,from_km,to_km,km," +
		"enter_lat,enter_lon,exit_lat,exit_lon,enter_time,exit_time,status,scope,decided_by,decision_status,effect,rules,missing,why,flags," +
		"from,to,date,registration,operator,kind,type,policies,airspace_sha256"
	if string(first) != want {
		t.Errorf("columns %s", first)
	}
}

// A few cells of the main question, as a spreadsheet shows them.
func TestCSVMoscowBudapest(t *testing.T) {
	rows := csvRows(t, written(t, CSV, moscowBudapest(t)))
	find := func(id, state, scope string) csvRow {
		t.Helper()
		i := slices.IndexFunc(rows, func(r csvRow) bool { return r["route"] == id && r["state"] == state && r["scope"] == scope })
		if i < 0 {
			t.Fatalf("no row of %s, %q, %q", id, state, scope)
		}
		return rows[i]
	}
	for _, c := range []struct{ id, state, scope, column, want string }{
		{"direct", "PL", "overflight", "decision_status", "blocked"},
		{"direct", "PL", "overflight", "effect", "force-landing"},
		{"direct", "PL", "overflight", "missing", ""},
		{"direct", "PL", "overflight", "flags", "arrest-risk notify"},
		{"direct", "UA", "overflight", "decided_by", "UA"},
		{"direct", "RU", "overflight", "flags", ""},
		{"direct", "UA", "overflight", "flags", "arrest-risk"},
		{"shortest", "HU", "landing", "flags", "arrest-risk notify"},
		{"shortest", "RU", "departure", "from_km", "0.000"},
		{"shortest", "RU", "departure", "enter_lat", "55.752220"},
		{"shortest", "", "", "name", "high seas"},
		{"shortest", "", "", "decision_status", ""},
		{"shortest", "", "", "areas", ""},
	} {
		if got := find(c.id, c.state, c.scope)[c.column]; got != c.want {
			t.Errorf("%s, %s, %s: %s is %q, want %q", c.id, c.state, c.scope, c.column, got, c.want)
		}
	}
	sums := map[string]float64{}
	seen := map[string]bool{}
	for _, row := range rows {
		if key := row["route"] + " " + row["number"]; !seen[key] {
			seen[key] = true
			km, _ := strconv.ParseFloat(row["km"], 64)
			sums[row["route"]] += km
		}
	}
	for _, rt := range moscowBudapest(t).Routes {
		if got := sums[rt.ID]; got < rt.DistanceKm-0.0005 || got > rt.DistanceKm+0.0005 {
			t.Errorf("the crossings of %s add up to %.3f km, not %.3f", rt.ID, got, rt.DistanceKm)
		}
	}
}

func TestCSVDefusesFormulas(t *testing.T) {
	for name, want := range map[string]string{
		"=1+2": "'=1+2", "+1": "'+1", "-1,5": "'-1,5", "@a": "'@a", "\tx": "'\tx", "\nx": "'\nx", "\r\nx": "'\nx", "'=1": "''=1", "＝1": "'＝1",
		"'s-Hertogenbosch": "'s-Hertogenbosch", "a=1": "a=1", "'": "'", "": "", "a\xffb": "a\ufffdb", "1-2": "1-2",
	} {
		r := &route.Report{From: route.Place{Name: name}, Routes: []*route.Route{{Crossings: []route.Crossing{{Areas: []string{"a b", `"`, name}}}}}}
		row := csvRows(t, written(t, CSV, r))[0]
		if row["from"] != want {
			t.Errorf("%q is written as %q, want %q", name, row["from"], want)
		}
		if got := csvParts(t, row["areas"]); len(got) != 3 || got[0] != "a b" || got[1] != `"` {
			t.Errorf("%q: the list is read as %q", name, got)
		}
	}
}

// A westerly longitude is a number, not a formula, and there is no minus zero.
func TestCSVNumbers(t *testing.T) {
	c := route.Crossing{FromKm: -0.0001, ToKm: 1234.5, Km: 0.001}
	c.Enter[0], c.Enter[1], c.Exit[1] = -70.648270, -0.0000001, -33.4
	row := csvRows(t, written(t, CSV, &route.Report{Routes: []*route.Route{{Crossings: []route.Crossing{c}}}}))[0]
	for column, want := range map[string]string{
		"enter_lon": "-70.648270", "enter_lat": "0.000000", "exit_lat": "-33.400000", "exit_lon": "0.000000", "from_km": "0.000", "to_km": "1234.500", "km": "0.001",
	} {
		if row[column] != want {
			t.Errorf("%s is %q, want %q", column, row[column], want)
		}
	}
}
