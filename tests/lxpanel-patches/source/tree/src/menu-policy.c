/* Changed: which function looks the menu up, and who decides what this desktop shows. */
#include <glib.h>

#include "menu-policy.h"

MenuCache* panel_menu_cache_new(void) {
    return menu_cache_lookup(g_getenv("XDG_MENU_PREFIX") != NULL ? "applications.menu" : "plain.menu");
}

guint32 panel_menu_desktops(MenuCache* cache) {
    return menu_cache_get_desktop_env_flag(cache, g_getenv("XDG_CURRENT_DESKTOP"));
}

gboolean panel_menu_shows(MenuCacheApp* application, guint32 desktops) {
    return menu_cache_app_get_is_visible(application, desktops);
}
