// other-desktops: an entry that is hidden in another desktop is shown in this one
//
// What:     a desktop that menu-cache has never heard of is given a bit of its own.
// Why:      lxpanel asks for the bit of XDG_CURRENT_DESKTOP once, before the menu has been read. So pekwm has none, and
//           whatever is hidden somewhere (NotShowIn=GNOME) is hidden in it as well.
// Upstream: open. 0.9.3 to 0.11.1 and the development version are alike.
// Files:    src/menu-policy.c
// Takes in: src/panel_desktop.c src/panel_desktop.h src/unknown_desktop.h

virtual patch
virtual present

@flag depends on patch@
expression cache, desktop;
@@
- menu_cache_get_desktop_env_flag(cache, desktop)
+ panel_desktop_flag(cache, desktop)

@shows depends on patch@
expression application, desktops;
@@
- menu_cache_app_get_is_visible(application, desktops)
+ panel_desktop_shows(application, desktops)

@has@
@@
 #include "panel_desktop.c"

@depends on flag && shows && !has@
@@
 #include "menu-policy.h"
+#include "panel_desktop.c"

// What is in.
@left depends on present@
@@
(
 menu_cache_get_desktop_env_flag(...)
|
 menu_cache_app_get_is_visible(...)
)

@depends on present && has && !left@
@@
* panel_desktop_shows(...)
