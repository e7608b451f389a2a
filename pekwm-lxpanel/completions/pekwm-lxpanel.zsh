#compdef pekwm-lxpanel
# Completion of pekwm-lxpanel's options and requests for zsh.

_pekwm_lxpanel_words() {
    case $words[2]:$CURRENT in
    ctl:3) compadd status restart refresh-menu reload logout log ;;
    ctl:4)
        case $words[3] in
        restart) compadd wm panel ;;
        status) compadd -- --json ;;
        esac
        ;;
    theme:3) compadd list show set ;;
    theme:4) [[ $words[3] = set ]] && compadd auto none ${(f)"$(pekwm-lxpanel theme list 2>/dev/null | grep -o '[a-z][a-z-]*' | head -n 50)"} ;;
    *:2) compadd ctl theme ;;
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
