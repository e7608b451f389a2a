// icon-path: icons in the folders of LXPANEL_ICON_PATH, a file of the icon's name before a shorter name
//
// What:     every place where lxpanel turns an icon into a picture (menu, menu button, launch bar, run dialog,
//           plugins of third parties) asks panel_icon_pixbuf() first.
// Why:      lxpanel knows icon themes and the pixmaps folders only: no mini-icons, no .gif or .jpg, no absolute
//           path without an ending; and Icon=folder-mini.xpm shows the theme's "folder", although there is a
//           folder-mini.xpm.
// Upstream: open. 0.9.3 to 0.11.1 and the development version are alike.
// Files:    src/misc.c src/gtk-run.c plugins/menu.c plugins/launchtaskbar.c
// Takes in: src/icon_path.c src/icon_path.h src/icon_theme.c src/icon_theme.h src/panel_icon.c src/panel_icon.h

virtual patch
virtual present

@call depends on patch@
expression icon, size, fallback;
@@
(
- fm_pixbuf_from_icon_with_fallback(icon, size, fallback)
+ panel_icon_pixbuf(icon, size, fallback)
|
- fm_pixbuf_from_icon(icon, size)
+ panel_icon_pixbuf(icon, size, NULL)
)

// Buttons read a file by themselves, where the icon is one.
@depends on patch@
expression icon, size, picture;
identifier file;
@@
  char *file = g_icon_to_string(icon);
- picture = gdk_pixbuf_new_from_file_at_scale(file, -1, size, TRUE, NULL);
+ picture = panel_icon_file(file, size);

// misc.c, where lxpanel's own loader for plugins is, holds the code; the others call it.
@home@
type T;
@@
 T lxpanel_load_icon(...) { ... }

@has@
@@
(
 #include "panel_icon.c"
|
 #include "panel_icon.h"
)

@depends on call && home && !has@
@@
 #include "misc.h"
+#include "panel_icon.c"

@depends on call && !home && !has@
@@
 #include "misc.h"
+#include "panel_icon.h"

// What is in: no call goes past it any more.
@left depends on present@
@@
(
 fm_pixbuf_from_icon_with_fallback(...)
|
 fm_pixbuf_from_icon(...)
)

@left_file depends on present@
expression icon, size, picture;
identifier file;
@@
  char *file = g_icon_to_string(icon);
  picture = gdk_pixbuf_new_from_file_at_scale(file, -1, size, TRUE, NULL);

@depends on present && has && !left && !left_file@
@@
* panel_icon_pixbuf(...)
