/* Icons that no theme has: from the name in a desktop entry to a picture in a folder of LXPANEL_ICON_PATH.
 *
 * GLib and gdk-pixbuf only, no state: a file that comes, goes or changes counts from the next call on. The
 * runtime module and a patched lxpanel share it; a patched file takes icon_path.c in with one #include. */
#ifndef ICON_PATH_H
#define ICON_PATH_H

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

/* The variable with the folders, best first, separated by colons. Not set: EasyOS's folders. Empty: none, and
 * then only absolute paths are found here. */
#define ICON_PATH_VARIABLE "LXPANEL_ICON_PATH"

/* The folders as they are now; free with g_strfreev(). */
char** icon_path_folders(void);

/* The file that `name`, the value of an Icon key, names exactly: first as it is given, then with another
 * ending (.png .svg .xpm .jpg .jpeg .gif, in small or capital letters), or with one where it has none. An
 * absolute path is looked for in the same way, in its own folder. Never a shortened name. A new string, or
 * NULL: there is no such file. */
char* icon_path_find(const char* name);

/* The picture in that file, its longer side `size` pixels. A new reference, or NULL: no file, or no picture
 * in it. */
GdkPixbuf* icon_path_load(const char* name, int size);

/* The variable with the one folder that has drawings of the standard groups, as NAME.svg. */
#define ICON_PATH_GROUPS_VARIABLE "LXPANEL_GROUP_ICONS"

/* Whether `name` is that of a standard group, and there is its drawing. */
gboolean icon_path_has_drawing(const char* name);

/* The icon of a menu or an entry: libfm's, which has cut .png, .svg and .xpm off, with the whole `name`
 * before its own names, and behind them what other systems call one of EasyOS's menus. A new reference. */
GIcon* icon_path_whole_icon(const char* name, GThemedIcon* cut);

/* Whether `file` is an icon that its theme has given up: it lies in a folder such as 24x24/legacy, as the few
 * do that Adwaita still has. A drawing is better: else half of a menu is in one style and half in another. */
gboolean icon_path_is_given_up(const char* file);

/* Whether the icon theme has an icon of just this name, and no drawing is better. */
typedef gboolean (*IconPathThemed)(const char* name, gpointer data);

/* The picture for an icon as libfm makes them (FmIcon is a GIcon): a file icon, or a themed one whose names
 * are the wanted one and those it may fall back to. For each of its names, in their order: one that the theme
 * has ends the search, since the theme's picture is the right one; else a file as above is taken, or the
 * drawing of a group. So an exact file is found before a shorter name is tried. A new reference; NULL: do
 * what you did before. */
GdkPixbuf* icon_path_load_icon(GIcon* icon, int size, IconPathThemed themed, gpointer data);

#endif
