/* Changed: one command more. */
#include <gtk/gtk.h>

#include "lxpanelctl.h"

void run(void);
void restart(void);

/* Another switch, which stays. */
static const char* edge_name(int edge) {
    switch (edge) {
    case EDGE_TOP:
        return "top";
    default:
        return "none";
    }
}

void obey(const char* message) {
    int command = message[0];

    switch (command) {
    case LXPANEL_CMD_RUN:
        run();
        break;
    case LXPANEL_CMD_RESTART:
        restart();
        break;
    }
    g_debug("%s", edge_name(message[1]));
}
