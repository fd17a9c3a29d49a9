# Checks of the program as a whole: files for other programs, pages in a browser, the
# server under load, many rows with broken runs, completion in real shells, the command
# on other systems. They run as those of checks.sh do.
# shellcheck shell=bash disable=SC2154

# The stripped command for each of these must build.
systems='windows/amd64 darwin/arm64'

# need PROGRAM PACKAGE installs a Debian package if its program is not there.
need() {
  command -v "$1" >/dev/null && return
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    fail "$1 is missing: install $2"
  fi
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}

# The pictures of the documents are what the program draws now.
check_pictures() {
  local before
  before=$(state)
  bash docs/img/make.sh
  [ "$before" = "$(state)" ] || { git status --short | head -20; fail 'docs/img/make.sh changed the pictures: look at them and commit'; }
}

# Somebody else's readers open what the program writes.
check_readers() {
  local out=$work/maps fc=$work/flightcheck
  need ogrinfo gdal-bin
  need xmllint libxml2-utils
  mkdir -p "$out"
  maps() {
    local name=$1 f=() code=0 ending
    shift
    for ending in geojson kml gpx csv svg png html; do f+=(-o "$out/$name.$ending"); done
    "$fc" map "$@" "${f[@]}" 2>"$work/err" || code=$?
    case $code in 0 | 3 | 4) ;; *) cat "$work/err"; fail "map $*: exit code $code" ;; esac
  }
  maps moscow-budapest moscow budapest
  maps sydney-santiago sydney santiago --registration AU --kind civil --date 2025-06-01
  maps hostile 0,-1 0.5,34 --countries internal/ci/readers/hostile.geojson
  bash internal/ci/readers/readers.sh "$out"
  xmllint --noout "$out"/*.svg "$out"/*.kml "$out"/*.gpx
  echo "$(find "$out" -type f | wc -l) files"
}

# A person's browser: the page as a file and as it is served.
check_browser() {
  local dir=$work/browser
  need chromium chromium
  need node nodejs
  need npm npm
  [ -f "$work/maps/moscow-budapest.html" ] || "$work/flightcheck" map moscow budapest -o "$work/maps/moscow-budapest.html" 2>/dev/null
  cp -r internal/ci/browser "$dir"
  (
    cd "$dir"
    npm ci --no-audit --no-fund --loglevel=error
    node file.mjs "$work/maps/moscow-budapest.html"
    node page.mjs "$work/flightcheck"
  )
}

# 2,000 requests, 50 at a time, with garbage among them.
check_load() { go run ./internal/ci/load -command "$work/flightcheck" -n 2000 -c 50; }

# Many rows: the same bytes for any number of workers, and after each kill -9.
check_batch() {
  go build -o "$work/batch" ./internal/ci/batch
  "$work/batch" -binary "$work/flightcheck" -n 100000
  "$work/batch" -binary "$work/flightcheck" -n 300 -mode find
  "$work/batch" -binary "$work/flightcheck" -n 100000 -kill 5
}

# A full disk, a read-only folder, kill -9, no network.
check_faults() {
  need strace strace
  bash internal/ci/faults/faults.sh "$work/flightcheck"
}

# Completion in the shells, and the manual page.
check_shells() {
  need zsh zsh
  need fish fish
  need mandoc mandoc
  need groff groff
  need script bsdutils
  bash internal/ci/shells.sh "$work/flightcheck"
}

check_systems() {
  local s
  for s in $systems; do
    CGO_ENABLED=0 GOOS=${s%/*} GOARCH=${s#*/} go build -trimpath -o /dev/null ./cmd/flightcheck
    echo "builds for $s"
  done
}

# The pipeline is a module of its own: its packages are nobody else's.
check_beam() {
  cd beam
  go mod tidy -diff
  go vet ./...
  go test ./...
}
