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
    if (!widgets_is_panel(gtk_widget_get_toplevel(widget))) return FALSE;
    while (widget != NULL && strcmp(gtk_widget_get_name(widget), "menu") != 0)
        widget = gtk_widget_get_parent(widget);
    return widget != NULL;
}

static const char* gap_of(GtkWidget* widget) {
    const GType task = g_type_from_name("TaskButton"); /* none as long as there is no taskbar */
    if (GTK_IS_LABEL(widget) && task != 0 && gtk_widget_get_ancestor(widget, task) != NULL) return GAP;
    return GTK_IS_IMAGE(widget) && is_on_menu_button(widget) ? BUTTON_GAP : NULL;
}

/* Where no file says anything, lxpanel's own stays, but for one that was set here before. */
static void leave_gap(GtkWidget* widget) {
    const char* name = gtk_widget_get_realized(widget) ? gap_of(widget) : NULL;
    int gap = 0;
    if (name == NULL) return;
    g_object_get(gtk_widget_get_settings(widget), name, &gap, NULL);
    if (gap == 0 && g_object_get_data(G_OBJECT(widget), name) == NULL) return;
    g_object_set_data(G_OBJECT(widget), name, GINT_TO_POINTER(1));
    gtk_misc_set_padding(GTK_MISC(widget), gap, 0);
}

static void leave_gaps(GtkWidget* widget, gpointer data) {
    leave_gap(widget);
    if (GTK_IS_CONTAINER(widget)) gtk_container_forall(GTK_CONTAINER(widget), leave_gaps, data);
}

/* The files were read again. */
static void gap_changed(GtkSettings* settings, GParamSpec* property, gpointer data) {
    (void)settings;
    (void)property;
    GList* windows = gtk_window_list_toplevels();
    g_list_foreach(windows, (GFunc)leave_gaps, data);
    g_list_free(windows);
}

void task_gap_watch(void) {
    GtkSettings* settings = gtk_settings_get_default();
    for (const char* const* name = (const char* const[]){GAP, BUTTON_GAP, NULL}; *name != NULL; name++) {
        gtk_settings_install_property(
            g_param_spec_int(*name, *name, *name, 0, LARGEST_GAP, 0, G_PARAM_READWRITE));
        char* notified = g_strconcat("notify::", *name, NULL);
        g_signal_connect(settings, notified, G_CALLBACK(gap_changed), NULL);
        g_free(notified);
    }
    widgets_watch("realize", leave_gap);
}
