#!/usr/bin/env bash
# Faults of the machine that tests of Go cannot make: a disk that is full, one that can
# be read only, kill -9 at any moment, no network. Run it at the top of the repository:
#
#   go build -o flightcheck ./cmd/flightcheck && bash internal/ci/faults/faults.sh ./flightcheck
#
# It mounts a small file system where only it and its children see it. What the machine
# does not allow is told and skipped. The last line counts; exit code 1 if a fault lost
# anything.
set -euo pipefail
LC_ALL=C
fc=$(realpath "$1")
policy=$PWD/data/policies/world-2025.yaml

# Mounts of its own: root may, others perhaps under another name.
if [ "${2:-}" != inside ]; then
  for how in --mount '--mount --map-root-user'; do
    # shellcheck disable=SC2086 # a list of options
    if unshare $how true 2>/dev/null; then
      exec unshare $how bash "${BASH_SOURCE[0]}" "$fc" inside
    fi
  done
fi

dir=$(mktemp -d)
trap 'umount "$dir/disk" 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
shown=0 skipped=0
fail() {
  printf 'FAIL: %s\n' "$*" >&2
  exit 1
}
shows() {
  shown=$((shown + 1))
  echo "  $*"
}
skip() {
  skipped=$((skipped + 1))
  echo "  skipped: $*"
}

# ends CODE WORDS ARGS...: the command ends with CODE and says WORDS, without a stack.
ends() {
  local want=$1 words=$2 got=0
  shift 2
  "$fc" "$@" >out 2>err || got=$?
  [ "$got" -eq "$want" ] || fail "flightcheck $*: exit $got, want $want: $(head -c 300 err)"
  grep -qF -- "$words" err || fail "flightcheck $*: stderr lacks \"$words\": $(head -c 300 err)"
  ! grep -qE '^goroutine |panic' err || fail "flightcheck $*: a stack: $(head -c 300 err)"
}

# files NAME...: the disk holds these files and no others.
files() {
  local have
  have=$(cd disk && find . -mindepth 1 -printf '%P\n' | sort | tr '\n' ' ')
  [ "$have" = "$(printf '%s\n' "$@" | sort | tr '\n' ' ')" ] || fail "the disk holds $have, want $*"
}

# old NAME...: these files are as they were before the fault.
old() {
  local f
  for f in "$@"; do
    [ "$(cat "disk/$f")" = old ] || fail "$f has changed"
  done
}

rows() {
  local places=(VKO BUD SOF BEG WAW IST FRA HEL) i
  echo id,from,to
  for ((i = 0; i < $1; i++)); do echo "$i,${places[i % 8]},${places[(i + 1 + i / 8 % 7) % 8]}"; done
}

full_disk() {
  local f
  echo 'A full disk'
  mkdir disk
  if ! mount -t tmpfs -o size=256k,mode=755 tmpfs disk 2>/dev/null; then
    skip 'nothing can be mounted here'
    return
  fi
  for f in out.csv map.svg map.csv data.txt pairs.csv; do echo old >"disk/$f"; done
  ends 1 'no space left on device; make room, or write to another disk; ' batch rows.csv --quiet -o disk/out.csv
  grep -qF -- '--resume' err || fail 'it does not say how to go on'
  files out.csv map.svg map.csv data.txt pairs.csv out.csv.part out.csv.resume
  ends 1 'no space left on device' batch rows.csv --quiet -o disk/out.csv --resume
  ends 1 'cannot write disk/data.txt: no space left on device; make room, or write to another disk' data -o disk/data.txt
  ends 1 'no space left on device; make room, or write to another disk' map VKO BUD -o disk/map.csv -o disk/map.svg
  ends 1 'cannot write disk/pairs.csv: no space left on device' pairs list.txt -o disk/pairs.csv
  files out.csv map.svg map.csv data.txt pairs.csv out.csv.part out.csv.resume
  old out.csv map.svg map.csv data.txt pairs.csv
  shows 'files stay whole, nothing is left beside them'
  mount -o remount,size=64m disk
  "$fc" batch rows.csv --quiet -o disk/out.csv --resume
  cmp disk/out.csv want.csv
  files out.csv map.svg map.csv data.txt pairs.csv
  shows 'batch --resume is exact once there is room'
}

read_only_disk() {
  echo 'A disk that can be read only'
  if ! mountpoint -q disk; then
    skip 'nothing can be mounted here'
    return
  fi
  for f in out.csv map.svg data.txt; do echo old >"disk/$f"; done
  sed 's/^version: 1/version:   1/' "$policy" >disk/p.yaml
  cp disk/p.yaml p.yaml
  mount -o remount,ro disk
  for c in 'batch rows.csv --quiet -o disk/out.csv' 'map VKO BUD -o disk/map.svg' 'data -o disk/data.txt' 'policy fmt -w disk/p.yaml'; do
    # shellcheck disable=SC2086 # words of a command
    ends 1 'read-only file system' $c
  done
  old out.csv map.svg data.txt
  cmp disk/p.yaml p.yaml
  mount -o remount,rw disk
  shows 'files stay whole'
}

# afresh NAME: the files of a folder are as before the fault.
afresh() {
  local f
  for f in "${fs[@]}"; do cp "begin/$f" "$1/$f"; done
}

# whole NAME: each file is the old or the new one, and beside them lies nothing but what
# grew.
whole() {
  local f
  for f in "${fs[@]}"; do
    if cmp -s "$1/$f" "begin/$f"; then old_ones=$((old_ones + 1)); elif cmp -s "$1/$f" "new/$f"; then new_ones=$((new_ones + 1)); else fail "$1: $f is neither old nor new"; fi
  done
  while IFS= read -r f; do
    case $f in .flightcheck-*) ;; *) [[ " ${fs[*]} " == *" $f "* ]] || fail "$1: kill -9 left $f" ;; esac
  done < <(find "$1" -mindepth 1 -printf '%P\n')
}

# ran ARGS...: the command answers.
ran() { "$fc" "$@" >/dev/null 2>err || [ $? -eq 3 ] || fail "flightcheck $*: $(head -c 300 err)"; }

# killed NAME FILES... -- ARGS...: after kill -9 at any moment, and at each call that
# brings a file to the disk or gives it its name, each file is the old or the new one,
# and the same command makes the new ones.
killed() {
  local name=$1 fs=() old_ones=0 new_ones=0 times=0 begun ms i call
  shift
  while [ "$1" != -- ]; do
    fs+=("$1")
    shift
  done
  shift
  set -- "${@//@/$name}"
  mkdir new "$name"
  afresh "$name"
  begun=$(date +%s%N)
  ran "$@"
  ms=$((($(date +%s%N) - begun) / 1000000))
  for i in "${fs[@]}"; do mv "$name/$i" "new/$i"; done
  for ((i = 0; i < 20; i++)); do
    afresh "$name"
    { timeout -s KILL "$(printf '%d.%03d' $((ms * i / 18 / 1000)) $((ms * i / 18 % 1000 + 1)))" "$fc" "$@" >/dev/null; } 2>/dev/null || true
    whole "$name"
    times=$((times + 1))
  done
  if strace -o trace true 2>/dev/null; then
    for call in fsync renameat; do
      for ((i = 1; i <= ${#fs[@]}; i++)); do
        afresh "$name"
        { strace -f -qq -o trace -e trace="$call" -e inject="$call:signal=SIGKILL:when=$i" "$fc" "$@" >/dev/null; } 2>/dev/null || true
        # strace counts the calls of each thread, so that a later one may not come.
        if grep -q 'killed by SIGKILL' trace; then times=$((times + 1)); else [ "$i" -gt 1 ] || fail "$name: there was no $call"; fi
        whole "$name"
      done
    done
  else
    skip "no strace: $name is killed by the clock alone"
  fi
  ran "$@"
  for i in "${fs[@]}"; do cmp "$name/$i" "new/$i"; done
  rm -rf new
  shows "$name: killed $times times, $old_ones files old, $new_ones new, none half"
}

no_network() {
  local c
  echo 'No network'
  for c in 'VKO BUD --json' 'map VKO BUD --format html' 'batch rows.csv --quiet' 'policy test' 'data'; do
    # shellcheck disable=SC2086 # words of a command
    {
      "$fc" $c >with 2>/dev/null || [ $? -eq 3 ]
      if unshare -n true 2>/dev/null; then
        unshare -n "$fc" $c >without 2>/dev/null || [ $? -eq 3 ]
        cmp with without
      fi
      if strace -o trace true 2>/dev/null; then
        strace -f -qq -o trace -e trace=%network,execve "$fc" $c >/dev/null 2>&1 || [ $? -eq 3 ]
        grep -q execve trace || fail 'strace saw nothing'
        ! grep -vE ' (\+\+\+|---) ' trace | sed 1d | grep . || fail "flightcheck $c: it asks the network, or starts a program"
      fi
    }
  done
  if unshare -n true 2>/dev/null; then shows 'the same bytes where there is no network'; else skip 'the network cannot be taken away here'; fi
  if strace -o trace true 2>/dev/null; then shows 'no call of the network, and no program started'; else skip 'no strace'; fi
}

rows 3000 >rows.csv
{ rows 400 | cut -d, -f1 | sed 1d | awk '{printf "%d,%d\n", $1 % 80, $1 % 170}'; } >list.txt
"$fc" batch rows.csv --quiet -o want.csv
full_disk
read_only_disk
echo 'kill -9'
mkdir begin
for f in a.html b.svg c.csv; do echo old >"begin/$f"; done
for f in p.yaml q.yaml; do sed 's/^version: 1/version:   1/' "$policy" >"begin/$f"; done
killed map a.html b.svg c.csv -- map VKO BUD -o @/a.html -o @/b.svg -o @/c.csv
killed policy p.yaml q.yaml -- policy fmt -w @/p.yaml @/q.yaml
no_network
echo "faults: $shown shown, $skipped skipped"
