// exact-icon: Icon=tool.xpm is tool.xpm, although there is a tool.png
//
// What:     an icon keeps the whole of its name, as the first of its names, for panel_icon_pixbuf() to look for:
//           in the menu, and where lxpanel itself names an icon.
// Why:      libfm cuts .png, .svg and .xpm off, so that nobody knows any more which file was meant. Where it reads
//           the entry itself, for a button of the launch bar, that stays: there any ending will do.
// Upstream: open. 0.9.3 to 0.11.1 and the development version are alike.
// Files:    plugins/menu.c src/misc.c src/gtk-run.c
// Takes in: src/icon_path.c src/icon_path.h src/icon_theme.c src/icon_theme.h src/panel_icon.c src/panel_icon.h

virtual patch
virtual present

@depends on patch@
expression word;
@@
- fm_icon_from_name(word)
+ panel_icon_named(word)

@kept@
identifier file;
expression path, item;
@@
  FmFileInfo *file = fm_file_info_new_from_menu_cache_item(path, item);
  panel_icon_keep_name(file, menu_cache_item_get_icon(item));

@depends on patch && !kept@
identifier file;
expression path, item;
@@
  FmFileInfo *file = fm_file_info_new_from_menu_cache_item(path, item);
+ panel_icon_keep_name(file, menu_cache_item_get_icon(item));

// icon-path brings this in, too: once is enough.
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

@depends on patch && home && !has@
@@
 #include "misc.h"
+#include "panel_icon.c"

@depends on patch && !home && !has@
@@
 #include "misc.h"
+#include "panel_icon.h"

// What is in.
@left depends on present@
@@
 fm_icon_from_name(...)

@anew depends on present@
@@
 fm_file_info_new_from_menu_cache_item(...)

@depends on present && has && !left && (kept || !anew)@
@@
* panel_icon_named(...)
