package route_test

import (
	"maps"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// overviewOf asks for the way between two places with the built-in data.
func overviewOf(t *testing.T, from, to string, change func(*policy.Flight)) *route.Report {
	t.Helper()
	c, flight := builtin(t)
	change(&flight)
	r, err := c.CheckStops(t.Context(), flight, stops(t, from, to))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestOverviewMoscowBudapest(t *testing.T) {
	r := overviewOf(t, "moscow", "budapest", func(*policy.Flight) {})
	rules, notes := maps.Clone(r.Rules), slices.Clone(r.Notes)
	all := r.Overview()
	got := map[string]policy.Status{}
	for _, a := range all.Areas {
		got[a.Area] = a.Status
		if (a.Status == policy.Open) != (len(a.Lines) == 0) {
			t.Errorf("%s is %v for the reasons %v", a.Area, a.Status, a.Lines)
		}
		for _, l := range a.Lines {
			if _, ok := all.Rules[l.Rule]; l.Rule != "" && !ok {
				t.Errorf("%s: the rule %s is not among those of the overview", a.Area, l.Rule)
			}
		}
		if len(r.Outline(a.ID)) == 0 {
			t.Errorf("%s has no outline", a.Area)
		}
	}
	for id, want := range map[string]policy.Status{
		"RU": policy.Open, "UA": policy.Blocked, "PL": policy.Blocked, "RO": policy.Blocked,
		"BG": policy.Permission, "RS": policy.Permission, "TR": policy.Permission,
	} {
		if got[id] != want {
			t.Errorf("%s is %v, want %v", id, got[id], want)
		}
	}
	if !reflect.DeepEqual(rules, r.Rules) || !slices.Equal(notes, r.Notes) {
		t.Error("the overview changed the report")
	}
}

// What the overview says of an area is what a crossing of it met.
func TestOverviewAgreesWithCrossings(t *testing.T) {
	civil := func(f *policy.Flight) {
		*f = policy.Flight{Kind: policy.CivilAircraft, Date: f.Date, GivenBy: policy.GivenByQuestion}
		f.Registration, _ = policy.ParseRegistration("GB")
	}
	for _, pair := range [][2]string{{"london", "tokyo"}, {"istanbul", "delhi"}, {"sydney", "santiago"}, {"cairo", "johannesburg"}} {
		r := overviewOf(t, pair[0], pair[1], civil)
		status := map[string]policy.Status{}
		for _, a := range r.Overview().Areas {
			if !a.Zone {
				status[a.Area] = a.Status
			}
		}
		for _, c := range r.Best().Crossings {
			for _, d := range c.Decisions {
				if len(c.Areas) == 1 && d.Scope == "overflight" && d.Status != status[c.Areas[0]] {
					t.Errorf("%s: %s is %v in the overview and %v on the way", pair, c.Areas[0], status[c.Areas[0]], d.Status)
				}
			}
		}
	}
}

// A part of a State that is closed is an area of the overview of its own.
func TestOverviewOutline(t *testing.T) {
	r := overviewOf(t, "moscow", "sochi", func(f *policy.Flight) {
		*f = policy.Flight{Kind: policy.CivilAircraft, Date: f.Date, GivenBy: policy.GivenByQuestion}
		f.Registration, _ = policy.ParseRegistration("RU")
	})
	var parts []string
	for _, a := range r.Overview().Areas {
		if a.Zone && a.Status == policy.Blocked {
			parts = append(parts, a.Name)
		}
	}
	if len(parts) == 0 {
		t.Error("no outline is blocked; southern Russia is closed to civil flights")
	}
}

// An overview may be asked by several at once.
func TestOverviewConcurrently(t *testing.T) {
	r := overviewOf(t, "moscow", "budapest", func(*policy.Flight) {})
	want := r.Overview()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if got := r.Overview(); !reflect.DeepEqual(got, want) {
				t.Error("two overviews of one report differ")
			}
		})
	}
	wg.Wait()
}

func TestOverviewOfNothing(t *testing.T) {
	var r route.Report
	if o := r.Overview(); len(o.Areas) > 0 || r.Outline(0) != nil || r.Outline(-1) != nil {
		t.Error("an empty report has an overview")
	}
}
