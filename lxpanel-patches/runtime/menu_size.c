/* lxpanel places its menu by the room that it has, which GTK gives it only once it is placed: what came or
 * went while the menu was closed is not in it yet. So the menu would lie over the panel, with its last item,
 * which ends the session, below the pointer that opens it; or it would hang in the air. Here a menu has the
 * room that it needs whenever it is about to be placed. */
#include "panel.h"

/* Of the menu alone: its window would only ask for what there is between its last place and the screen's
 * edge. */
void menu_size_renew(GtkWidget* menu) {
    if (!gtk_widget_get_realized(menu)) return; /* that is when GTK gives it room for the first time */
    if (GTK_IS_MENU_ITEM(gtk_menu_get_attach_widget(GTK_MENU(menu)))) return; /* GTK places it, and asks it */
    GtkRequisition needed;
    gtk_widget_size_request(menu, &needed);
    GtkAllocation room = {0, 0, needed.width, needed.height};
    gtk_widget_size_allocate(menu, &room);
}

/* A menu is shown, then placed, and only then its window is shown: nothing of this can be seen. lxpanel loads
 * a picture that was forgotten when the window is there, and a row may be as high as its picture. */
static void before_placing(GtkWidget* widget) {
    if (!GTK_IS_MENU(widget)) return;
    icons_load(widget);
    separators_tidy(widget);
    menu_size_renew(widget);
}

void menu_size_watch(void) {
    widgets_watch("show", before_placing);
}
