/* menu-cache has a bit for each desktop that some entry names, and lxpanel asks for those of
 * XDG_CURRENT_DESKTOP: once, at its start, when the menu has not been read yet. So pekwm has none, and every
 * entry that is hidden in some other desktop (NotShowIn=GNOME) is hidden in it as well, where the Desktop
 * Entry Specification shows it. */
#include "panel.h"
#include "unknown_desktop.h"

static guint32 bit_of(gpointer cache, const char* name) {
    return panel.menu_cache_get_desktop_env_flag(cache, name);
}

static gboolean shows(gpointer application, guint32 bits) {
    return panel.menu_cache_app_get_is_visible(application, bits);
}

guint32 desktop_flag(MenuCache* cache, const char* desktops) {
    return desktop_bits(desktops, bit_of, cache);
}

gboolean desktop_shows(MenuCacheItem* application, guint32 desktops) {
    /* Each menu that is read has bits of its own. */
    const char* names = g_getenv("XDG_CURRENT_DESKTOP");
    GList* caches = names != NULL ? known_menus_caches() : NULL;
    if (caches != NULL) desktops = UNKNOWN_DESKTOP;
    for (GList* cache = caches; cache != NULL && (desktops & UNKNOWN_DESKTOP) != 0; cache = cache->next)
        desktops = desktop_flag(cache->data, names);
    g_list_free(caches);
    return desktop_bits_show(desktops, shows, application);
}
