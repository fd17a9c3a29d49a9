# The checks of .ci/run, one function each. They run in the root of the checkout
# under "set -euo pipefail" in a subshell; $work is an empty folder, $tools one
# that lasts. A check prints what it found and returns 0, 77 (skipped) or another
# number (failed).
# shellcheck shell=bash disable=SC2154

lint_version=v2.15.0
vuln_version=v1.9.0
module=github.com/flightcheck/flightcheck
others='beam internal/ci/licences' # the other modules of the repository, by folder

# Limits
min_coverage=85        # percent of statements, each of the packages below
covered='route airspace policy place'
raced='./place ./route ./internal/...' # and airspace and policy, on fewer cases
max_file_kb=15360      # one file
max_data_kb=30720      # data/ as a whole
max_binary_kb=40960    # the stripped command
go_lines=400           # reported
max_go_lines=450       # refused

# Everything below route may use these modules and no other.
route_modules='
github.com/flightcheck/flightcheck
github.com/biter777/countries
github.com/golang/geo
github.com/hbollon/go-edlib
github.com/paulmach/orb
go.mongodb.org/mongo-driver/v2
go.yaml.in/yaml/v4
golang.org/x/text
'

fail() {
  printf 'FAIL: %s\n' "$*" >&2
  exit 1
}

# files lists what is tracked, and what would be.
files() { git ls-files -z --cached --others --exclude-standard "$@" | while IFS= read -r -d '' f; do
  if [ -f "$f" ]; then printf '%s\0' "$f"; fi
done; }

# state is a hash of every file that is tracked or would be.
state() { files | sort -z | xargs -0 sha256sum | sha256sum; }

check_go() {
  go version
  go mod verify
}

check_build() {
  CGO_ENABLED=0 go build ./...
  CGO_ENABLED=0 go build -trimpath -o "$work/flightcheck" ./cmd/flightcheck
}

check_vet() { go vet ./...; }

check_tests() {
  go test -json ./... | go run ./internal/ci/testcount "$work/counts"
}

# The two commands that the README promises, as it writes them.
check_readme() {
  local command='go run ./cmd/flightcheck moscow budapest'
  grep -qF "$command" README.md || fail "README.md does not show: $command"
  grep -qF 'go test ./...' README.md || fail 'README.md does not show: go test ./...'
  echo "\$ $command"
  $command >"$work/out" || fail "the command ended with exit code $?"
  [ -s "$work/out" ] || fail 'the command printed nothing'
  head -n 12 "$work/out"
}

# answers CODE ARGS...: the command ends with CODE, and after a wrong question
# it says so on stderr alone.
answers() {
  local want=$1 got=0
  shift
  [ -x "$work/flightcheck" ] || fail 'there is no command: the build failed'
  "$work/flightcheck" "$@" >"$work/out" 2>"$work/err" || got=$?
  echo "exit $got: flightcheck $*"
  [ "$got" -eq "$want" ] || fail "want exit $want: $(head -n 3 "$work/err")"
  if [ "$want" -le 2 ] && [ "$want" -ge 1 ]; then
    [ ! -s "$work/out" ] || fail 'stdout is not empty after a wrong question'
    [ -s "$work/err" ] || fail 'nothing on stderr after a wrong question'
  fi
}

check_answers() {
  answers 0 moscow budapest
  answers 0 moscow budapest --json
  answers 3 moscow budapest --basis article
  answers 0 --version
  answers 2 nowhereatall budapest
  answers 2 moscow budapest --kindd civil
  answers 2 moscow budapest -- --json
  answers 2 polcy list
  answers 2 check -x,1 0,0
}

# The built-in policies: canonical, without findings, every rule with a case, and
# none that can be removed without a case failing.
check_policies() {
  go build -o "$work/policies" ./cmd/flightcheck
  "$work/policies" policy fmt --check data/policies/budapest-2025.yaml data/policies/world-2025.yaml
  "$work/policies" policy lint --strict | tail -n 3
  "$work/policies" policy test --threshold 100 --mutate
}

check_coverage() {
  local p total low=0
  for p in $covered; do
    go test -coverprofile="$work/cover" "./$p" >"$work/log" 2>&1 || { cat "$work/log"; fail "the tests of $p"; }
    total=$(go tool cover -func="$work/cover" | awk '/^total:/ {sub("%", "", $3); print $3}')
    printf '%5s %%  %s\n' "$total" "$p"
    awk -v t="$total" -v m="$min_coverage" 'BEGIN {exit !(t >= m)}' || low=1
  done
  [ "$low" -eq 0 ] || fail "less than $min_coverage % of the statements are covered"
}

check_race() {
  if ! command -v "$(go env CC)" >/dev/null; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
      fail 'the race detector needs a C compiler: install gcc'
    fi
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends gcc libc6-dev >/dev/null
  fi
  # shellcheck disable=SC2086 # a list of patterns
  CGO_ENABLED=1 go test -race -timeout 20m $raced
  CGO_ENABLED=1 go test -race -timeout 20m ./airspace -routes 100
  CGO_ENABLED=1 go test -race -timeout 20m ./policy -triples 2000 -rapid.checks 50
}

fuzz_once() {
  go test -run '^$' -fuzz "^$1\$" -fuzztime "${FLIGHTCHECK_FUZZ:-6}s" -fuzzminimizetime 5x "$2" >"$work/log" 2>&1
}

check_fuzz() {
  local p target n=0
  for p in $(go list ./...); do
    go test -list '^Fuzz' "$p" >"$work/list" || { cat "$work/list"; fail "the tests of $p do not build"; }
    for target in $(grep '^Fuzz' "$work/list" || true); do
      n=$((n + 1))
      echo "$target of ${p#"$module"/}"
      fuzz_once "$target" "$p" || {
        # The fuzzer may end a worker at its deadline and call that a failure.
        # Then it has found nothing, and has a second try.
        if grep -q 'context deadline exceeded' "$work/log" && ! grep -q 'Failing input written' "$work/log" &&
          fuzz_once "$target" "$p"; then :; else
          cat "$work/log"
          fail "$target found an input: add it to the seeds"
        fi
      }
      grep '^fuzz: elapsed' "$work/log" | tail -n 1
    done
  done
  [ "$n" -gt 0 ] || fail 'there is no fuzz target'
  echo "$n fuzz targets"
}

# not_imported FROM PATTERN: no package below FROM matches PATTERN, a whole import
# path as an extended regular expression. It prints who brings one in.
not_imported() {
  local hits
  go list -deps -f '{{.ImportPath}} {{join .Imports " "}}' "$1" >"$work/deps" || return 1
  hits=$(cut -d ' ' -f 1 "$work/deps" | grep -xE "$2" || true)
  [ -z "$hits" ] && return
  for h in $hits; do
    echo "$1 depends on $h, imported by:" "$(awk -v h="$h" '{for (i = 2; i <= NF; i++) if ($i == h) print $1}' "$work/deps" | head -n 5 | tr '\n' ' ')"
  done
  return 1
}

check_layers() {
  local bad=0 web='net/http|html/template|html|os/exec|flag|log|log/slog|testing|text/tabwriter' m
  not_imported ./airspace "$module/(policy|route|place|cmd/.*)" || bad=1
  not_imported ./policy "$module/(airspace|route|place|internal/sphere|cmd/.*)" || bad=1
  not_imported ./place "$module/(airspace|policy|route|cmd/.*)" || bad=1
  not_imported ./data "$module/(airspace|policy|route|place|internal/.*|cmd/.*)" || bad=1
  not_imported ./route "$web|$module/(chart|cmd|internal/cliargs)(/.*)?" || bad=1
  # Of the driver of a database, orb/geojson brings in the encoding and no more.
  not_imported ./route 'go\.mongodb\.org/mongo-driver/v2/(mongo|x/mongo/driver|event)(/.*)?' || bad=1
  echo 'modules below route:'
  go list -deps -f '{{if not .Standard}}{{with .Module}}{{.Path}}{{end}}{{end}}' ./route | sort -u | while read -r m; do
    if grep -qxF "$m" <<<"$route_modules"; then echo "  $m"; else
      echo "  $m is not on the list in .ci/checks.sh"
      exit 1
    fi
  done || bad=1
  [ "$bad" -eq 0 ] || fail 'a layer reaches where it must not'
}

check_size() {
  local kb
  CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o "$work/stripped" ./cmd/flightcheck
  kb=$(du -k --apparent-size "$work/stripped" | cut -f 1)
  echo "stripped command: $kb KB of $max_binary_kb"
  [ "$kb" -lt "$max_binary_kb" ] || fail 'the command has grown too large'
}

check_files() {
  local bad=0 hits kb
  hits=$(files | xargs -0 du -k --apparent-size | awk -v m="$max_file_kb" '$1 > m')
  [ -z "$hits" ] || { echo "over $max_file_kb KB:" "$hits"; bad=1; }

  kb=$(files -- data | xargs -0 -r du -k --apparent-size | awk '{s += $1} END {print s + 0}')
  echo "data/: $kb KB of $max_data_kb"
  [ "$kb" -le "$max_data_kb" ] || { echo 'data/ has grown too large'; bad=1; }

  # Paths of one machine and hosts of registries; the brackets keep these lines
  # from finding themselves.
  local here='(^|[^[:alnum:]._~%/-])/(w[o]rk|r[o]ot|t[m]p|f[a]rm|h[o]me)/' hosts='pr[o]xy\.golang|r[e]gistry\.npmjs|d[e]b\.debian'
  hits=$(files | grep -zvE '(^|/)(go\.sum|package-lock\.json)$' | xargs -0 grep -nIE "$here|$hosts" | cut -c 1-160 || true)
  [ -z "$hits" ] || { echo 'a path of one machine or the host of a registry:'; echo "$hits"; bad=1; }

  hits=$(files -- '*.go' | xargs -0 -r wc -l | awk -v m="$go_lines" '$2 != "total" && $1 > m {print "  " $2 " (" $1 ")"}')
  [ -z "$hits" ] || { echo "over $go_lines lines:"; echo "$hits"; }
  hits=$(awk -v m="$max_go_lines" '{n = $2; gsub(/[()]/, "", n); if (n + 0 > m) print}' <<<"$hits")
  [ -z "$hits" ] || { echo "over $max_go_lines lines, refused:"; echo "$hits"; bad=1; }

  for f in README.md LICENSE CHANGELOG.md CONTRIBUTING.md data/README.md; do
    [ -s "$f" ] || { echo "$f is missing"; bad=1; }
  done
  [ "$bad" -eq 0 ] || fail 'see above'
}

check_tidy() { go mod tidy -diff; }

check_generated() {
  local before
  grep -rqs --include='*.go' '^//go:generate ' . || { echo 'skipped: nothing is generated'; return 77; }
  before=$(state)
  go generate ./...
  [ "$before" = "$(state)" ] || { git status --short | head -20; fail 'go generate ./... changed files: commit what it makes'; }
}

linter() {
  local bin="$tools/golangci-lint"
  if ! "$bin" version 2>/dev/null | grep -qF "version ${lint_version#v} "; then
    echo "installing golangci-lint $lint_version"
    GOBIN="$tools" GOFLAGS='' go install "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$lint_version"
  fi
  "$bin" "$@"
}

# each_module COMMAND ARGS… runs it in the root and in the other modules.
each_module() {
  local m bad=0
  for m in . $others; do
    echo "in $m:"
    (cd "$m" && "$@") || bad=1
  done
  return "$bad"
}

check_lint() { each_module linter run ./...; }

# gofumpt, in the version that the linter carries.
check_format() { each_module linter fmt --diff ./...; }

check_vulnerabilities() {
  [ -n "${GOVULNDB:-}" ] || { echo 'skipped: no database'; return 77; }
  each_module go run "golang.org/x/vuln/cmd/govulncheck@$vuln_version" -db "$GOVULNDB" ./...
}

# docs/licences.md says which licences the modules of others may have, and
# data/README.md under which our data are.
check_licences() {
  (
    cd internal/ci/licences
    go mod tidy -diff
    go vet .
    go test .
    go build -o "$work/licences" .
  )
  # shellcheck disable=SC2086 # a list of folders
  "$work/licences" -rules docs/licences.md -data data -notices "$work/notices" . $others
  echo "$(wc -c <"$work/notices") bytes of licences for an archive of the command"
}
