#include "panel_refresh.h"

#include <gmodule.h>
#include <gtk/gtk.h>

/* GTK looks at the folder of a theme now and then, not at those below it, where the icons are. Being given
 * its path, it reads all of them, and then tells everyone who shows an icon: if it had anything to forget. */
static void panel_refresh_icons(void) {
    GtkIconTheme* theme = gtk_icon_theme_get_default();
    char** folders = NULL;
    int count = 0;

    gtk_icon_theme_has_icon(theme, "folder");
    gtk_icon_theme_get_search_path(theme, &folders, &count);
    gtk_icon_theme_set_search_path(theme, (const char**)folders, count);
    g_strfreev(folders);
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

G_MODULE_EXPORT void lxpanel_patched_refresh(void) {
    panel_refresh();
}
