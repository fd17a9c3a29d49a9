//go:build unix

package main

import (
	"context"
	"fmt"
	"strings"
)

// decisions measures one decision with the world set, of the hardest of the common
// questions.
func (b *bench) decisions(ctx context.Context) ([]figure, error) {
	r, err := benchmarks(ctx, "./policy", "^BenchmarkDecide$/^world$", b.scale.time)
	if err != nil {
		return nil, err
	}
	by := goBench("Decide/world", "./policy")
	worst, ns, err := r.most("Decide/world/", "ns/op")
	if err != nil {
		return nil, err
	}
	_, allocs, err := r.most("Decide/world/", "allocs/op")
	if err != nil {
		return nil, err
	}
	words := fmt.Sprintf("a decision with the world set, slowest of %d questions (%s)", len(r.under("Decide/world/")), strings.TrimPrefix(worst, "Decide/world/"))
	return []figure{
		{what: words, value: ns, unit: "ns", want: atMost(1000), by: by},
		{what: "the same, allocations", value: allocs, want: atMost(0), by: by},
	}, nil
}

// searches measures the shortest routes of the table in the README, and those of
// random pairs.
func (b *bench) searches(ctx context.Context) ([]figure, error) {
	r, err := benchmarks(ctx, "./route", "^BenchmarkSearchCases$/./^warm$", b.scale.asks)
	if err != nil {
		return nil, err
	}
	cold, err := benchmarks(ctx, "./route", "^BenchmarkSearchCases$/^Moscow-Budapest$/^cold$", b.scale.asks)
	if err != nil {
		return nil, err
	}
	by := goBench("SearchCases", "./route")
	const first = "SearchCases/Moscow-Budapest/"
	out := r.figures(by, told{"search Moscow-Budapest, warm, median", first + "warm", "p50-ms", 1, "ms", atMost(5)})
	out = append(out, cold.figures(by, told{"the same, the first of a new searcher", first + "cold", "p50-ms", 1, "ms", wanted{}})...)
	out = append(out, r.figures(by, told{"search Moscow-Madrid, warm, median", "SearchCases/Moscow-Madrid/warm", "p50-ms", 1, "ms", atMost(20)})...)
	delete(r, first+"warm")
	name, most, err := r.most("SearchCases/", "p50-ms")
	if err != nil {
		return out, err
	}
	name = strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(name, "SearchCases/"), "/warm"), "_", " ")
	out = append(out, figure{
		what: fmt.Sprintf("search, slowest of the %d other cases (%s), warm, median", len(r), name), value: most, unit: "ms", want: atMost(20), by: by,
	})
	random, err := b.randomSearches(ctx)
	return append(out, random...), err
}

// randomSearches measures 1,000 random pairs, each asked once.
func (b *bench) randomSearches(ctx context.Context) ([]figure, error) {
	const name = "SearchRandom"
	by := goBench(name, "./route")
	list := []told{
		{"search, 1,000 random pairs, half of the States on the way closed, median", name, "p50-ms", 1, "ms", atMost(5)},
		{"the same, 90 of 100", name, "p90-ms", 1, "ms", atMost(25)},
		{"the same, 99 of 100", name, "p99-ms", 1, "ms", atMost(80)},
	}
	if !b.scale.random {
		var out []figure
		for _, t := range list {
			out = append(out, figure{what: t.what, unit: t.in, want: t.want, by: by, left: "takes longer than -quick"})
		}
		return out, nil
	}
	r, err := benchmarks(ctx, "./route", "^Benchmark"+name+"$", "1x")
	if err != nil {
		return nil, err
	}
	return r.figures(by, list...), nil
}

// frontiers measures what each permission buys between Moscow and Budapest.
func (b *bench) frontiers(ctx context.Context) ([]figure, error) {
	r, err := benchmarks(ctx, "./route", "^BenchmarkFrontier$", b.scale.asks)
	if err != nil {
		return nil, err
	}
	return r.figures(goBench("Frontier", "./route"),
		told{"frontier Moscow-Budapest, warm, median", "Frontier/warm", "p50-ms", 1, "ms", atMost(150)},
		told{"the same, the first of a new searcher", "Frontier/cold", "p50-ms", 1, "ms", atMost(150)}), nil
}
