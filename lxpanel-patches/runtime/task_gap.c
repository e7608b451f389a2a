/* lxpanel puts a window's icon and its title side by side with nothing between them, and GTK has no style for
 * that. A gtkrc may say it:
 *
 *     lxpanel-task-gap = 4     pixels
 */
#include "panel.h"

#define GAP "lxpanel-task-gap"
#define LARGEST_GAP 64 /* pixels: more than there is room for */

static gboolean label_was_realized(GSignalInvocationHint* hint, guint count, const GValue* values,
                                   gpointer data) {
    (void)hint;
    (void)count;
    (void)data;
    GtkWidget* widget = g_value_get_object(values);
    const GType task = g_type_from_name("TaskButton"); /* none as long as there is no taskbar */
    if (!GTK_IS_LABEL(widget) || task == 0 || gtk_widget_get_ancestor(widget, task) == NULL) return TRUE;
    int gap = 0;
    g_object_get(gtk_widget_get_settings(widget), GAP, &gap, NULL);
    if (gap > 0) gtk_misc_set_padding(GTK_MISC(widget), gap, 0);
    return TRUE;
}

void task_gap_watch(void) {
    gtk_settings_install_property(g_param_spec_int(GAP, GAP, GAP, 0, LARGEST_GAP, 0, G_PARAM_READWRITE));
    g_type_class_unref(g_type_class_ref(GTK_TYPE_LABEL)); /* it brings the signal */
    g_signal_add_emission_hook(g_signal_lookup("realize", GTK_TYPE_WIDGET), 0, label_was_realized, NULL,
                               NULL);
}
