#include "panel_icon.h"

/* Nothing outside shall call these by accident: a module that is loaded into the panel may have its own. */
#pragma GCC visibility push(hidden)
#include "icon_path.c"
#include "icon_theme.c"
#pragma GCC visibility pop

GdkPixbuf* panel_icon_pixbuf(FmIcon* icon, int size, const char* fallback) {
    GdkPixbuf* picture = icon_theme_load_other(fm_icon_get_gicon(icon), size);

    return picture != NULL ? picture : fm_pixbuf_from_icon_with_fallback(icon, size, fallback);
}

GdkPixbuf* panel_icon_file(const char* file, int size) {
    GdkPixbuf* picture = gdk_pixbuf_new_from_file_at_scale(file, -1, size, TRUE, NULL);

    return picture != NULL ? picture : icon_path_load(file, size);
}

FmIcon* panel_icon_named(const char* name) {
    FmIcon* plain = fm_icon_from_name(name);
    const char* dot = name != NULL ? strrchr(name, '.') : NULL;

    if (dot == NULL || dot == name || !G_IS_THEMED_ICON(fm_icon_get_gicon(plain))) return plain;
    GIcon* whole = icon_path_whole_icon(name, G_THEMED_ICON(fm_icon_get_gicon(plain)));
    FmIcon* icon = fm_icon_from_gicon(whole);
    g_object_unref(whole);
    g_object_unref(plain);
    return icon;
}

void panel_icon_keep_name(FmFileInfo* file, const char* name) {
    if (name == NULL || *name == '\0') return;
    FmIcon* icon = panel_icon_named(name);
    fm_file_info_set_icon(file, fm_icon_get_gicon(icon));
    g_object_unref(icon);
}
