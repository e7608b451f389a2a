/* menu-cache cannot know that a group has nothing to show in this desktop, and so there may be a line on each
 * side of it. A line is shown where something stands above and below it, and one is enough. */
#include "panel.h"

static void show_when(GtkWidget* separator, gboolean wanted) {
    if (gtk_widget_get_visible(separator) != wanted) gtk_widget_set_visible(separator, wanted);
}

void separators_tidy(GtkWidget* menu) {
    GtkWidget* waiting = NULL; /* for something below it */
    gboolean above = FALSE;    /* whether anything stands there */
    GList* items = gtk_container_get_children(GTK_CONTAINER(menu));
    for (GList* item = items; item != NULL; item = item->next) {
        if (GTK_IS_SEPARATOR_MENU_ITEM(item->data)) {
            if (above && waiting == NULL)
                waiting = item->data;
            else
                show_when(item->data, FALSE);
        } else if (gtk_widget_get_visible(item->data)) {
            if (waiting != NULL) show_when(waiting, TRUE);
            waiting = NULL;
            above = TRUE;
        }
    }
    if (waiting != NULL) show_when(waiting, FALSE);
    g_list_free(items);
}
