package batch_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/flightcheck/flightcheck/internal/batch"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// builtin is a question with what is built in, to a civil Serbian flight.
func builtin() (*batch.Question, error) {
	c, _, err := route.Builtin()
	if err != nil {
		return nil, err
	}
	flight := policy.Flight{Kind: policy.CivilAircraft, Date: policy.Day(2022, 3, 5), GivenBy: policy.GivenByQuestion}
	flight.Registration.State = "RS"
	return &batch.Question{Mode: batch.Check, Format: batch.CSV, Checker: c, Base: batch.Base{Policy: c.Policy, Flight: flight, Plain: flight}}, nil
}

// One row, answered as flightcheck batch does.
func ExampleAnswerer() {
	q, err := builtin()
	if err != nil {
		fmt.Println(err)
		return
	}
	a := batch.NewAnswerer(q)
	fmt.Print(string(a.Append(batch.AppendHeader(nil, q.Format), batch.Row{ID: "1", From: "moscow", To: "budapest"})))
	// Output:
	// id,from,to,status,blocked_by,permissions,unknown,distance_km,detour_km,states,error
	// 1,moscow,budapest,blocked,UA:overflight:UA-CLOSED,,,1572.408,0.000,RU 431.025 BY 401.962 UA 372.314 PL 71.153 SK 117.907 HU 178.047,
}

// Records are found by one goroutine, and may be read and answered by another one that
// knows no more than format and header.
func ExampleParser() {
	in, err := batch.NewReader(strings.NewReader("id;from;to\n1;belgrade;\"over\ntwo lines\"\n2;belgrade\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := batch.NewParser(in.Format(), in.Header())
	if err != nil {
		fmt.Println(err)
		return
	}
	for {
		rec, err := in.Next()
		if err != nil {
			fmt.Println(err)
			return
		}
		row := p.Row(rec)
		fmt.Printf("line %d: %s to %q, fault %q\n", row.Line, row.From, row.To, row.Fault)
	}
	// Output:
	// line 2: belgrade to "over\ntwo lines", fault ""
	// line 4: belgrade to "", fault "2 cells where the header has 3"
	// EOF
}

// A table, streamed.
func ExampleRun() {
	q, err := builtin()
	if err != nil {
		fmt.Println(err)
		return
	}
	in, err := batch.NewReader(strings.NewReader("id;from;to\nhome;belgrade;budapest\nat sea;0,5 0,5;\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, err := batch.Run(context.Background(), batch.Job{Question: q, In: in, Out: os.Stdout, Workers: 2})
	fmt.Println(tally.Rows, "rows,", tally.Bad, "wrong,", err)
	// Output:
	// id,from,to,status,blocked_by,permissions,unknown,distance_km,detour_km,states,error
	// home,belgrade,budapest,open,,,,319.055,0.000,RS 158.433 HU 160.622,
	// at sea,"0,5 0,5",,,,,,,,,"to: the place is empty: write a city, an airport code or ""latitude,longitude"""
	// 2 rows, 1 wrong, <nil>
}
