/* A menu whose items carry data where they are the system's. Changed: what an item's title is, who gets its
 * icons anew, the place of an empty menu, and how often one follows the icons. */
#include "menu-policy.h"
#include "misc.h"

typedef struct {
    GtkWidget* menu;
    MenuCache* cache;
    int size;
} Plugin;

static GQuark own_data;

static gboolean sys_menu_item_has_data(GtkMenuItem* item) {
    return g_object_get_qdata(G_OBJECT(item), own_data) != NULL;
}

static void item_load(GtkWidget* item, Plugin* plugin) {
    FmIcon* known = fm_file_info_get_icon(g_object_get_qdata(G_OBJECT(item), own_data));
    FmIcon* icon = known != NULL ? known : fm_icon_from_name("unknown");
    GdkPixbuf* picture = fm_pixbuf_from_icon_with_fallback(icon, plugin->size, "unknown");

    gtk_image_set_from_pixbuf(GTK_IMAGE(gtk_image_menu_item_get_image(GTK_IMAGE_MENU_ITEM(item))), picture);
}

GtkWidget* item_new(MenuCacheItem* entry, FmPath* path) {
    GtkWidget* item = gtk_image_menu_item_new_with_mnemonic(menu_cache_item_get_name(entry));
    FmFileInfo* info = fm_file_info_new_from_menu_cache_item(path, entry);

    g_object_set_qdata_full(G_OBJECT(item), own_data, info, (GDestroyNotify)fm_file_info_unref);
    return item;
}

static void forget_icons(GtkMenu* menu, Plugin* plugin) {
    GList* items = gtk_container_get_children(GTK_CONTAINER(menu));
    GList* each;
    GtkMenuItem* item;
    GtkWidget* below;

    for (each = items; each != NULL; each = each->next) {
        item = GTK_MENU_ITEM(each->data);
        if (sys_menu_item_has_data(item)) {
            GtkImage* image = GTK_IMAGE(gtk_image_menu_item_get_image(GTK_IMAGE_MENU_ITEM(item)));
            gtk_image_clear(image);
            if (gtk_widget_get_mapped(GTK_WIDGET(image))) item_load(GTK_WIDGET(item), plugin);
        } else if ((below = gtk_menu_item_get_submenu(item))) {
            forget_icons(GTK_MENU(below), plugin);
        }
    }
    g_list_free(items);
}

static void forget_all_icons(GtkIconTheme* theme, Plugin* plugin) {
    (void)theme;
    forget_icons(GTK_MENU(plugin->menu), plugin);
}

static void forget_handler(gpointer id, GObject* menu) {
    (void)menu;
    g_signal_handler_disconnect(gtk_icon_theme_get_default(), GPOINTER_TO_UINT(id));
}

static int load(Plugin* plugin, MenuCacheDir* folder, GtkWidget* menu, int position) {
    GSList* items = menu_cache_dir_list_children(folder);
    const int count = (int)g_slist_length(items);

    for (GSList* each = items; each != NULL; each = each->next)
        gtk_menu_shell_insert(GTK_MENU_SHELL(menu), gtk_image_menu_item_new(), position);
    g_slist_free(items);
    return plugin->size > 0 ? count : 0;
}

static void insert(Plugin* plugin, GtkMenu* menu, int position) {
    guint id;
    MenuCacheDir* folder = menu_cache_dup_root_dir(plugin->cache);

    if (folder) {
        load(plugin, folder, GTK_WIDGET(menu), position);
        menu_cache_item_unref(MENU_CACHE_ITEM(folder));
    } else {
        GtkWidget* holder = gtk_menu_item_new();
        g_object_set_qdata(G_OBJECT(holder), own_data, GINT_TO_POINTER(1));
        gtk_menu_shell_insert(GTK_MENU_SHELL(menu), holder, position);
    }

    id = g_signal_connect(gtk_icon_theme_get_default(), "changed", G_CALLBACK(forget_all_icons), plugin);
    g_object_weak_ref(G_OBJECT(menu), forget_handler, GINT_TO_POINTER(id));
}

/* As forget_icons() walks, and right as it is: what is destroyed has no submenu any more. */
void reload(Plugin* plugin, GtkMenu* menu) {
    GList* items = gtk_container_get_children(GTK_CONTAINER(menu));
    int position = 0;
    GtkWidget* below;

    for (GList* each = items; each != NULL; each = each->next, position++) {
        GtkMenuItem* item = GTK_MENU_ITEM(each->data);
        if (sys_menu_item_has_data(item)) {
            gtk_widget_destroy(GTK_WIDGET(item));
            insert(plugin, menu, position);
            break;
        } else if ((below = gtk_menu_item_get_submenu(item))) {
            reload(plugin, GTK_MENU(below));
        }
    }
    g_list_free(items);
}

/* Loads or not, with no place holder: stays. */
void append(Plugin* plugin, MenuCacheDir* folder, GtkMenu* menu) {
    if (folder) {
        load(plugin, folder, GTK_WIDGET(menu), -1);
    } else {
        g_warning("nothing to append");
    }
}
