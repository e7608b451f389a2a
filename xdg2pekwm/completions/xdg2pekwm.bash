# Completion of xdg2pekwm's options for bash.

_xdg2pekwm() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    COMPREPLY=()
    case $before in
    --format) COMPREPLY=($(compgen -W 'pekwm json tree' -- "$word")) ;;
    --layout) COMPREPLY=($(compgen -W 'auto xdg easyos easyos-cascading easyos-container' -- "$word")) ;;
    --pekwm) COMPREPLY=($(compgen -W 'auto 0.1 0.2' -- "$word")) ;;
    --terminal | --on-change) COMPREPLY=($(compgen -c -- "$word")) ;;
    --root | --icon-path) COMPREPLY=($(compgen -d -- "$word")) ;;
    -o | --output | --menu | --config) COMPREPLY=($(compgen -f -- "$word")) ;;
    --explain | --favourites)
        COMPREPLY=($(compgen -W "$(xdg2pekwm --format tree -o - 2>/dev/null |
            sed -n 's/.*(\(.*\.desktop\))$/\1/p')" -- "$word"))
        ;;
    *)
        COMPREPLY=($(compgen -W "$(xdg2pekwm --help 2>/dev/null |
            grep -o -e '--[a-z][a-z-]*' | sort -u)" -- "$word"))
        ;;
    esac
}

complete -F _xdg2pekwm xdg2pekwm
