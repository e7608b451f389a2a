/* A picture to drag. Changed: where it comes from. */
#include "misc.h"

void bar_drag(GdkDragContext* context, FmIcon* icon, int size) {
    GdkPixbuf* picture = fm_pixbuf_from_icon(icon, size);

    if (picture != NULL) gtk_drag_set_icon_pixbuf(context, picture, 0, 0);
}
