package route_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/flightcheck/flightcheck/route"
)

// quantiles reports the p-th of a hundred of some times, in milliseconds.
func quantiles(b *testing.B, times []time.Duration, unit string, percents ...int) {
	b.Helper()
	slices.Sort(times)
	for _, p := range percents {
		name := map[int]string{50: "p50", 90: "p90", 99: "p99", 100: "max"}[p]
		at := min(len(times)-1, len(times)*p/100)
		b.ReportMetric(float64(times[at].Microseconds())/1000, name+"-"+unit)
	}
}

// searchOnce is one search with judgement and waypoints. That there is no way is an
// answer.
func (q *asked) searchOnce(ctx context.Context) (time.Duration, error) {
	start := time.Now()
	_, err := q.searcher.Shortest(ctx, q.flight, q.from, q.to, route.SearchOptions{})
	if _, none := errors.AsType[*route.NoRouteError](err); none {
		err = nil
	}
	return time.Since(start), err
}

// Warm is a question to a searcher that has met the closed areas before, new is one about
// areas that it has not, cold is the first to a searcher in a process that has none.
func BenchmarkSearchCases(b *testing.B) {
	for _, c := range searchCases {
		b.Run(c.name, func(b *testing.B) {
			for _, mode := range []string{"warm", "new", "cold"} {
				b.Run(mode, func(b *testing.B) {
					shared := newSearcher(b)
					q := c.ask(b, shared)
					forget := forgetting(b, shared)
					if _, err := q.searchOnce(b.Context()); err != nil {
						b.Fatal(err)
					}
					var times []time.Duration
					for b.Loop() {
						switch mode {
						case "cold":
							q = c.ask(b, newSearcher(b))
						case "new":
							forget()
						}
						d, err := q.searchOnce(b.Context())
						if err != nil {
							b.Fatal(err)
						}
						times = append(times, d)
					}
					b.ReportMetric(0, "ns/op") // it holds what is not measured
					quantiles(b, times, "ms", 50)
				})
			}
		})
	}
}

// forgetting returns what makes a searcher forget what it has prepared: short questions
// about many closed sets.
func forgetting(b *testing.B, s *route.Searcher) func() {
	b.Helper()
	var others []*asked
	for _, state := range []string{"AD", "AG", "BB", "BH", "BT", "BZ", "CV", "DM", "FM", "GD", "JM", "KI", "KM", "LC", "LS", "MH", "MU", "MV", "NR", "SM"} {
		others = append(others, searchCase{from: "ZRH", to: "BSL", registration: "TR", bans: []string{state}}.ask(b, s))
	}
	return func() {
		for _, q := range others {
			if _, err := q.searchOnce(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// 1,000 pairs of large airports with half of the States on the great circle closed, each
// asked once: nothing of it was prepared.
func BenchmarkSearchRandom(b *testing.B) {
	s := newSearcher(b)
	var asks []*asked
	for _, r := range randomQuestions(b, s.Airspace, 1000, 3, true) {
		asks = append(asks, r.ask(b, s))
	}
	var times []time.Duration
	for b.Loop() {
		for _, q := range asks {
			d, err := q.searchOnce(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			times = append(times, d)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/1000, "s/1000")
	quantiles(b, times, "ms", 50, 90, 99, 100)
}

// What each permission buys between Moscow and Budapest, warm and cold as above.
func BenchmarkFrontier(b *testing.B) {
	for _, mode := range []string{"warm", "cold"} {
		b.Run(mode, func(b *testing.B) {
			q := searchCases[0].ask(b, newSearcher(b))
			ask := func() time.Duration {
				start := time.Now()
				for _, err := range q.searcher.Frontier(b.Context(), q.flight, q.from, q.to, route.SearchOptions{}) {
					if err != nil {
						b.Fatal(err)
					}
				}
				return time.Since(start)
			}
			ask()
			var times []time.Duration
			for b.Loop() {
				if mode == "cold" {
					q = searchCases[0].ask(b, newSearcher(b))
				}
				times = append(times, ask())
			}
			b.ReportMetric(0, "ns/op") // it holds what is not measured
			quantiles(b, times, "ms", 50)
		})
	}
}
