/* Entries of a desktop that menu-cache does not know. */
#ifndef PANEL_DESKTOP_H
#define PANEL_DESKTOP_H

#include <menu-cache.h>

/* Instead of menu_cache_get_desktop_env_flag(): never 0 where a desktop has a name. */
guint32 panel_desktop_flag(MenuCache* cache, const char* desktops);

/* Instead of menu_cache_app_get_is_visible(). */
gboolean panel_desktop_shows(MenuCacheApp* application, guint32 desktops);

#endif
