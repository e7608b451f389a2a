/* An icon as the panel shows it: icon_path.h, asked together with GTK's icon theme. The runtime module and a
 * patched lxpanel share it, too, in the same way. */
#ifndef ICON_THEME_H
#define ICON_THEME_H

#include "icon_path.h"

#include <gtk/gtk.h>

/* The picture for `icon`, its longer side `size` pixels, where it is not the theme's. A new reference; NULL:
 * do what you did before. */
GdkPixbuf* icon_theme_load_other(GIcon* icon, int size);

#endif
