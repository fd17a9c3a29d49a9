#!/usr/bin/env bash
# Compares the pipeline with flightcheck batch on N random pairs of airports, byte for
# byte: bash beam/compare.sh [N] [flags for both]
#
# One row in a hundred cannot be answered. The pairs are the same each time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
n=${1:-10000}
shift || true
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd .. && go build -o "$work/flightcheck" ./cmd/flightcheck)
go build -ldflags '-s -w' -o "$work/beam" .
awk -F, -v n="$n" '
  FNR > 1 && $1 ~ /^[A-Z0-9]+$/ { ident[count++] = $1 }
  END {
    srand(8)
    print "id,from,to"
    for (i = 1; i <= n; i++) {
      to = ident[int(rand() * count)]
      if (i % 100 == 0) to = "no such place"
      print i "," ident[int(rand() * count)] "," to
    }
  }' ../data/airports.csv >"$work/pairs.csv"
awk -F, 'NR > 1 { print "{\"id\":\"" $1 "\",\"from\":\"" $2 "\",\"to\":\"" $3 "\"}" }' "$work/pairs.csv" >"$work/pairs.ndjson"

# timed WORDS COMMAND … says how long a command takes.
timed() {
  local words=$1 start end
  shift
  start=$(date +%s%N)
  "$@" 2>"$work/said" || { cat "$work/said" >&2; exit 1; }
  end=$(date +%s%N)
  printf '%-28s %6d ms\n' "$words" $(((end - start) / 1000000))
}

for format in csv ndjson; do
  timed "batch, $format" "$work/flightcheck" batch "$work/pairs.$format" -o "$work/batch.$format" --quiet "$@"
  timed "pipeline, $format" "$work/beam" --input "$work/pairs.$format" --output "$work/beam.$format" "$@"
  grep '^beam:' "$work/said" || true
  cmp "$work/batch.$format" "$work/beam.$format"
  timed "pipeline, $format, in parts" "$work/beam" --input "$work/pairs.$format" --output "$work/parts.$format" --rows-per-file $((n / 4 + 1)) "$@"
  cat "$work"/parts-*."$format" | cmp "$work/batch.$format" -
  echo "the same $(wc -c <"$work/beam.$format") bytes of $format for $n rows"
done
timed "pipeline, Parquet" "$work/beam" --input "$work/pairs.ndjson" --output "$work/answers.parquet" "$@"
echo "$(wc -c <"$work/answers.parquet") bytes of Parquet; the program has $(wc -c <"$work/beam") bytes"
