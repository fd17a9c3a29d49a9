#!/usr/bin/env bash
# Tries the completions in the shells: bash internal/ci/shells.sh [COMMAND]
#
# It needs bash, zsh and fish, and mandoc and groff for the man page; what is missing
# is a failure. COMMAND is the program, which is built if it is left out.
set -euo pipefail
command=${1:+$(realpath "$1")}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -n "$command" ]; then cp "$command" "$work/flightcheck"; else go build -o "$work/flightcheck" ./cmd/flightcheck; fi
export PATH="$work:$PATH" LC_ALL=C.UTF-8 HOME="$work" XDG_CONFIG_HOME="$work" XDG_DATA_HOME="$work"
cd "$work"
echo 'version: 1' >'my rules.yaml'
bad=0

# wants WHAT TEXT LINE: one line of the text is that.
wants() {
  if grep -qxF -- "$3" <<<"$2"; then printf 'ok    %s\n' "$1"; else
    printf 'FAIL  %s: no line "%s" in:\n%s\n' "$1" "$3" "$2"
    bad=1
  fi
}

for tool in bash zsh fish mandoc groff script; do
  type "$tool" >/dev/null 2>&1 || { echo "FAIL  $tool is not installed"; bad=1; }
done
[ "$bad" -eq 0 ] || exit 1

for shell in bash zsh fish; do
  flightcheck completion "$shell" >"completion.$shell"
  "$shell" -n "completion.$shell" && echo "ok    $shell: syntax"
done

# bash WORDS…: what bash would offer, the words as it takes them apart.
in_bash() {
  bash --norc -c 'source ./completion.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _flightcheck; printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}
wants 'bash: command' "$(in_bash flightcheck che)" check
wants 'bash: place' "$(in_bash flightcheck mosc)" moscow
wants 'bash: name of two words' "$(in_bash flightcheck 'new\ yo')" 'new\ york\ city'
wants 'bash: in quotes' "$(in_bash flightcheck '"new yo')" 'new york city'
wants 'bash: value' "$(in_bash flightcheck a b --format geo)" geojson
wants 'bash: value behind =' "$(in_bash flightcheck a b --format = geo)" geojson
wants 'bash: State' "$(in_bash flightcheck why unit)" 'united\ kingdom'
wants 'bash: set' "$(in_bash flightcheck a b --policy bud)" budapest-2025

in_fish() { fish --no-config -c "source ./completion.fish; complete -C '$1'" | cut -f 1; }
wants 'fish: command' "$(in_fish 'flightcheck che')" check
wants 'fish: place' "$(in_fish 'flightcheck mosc')" moscow
wants 'fish: name of two words' "$(in_fish 'flightcheck new\ yo')" 'new york city'
wants 'fish: value' "$(in_fish 'flightcheck a b --format geo')" geojson
wants 'fish: value behind =' "$(in_fish 'flightcheck a b --format=geo')" --format=geojson
wants 'fish: set' "$(in_fish 'flightcheck a b --policy bud')" budapest-2025
wants 'fish: file' "$(in_fish 'flightcheck a b --policy my')" 'my rules.yaml'

# zsh has no line editor without a terminal: the script is asked what it would add.
in_zsh() {
  zsh -f -c '
    compdef() { :; }
    _files() { print -rl -- *; }
    compadd() { local -a offered; offered=("${(@P)@[-1]}"); print -rl -- "$offered[@]"; }
    source ./completion.zsh
    words=("$@"); CURRENT=$#; _flightcheck' zsh "$@"
}
wants 'zsh: command' "$(in_zsh flightcheck che)" check
wants 'zsh: place' "$(in_zsh flightcheck mosc)" moscow
wants 'zsh: name of two words' "$(in_zsh flightcheck 'new\ yo')" 'new york city'
wants 'zsh: in quotes' "$(in_zsh flightcheck '"new yo')" 'new york city'
wants 'zsh: value behind =' "$(in_zsh flightcheck a b --format=geo)" --format=geojson
wants 'zsh: file' "$(in_zsh flightcheck a b --policy my)" 'my rules.yaml'

# A terminal that is not one: what is shown while one waits is gone at the end, and
# the answer has none of it.
script -qec 'flightcheck moscow LIS --alternatives 20 --corridor-slack 0.02 -o answer.txt' typescript >/dev/null || [ $? -eq 3 ]
if grep -q 'searching ways' answer.txt; then echo 'FAIL  the spinner is in the answer'; bad=1; else echo 'ok    terminal: the answer is clean'; fi

flightcheck help man >flightcheck.1
mandoc -T lint -W warning flightcheck.1 && echo 'ok    mandoc'
groff -man -ww -Tutf8 flightcheck.1 >page 2>warnings
if [ -s warnings ]; then echo 'FAIL  groff:'; cat warnings; bad=1; else echo 'ok    groff'; fi
exit "$bad"
