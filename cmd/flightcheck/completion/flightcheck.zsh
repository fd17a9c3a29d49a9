#compdef flightcheck
# Completion of flightcheck in zsh. In ~/.zshrc, after compinit:
#   source <(flightcheck completion zsh)
# or put this file into a folder of $fpath as _flightcheck.

_flightcheck() {
  local -a lines words_so_far texts shown
  local kind line text says
  words_so_far=("${(@)words[2,CURRENT]}")
  lines=("${(@f)$(command ${(Q)words[1]} __complete zsh "${words_so_far[@]}" 2>/dev/null)}")
  kind=$lines[1]
  for line in "${(@)lines[2,-1]}"; do
    text=${line%%$'\t'*}
    says=${line#*$'\t'}
    [[ -n $text ]] || continue
    texts+=("$text")
    if [[ -n $says ]]; then shown+=("$text  -- $says"); else shown+=("$text"); fi
  done
  (( $#texts )) && compadd -V flightcheck -l -d shown -a texts
  [[ $kind == files ]] && _files
  return 0
}

if [[ $funcstack[1] == _flightcheck ]]; then
  _flightcheck "$@"
else
  compdef _flightcheck flightcheck
fi
