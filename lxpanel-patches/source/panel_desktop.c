#include "panel_desktop.h"

/* The last bit, which a desktop has that is named as the 27th beside menu-cache's own five. NotShowIn is
 * stored as all bits but those of the desktops that it names, OnlyShowIn as theirs alone. */
#define PANEL_DESKTOP_UNKNOWN ((guint32)1 << 31)

static MenuCache* panel_desktop_cache; /* whoever asks about an application has it */
static char* panel_desktop_name;

guint32 panel_desktop_flag(MenuCache* cache, const char* desktop) {
    const guint32 known = menu_cache_get_desktop_env_flag(cache, desktop);
    char* name = g_strdup(desktop);

    g_free(panel_desktop_name);
    panel_desktop_name = name;
    panel_desktop_cache = cache;
    return known == 0 && name != NULL && *name != '\0' ? PANEL_DESKTOP_UNKNOWN : known;
}

gboolean panel_desktop_shows(MenuCacheApp* application, guint32 desktops) {
    /* The menu that has been read meanwhile may know it. */
    if (desktops == PANEL_DESKTOP_UNKNOWN && panel_desktop_cache != NULL)
        desktops = panel_desktop_flag(panel_desktop_cache, panel_desktop_name);
    return menu_cache_app_get_is_visible(application, desktops);
}
