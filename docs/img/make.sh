#!/usr/bin/env bash
# Draws the pictures of the documentation anew, each as SVG and PNG, beside this
# script. The same data and rules give the same bytes.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
cd "$here/../.."
go build -o "$bin/flightcheck" ./cmd/flightcheck

# run ARGUMENT … : a blocked answer (3) and an unknown one (4) are drawn, too.
run() {
  local code=0
  "$bin/flightcheck" "$@" || code=$?
  case $code in
    0 | 3 | 4) ;;
    *) exit "$code" ;;
  esac
}

# draw NAME FROM TO [FLAG …] draws the candidates.
draw() {
  local name=$1
  shift
  run map "$@" -o "$here/$name.svg" -o "$here/$name.png"
}

# over NAME FROM VIA … TO [FLAG …] draws one route.
over() {
  local name=$1 format
  shift
  for format in svg png; do
    run check "$@" --format "$format" -o "$here/$name.$format"
  done
}

draw moscow-budapest 'moscow, ru' budapest
draw london-tokyo 'london, gb' tokyo --registration GB --kind civil --date 2025-06-01
draw sydney-santiago 'sydney, au' 'santiago, cl' --registration AU --kind civil --date 2025-06-01
over helsinki-seoul helsinki 78,20 90,0 65.9,-168.2 52,-176 40,160 seoul --registration FI --kind civil --date 2025-06-01
draw petersburg-kaliningrad 'saint petersburg, ru' kaliningrad --registration RU --kind civil
draw helsinki-tokyo HEL NRT --policy world-2025 --registration FI --kind civil --date 2022-03-05
