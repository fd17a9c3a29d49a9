#!/usr/bin/env bash
# Builds data/countries.geojson from its sources and checks it. Needs node 18 or
# later, Go, and Debian's python3 with python3-shapely and python3-numpy; takes
# some ten minutes and 6 GB. The same tools give the same bytes each time.
#
# Usage: data/build/countries.sh [OUT.geojson]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)/countries
out=$(realpath -m "${1:-$here/../../countries.geojson}")
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" -c 'import numpy, shapely' ||
	{ echo "countries.sh: $python has no shapely: apt-get install python3-shapely python3-numpy" >&2; exit 1; }

cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
(cd "$work" && go mod init countries >/dev/null 2>&1 && go mod download -json github.com/sams96/rgeo@v1.2.0 >rgeo.json)
rgeo=$("$python" -c 'import json, sys; print(json.load(open(sys.argv[1]))["Dir"])' "$work/rgeo.json")

cd "$here"
export PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0 PYTHONWARNINGS=ignore
"$python" build.py "$work" "$rgeo/data/Countries10.gz" "$work/mended.geojson"

# Borders are thinned to 88 m, to 50 m in the States from the Baltic to the
# Balkans: there the route of the worked example runs along a crest.
fine='["BG","BY","CZ","EE","HU","LT","LV","MD","PL","RO","RS","SK","UA"].includes(id) ? 50 : 88'
node --max-old-space-size=6000 "$work/node_modules/mapshaper/bin/mapshaper" \
	-i "$work/mended.geojson" \
	-clean gap-fill-area=0.02km2 \
	-simplify dp variable interval="$fine" keep-shapes \
	-clean gap-fill-area=0.02km2 \
	-o precision=0.0000001 format=geojson "$work/simplified.geojson"

"$python" finish.py "$work/simplified.geojson" "$work/countries.geojson"
"$python" check.py "$work/countries.geojson" "$work" "$work/mended.geojson"
cp "$work/countries.geojson" "$out.new"
mv "$out.new" "$out"
