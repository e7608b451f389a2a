/* A title is no text with a mnemonic in it: of `snake_case` lxpanel makes "snakecase", with a line below the
 * second c. And a menu without a .directory file has its name for a title (Desktop Menu Specification,
 * "Name"), where lxpanel shows an empty line. */
#include "panel.h"

/* lxpanel marks an item before it shows it. */
static void show_as_it_is(GtkWidget* widget) {
    FmFileInfo* info = GTK_IS_IMAGE_MENU_ITEM(widget) ? system_item_data(widget) : NULL;
    if (info == NULL || info == GINT_TO_POINTER(1)) return;
    GtkMenuItem* item = GTK_MENU_ITEM(widget);
    const char* title = gtk_menu_item_get_label(item);
    gtk_menu_item_set_use_underline(item, FALSE);
    if (title != NULL && *title != '\0') return;
    char* name = panel.fm_path_display_basename(panel.fm_file_info_get_path(info));
    gtk_menu_item_set_label(item, name);
    g_free(name);
}

void titles_watch(void) {
    widgets_watch("show", show_as_it_is);
}
