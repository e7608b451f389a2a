/* The menu that menu-cache serves, read anew from all its files at once.
 *
 * menu-cached waits until nothing has changed for three seconds, and never looks into folders that came after
 * its last reading. So its helper, menu-cache-gen, is run here as it would run it, for the same cache file.
 * GLib only. The runtime module and a patched lxpanel share it. */
#ifndef MENU_REFRESH_H
#define MENU_REFRESH_H

#include <glib.h>

/* Called from the main loop: the cache file is new, menu_cache_reload() reads it. */
typedef void (*MenuRefreshed)(gpointer data);

/* Starts to read the menu; `name` is what menu_cache_lookup() was called with, in this environment. Asked for
 * while it runs, it is read once more afterwards; and once some seconds later, where menu-cached has written
 * over it meanwhile. A menu that can't be read stays as it is. FALSE: there is no cache file of this name
 * yet, none can be written beside it, or there is no menu-cache-gen; then menu-cached has to do. */
gboolean menu_refresh(const char* name, MenuRefreshed refreshed, gpointer data);

#endif
