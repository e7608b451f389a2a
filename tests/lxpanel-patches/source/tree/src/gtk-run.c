/* A picture for a command. Changed: where it comes from. */
#include "misc.h"

void run_show(GtkImage* image, const char* name) {
    FmIcon* icon = fm_icon_from_name(name);
    GdkPixbuf* picture = fm_pixbuf_from_icon_with_fallback(icon, 48, "unknown");

    g_debug("fm_pixbuf_from_icon_with_fallback(icon, 48, NULL)");
    gtk_image_set_from_pixbuf(image, picture);
    g_object_unref(picture);
    g_object_unref(icon);
}
