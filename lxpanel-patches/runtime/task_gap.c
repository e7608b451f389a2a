/* Room that lxpanel leaves nowhere, and that GTK has no style for: between a window's icon and its title, and
 * beside the picture of the menu's button, where it is a part of the button. A gtkrc may say it:
 *
 *     lxpanel-task-gap = 4       pixels
 *     lxpanel-button-gap = 4     pixels on either side
 */
#include "panel.h"

#include <string.h>

#define GAP "lxpanel-task-gap"
#define BUTTON_GAP "lxpanel-button-gap"
#define LARGEST_GAP 64 /* pixels: more than there is room for */

/* Plugins bear the names of their types. */
static gboolean is_on_menu_button(GtkWidget* widget) {
    if (strcmp(G_OBJECT_TYPE_NAME(gtk_widget_get_toplevel(widget)), "PanelToplevel") != 0) return FALSE;
    while (widget != NULL && strcmp(gtk_widget_get_name(widget), "menu") != 0)
        widget = gtk_widget_get_parent(widget);
    return widget != NULL;
}

static const char* gap_of(GtkWidget* widget) {
    const GType task = g_type_from_name("TaskButton"); /* none as long as there is no taskbar */
    if (GTK_IS_LABEL(widget) && task != 0 && gtk_widget_get_ancestor(widget, task) != NULL) return GAP;
    return GTK_IS_IMAGE(widget) && is_on_menu_button(widget) ? BUTTON_GAP : NULL;
}

static gboolean was_realized(GSignalInvocationHint* hint, guint count, const GValue* values, gpointer data) {
    (void)hint;
    (void)count;
    (void)data;
    GtkWidget* widget = g_value_get_object(values);
    const char* name = gap_of(widget);
    int gap = 0;
    if (name != NULL) g_object_get(gtk_widget_get_settings(widget), name, &gap, NULL);
    if (gap > 0) gtk_misc_set_padding(GTK_MISC(widget), gap, 0);
    return TRUE;
}

void task_gap_watch(void) {
    for (const char* const* name = (const char* const[]){GAP, BUTTON_GAP, NULL}; *name != NULL; name++)
        gtk_settings_install_property(
            g_param_spec_int(*name, *name, *name, 0, LARGEST_GAP, 0, G_PARAM_READWRITE));
    g_type_class_unref(g_type_class_ref(GTK_TYPE_LABEL)); /* it brings the signal */
    g_signal_add_emission_hook(g_signal_lookup("realize", GTK_TYPE_WIDGET), 0, was_realized, NULL, NULL);
}
