/* Buttons: a picture each, of an icon that a theme has or of a file. Changed: both ways to load one, and what
 * is loaded again when the icons change. fm_pixbuf_from_icon_with_fallback() in a comment is not. */
#include "misc.h"

static void button_load(GtkWidget* image, Button* button) {
    if (G_IS_THEMED_ICON(button->icon)) {
        button->picture = fm_pixbuf_from_icon_with_fallback(button->icon, button->size, "unknown");
    } else {
        char* file = g_icon_to_string(fm_icon_get_gicon(button->icon));
        button->picture = gdk_pixbuf_new_from_file_at_scale(file, -1, button->size, TRUE, NULL);
        g_free(file);
    }
    /* This file is nobody's icon. */
    if (button->picture == NULL)
        button->picture = gdk_pixbuf_new_from_file_at_scale(button->otherwise, -1, button->size, TRUE, NULL);
    gtk_image_set_from_pixbuf(GTK_IMAGE(image), button->picture);
}

static void on_theme_changed(GtkWidget* image, GObject* theme) {
    (void)theme;
    button_load(image, button_of(image));
}

GtkWidget* button_new(Button* button) {
    GtkWidget* image = gtk_image_new();

    button_load(image, button);
    if (G_IS_THEMED_ICON(button->icon)) {
        button->handler = g_signal_connect_swapped(gtk_icon_theme_get_default(), "changed",
                                                   G_CALLBACK(on_theme_changed), image);
    }
    return image;
}

void button_change(GtkWidget* image, FmIcon* icon) {
    Button* button = button_of(image);

    button->icon = icon;
    if (!G_IS_THEMED_ICON(button->icon)) {
        if (button->handler != 0) g_signal_handler_disconnect(gtk_icon_theme_get_default(), button->handler);
        button->handler = 0;
    } else if (button->handler == 0) {
        button->handler = g_signal_connect_swapped(gtk_icon_theme_get_default(), "changed",
                                                   G_CALLBACK(on_theme_changed), image);
    }
    button_load(image, button);
}

/* Themed icons are told apart for something else here, and another thing changes: both stay. */
const char* button_kind(GtkWidget* chooser, Button* button) {
    if (G_IS_THEMED_ICON(button->icon)) {
        button->handler = g_signal_connect_swapped(chooser, "changed", G_CALLBACK(button_kind), button);
    }
    if (!G_IS_THEMED_ICON(button->icon)) return "file";
    return "name";
}

GdkPixbuf* lxpanel_load_icon(const char* name, int width, int height, gboolean fallback) {
    FmIcon* icon = fm_icon_from_name(name);
    GdkPixbuf* picture = fm_pixbuf_from_icon_with_fallback(icon, height, fallback ? "unknown" : NULL);

    (void)width;
    g_object_unref(icon);
    return picture;
}
