/* A panel has no use for the keyboard. pekwm 0.1 offers it the focus with each click all the same, by a
 * message, and does not want it to be taken: it then gives the focus to whatever had it before, also where
 * the click was on the button of another window. */
#include "panel.h"

#include <string.h>

static gboolean was_realized(GSignalInvocationHint* hint, guint count, const GValue* values, gpointer data) {
    (void)hint;
    (void)count;
    (void)data;
    GtkWidget* widget = g_value_get_object(values);
    if (strcmp(G_OBJECT_TYPE_NAME(widget), "PanelToplevel") == 0)
        gtk_window_set_accept_focus(GTK_WINDOW(widget), FALSE);
    return TRUE;
}

void no_focus_watch(void) {
    g_type_class_unref(g_type_class_ref(GTK_TYPE_WINDOW)); /* it brings the signal */
    g_signal_add_emission_hook(g_signal_lookup("realize", GTK_TYPE_WIDGET), 0, was_realized, NULL, NULL);
}
