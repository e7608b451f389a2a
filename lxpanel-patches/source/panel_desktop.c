#include "panel_desktop.h"
#include "unknown_desktop.h"

static MenuCache* panel_desktop_cache; /* whoever asks about an application has it */
static char* panel_desktop_name;

guint32 panel_desktop_flag(MenuCache* cache, const char* desktop) {
    const guint32 known = menu_cache_get_desktop_env_flag(cache, desktop);
    char* name = g_strdup(desktop);

    g_free(panel_desktop_name);
    panel_desktop_name = name;
    panel_desktop_cache = cache;
    return unknown_desktop_flag(known, name);
}

gboolean panel_desktop_shows(MenuCacheApp* application, guint32 desktops) {
    /* The menu that has been read meanwhile may know it. */
    if (desktops == UNKNOWN_DESKTOP && panel_desktop_cache != NULL)
        desktops = panel_desktop_flag(panel_desktop_cache, panel_desktop_name);
    return menu_cache_app_get_is_visible(application, desktops);
}
