#!/usr/bin/env bash
# Rebuilds data/coast.bin, the land that maps are drawn on, from the npm package
# named below. It needs Node with npm, and Go:
#
#   bash data/build/coast.sh
#
# The package goes to a temporary folder. The same package gives the same bytes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# world-atlas: Natural Earth 4.1 at 1:50 million as TopoJSON; the data are in the
# public domain, the packaging is under the ISC licence
npm install --prefix "$work" --ignore-scripts --no-audit --no-fund --no-save --silent \
  world-atlas@2.0.2

go run ./build/coast "$work/node_modules/world-atlas/land-50m.json" coast.bin
go run ./build/sources
