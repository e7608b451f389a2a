#compdef pekwm-lxpanel
# Completion of pekwm-lxpanel's options and requests for zsh.

# Of the words that are no options.
_pekwm_lxpanel_words() {
    case $words[1]:$CURRENT in
    ctl:2) compadd status restart refresh-menu reload logout log ;;
    ctl:3)
        case $words[2] in
        restart) compadd wm panel ;;
        status) compadd -- --json ;;
        esac
        ;;
    theme:2) compadd list show set ;;
    theme:3) [[ $words[2] = set ]] && compadd auto none ${(f)"$(pekwm-lxpanel theme list 2>/dev/null | cut -c 3-)"} ;;
    *:1) compadd ctl theme ;;
    esac
}

_arguments -s \
    '--check[report what is wrong with the configuration and the machine]' \
    '--dry-run[say what would be done]' \
    '--print-config[all settings, and where each one is from]' \
    '--print-env[the environment of the programs, and what was repaired]' \
    '--replace[take the display over]' \
    '--no-panel[without lxpanel]' \
    '--nested=-[in a window of its own]::size (WxH)' \
    '(-c --config)'{-c,--config}'[read this config file alone]:file:_files' \
    '(- *)'{-h,--help}'[help]' \
    '(- *)'{-V,--version}'[version]' \
    '*::request:_pekwm_lxpanel_words'
