/* Who owns the selection _LXPANEL_REFRESH_Sn, n the number of the screen, refreshes lxpanel when it is sent a
 * client message of the type _LXPANEL_REFRESH. A selection has no owner once its owner has crashed: it never
 * lies. The same is done for lxpanel's own message with a command that the stock program does not know. A
 * patched panel hears that by itself, and it alone refreshes then: two would write the same menu at once. */
#include "menu_refresh.h"
#include "panel.h"

#include <gdk/gdkx.h>

/* `lxpanelctl refresh` of a patched lxpanel. */
enum { commandRefresh = 'R' };

static void on_read(gpointer data) {
    MenuCache* cache = panel.menu_cache_lookup(data);
    if (cache == NULL) return;
    panel.menu_cache_reload(cache);
    panel.menu_cache_unref(cache);
}

static gboolean refresh(gpointer data) {
    *(guint*)data = 0;
    if (panel.lxpanel_patched_refresh != NULL) {
        panel.lxpanel_patched_refresh();
        return FALSE;
    }
    icons_refresh();
    GList* names = known_menus_names();
    for (GList* name = names; name != NULL; name = name->next)
        menu_refresh(name->data, on_read, name->data);
    g_list_free(names);
    return FALSE;
}

/* Messages that come together are one. */
static void refresh_soon(void) {
    static guint idle;
    if (idle == 0) idle = g_idle_add_full(G_PRIORITY_DEFAULT, refresh, &idle, NULL);
}

static gboolean is_asked(const XClientMessageEvent* message) {
    if (message->message_type == gdk_x11_get_xatom_by_name("_LXPANEL_REFRESH")) return TRUE;
    return panel.lxpanel_patched_refresh == NULL &&
           message->message_type == gdk_x11_get_xatom_by_name("_LXPANEL_CMD") &&
           message->data.b[0] == commandRefresh;
}

static GdkFilterReturn on_event(GdkXEvent* gdk_event, GdkEvent* event, gpointer data) {
    (void)event;
    (void)data;
    const XEvent* x = gdk_event;
    if (x->type == ClientMessage && is_asked(&x->xclient)) refresh_soon();
    return GDK_FILTER_CONTINUE;
}

void refresh_listen(void) {
    GdkScreen* screen = gdk_screen_get_default();
    GdkWindow* root = gdk_screen_get_root_window(screen);
    GdkWindowAttr attributes = {0};
    attributes.window_type = GDK_WINDOW_TEMP;
    attributes.wclass = GDK_INPUT_ONLY;
    attributes.x = -1;
    attributes.y = -1;
    attributes.width = 1;
    attributes.height = 1;
    attributes.override_redirect = TRUE;
    GdkWindow* window = gdk_window_new(root, &attributes, GDK_WA_X | GDK_WA_Y | GDK_WA_NOREDIR);
    gdk_window_add_filter(window, on_event, NULL);
    gdk_window_add_filter(root, on_event, NULL);
    char* name = g_strdup_printf("_LXPANEL_REFRESH_S%d", gdk_screen_get_number(screen));
    gdk_selection_owner_set(window, gdk_atom_intern(name, FALSE), GDK_CURRENT_TIME, FALSE);
    g_free(name);
}
