# Completion of xdg2pekwm's options for fish.
function __xdg2pekwm_ids
    xdg2pekwm --format tree -o - 2>/dev/null | string match -rg '.*\((.*\.desktop)\)$'
end

complete -c xdg2pekwm -f
complete -c xdg2pekwm -s o -l output -r -F -d 'Write there'
complete -c xdg2pekwm -l format -x -a 'pekwm json tree' -d 'What to write'
complete -c xdg2pekwm -l submenu -d 'The applications alone'
complete -c xdg2pekwm -l watch -d 'Stay, and write again when anything changes'
complete -c xdg2pekwm -l on-change -x -a '(__fish_complete_command)' -d 'Run this after each change'
complete -c xdg2pekwm -l timeout -x -d 'Give up where one run takes longer'
complete -c xdg2pekwm -l pekwm -x -a 'auto 0.1 0.2' -d Grammar
complete -c xdg2pekwm -l layout -x -a 'auto xdg easyos easyos-cascading easyos-container' -d 'Layout of the menu'
complete -c xdg2pekwm -l menu -r -F -d 'A .menu file to use'
complete -c xdg2pekwm -l root -x -a '(__fish_complete_directories)' -d 'Read this folder as if it were /'
complete -c xdg2pekwm -l locale -x -d 'The language'
complete -c xdg2pekwm -l desktop -x -d 'Names for OnlyShowIn'
complete -c xdg2pekwm -l terminal -x -a '(__fish_complete_command)' -d 'Command for Terminal=true'
complete -c xdg2pekwm -l favourites -x -a '(__xdg2pekwm_ids)' -d 'On top'
complete -c xdg2pekwm -l rows -x -d 'Rows of a page'
complete -c xdg2pekwm -l ellipsis -x -d 'Width of a title'
complete -c xdg2pekwm -l actions -d 'Actions as submenus'
complete -c xdg2pekwm -l hide-missing -d 'Leave out programs that are not installed'
complete -c xdg2pekwm -l looks -x -d 'Names of looks to choose from'
complete -c xdg2pekwm -l no-tail -d 'Without Windows, Run, Desktop and Log out'
complete -c xdg2pekwm -l icons -d 'With icons'
complete -c xdg2pekwm -l no-icons -d 'Without icons'
complete -c xdg2pekwm -l icon-size -x -d Pixels
complete -c xdg2pekwm -l icon-gap -x -d 'Room at the right'
complete -c xdg2pekwm -l icon-theme -x -d 'Icon theme'
complete -c xdg2pekwm -l icon-path -x -a '(__fish_complete_directories)' -d 'Icons that no theme has'
complete -c xdg2pekwm -l check -d 'Report every problem, write nothing'
complete -c xdg2pekwm -l explain -x -a '(__xdg2pekwm_ids)' -d 'Why an application is where it is'
complete -c xdg2pekwm -l list-inputs -d 'What the menu depends on'
complete -c xdg2pekwm -l print-config -d 'All settings, and where each comes from'
complete -c xdg2pekwm -l config -r -F -d 'Read this config file only'
complete -c xdg2pekwm -l no-cache -d 'Make everything anew'
complete -c xdg2pekwm -l stats -d 'How much was read'
complete -c xdg2pekwm -s h -l help -d Help
complete -c xdg2pekwm -s V -l version -d Version
