/* Finds the items in lxpanel's menus that come from menu-cache, by the mark that lxpanel puts on them. */
#include "panel.h"

static GQuark system_item_quark(void) {
    static GQuark quark;
    if (quark == 0) quark = g_quark_from_static_string("SysMenuItem");
    return quark;
}

gpointer system_item_data(GtkWidget* item) {
    return g_object_get_qdata(G_OBJECT(item), system_item_quark());
}

GList* system_menus(void) {
    GList* menus = NULL;
    GList* windows = gtk_window_list_toplevels();
    for (GList* window = windows; window != NULL; window = window->next) {
        GtkWidget* child = gtk_bin_get_child(GTK_BIN(window->data));
        if (child != NULL && GTK_IS_MENU(child) &&
            !GTK_IS_MENU_ITEM(gtk_menu_get_attach_widget(GTK_MENU(child))))
            menus = g_list_prepend(menus, child);
    }
    g_list_free(windows);
    return menus;
}

typedef struct {
    void (*visit)(GtkWidget* item, gpointer data);
    gpointer data;
} Visit;

static void visit_menu(GtkWidget* menu, const Visit* visit) {
    GList* items = gtk_container_get_children(GTK_CONTAINER(menu));
    for (GList* item = items; item != NULL; item = item->next) {
        GtkWidget* submenu = gtk_menu_item_get_submenu(item->data);
        if (system_item_data(item->data) != NULL) visit->visit(item->data, visit->data);
        if (submenu != NULL) visit_menu(submenu, visit);
    }
    g_list_free(items);
}

void system_items_visit(void (*visit)(GtkWidget* item, gpointer data), gpointer data) {
    const Visit all = {visit, data};
    GList* menus = system_menus();
    for (GList* menu = menus; menu != NULL; menu = menu->next)
        visit_menu(menu->data, &all);
    g_list_free(menus);
}

GList* system_item_runs(GtkWidget* menu) {
    GList* runs = NULL;
    GList* run = NULL;
    GList* items = gtk_container_get_children(GTK_CONTAINER(menu));
    for (GList* item = items; item != NULL; item = item->next) {
        if (system_item_data(item->data) != NULL) {
            run = g_list_append(run, item->data);
            continue;
        }
        if (run != NULL) runs = g_list_append(runs, run);
        run = NULL;
        GtkWidget* submenu = gtk_menu_item_get_submenu(item->data);
        if (submenu != NULL) runs = g_list_concat(runs, system_item_runs(submenu));
    }
    if (run != NULL) runs = g_list_append(runs, run);
    g_list_free(items);
    return runs;
}
