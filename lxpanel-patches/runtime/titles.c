/* A title is no text with a mnemonic in it: of `snake_case` lxpanel makes "snakecase", with a line below the
 * second c. */
#include "panel.h"

/* lxpanel marks an item before it shows it. */
static void show_as_it_is(GtkWidget* widget) {
    if (GTK_IS_IMAGE_MENU_ITEM(widget) && system_item_data(widget) != NULL)
        gtk_menu_item_set_use_underline(GTK_MENU_ITEM(widget), FALSE);
}

void titles_watch(void) {
    widgets_watch("show", show_as_it_is);
}
