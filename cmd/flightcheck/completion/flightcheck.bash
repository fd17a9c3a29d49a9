# Completion of flightcheck in bash 3.2 or later. In ~/.bashrc:
#   source <(flightcheck completion bash)
# shellcheck shell=bash

_flightcheck() {
  # bash takes words apart at "=" and ":", which stand in COMP_WORDBREAKS; the
  # program wants them whole.
  local words=() n=-1 i word joined='' lead answer kind text
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $n -ge 0 && $word == [=:]* && $COMP_WORDBREAKS == *"${word:0:1}"* ]]; then
      words[n]+=$word
      joined=1
    elif [[ -n $joined ]]; then
      words[n]+=$word
      joined=''
    else
      n=$((n + 1))
      words[n]=$word
    fi
  done
  word=${COMP_WORDS[COMP_CWORD]}
  [[ $word == [=:]* ]] && word=''
  [[ $n -ge 0 ]] || words=('')
  lead=${words[${#words[@]} - 1]}
  lead=${lead%"$word"}

  COMPREPLY=()
  answer=$("${COMP_WORDS[0]}" __complete bash "${words[@]}" 2>/dev/null) || return
  kind=${answer%%$'\n'*}
  while IFS=$'\t' read -r text _; do
    [[ -n $text ]] && COMPREPLY+=("${text#"$lead"}")
  done <<<"${answer#"$kind"}"
  if [[ $kind == files ]]; then
    compopt -o default 2>/dev/null
    if [[ ${#COMPREPLY[@]} -gt 0 ]]; then
      while IFS= read -r text; do
        COMPREPLY+=("$(printf %q "$text")")
      done < <(compgen -f -- "$word")
    fi
  fi
}

complete -o nosort -F _flightcheck flightcheck 2>/dev/null || complete -F _flightcheck flightcheck
