/* What a gtkrc cannot say of GTK 2's menus, or cannot say of the panel's alone. All values come from gtkrc
 * files all the same, and follow them when they are read again; a program that knows nothing of them passes
 * them by.
 *
 *     lxpanel-menu-icon-size = 24    pixels; other programs keep their size
 *     lxpanel-menu-arrow = 7         pixels: an angle that wide, not GTK's triangle
 *
 * and in a style color["…"] = "#…", for
 *
 *     lxpanel-menu-edge              the line around a menu, which GTK draws in black
 *     lxpanel-menu-ground            what lies beside it, where GTK draws shades
 *     lxpanel-menu-separator         one line, half as thick as the style says, where GTK draws a groove
 */
#include "panel.h"

#define ICON_SIZE "lxpanel-menu-icon-size"
#define ARROW "lxpanel-menu-arrow"
#define EDGE "lxpanel-menu-edge"
#define GROUND "lxpanel-menu-ground"
#define SEPARATOR "lxpanel-menu-separator"
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

/* Gives one of the style's own colours the value that its gtkrc has under that name. */
static void recolour(GtkStyle* style, const char* name, GdkColor* colour, GdkGC** context) {
    GdkColor wanted;
    if (!gtk_style_lookup_color(style, name, &wanted) || gdk_color_equal(&wanted, colour)) return;
    if (!gdk_colormap_alloc_color(style->colormap, &wanted, FALSE, TRUE)) return;
    GdkGCValues line;
    line.foreground = wanted;
    *colour = wanted;
    gtk_gc_release(*context); /* others may have the same */
    *context = gtk_gc_get(style->depth, style->colormap, &line, GDK_GC_FOREGROUND);
}

/* GTK paints the outer line of a menu with its style's black, and the lines beside it with shades that it
 * makes of the ground: no gtkrc can set them. They are there only while the style belongs to a screen: from
 * when a menu is realized on, and anew where the files are read again. */
static void set_lines(GtkWidget* widget) {
    if (!GTK_IS_MENU(widget) || !gtk_widget_get_realized(widget)) return;
    GtkStyle* style = gtk_widget_get_style(widget);
    recolour(style, EDGE, &style->black, &style->black_gc);
    recolour(style, GROUND, &style->dark[GTK_STATE_NORMAL], &style->dark_gc[GTK_STATE_NORMAL]);
    recolour(style, GROUND, &style->light[GTK_STATE_NORMAL], &style->light_gc[GTK_STATE_NORMAL]);
}

/* What GTK draws otherwise. */
static GtkStyleClass plain;

static cairo_t* pencil(GdkWindow* window, const GdkRectangle* area, const GdkColor* colour) {
    cairo_t* cairo = gdk_cairo_create(window);
    if (area != NULL) {
        gdk_cairo_rectangle(cairo, area);
        cairo_clip(cairo);
    }
    gdk_cairo_set_source_color(cairo, colour);
    return cairo;
}

/* GTK's is a groove, with ends that are aslant. */
static void draw_hline(GtkStyle* style, GdkWindow* window, GtkStateType state, GdkRectangle* area,
                       GtkWidget* widget, const gchar* detail, gint x1, gint x2, gint y) {
    GdkColor colour;
    if (widget == NULL || !GTK_IS_SEPARATOR_MENU_ITEM(widget) ||
        !gtk_style_lookup_color(style, SEPARATOR, &colour)) {
        plain.draw_hline(style, window, state, area, widget, detail, x1, x2, y);
        return;
    }
    const int thickness = MAX(style->ythickness / 2, 1);
    cairo_t* cairo = pencil(window, area, &colour);
    cairo_rectangle(cairo, x1, y + (style->ythickness - thickness) / 2, x2 - x1, thickness);
    cairo_fill(cairo);
    cairo_destroy(cairo);
}

/* At the end of a menu's item an angle, as wide as the setting says and in the shape of pekwm's. */
static void draw_arrow(GtkStyle* style, GdkWindow* window, GtkStateType state, GtkShadowType shadow,
                       GdkRectangle* area, GtkWidget* widget, const gchar* detail, GtkArrowType type,
                       gboolean fill, gint x, gint y, gint width, gint height) {
    int size = 0;
    if (widget != NULL && GTK_IS_MENU_ITEM(widget) && (type == GTK_ARROW_LEFT || type == GTK_ARROW_RIGHT))
        g_object_get(gtk_widget_get_settings(widget), ARROW, &size, NULL);
    if (size == 0) {
        plain.draw_arrow(style, window, state, shadow, area, widget, detail, type, fill, x, y, width, height);
        return;
    }
    const double stroke = size * 0.23;
    const double reach = size * 0.63; /* from the point back, and up and down */
    const double towards = type == GTK_ARROW_RIGHT ? reach : -reach;
    const double back = x + (width - towards) / 2.0;
    /* The point lies in the middle of a row, so that both halves are the same. */
    const double middle = y + height / 2 + 0.5;
    cairo_t* cairo = pencil(window, area, &style->fg[state]);
    cairo_set_line_width(cairo, stroke);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_move_to(cairo, back, middle - reach);
    cairo_line_to(cairo, back + towards, middle);
    cairo_line_to(cairo, back, middle + reach);
    cairo_stroke(cairo);
    cairo_destroy(cairo);
}

/* GTK puts white under what cannot be chosen: on a dark ground that is the boldest of all. */
static void draw_layout(GtkStyle* style, GdkWindow* window, GtkStateType state, gboolean use_text,
                        GdkRectangle* area, GtkWidget* widget, const gchar* detail, gint x, gint y,
                        PangoLayout* layout) {
    if (state != GTK_STATE_INSENSITIVE) {
        plain.draw_layout(style, window, state, use_text, area, widget, detail, x, y, layout);
        return;
    }
    GdkGC* context = use_text ? style->text_gc[state] : style->fg_gc[state];
    if (area != NULL) gdk_gc_set_clip_rectangle(context, area);
    gdk_draw_layout(window, context, x, y, layout);
    if (area != NULL) gdk_gc_set_clip_rectangle(context, NULL);
}

void menu_look_watch(void) {
    gtk_settings_install_property(
        g_param_spec_int(ICON_SIZE, ICON_SIZE, ICON_SIZE, 0, LARGEST_ICON, 0, G_PARAM_READWRITE));
    gtk_settings_install_property(
        g_param_spec_int(ARROW, ARROW, ARROW, 0, LARGEST_ICON, 0, G_PARAM_READWRITE));
    /* Styles of an engine have a class of their own, and keep what that draws. */
    GtkStyleClass* style = g_type_class_ref(GTK_TYPE_STYLE);
    plain = *style;
    style->draw_arrow = draw_arrow;
    style->draw_hline = draw_hline;
    style->draw_layout = draw_layout;
    GtkSettings* settings = gtk_settings_get_default();
    g_signal_connect(settings, "notify::" ICON_SIZE, G_CALLBACK(icon_size_changed), NULL);
    icon_size_changed(settings, NULL, NULL);
    widgets_watch("realize", set_lines);
    widgets_watch("style-set", set_lines);
}
