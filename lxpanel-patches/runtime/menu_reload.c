/* When menu-cache has a new menu, lxpanel throws all items away and makes new ones: an open submenu closes,
 * and a menu that has become empty is never filled again. Here lxpanel makes its new items in a nursery, a
 * hidden submenu that looks to it like the place for them, while the old ones are without their marks. Then
 * the two are merged. */
#include "panel.h"

/* menu-cache's numbers for what lxpanel shows where nobody names a desktop. */
enum { showInLxde = 1 << 0, showEverywhere = (1 << 4) - 1 };

typedef struct {
    MenuCacheReloadNotify notify; /* lxpanel's */
    gpointer data;
    guint shown; /* what the menu was when lxpanel last heard of it */
} Listener;

typedef struct {
    GtkWidget* item;
    gpointer data;
} Mark;

/* As lxpanel reckons it. */
static guint32 desktops(MenuCache* cache) {
    const char* desktop = g_getenv("XDG_CURRENT_DESKTOP");
    if (desktop == NULL) return showEverywhere;
    return g_strcmp0(desktop, "LXDE") == 0 ? (guint32)showInLxde : desktop_flag(cache, desktop);
}

static void free_items(GSList* items) {
    g_slist_free_full(items, (GDestroyNotify)panel.menu_cache_item_unref);
}

/* The factor is odd: nothing that was mixed in is ever shifted out, however much comes behind it. */
static guint mix(guint number, guint more) {
    return number * 33 + more;
}

static guint mix_text(guint number, const char* text) {
    return mix(number, text != NULL ? g_str_hash(text) : 1);
}

/* All that is to be seen of a menu, in a number. */
static guint summary(MenuCacheItem* item, guint32 shown, guint number) {
    const int type = panel.menu_cache_item_get_type(item);
    number = mix_text(number, panel.menu_cache_item_get_id(item)) + (guint)type;
    if (type == menuCacheSeparator) return number;
    char* path = panel.menu_cache_item_get_file_path(item);
    number = mix_text(number, path);
    g_free(path);
    number = mix_text(number, panel.menu_cache_item_get_name(item));
    number = mix_text(number, panel.menu_cache_item_get_comment(item));
    number = mix_text(number, panel.menu_cache_item_get_icon(item));
    if (type == menuCacheApplication) return mix(number, desktop_shows(item, shown) != FALSE);
    number = mix(number, panel.menu_cache_dir_is_visible(item) != FALSE);
    GSList* children = panel.menu_cache_dir_list_children(item);
    for (GSList* child = children; child != NULL; child = child->next)
        number = summary(child->data, shown, number);
    free_items(children);
    return mix_text(number, "end");
}

static guint summary_of(MenuCache* cache) {
    MenuCacheItem* root = panel.menu_cache_dup_root_dir(cache);
    if (root == NULL) return 0;
    const guint number = summary(root, desktops(cache), 5381);
    panel.menu_cache_item_unref(root);
    return number != 0 ? number : 1;
}

static void take_mark(GtkWidget* item, gpointer marks) {
    const Mark mark = {item, g_object_steal_qdata(G_OBJECT(item), system_item_mark())};
    g_array_append_val((GArray*)marks, mark);
}

static void put_mark(GtkWidget* item, gpointer data) {
    g_object_set_qdata_full(G_OBJECT(item), system_item_mark(), data,
                            data == GINT_TO_POINTER(1) ? NULL : (GDestroyNotify)panel.fm_file_info_unref);
}

static GtkWidget* placeholder(void) {
    GtkWidget* item = gtk_menu_item_new();
    put_mark(item, GINT_TO_POINTER(1));
    return item;
}

/* A hidden item at the end of `menu`, with a submenu of one placeholder. */
static GtkWidget* add_nursery(GtkWidget* menu) {
    GtkWidget* item = gtk_menu_item_new();
    GtkWidget* nursery = gtk_menu_new();
    gtk_menu_shell_append(GTK_MENU_SHELL(nursery), placeholder());
    gtk_menu_item_set_submenu(GTK_MENU_ITEM(item), nursery);
    gtk_menu_shell_append(GTK_MENU_SHELL(menu), item);
    return item;
}

/* Lets lxpanel make new items, once for each run of old ones in a menu: seldom more than one. */
static gboolean reload_menu(GtkWidget* menu, MenuCache* cache, const Listener* listener) {
    GList* runs = system_item_runs(menu);
    gboolean ours = runs != NULL;
    for (GList* run = runs; run != NULL && ours; run = run->next) {
        GArray* marks = g_array_new(FALSE, FALSE, sizeof(Mark));
        system_items_visit(take_mark, marks);
        GtkWidget* item = add_nursery(menu);
        GtkWidget* nursery = gtk_menu_item_get_submenu(GTK_MENU_ITEM(item));
        GList* before = gtk_container_get_children(GTK_CONTAINER(nursery));
        GtkWidget* first = g_object_ref(before->data);
        g_list_free(before);
        listener->notify(cache, listener->data);
        ours = gtk_widget_get_parent(first) == NULL; /* else it was another panel's menu that was meant */
        g_object_unref(first);
        for (guint n = 0; n < marks->len; n++) {
            const Mark* mark = &g_array_index(marks, Mark, n);
            put_mark(mark->item, mark->data);
        }
        g_array_free(marks, TRUE);
        if (ours) {
            GList* made = gtk_container_get_children(GTK_CONTAINER(nursery));
            /* Its place must not be lost. */
            if (made == NULL) gtk_menu_shell_append(GTK_MENU_SHELL(nursery), placeholder());
            g_list_free(made);
            menu_merge(run->data, nursery);
        }
        gtk_widget_destroy(item);
    }
    g_list_free_full(runs, (GDestroyNotify)g_list_free);
    return ours;
}

static void on_reload(MenuCache* cache, gpointer data) {
    Listener* listener = data;
    const guint shown = summary_of(cache);
    if (shown == listener->shown) return;
    listener->shown = shown;
    gboolean done = FALSE;
    GList* menus = system_menus();
    for (GList* menu = menus; menu != NULL && !done; menu = menu->next)
        done = reload_menu(menu->data, cache, listener);
    g_list_free(menus);
    if (!done) listener->notify(cache, listener->data);
}

gpointer menu_reload_add_notify(MenuCache* cache, MenuCacheReloadNotify notify, gpointer data) {
    if (notify == NULL || !known_menus_have(cache))
        return panel.menu_cache_add_reload_notify(cache, notify, data);
    /* Lives as long as the panel: menu-cache does not say when it forgets it. */
    Listener* listener = g_new0(Listener, 1);
    listener->notify = notify;
    listener->data = data;
    return panel.menu_cache_add_reload_notify(cache, on_reload, listener);
}
