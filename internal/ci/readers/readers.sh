#!/usr/bin/env bash
# Opens maps with GDAL, a reader that knows nothing of this project:
#
#   bash internal/ci/readers/readers.sh DIR
#
# DIR holds the same maps as NAME.geojson, NAME.kml and NAME.gpx, at least one of them.
# It checks that GDAL opens each file and has nothing to warn of, that the shapes and
# the attributes are what they should be and within the world, and that the three hold
# the same routes, crossings, places and names. It says what is wrong and where, and
# exits with 1 then, with 2 if it cannot check. It needs ogrinfo (Debian: gdal-bin).
#
# hostile.geojson beside it has countries with names that are hard to write; a map of a
# flight over them (--countries) belongs into DIR.
set -euo pipefail
shopt -s nullglob
export LC_ALL=C.UTF-8

dir=${1:?which folder holds the maps}
here=$(dirname "${BASH_SOURCE[0]}")
command -v ogrinfo >/dev/null || {
  echo "readers: there is no ogrinfo; install gdal-bin" >&2
  exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/faults"

fault() { echo "FAULT $*" | tee -a "$work/faults"; }

# same WHAT FILE A B compares two values.
same() {
  if [ "$3" != "$4" ]; then fault "$2: $1: $3, want $4"; fi
}

# read_map FILE AS NAME lets GDAL read all of a file: AS.so has its layers, AS.tsv its
# features, their names from the attribute NAME. It returns 1 if GDAL does not open it.
read_map() {
  local as=$work/$2
  if ! ogrinfo -ro -al -so "$1" >"$as.so" 2>"$as.err" || ! ogrinfo -ro -al -geom=SUMMARY "$1" >"$as.all" 2>>"$as.err"; then
    fault "$1: GDAL does not open it: $(head -3 "$as.err")"
    return 1
  fi
  awk -v name="$3" -f "$here/features.awk" "$as.all" >"$as.tsv"
  if [ -s "$as.err" ]; then fault "$1: GDAL warns: $(head -3 "$as.err")"; fi
  same "features" "$1" "$(wc -l <"$as.tsv")" "$(awk '/^Feature Count: / { n += $3 } END { print n + 0 }' "$as.so")"
  awk '/^Extent: / { gsub(/[(),]/, ""); if ($2 < -180 || $3 < -90 || $5 > 180 || $6 > 90 || NF != 6) print; n++ }
    END { if (n == 0) print "no extent" }' "$as.so" >"$as.beyond"
  if [ -s "$as.beyond" ]; then fault "$1: beyond the world: $(head -1 "$as.beyond")"; fi
}

# column AS KIND N prints one column of the features of a kind, sorted.
column() { awk -F '\t' -v kind="$2" -v n="$3" '$2 == kind { print $n }' "$work/$1.tsv" | sort; }

# number AS KIND counts the features of a kind.
number() { column "$1" "$2" 2 | wc -l; }

# shapes FILE AS KIND PATTERN looks at the geometries of a kind.
shapes() {
  local other
  other=$(column "$2" "$3" 3 | grep -vxE "$4" | head -1 || true)
  if [ -n "$other" ]; then fault "$1: a $3 is a $other"; fi
}

# check_map FILE AS ATTRIBUTE... checks GeoJSON or KML.
check_map() {
  local file=$1 as=$2 name
  shift 2
  for name in "$@"; do
    grep -Eq "^$name: (String|Integer|Real)" "$work/$as.so" || fault "$file: no attribute $name"
  done
  shapes "$file" "$as" crossing 'LINESTRING|MULTILINESTRING'
  shapes "$file" "$as" corridor 'POLYGON|MULTIPOLYGON'
  shapes "$file" "$as" strip 'POLYGON|MULTIPOLYGON'
  shapes "$file" "$as" area 'POLYGON|MULTIPOLYGON'
  shapes "$file" "$as" point POINT
  shapes "$file" "$as" end POINT
  same "ends" "$file" "$(number "$as" end)" 2
  if [ "$(number "$as" crossing)" -eq 0 ]; then fault "$file: no crossing"; fi
}

# check_same KML compares KML with GeoJSON. XML can hold no control character.
check_same() {
  local kind
  for kind in area corridor crossing point end; do
    column json $kind 5 | sed 's/[\x01-\x08\x0b\x0c\x0e-\x1f]/\xef\xbf\xbd/g' | sort >"$work/want"
    column kml $kind 5 | sort >"$work/got"
    same "features of kind $kind" "$1" "$(wc -l <"$work/got")" "$(wc -l <"$work/want")"
    cmp -s "$work/want" "$work/got" || fault "$1: other names of kind $kind than in the GeoJSON: $(diff "$work/want" "$work/got" | head -3)"
  done
}

# layer NAME counts the features of one layer of GPX.
layer() { awk -F '\t' -v layer="$1" '$1 == layer' "$work/gpx.tsv" | wc -l; }

# check_gpx FILE checks GPX, and compares it with GeoJSON if JSON is there.
check_gpx() {
  local routes
  routes=$(layer routes)
  same "tracks" "$1" "$(layer tracks)" 0
  same "routes that are lines" "$1" "$(awk -F '\t' '$1 == "routes" && $3 == "LINESTRING"' "$work/gpx.tsv" | wc -l)" "$routes"
  if [ "$(layer route_points)" -lt $((2 * routes)) ]; then fault "$1: a route has less than two points"; fi
  if grep -Eq '^  (ele|time) \(' "$work/gpx.all"; then fault "$1: there is an elevation or a time"; fi
  if [ ! -e "$2" ]; then return; fi
  same "routes" "$1" "$routes" "$(column json crossing 4 | uniq | wc -l)"
  same "waypoints" "$1" "$(layer waypoints)" "$(number json point)"
  column json point 5 | sed 's/[\x01-\x08\x0b\x0c\x0e-\x1f]/\xef\xbf\xbd/g' | sort >"$work/want"
  awk -F '\t' '$1 == "waypoints" { print $5 }' "$work/gpx.tsv" | sort >"$work/got"
  cmp -s "$work/want" "$work/got" || fault "$1: other names of waypoints than in the GeoJSON: $(diff "$work/want" "$work/got" | head -3)"
}

count=0
for name in $(for f in "$dir"/*.geojson "$dir"/*.kml "$dir"/*.gpx; do basename "${f%.*}"; done | sort -u); do
  json=$dir/$name.geojson kml=$dir/$name.kml gpx=$dir/$name.gpx
  said="$name:"
  if [ -e "$json" ]; then
    count=$((count + 1))
    read_map "$json" json title || continue
    check_map "$json" json kind title description route route_name number state areas status from_km to_km km stroke
    said="$said $(wc -l <"$work/json.tsv") features, $(number json crossing) crossings;"
  fi
  if [ -e "$kml" ]; then
    count=$((count + 1))
    read_map "$kml" kml Name || continue
    check_map "$kml" kml Name description kind route number state areas status from_km to_km km
    if [ -e "$json" ]; then check_same "$kml"; fi
    said="$said KML with $(grep -c '^Layer name: ' "$work/kml.so") layers, $(number kml crossing) crossings;"
  fi
  if [ -e "$gpx" ]; then
    count=$((count + 1))
    read_map "$gpx" gpx name || continue
    check_gpx "$gpx" "$json"
    said="$said GPX with $(layer routes) routes, $(layer waypoints) waypoints;"
  fi
  echo "${said%;}"
done

if [ "$count" -eq 0 ]; then
  echo "readers: no map in $dir" >&2
  exit 2
fi
echo "$(ogrinfo --version) read $count maps, $(wc -l <"$work/faults") faults"
[ ! -s "$work/faults" ]
