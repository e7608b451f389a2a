/* Puts a new menu in the place of an old one that may be open. */
#include "panel.h"

/* Of lxpanel's menu; a click with the right button gives any item another one for a while. */
static gboolean has_submenu(GtkWidget* item) {
    GtkWidget* submenu = gtk_menu_item_get_submenu(GTK_MENU_ITEM(item));
    GList* items = submenu != NULL ? gtk_container_get_children(GTK_CONTAINER(submenu)) : NULL;
    const gboolean has = items != NULL && system_item_data(items->data) != NULL;
    g_list_free(items);
    return has;
}

/* Where an application is in the menu: lxpanel starts it, and asks about it, by that. */
static char* place_of(GtkWidget* item, FmFileInfo* info) {
    FmPath* path = has_submenu(item) ? NULL : panel.fm_file_info_get_path(info);
    return path != NULL ? panel.fm_path_to_str(path) : NULL;
}

/* Items of the same description are the same for the user, and start the same. */
static char* describe(GtkWidget* item) {
    FmFileInfo* info = system_item_data(item);
    if (GTK_IS_SEPARATOR_MENU_ITEM(item)) return g_strdup("-");
    if (info == NULL || info == GINT_TO_POINTER(1)) return g_strdup("");
    const char* target = panel.fm_file_info_get_target(info);
    char* tooltip = gtk_widget_get_tooltip_text(item);
    FmIcon* icon = panel.fm_file_info_get_icon(info);
    char* icon_name = icon != NULL ? g_icon_to_string(icon) : NULL;
    char* place = place_of(item, info);
    char* text = g_strdup_printf("%d\n%s\n%s\n%s\n%s\n%s", has_submenu(item),
                                 gtk_menu_item_get_label(GTK_MENU_ITEM(item)), target != NULL ? target : "",
                                 place != NULL ? place : "", tooltip != NULL ? tooltip : "",
                                 icon_name != NULL ? icon_name : "");
    g_free(place);
    g_free(icon_name);
    g_free(tooltip);
    return text;
}

/* A queue for each description: a menu may have two items alike. */
static GHashTable* by_description(GList* items) {
    GHashTable* table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_queue_free);
    for (; items != NULL; items = items->next) {
        char* text = describe(items->data);
        GQueue* alike = g_hash_table_lookup(table, text);
        if (alike == NULL) {
            alike = g_queue_new();
            g_hash_table_insert(table, g_strdup(text), alike);
        }
        g_queue_push_tail(alike, items->data);
        g_free(text);
    }
    return table;
}

static GtkWidget* take_alike(GHashTable* table, GtkWidget* item) {
    char* text = describe(item);
    GQueue* alike = g_hash_table_lookup(table, text);
    g_free(text);
    return alike != NULL ? g_queue_pop_head(alike) : NULL;
}

static void merge_submenus(GtkWidget* old, GtkWidget* new) {
    GtkWidget* menu = gtk_menu_item_get_submenu(GTK_MENU_ITEM(old));
    GtkWidget* nursery = gtk_menu_item_get_submenu(GTK_MENU_ITEM(new));
    if (menu == NULL || nursery == NULL) return;
    GList* items = gtk_container_get_children(GTK_CONTAINER(menu));
    menu_merge(items, nursery);
    g_list_free(items);
}

void menu_merge(GList* old, GtkWidget* nursery) {
    if (old == NULL) return;
    GtkWidget* menu = gtk_widget_get_parent(old->data);
    GList* present = gtk_container_get_children(GTK_CONTAINER(menu));
    int position = g_list_index(present, old->data);
    g_list_free(present);

    GHashTable* table = by_description(old);
    GList* items = gtk_container_get_children(GTK_CONTAINER(nursery));
    gboolean changed = FALSE;
    for (GList* item = items; item != NULL; item = item->next, position++) {
        GtkWidget* same = take_alike(table, item->data);
        if (same != NULL) {
            present = gtk_container_get_children(GTK_CONTAINER(menu));
            if (g_list_index(present, same) != position) {
                gtk_menu_reorder_child(GTK_MENU(menu), same, position);
                changed = TRUE;
            }
            g_list_free(present);
            merge_submenus(same, item->data);
            continue;
        }
        changed = TRUE;
        g_object_ref(item->data);
        gtk_container_remove(GTK_CONTAINER(nursery), item->data);
        gtk_menu_shell_insert(GTK_MENU_SHELL(menu), item->data, position);
        g_object_unref(item->data);
    }
    g_list_free(items);

    GHashTableIter left;
    gpointer alike;
    g_hash_table_iter_init(&left, table);
    while (g_hash_table_iter_next(&left, NULL, &alike)) {
        GtkWidget* gone;
        while ((gone = g_queue_pop_head(alike)) != NULL) {
            gtk_widget_destroy(gone);
            changed = TRUE;
        }
    }
    g_hash_table_destroy(table);
    /* An open menu that grows must not grow off the screen, nor over the panel. */
    if (!changed || !gtk_widget_get_mapped(menu)) return;
    separators_tidy(menu);
    menu_size_renew(menu);
    gtk_menu_reposition(GTK_MENU(menu));
}
