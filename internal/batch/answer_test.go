package batch

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		name string
		mode Mode
		row  Row
		want string
	}{
		{
			"Russian over Poland and Ukraine", Check,
			Row{ID: "7", From: "45,5", To: "45,35"},
			`7,"45,5","45,35",blocked,PL:overflight:PL-NO UA:overflight:UA-SHUT,,,2351.731,0.000,DE 397.071 PL 778.795 UA 778.794 RU 397.071,`,
		},
		{
			"decimal commas", Check,
			Row{ID: "7", From: "45,5 2,5", To: "45,5;7,5"},
			`7,"45,5 2,5","45,5;7,5",open,,,,390.727,0.000,DE 390.727,`,
		},
		{
			"an aircraft that asks, high seas at the end", Check,
			Row{From: "55,15", To: "55,35", Type: "il96", Kind: "Civil", Registration: "fr"},
			`,"55,15","55,35",permission,,SE:departure:not-asked:SE-ASKS SE:overflight:not-asked:SE-ASKS,,1275.509,0.000,SE 954.990 - 320.519,`,
		},
		{
			"a fact that is not given", Check,
			Row{From: "45,5", To: "45,15", Kind: "civil"},
			`,"45,5","45,15",unknown,,,PL:landing:registration PL:overflight:registration,787.967,0.000,DE 393.984 PL 393.983,`,
		},
		{
			"over a place between", Check,
			Row{From: "45,5", To: "45,15", Via: "55,10.5", Registration: "FR", Kind: "civil", Type: "A320"},
			`,"45,5","45,15",open,,,,2336.719,1548.752,DE 585.561 - 505.391 SE 669.747 PL 576.020,`,
		},
		{
			"the day before", Check,
			Row{From: "45,5", To: "45,15", Date: "2022-02-27"},
			`,"45,5","45,15",open,,,,787.967,0.000,DE 393.984 PL 393.983,`,
		},
		{
			"the shortest way round Ukraine", Find,
			Row{ID: "9", From: "45,15", To: "45,35", Registration: "FR", Kind: "civil", Type: "A320"},
			`9,"45,15","45,35",open,UA:overflight:UA-SHUT,,,2058.802,485.890,PL 671.172 SE 716.440 - 0.017 RU 671.173,`,
		},
		{
			"no need to search", Find,
			Row{From: "45,5", To: "45,15", Registration: "FR", Kind: "civil"},
			`,"45,5","45,15",open,,,,787.967,0.000,DE 393.984 PL 393.983,`,
		},
		{
			"into what is closed", Find,
			Row{From: "45,35", To: "45,25"},
			`,"45,35","45,25",blocked,UA:landing:UA-SHUT UA:overflight:UA-SHUT,,,,,,`,
		},
		{"a wrong place", Check, Row{ID: `a"b`, From: "nowhere at all", To: "45,5"}, `"a""b",nowhere at all,"45,5",,,,,,,,"from: no place ""nowhere at all""`},
		{"another wrong place", Check, Row{From: "45,5", To: "91,5"}, `,"45,5","91,5",,,,,,,,"to: `},
		{"a fault", Check, Row{Fault: "2 cells where the header has 3"}, `,,,,,,,,,,2 cells where the header has 3`},
		{"the same place", Check, Row{From: "45,5", To: "45,5"}, `,"45,5","45,5",,,,,,,,"leg 1, 45,5 to 45,5: `},
		{"a wrong place between", Check, Row{From: "45,5", To: "45,9", Via: "45,6;45,7"}, `,"45,5","45,9",,,,,,,,"via: ""45,6;45,7"" holds a semicolon`},
		{"via in a search", Find, Row{From: "45,5", To: "45,9", Via: "45,6"}, `,"45,5","45,9",,,,,,,,"via: a search is from one place to another`},
		{"a wrong mark", Check, Row{From: "45,5", To: "45,9", Registration: "RA96022"}, `,"45,5","45,9",,,,,,,,"registration `},
		{"a wrong kind", Check, Row{From: "45,5", To: "45,9", Kind: "military"}, `,"45,5","45,9",,,,,,,,"unknown kind ""military""`},
		{"a wrong State", Check, Row{From: "45,5", To: "45,9", Operator: "Q9"}, `,"45,5","45,9",,,,,,,,"operator: `},
		{"a wrong date", Check, Row{From: "45,5", To: "45,9", Date: "5.3.2022"}, `,"45,5","45,9",,,,,,,,"date: `},
		{"a wrong policy", Check, Row{From: "45,5", To: "45,9", Policy: "/etc/passwd"}, `,"45,5","45,9",,,,,,,,"no set [""/etc/passwd""]"`},
		{"its policy", Check, Row{From: "45,5", To: "45,9", Policy: " small "}, `,"45,5","45,9",open,,,,`},
		{"too long", Check, Row{From: "45,5", To: "45,9", Kind: strings.Repeat("x", 200)}, `,"45,5","45,9",,,,,,,,"""xxx`},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := NewAnswerer(smallQuestion(t, c.mode, CSV))
			got := string(a.Append([]byte("before\n"), c.row))
			rest, ok := strings.CutPrefix(got, "before\n")
			if !ok || !strings.HasPrefix(rest, c.want) || strings.Count(rest, "\n") != 1 || !strings.HasSuffix(rest, "\n") {
				t.Errorf("got  %s\nwant %s", rest, c.want)
			}
			if strings.HasSuffix(c.want, ",") && rest != c.want+"\n" && c.name != "its policy" {
				t.Errorf("got  %s\nwant %s", rest, c.want)
			}
			if cells, fault := splitCells(nil, strings.TrimSuffix(rest, "\n"), ','); fault != "" || len(cells) != len(answerColumns) {
				t.Errorf("%d cells %s: %s", len(cells), fault, rest)
			} else if bad := cells[atError] != ""; CSV.IsBad([]byte(rest)) != bad {
				t.Errorf("that it is bad is %t: %s", !bad, rest)
			}
		})
	}
}

// Without the functions of the command a row has codes alone, and no policy.
func TestQuestionAlone(t *testing.T) {
	q := smallQuestion(t, Check, CSV)
	q.Sets = nil
	a := NewAnswerer(q)
	if got := string(a.Append(nil, Row{From: "45,5", To: "45,9", Policy: "small"})); !strings.Contains(got, "cannot choose its policy") {
		t.Error(got)
	}
	if got := string(a.Append(nil, Row{From: "45,5", To: "45,9", Operator: "fr", Registration: "FR", Kind: "civil"})); !strings.Contains(got, ",open,") {
		t.Error(got)
	}
}

// answerOf is an answer as NDJSON.
type answerOf struct {
	ID          string             `json:"id"`
	From        placeOf            `json:"from"`
	To          placeOf            `json:"to"`
	Status      *string            `json:"status"`
	BlockedBy   []route.Block      `json:"blocked_by"`
	Permissions []route.Permission `json:"permissions"`
	Unknown     []route.Gap        `json:"unknown"`
	DistanceKm  *float64           `json:"distance_km"`
	DetourKm    *float64           `json:"detour_km"`
	States      []route.StateKm    `json:"states"`
	Error       *string            `json:"error"`
}

type placeOf struct {
	Query string   `json:"query"`
	Name  string   `json:"name"`
	Lat   *float64 `json:"lat"`
	Lon   *float64 `json:"lon"`
}

func TestAnswersAsNDJSON(t *testing.T) {
	a := NewAnswerer(smallQuestion(t, Check, NDJSON))
	for _, c := range []struct {
		row  Row
		want string
	}{
		{
			Row{ID: "7", From: "45,5", To: "45,35"},
			`{"id":"7","from":{"query":"45,5","name":"45,5","lat":45,"lon":5},"to":{"query":"45,35","name":"45,35","lat":45,"lon":35},"status":"blocked",` +
				`"blocked_by":[{"state":"PL","scope":"overflight","rule":"PL-NO"},{"state":"UA","scope":"overflight","rule":"UA-SHUT"}],"permissions":[],"unknown":[],` +
				`"distance_km":2351.731,"detour_km":0.000,"states":[{"state":"DE","km":397.071},{"state":"PL","km":778.795},{"state":"UA","km":778.794},{"state":"RU","km":397.071}],"error":null}`,
		},
		{
			Row{ID: "a\"\\\n\x01ü", From: "45,5", To: "91,5"},
			`{"id":"a\"\\\n\u0001ü","from":{"query":"45,5","name":"45,5","lat":45,"lon":5},"to":{"query":"91,5"},"status":null,"blocked_by":[],"permissions":[],"unknown":[],` +
				`"distance_km":null,"detour_km":null,"states":[],"error":"to: `,
		},
		{
			Row{From: "45,5", To: "45,15", Kind: "civil"},
			`{"id":"","from":{"query":"45,5","name":"45,5","lat":45,"lon":5},"to":{"query":"45,15","name":"45,15","lat":45,"lon":15},"status":"unknown","blocked_by":[],"permissions":[],` +
				`"unknown":[{"state":"PL","area":"PL","scope":"landing","missing":["registration"]},{"state":"PL","area":"PL","scope":"overflight","missing":["registration"]}],`,
		},
		{
			Row{From: "55,15", To: "55,35", Type: "IL96", Kind: "civil", Registration: "FR"},
			`{"id":"","from":{"query":"55,15","name":"55,15","lat":55,"lon":15},"to":{"query":"55,35","name":"55,35","lat":55,"lon":35},"status":"permission","blocked_by":[],` +
				`"permissions":[{"state":"SE","scope":"departure","standing":"not-asked","rule":"SE-ASKS"},{"state":"SE","scope":"overflight","standing":"not-asked","rule":"SE-ASKS"}],"unknown":[],`,
		},
	} {
		got := string(a.Append(nil, c.row))
		if !strings.HasPrefix(got, c.want) || !strings.HasSuffix(got, "}\n") {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
		var x answerOf
		if err := json.Unmarshal([]byte(got), &x); err != nil || x.ID != c.row.ID {
			t.Errorf("%s: %v", got, err)
		}
		if bad := x.Error != nil; NDJSON.IsBad([]byte(got)) != bad {
			t.Errorf("that it is bad is %t: %s", !bad, got)
		}
	}
}

// What an answer says is what a report says at length: see route.Checker.
func TestAnswersAgreeWithReports(t *testing.T) {
	q := worldQuestion(t, Check, NDJSON)
	a := NewAnswerer(q)
	in, err := readAll(string(airportPairs(t, 60)))
	if err != nil {
		t.Fatal(err)
	}
	in = append(in, Row{ID: "via", From: "moscow", To: "budapest", Via: "41.5,36 | sofia"})
	answered := 0
	for i, row := range in {
		if i%3 == 1 {
			row.Registration, row.Kind, row.Date = "RU", "civil", "2023-06-01"
		}
		var got answerOf
		if err := json.Unmarshal(a.Append(nil, row), &got); err != nil {
			t.Fatal(err)
		}
		if got.Error != nil {
			continue
		}
		answered++
		stops := []route.Stop{}
		for word := range strings.SplitSeq(row.From+"|"+row.Via+"|"+row.To, "|") {
			if word = strings.TrimSpace(word); word != "" {
				stops = append(stops, (&places{}).find(word).stop)
			}
		}
		flight := q.Base.Flight
		if row.Kind != "" {
			flight, err = q.flight(q.Base, &row)
			if err != nil {
				t.Fatal(err)
			}
		}
		r, err := q.Checker.CheckStops(t.Context(), flight, stops)
		if err != nil {
			t.Fatal(err)
		}
		want := outcome{row: &row, from: &stops[0], to: &stops[len(stops)-1]}
		rt := r.Routes[0]
		want.status, want.metres, want.detour = rt.Status, metres(rt.DistanceKm), metres(rt.DistanceKm)-metres(r.GreatCircleKm)
		want.blocked, want.allowed, want.unknown, want.states = rt.BlockedBy, rt.Permissions, rt.Unknown, rt.StateKm()
		if g, w := a.Append(nil, row), appendObject(nil, &want); !bytes.Equal(g, w) {
			t.Errorf("row %s:\n got %s\nwant %s", row.ID, g, w)
		}
	}
	if answered < 50 {
		t.Errorf("only %d rows were answered", answered)
	}
}

// An answerer that has seen thousands of flights and places knows the first as well as
// a new one.
func TestAnswererForgets(t *testing.T) {
	q := smallQuestion(t, Check, CSV)
	a := NewAnswerer(q)
	for i := range 3 * maxFlights {
		day := policy.Day(2022, 1, 1+i).String()
		for _, row := range []Row{{From: "45,5", To: "45,15", Date: day}, {From: "45,5", To: "45,15", Date: policy.Day(2022, 1, 1+i/2).String()}, {From: fmt.Sprintf("91,%d", i), To: "45,15"}} {
			if got, want := string(a.Append(nil, row)), string(NewAnswerer(q).Append(nil, row)); got != want {
				t.Fatalf("got %s, want %s", got, want)
			}
		}
		if len(a.flights.known) > maxFlights {
			t.Fatalf("%d flights are remembered", len(a.flights.known))
		}
	}
	p := &a.places
	for i := range maxPlaces + 10 {
		p.remember(fmt.Sprint(i), found{})
		if len(p.known) > maxPlaces {
			t.Fatalf("%d places are remembered", len(p.known))
		}
	}
	if f := p.find("VKO"); f.err != "" || f.stop.IATA != "VKO" {
		t.Errorf("VKO is %+v", f)
	}
}
