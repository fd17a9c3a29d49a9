//go:build unix

package main

// scale is how much is measured.
type scale struct {
	starts, processes int    // runs of a process
	time              string // of a benchmark, as go test -benchtime takes it
	asks              string // how often one search is asked
	random            bool   // whether the thousand random searches are asked
	finds             string // rows of find mode that are timed one by one
	checkRows         int    // of a file in check mode
	findRows          int    // of a file in find mode
	pairs             int    // of airports whose great circles are crossed
	draws             int    // of each kind of file
	requests          int    // to the server, of each kind
}

func scaleOf(quick bool) scale {
	if quick {
		return scale{
			starts: 20, processes: 5, time: "30ms", asks: "10x", finds: "500x",
			checkRows: 50_000, findRows: 300, pairs: 2_000, draws: 2, requests: 60,
		}
	}
	return scale{
		starts: 20, processes: 10, time: "300ms", asks: "50x", random: true, finds: "10000x",
		checkRows: 1_000_000, findRows: 10_000, pairs: 20_000, draws: 10, requests: 400,
	}
}
