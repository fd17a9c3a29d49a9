# Completion of flightcheck in fish. In ~/.config/fish/config.fish:
#   flightcheck completion fish | source
# or put this file into ~/.config/fish/completions/.

function __flightcheck_complete
    set -l before (commandline -opc)
    set -l program $before[1]
    set -e before[1]
    set -l current (commandline -ct | string unescape 2>/dev/null; or commandline -ct)
    set -l answer (command $program __complete fish $before "$current" 2>/dev/null)
    set -l kind $answer[1]
    set -e answer[1]
    printf '%s\n' $answer
    if test "$kind" = files
        __fish_complete_path "$current"
    end
end

complete -c flightcheck -f -k -a '(__flightcheck_complete)'
