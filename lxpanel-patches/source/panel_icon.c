#include "panel_icon.h"

/* Nothing outside shall call these by accident: a module that is loaded into the panel may have its own. */
#pragma GCC visibility push(hidden)
#include "icon_path.c"
#pragma GCC visibility pop

static gboolean panel_icon_in_theme(const char* name, gpointer theme) {
    return gtk_icon_theme_has_icon(theme, name);
}

GdkPixbuf* panel_icon_pixbuf(FmIcon* icon, int size, const char* fallback) {
    GdkPixbuf* picture =
        icon_path_load_icon(fm_icon_get_gicon(icon), size, panel_icon_in_theme, gtk_icon_theme_get_default());

    return picture != NULL ? picture : fm_pixbuf_from_icon_with_fallback(icon, size, fallback);
}

GdkPixbuf* panel_icon_file(const char* file, int size) {
    GdkPixbuf* picture = gdk_pixbuf_new_from_file_at_scale(file, -1, size, TRUE, NULL);

    return picture != NULL ? picture : icon_path_load(file, size);
}
