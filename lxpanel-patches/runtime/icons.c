/* What lxpanel shows for an icon, and when it looks again. */
#include "icon_theme.h"
#include "panel.h"

#include <string.h>

/* What lxpanel shows for an item that names no icon, and for one whose icon is not found. */
#define STAND_IN "application-x-executable"

/* A picture that is kept with its icon, until the next refresh. */
typedef struct {
    int size;
    guint refresh;
    GdkPixbuf* picture; /* NULL: it is libfm's matter */
} Kept;

static guint refreshes;

static void free_kept(gpointer data) {
    for (GSList* entry = data; entry != NULL; entry = entry->next) {
        Kept* kept = entry->data;
        if (kept->picture != NULL) g_object_unref(kept->picture);
        g_free(kept);
    }
    g_slist_free(data);
}

/* libfm cuts .png, .svg and .xpm off, and makes of a path an icon that is never looked for again. Here every
 * icon is one of a theme that knows its whole name first. */
FmIcon* icons_from_name(const char* name) {
    if (name == NULL || *name == '\0') return panel.fm_icon_from_name(name);
    GIcon* icon = NULL;
    const char* dot = strrchr(name, '.');
    if (g_path_is_absolute(name)) {
        icon = g_themed_icon_new(name);
    } else if (dot != NULL && dot != name) {
        FmIcon* plain = panel.fm_icon_from_name(name);
        if (G_IS_THEMED_ICON(plain)) icon = icon_path_whole_icon(name, G_THEMED_ICON(plain));
        if (icon == NULL) return plain;
        g_object_unref(plain);
    } else {
        return panel.fm_icon_from_name(name);
    }
    FmIcon* known = panel.fm_icon_from_gicon(icon);
    g_object_unref(icon);
    return known;
}

GdkPixbuf* icons_pixbuf(FmIcon* icon, int size, const char* fallback) {
    static GQuark quark;
    if (quark == 0) quark = g_quark_from_static_string("lxpanel-icon-path");
    GSList* all = g_object_steal_qdata(G_OBJECT(icon), quark);
    Kept* kept = NULL;
    for (GSList* entry = all; entry != NULL && kept == NULL; entry = entry->next)
        if (((Kept*)entry->data)->size == size) kept = entry->data;
    if (kept == NULL) {
        kept = g_new0(Kept, 1);
        kept->size = size;
        kept->refresh = refreshes - 1;
        all = g_slist_prepend(all, kept);
    }
    if (kept->refresh != refreshes) {
        kept->refresh = refreshes;
        g_clear_object(&kept->picture);
        kept->picture = icon_theme_load_other(icon, size);
    }
    g_object_set_qdata_full(G_OBJECT(icon), quark, all, free_kept);
    if (kept->picture != NULL) return g_object_ref(kept->picture);
    return panel.fm_pixbuf_from_icon_with_fallback(icon, size, fallback);
}

static guint known_stamp;

/* NULL where there is not even the stand-in. */
static GdkPixbuf* picture_of(FmFileInfo* info, int size) {
    FmIcon* icon = panel.fm_file_info_get_icon(info);
    if (icon != NULL) return icons_pixbuf(icon, size, STAND_IN);
    FmIcon* stand_in = icons_from_name(STAND_IN);
    GdkPixbuf* picture = icons_pixbuf(stand_in, size, STAND_IN);
    g_object_unref(stand_in);
    return picture;
}

static int menu_icon_size(void) {
    int width = 16;
    int height = 16;
    gtk_icon_size_lookup(GTK_ICON_SIZE_MENU, &width, &height);
    return MAX(width, height);
}

/* NULL where an item is none of menu-cache's, or has no place for a picture. */
static GtkImage* image_of(GtkWidget* item) {
    const FmFileInfo* info = system_item_data(item);
    if (!GTK_IS_IMAGE_MENU_ITEM(item) || info == NULL || info == GINT_TO_POINTER(1)) return NULL;
    GtkWidget* image = gtk_image_menu_item_get_image(GTK_IMAGE_MENU_ITEM(item));
    return image != NULL && GTK_IS_IMAGE(image) ? GTK_IMAGE(image) : NULL;
}

static void load_image(GtkWidget* item, GtkImage* image, int size) {
    GdkPixbuf* picture = picture_of(system_item_data(item), size);
    if (picture == NULL) return;
    gtk_image_set_from_pixbuf(image, picture);
    g_object_unref(picture);
}

/* lxpanel forgets the pictures of the menu itself only, by a mistake; those of the submenus are old. */
static void reload_image(GtkWidget* item, gpointer data) {
    GtkImage* image = image_of(item);
    if (image == NULL) return;
    gtk_image_clear(image); /* it is loaded when it is shown next */
    if (gtk_widget_get_mapped(item)) load_image(item, image, *(int*)data);
}

static void load_missing_image(GtkWidget* item, gpointer data) {
    GtkImage* image = image_of(item);
    if (image != NULL && gtk_image_get_storage_type(image) == GTK_IMAGE_EMPTY)
        load_image(item, image, *(int*)data);
}

void icons_load(GtkWidget* menu) {
    int size = menu_icon_size();
    gtk_container_foreach(GTK_CONTAINER(menu), load_missing_image, &size);
}

static void before_change(GtkIconTheme* theme, gpointer data) {
    (void)theme;
    (void)data;
    refreshes++;
}

static void after_change(GtkIconTheme* theme, gpointer data) {
    (void)theme;
    (void)data;
    int size = menu_icon_size();
    system_items_visit(reload_image, &size);
}

void icons_watch_theme(void) {
    GtkIconTheme* theme = gtk_icon_theme_get_default();
    known_stamp = theme_stamp();
    g_signal_connect(theme, "changed", G_CALLBACK(before_change), NULL);
    g_signal_connect_after(theme, "changed", G_CALLBACK(after_change), NULL);
}

void icons_refresh(void) {
    GtkIconTheme* theme = gtk_icon_theme_get_default();
    const guint stamp = theme_stamp();
    if (stamp == known_stamp) {
        g_signal_emit_by_name(theme, "changed"); /* all that shows icons loads them again */
        return;
    }
    known_stamp = stamp;
    /* One that has read nothing yet would tell nobody. */
    (void)gtk_icon_theme_has_icon(theme, "folder");
    /* The theme's own lists of files are old, too. This is what makes it read them, and then tell. */
    char** folders = NULL;
    int count = 0;
    gtk_icon_theme_get_search_path(theme, &folders, &count);
    gtk_icon_theme_set_search_path(theme, (const char**)folders, count);
    g_strfreev(folders);
}
