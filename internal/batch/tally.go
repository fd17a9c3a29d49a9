package batch

import (
	"cmp"
	"maps"
	"slices"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// Tally counts answers. Its sums are whole metres, so that it does not matter in
// which order they were added.
type Tally struct {
	Rows, Bad int
	// Own is how many rows of this run named no aircraft, and were judged as the flight
	// of the policy set.
	Own       int
	Status    [int(policy.Blocked) + 1]int
	blockedBy map[string]int     // rows by State or zone
	metres    map[string]int64   // by State; "-" is the high seas
	detours   map[int64]detourKm // of routes that are not blocked, by whole kilometres
}

// detourKm are the detours that are rounded to the same kilometre.
type detourKm struct {
	count       int
	metres, max int64
}

func newTally() *Tally {
	return &Tally{blockedBy: map[string]int{}, metres: map[string]int64{}, detours: map[int64]detourKm{}}
}

// add counts an answer.
func (t *Tally) add(o *outcome) {
	t.Rows++
	if o.err != "" {
		t.Bad++
		return
	}
	t.Status[o.status]++
	if o.own {
		t.Own++
	}
	for i := range o.blocked {
		b := &o.blocked[i]
		who := wordOf(orZone(b.State, b.Zone))
		if !slices.ContainsFunc(o.blocked[:i], func(e route.Block) bool { return wordOf(orZone(e.State, e.Zone)) == who }) {
			t.blockedBy[who]++
		}
	}
	for _, s := range o.states {
		t.metres[cmp.Or(s.State, highSeas)] += metres(s.Km)
	}
	if o.status != policy.Blocked && o.detour >= 0 {
		t.addDetour(o.detour)
	}
}

func (t *Tally) addDetour(m int64) {
	d := t.detours[(m+500)/1000]
	d.count++
	d.metres += m
	d.max = max(d.max, m)
	t.detours[(m+500)/1000] = d
}

// merge adds another tally.
func (t *Tally) merge(o *Tally) {
	t.Rows += o.Rows
	t.Bad += o.Bad
	t.Own += o.Own
	for i, n := range o.Status {
		t.Status[i] += n
	}
	for who, n := range o.blockedBy {
		t.blockedBy[who] += n
	}
	for who, m := range o.metres {
		t.metres[who] += m
	}
	for km, x := range o.detours {
		d := t.detours[km]
		t.detours[km] = detourKm{d.count + x.count, d.metres + x.metres, max(d.max, x.max)}
	}
}

// reset makes the tally empty.
func (t *Tally) reset() {
	clear(t.blockedBy)
	clear(t.metres)
	clear(t.detours)
	*t = Tally{blockedBy: t.blockedBy, metres: t.metres, detours: t.detours}
}

// Summary is what a tally says. It marshals to the JSON of the command.
type Summary struct {
	Schema   string         `json:"schema"`
	Mode     string         `json:"mode"`
	Rows     int            `json:"rows"`
	Answered int            `json:"answered"`
	Bad      int            `json:"bad"` // rows that could not be answered
	Status   map[string]int `json:"status"`
	// BlockedBy are the States, or zones, that block most rows, ten at most; of rows in
	// find mode, their great circles.
	BlockedBy []StateRows `json:"blocked_by"`
	// States are those over which most kilometres lie, ten at most.
	States     []StateSum `json:"states"`
	HighSeasKm float64    `json:"high_seas_km"` // and over areas without a sovereign
	// Detour is of the routes of find mode that are not blocked; nil if there is none.
	Detour *Detours `json:"detour,omitempty"`
}

// StateRows is in how many rows a State, or a zone, does something.
type StateRows struct {
	State string `json:"state"`
	Rows  int    `json:"rows"`
}

// StateSum is how many kilometres lie over a State.
type StateSum struct {
	State string  `json:"state"`
	Km    float64 `json:"km"`
}

// Detours are how much longer routes are than their great circles. So many rows of a
// hundred are not longer than a percentile, which is less than a kilometre above the
// least such length, and is the length of a row.
type Detours struct {
	Rows    int     `json:"rows"`
	MeanKm  float64 `json:"mean_km"`
	P50Km   float64 `json:"p50_km"`
	P90Km   float64 `json:"p90_km"`
	P99Km   float64 `json:"p99_km"`
	WorstKm float64 `json:"worst_km"`
}

const (
	// SummarySchema names the shape of a summary's JSON.
	SummarySchema = "flightcheck-batch-summary/1"
	topStates     = 10
)

// Summary returns what the tally of a mode says.
func (t *Tally) Summary(mode Mode) Summary {
	s := Summary{
		Schema: SummarySchema, Mode: mode.String(), Rows: t.Rows, Answered: t.Rows - t.Bad, Bad: t.Bad,
		Status: map[string]int{}, BlockedBy: []StateRows{}, States: []StateSum{}, HighSeasKm: float64(t.metres[highSeas]) / 1000,
	}
	for i, n := range t.Status {
		s.Status[policy.Status(i).String()] = n
	}
	for _, who := range top(t.blockedBy) {
		s.BlockedBy = append(s.BlockedBy, StateRows{who, t.blockedBy[who]})
	}
	for _, who := range top(t.metres) {
		s.States = append(s.States, StateSum{who, float64(t.metres[who]) / 1000})
	}
	if mode == Find {
		s.Detour = t.detour()
	}
	return s
}

// top returns the keys of the greatest values, the greatest first.
func top[N int | int64](of map[string]N) []string {
	keys := slices.SortedFunc(maps.Keys(of), func(a, b string) int {
		return cmp.Or(cmp.Compare(of[b], of[a]), cmp.Compare(a, b))
	})
	keys = slices.DeleteFunc(keys, func(k string) bool { return k == highSeas || of[k] == 0 })
	return keys[:min(len(keys), topStates)]
}

// detour returns the percentiles, nil if there is no detour.
func (t *Tally) detour() *Detours {
	d := &Detours{}
	var sum, worst int64
	for _, x := range t.detours {
		d.Rows += x.count
		sum += x.metres
		worst = max(worst, x.max)
	}
	if d.Rows == 0 {
		return nil
	}
	n := int64(d.Rows)
	d.MeanKm, d.WorstKm = float64((sum+n/2)/n)/1000, float64(worst)/1000
	seen := 0
	for _, km := range slices.Sorted(maps.Keys(t.detours)) {
		before := seen
		seen += t.detours[km].count
		for _, p := range [...]struct {
			percent int
			to      *float64
		}{{50, &d.P50Km}, {90, &d.P90Km}, {99, &d.P99Km}} {
			rank := (d.Rows*p.percent + 99) / 100 // the nearest
			if before < rank && rank <= seen {
				*p.to = float64(t.detours[km].max) / 1000
			}
		}
	}
	return d
}
