#!/usr/bin/env bash
# Answers all pairs of airports.txt before and after the closures of February and March
# 2022, for a civil aircraft of the Union, and prints what lies between:
#
#   bash docs/closures/study.sh [FOLDER for the answers]
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
out=${1:-$(mktemp -d)}
mkdir -p "$out"
go build -o "$out/flightcheck" ./cmd/flightcheck

"$out/flightcheck" pairs "$here/airports.txt" -o "$out/pairs.csv"
for day in 2022-02-20 2022-03-05; do
  "$out/flightcheck" batch "$out/pairs.csv" --mode find --policy world-2025 --registration DE --kind civil --date "$day" -o "$out/$day.csv"
done
go run ./internal/ci/closures "$out/2022-02-20.csv" "$out/2022-03-05.csv"
