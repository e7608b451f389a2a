#include "panel_refresh.h"

#include <gtk/gtk.h>

static void panel_refresh_icons(void) {
    GtkIconTheme* theme = gtk_icon_theme_get_default();

    /* A picture may be another one although no folder has changed. */
    if (!gtk_icon_theme_rescan_if_needed(theme)) g_signal_emit_by_name(theme, "changed");
}

#ifdef DISABLE_MENU
void panel_refresh(void) {
    panel_refresh_icons();
}
#else
#include <menu-cache.h>

#pragma GCC visibility push(hidden)
#include "menu_refresh.c"
#pragma GCC visibility pop

static char* panel_refresh_name = NULL;

MenuCache* panel_refresh_lookup(const char* name) {
    if (g_strcmp0(name, panel_refresh_name) != 0) {
        g_free(panel_refresh_name);
        panel_refresh_name = g_strdup(name);
    }
    return menu_cache_lookup(name);
}

static void panel_refresh_menu(gpointer data) {
    (void)data;
    MenuCache* cache = menu_cache_lookup(panel_refresh_name);

    menu_cache_reload(cache);
    menu_cache_unref(cache);
}

void panel_refresh(void) {
    panel_refresh_icons();
    if (panel_refresh_name != NULL && !menu_refresh(panel_refresh_name, panel_refresh_menu, NULL))
        g_warning("the menu can't be read now; menu-cached will notice what has changed");
}
#endif
