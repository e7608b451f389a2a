/* menu-cache has a bit for each desktop that some entry names, and lxpanel asks for that of
 * XDG_CURRENT_DESKTOP: once, at its start, when the menu has not been read yet. So pekwm has none, and every
 * entry that is hidden in some other desktop (NotShowIn=GNOME) is hidden in it as well, where the Desktop
 * Entry Specification shows it. */
#include "panel.h"
#include "unknown_desktop.h"

guint32 desktop_flag(MenuCache* cache, const char* desktop) {
    return unknown_desktop_flag(panel.menu_cache_get_desktop_env_flag(cache, desktop), desktop);
}

gboolean desktop_shows(MenuCacheItem* application, guint32 desktops) {
    /* It may have become known meanwhile. */
    GList* caches = desktops == UNKNOWN_DESKTOP ? known_menus_caches() : NULL;
    for (GList* cache = caches; cache != NULL && desktops == UNKNOWN_DESKTOP; cache = cache->next)
        desktops = desktop_flag(cache->data, g_getenv("XDG_CURRENT_DESKTOP"));
    g_list_free(caches);
    return panel.menu_cache_app_get_is_visible(application, desktops);
}
