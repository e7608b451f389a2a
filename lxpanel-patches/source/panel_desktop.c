#include "panel_desktop.h"
#include "unknown_desktop.h"

static MenuCache* panel_desktop_cache; /* whoever asks about an application has it */
static char* panel_desktop_names;

static guint32 panel_desktop_bit_of(gpointer cache, const char* name) {
    return menu_cache_get_desktop_env_flag(cache, name);
}

static gboolean panel_desktop_has(gpointer application, guint32 bits) {
    return menu_cache_app_get_is_visible(application, bits);
}

guint32 panel_desktop_flag(MenuCache* cache, const char* desktops) {
    char* names = g_strdup(desktops);

    g_free(panel_desktop_names);
    panel_desktop_names = names;
    panel_desktop_cache = cache;
    return desktop_bits(names, panel_desktop_bit_of, cache);
}

gboolean panel_desktop_shows(MenuCacheApp* application, guint32 desktops) {
    /* The menu that has been read meanwhile has bits of its own. */
    if (panel_desktop_cache != NULL)
        desktops = desktop_bits(panel_desktop_names, panel_desktop_bit_of, panel_desktop_cache);
    return desktop_bits_show(desktops, panel_desktop_has, application);
}
