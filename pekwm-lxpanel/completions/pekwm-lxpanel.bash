# Completion of pekwm-lxpanel's options and requests for bash.

_pekwm_lxpanel() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    COMPREPLY=()
    case $before in
    ctl) COMPREPLY=($(compgen -W 'status restart refresh-menu reload logout log' -- "$word")) ;;
    theme) COMPREPLY=($(compgen -W 'list show set' -- "$word")) ;;
    set) COMPREPLY=($(compgen -W "auto none $(pekwm-lxpanel theme list 2>/dev/null | cut -c 3-)" -- "$word")) ;;
    restart) COMPREPLY=($(compgen -W 'wm panel' -- "$word")) ;;
    status) COMPREPLY=($(compgen -W '--json' -- "$word")) ;;
    -c | --config) COMPREPLY=($(compgen -f -- "$word")) ;;
    pekwm-lxpanel | */pekwm-lxpanel | -*)
        COMPREPLY=($(compgen -W "ctl theme $(pekwm-lxpanel --help 2>/dev/null |
            grep -o -e '--[a-z][a-z-]*' | grep -v -e '--json' | sort -u)" -- "$word"))
        ;;
    esac
}

complete -F _pekwm_lxpanel pekwm-lxpanel
