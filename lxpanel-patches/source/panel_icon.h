/* The icons of LXPANEL_ICON_PATH in a patched lxpanel. */
#ifndef PANEL_ICON_H
#define PANEL_ICON_H

#include <libfm/fm-gtk.h>

/* Instead of fm_pixbuf_from_icon_with_fallback(), and as that: a file of just the icon's name before a
 * shorter name and before the fallback. */
GdkPixbuf* panel_icon_pixbuf(FmIcon* icon, int size, const char* fallback);

/* The picture in a file, `size` pixels high; the ending of its name may be wrong or missing. */
GdkPixbuf* panel_icon_file(const char* file, int size);

#endif
