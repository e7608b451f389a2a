#include "icon_theme.h"

/* An IconPathThemed; `size` is where the size is. */
static gboolean icon_theme_has(const char* name, gpointer size) {
    GtkIconTheme* theme = gtk_icon_theme_get_default();
    if (!gtk_icon_theme_has_icon(theme, name)) return FALSE;
    if (!icon_path_has_drawing(name)) return TRUE;
    GtkIconInfo* info = gtk_icon_theme_lookup_icon(theme, name, *(const int*)size, 0);
    const char* file = info != NULL ? gtk_icon_info_get_filename(info) : NULL;
    const gboolean given_up = file != NULL && icon_path_is_given_up(file);
    if (info != NULL) gtk_icon_info_free(info);
    return !given_up;
}

GdkPixbuf* icon_theme_load_other(GIcon* icon, int size) {
    return icon_path_load_icon(icon, size, icon_theme_has, &size);
}
