/* GTK's widgets as they come. */
#include "panel.h"

#include <string.h>

typedef struct {
    WidgetHand hand;
} Hook; /* for a pointer to data, which one to a function is not */

static gboolean emitted(GSignalInvocationHint* hint, guint count, const GValue* values, gpointer data) {
    (void)hint;
    (void)count;
    const Hook* hook = data;
    hook->hand(g_value_get_object(values));
    return TRUE;
}

void widgets_watch(const char* signal, WidgetHand hand) {
    Hook* hook = g_new(Hook, 1);
    hook->hand = hand;
    /* The class, which has the signals, may not be there yet. */
    g_type_class_unref(g_type_class_ref(GTK_TYPE_WIDGET));
    g_signal_add_emission_hook(g_signal_lookup(signal, GTK_TYPE_WIDGET), 0, emitted, hook, g_free);
}

gboolean widgets_is_panel(GtkWidget* widget) {
    return strcmp(G_OBJECT_TYPE_NAME(widget), "PanelToplevel") == 0;
}
