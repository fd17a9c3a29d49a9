#!/usr/bin/env bash
# Builds what is released: bash internal/ci/release.sh OUT [VERSION]
#
# OUT gets an archive for each system, with the command, the licence, those of the
# modules in it, the README, the man page and the completions, and SHA256SUMS. The same commit gives the same
# bytes on every machine with the same Go. VERSION is the tag of the commit if it
# is left out, else its hash.
#
#   SOURCE_DATE_EPOCH   the instant of all files; that of the commit if not set
#   TARGETS             the systems, linux/amd64 …
set -euo pipefail
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  echo 'usage: release.sh OUT [VERSION]' >&2
  exit 2
fi
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

version=${2:-$(git describe --tags --exact-match 2>/dev/null || git rev-parse --short=12 HEAD)}
instant=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
targets=${TARGETS:-linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

export CGO_ENABLED=0 GOFLAGS=-mod=readonly GOAMD64=v1 GOARM64=v8.0

# build FILE compiles the command for $GOOS and $GOARCH. The man page is made
# beforehand, so the code that the library has for one is left out.
build() {
  go build -trimpath -buildvcs=false -tags urfave_cli_no_docs \
    -ldflags="-s -w -buildid= -X main.buildVersion=$version" -o "$1" ./cmd/flightcheck
}

go build -o "$work/pack" ./internal/ci/pack
(cd internal/ci/licences && go build -o "$work/licences" .)
"$work/licences" -notices "$work/THIRD-PARTY.txt" . beam internal/ci/licences >"$work/modules"
build "$work/flightcheck"
mkdir -p "$work/completions"
for shell in bash zsh fish powershell; do
  "$work/flightcheck" completion "$shell" >"$work/completions/$shell"
done

rm -f "$out"/flightcheck_*.tar.gz "$out"/flightcheck_*.zip "$out/SHA256SUMS"
for target in $targets; do
  os=${target%/*} arch=${target#*/}
  name="flightcheck_${version#v}_${os}_$arch"
  folder="$work/$name"
  command=flightcheck archive="$out/$name.tar.gz"
  if [ "$os" = windows ]; then command=flightcheck.exe archive="$out/$name.zip"; fi
  mkdir -p "$folder/man" "$folder/completions"
  GOOS=$os GOARCH=$arch build "$folder/$command"
  cp LICENSE README.md "$work/THIRD-PARTY.txt" "$folder/"
  cp docs/flightcheck.1 "$folder/man/"
  cp "$work/completions/bash" "$folder/completions/flightcheck.bash"
  cp "$work/completions/zsh" "$folder/completions/_flightcheck"
  cp "$work/completions/fish" "$folder/completions/flightcheck.fish"
  cp "$work/completions/powershell" "$folder/completions/flightcheck.ps1"
  find "$folder" -type f -exec chmod 644 {} +
  chmod 755 "$folder/$command"
  "$work/pack" "$archive" "$folder" "$instant"
  printf '%9d  %s\n' "$(wc -c <"$archive")" "$(basename "$archive")"
done
cd "$out"
sha256sum flightcheck_* >SHA256SUMS
