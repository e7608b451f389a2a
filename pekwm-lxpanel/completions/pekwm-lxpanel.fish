# Completion of pekwm-lxpanel's options and requests for fish.
complete -c pekwm-lxpanel -f
complete -c pekwm-lxpanel -n __fish_use_subcommand -a ctl -d 'Speak to the one that runs'
complete -c pekwm-lxpanel -n __fish_use_subcommand -a theme -d 'Its look'
complete -c pekwm-lxpanel -n '__fish_seen_subcommand_from ctl; and not __fish_seen_subcommand_from restart status' \
    -a 'status restart refresh-menu reload logout log'
complete -c pekwm-lxpanel -n '__fish_seen_subcommand_from ctl; and __fish_seen_subcommand_from restart' -a 'wm panel'
complete -c pekwm-lxpanel -n '__fish_seen_subcommand_from ctl; and __fish_seen_subcommand_from status' -l json
complete -c pekwm-lxpanel -n '__fish_seen_subcommand_from theme; and not __fish_seen_subcommand_from set' -a 'list show set'
complete -c pekwm-lxpanel -n '__fish_seen_subcommand_from theme; and __fish_seen_subcommand_from set' \
    -a '(pekwm-lxpanel theme list 2>/dev/null | string match -r "[a-z][a-z-]*") auto none'
complete -c pekwm-lxpanel -l check -d 'Report what is wrong'
complete -c pekwm-lxpanel -l dry-run -d 'Say what would be done'
complete -c pekwm-lxpanel -l print-config -d 'All settings, and where each one is from'
complete -c pekwm-lxpanel -l print-env -d 'The environment of the programs'
complete -c pekwm-lxpanel -l replace -d 'Take the display over'
complete -c pekwm-lxpanel -l no-panel -d 'Without lxpanel'
complete -c pekwm-lxpanel -l nested -d 'In a window of its own'
complete -c pekwm-lxpanel -s c -l config -r -F -d 'Read this config file alone'
complete -c pekwm-lxpanel -s h -l help -d Help
complete -c pekwm-lxpanel -s V -l version -d Version
