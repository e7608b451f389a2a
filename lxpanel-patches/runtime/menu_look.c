/* What a gtkrc cannot say of GTK 2's menus, or cannot say of the panel's alone. Both values come from gtkrc
 * files all the same, and follow them when they are read again; a program that knows nothing of them passes
 * them by.
 *
 *     lxpanel-menu-icon-size = 24                           pixels; other programs keep their size
 *     style "…" { color["lxpanel-menu-edge"] = "#…" }       the line around a menu, which GTK draws in black
 */
#include "panel.h"

#define ICON_SIZE "lxpanel-menu-icon-size"
#define EDGE "lxpanel-menu-edge"
#define LARGEST_ICON 256 /* pixels: far more than any menu's */

/* The sizes of all icons are one value, and what is set here counts before what files say from then on: so
 * the other sizes are those that were there at the start. */
static void icon_size_changed(GtkSettings* settings, GParamSpec* property, gpointer data) {
    (void)property;
    (void)data;
    static char* others;
    int size = 0;
    g_object_get(settings, ICON_SIZE, &size, NULL);
    if (size == 0) return; /* nobody has said anything */
    if (others == NULL) g_object_get(settings, "gtk-icon-sizes", &others, NULL);
    /* Of two sizes with the same name the last one counts. */
    const gboolean alone = others == NULL || *others == '\0';
    char* sizes = g_strdup_printf("%s%sgtk-menu=%d,%d", alone ? "" : others, alone ? "" : ":", size, size);
    gtk_settings_set_string_property(settings, "gtk-icon-sizes", sizes, "lxpanel-icons");
    g_free(sizes);
}

/* GTK paints the outer line of a menu with its style's black, which no gtkrc can set. There is one only while
 * the style belongs to a screen: from when a menu is realized on, and anew where the files are read again. */
static gboolean set_edge(GSignalInvocationHint* hint, guint count, const GValue* values, gpointer data) {
    (void)hint;
    (void)count;
    (void)data;
    GtkWidget* widget = g_value_get_object(values);
    GdkColor edge;
    if (!GTK_IS_MENU(widget) || !gtk_widget_get_realized(widget)) return TRUE;
    GtkStyle* style = gtk_widget_get_style(widget);
    if (!gtk_style_lookup_color(style, EDGE, &edge) || gdk_color_equal(&edge, &style->black)) return TRUE;
    if (!gdk_colormap_alloc_color(style->colormap, &edge, FALSE, TRUE)) return TRUE;
    GdkGCValues line;
    line.foreground = edge;
    style->black = edge;
    gtk_gc_release(style->black_gc); /* others may have the same */
    style->black_gc = gtk_gc_get(style->depth, style->colormap, &line, GDK_GC_FOREGROUND);
    return TRUE;
}

void menu_look_watch(void) {
    gtk_settings_install_property(
        g_param_spec_int(ICON_SIZE, ICON_SIZE, ICON_SIZE, 0, LARGEST_ICON, 0, G_PARAM_READWRITE));
    GtkSettings* settings = gtk_settings_get_default();
    g_signal_connect(settings, "notify::" ICON_SIZE, G_CALLBACK(icon_size_changed), NULL);
    icon_size_changed(settings, NULL, NULL);
    /* The class, which has the signals, may not be there yet. */
    g_type_class_unref(g_type_class_ref(GTK_TYPE_MENU));
    for (const char* const* name = (const char* const[]){"realize", "style-set", NULL}; *name != NULL; name++)
        g_signal_add_emission_hook(g_signal_lookup(*name, GTK_TYPE_WIDGET), 0, set_edge, NULL, NULL);
}
