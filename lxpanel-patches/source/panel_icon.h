/* The icons of LXPANEL_ICON_PATH in a patched lxpanel. */
#ifndef PANEL_ICON_H
#define PANEL_ICON_H

#include <libfm/fm-gtk.h>

/* Instead of fm_pixbuf_from_icon_with_fallback(), and as that: a file of just the icon's name before a
 * shorter name and before the fallback. */
GdkPixbuf* panel_icon_pixbuf(FmIcon* icon, int size, const char* fallback);

/* The picture in a file, `size` pixels high; the ending of its name may be wrong or missing. */
GdkPixbuf* panel_icon_file(const char* file, int size);

/* Instead of fm_icon_from_name(): the icon knows its whole name, with its ending, as the first of its names.
 */
FmIcon* panel_icon_named(const char* name);

/* Gives a file that icon; `name` may be NULL. */
void panel_icon_keep_name(FmFileInfo* file, const char* name);

#endif
