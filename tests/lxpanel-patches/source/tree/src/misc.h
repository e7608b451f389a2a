/* What the small panel of this test has in common. */
#ifndef MISC_H
#define MISC_H

#include <gtk/gtk.h>
#include <libfm/fm-gtk.h>

typedef struct {
    FmIcon* icon;
    GdkPixbuf* picture;
    const char* otherwise;
    int size;
    gulong handler;
} Button;

Button* button_of(GtkWidget* image);
GdkPixbuf* lxpanel_load_icon(const char* name, int width, int height, gboolean fallback);

#endif
