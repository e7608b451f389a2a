#compdef xdg2pekwm
# Completion of xdg2pekwm's options for zsh.

_xdg2pekwm_ids() {
    local -a ids
    ids=(${(f)"$(xdg2pekwm --format tree -o - 2>/dev/null | sed -n 's/.*(\(.*\.desktop\))$/\1/p')"})
    compadd -a ids
}

_arguments -s \
    '(-o --output)'{-o,--output}'[write there]:file:_files' \
    '--format[what to write]:format:(pekwm json tree)' \
    '--submenu[the applications alone]' \
    '--watch[stay, and write again when anything changes]' \
    '--on-change[run this after each change]:command: _command_names -e' \
    '--timeout[give up where one run takes longer]:seconds' \
    '--pekwm[grammar]:version:(auto 0.1 0.2)' \
    '--layout[layout of the menu]:layout:(auto xdg easyos easyos-cascading easyos-container)' \
    '--menu[a .menu file to use]:file:_files -g "*.menu"' \
    '--root[read this folder as if it were /]:folder:_directories' \
    '--locale[the language]:locale' \
    '--desktop[names for OnlyShowIn]:names' \
    '--terminal[command for Terminal=true]:command: _command_names -e' \
    '--favourites[on top]:desktop-file IDs:_xdg2pekwm_ids' \
    '--rows[rows of a page]:number' \
    '--ellipsis[width of a title]:number' \
    "--actions[applications' actions as submenus]" \
    '--hide-missing[leave out programs that are not installed]' \
    '--looks[names of looks to choose from]:names' \
    '--no-tail[without Windows, Run, Desktop and Log out]' \
    '(--no-icons)--icons[with icons]' \
    '(--icons)--no-icons[without icons]' \
    '--icon-size[pixels]:number' \
    '--icon-gap[room at the right]:number' \
    '--icon-theme[icon theme]:name' \
    '*--icon-path[icons that no theme has]:folder:_directories' \
    '(--explain --list-inputs --print-config)--check[report every problem, write nothing]' \
    '(--check --list-inputs --print-config)--explain[why an application is where it is]:ID:_xdg2pekwm_ids' \
    '(--check --explain --print-config)--list-inputs[what the menu depends on]' \
    '(--check --explain --list-inputs)--print-config[all settings, and where each comes from]' \
    '--config[read this config file only]:file:_files' \
    '--no-cache[make everything anew]' \
    '--stats[how much was read]' \
    '(- *)'{-h,--help}'[help]' \
    '(- *)'{-V,--version}'[version]'
