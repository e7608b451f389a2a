/* A panel has no use for the keyboard. pekwm 0.1 offers it the focus with each click all the same, by a
 * message, and does not want it to be taken: it then gives the focus to whatever had it before, also where
 * the click was on the button of another window. */
#include "panel.h"

static void refuse_focus(GtkWidget* widget) {
    if (widgets_is_panel(widget)) gtk_window_set_accept_focus(GTK_WINDOW(widget), FALSE);
}

void no_focus_watch(void) {
    widgets_watch("realize", refuse_focus);
}
