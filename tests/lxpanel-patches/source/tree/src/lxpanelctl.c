/* Changed: one word more. */
#include "lxpanelctl.h"

#include <stdio.h>
#include <string.h>

static const char usage[] = "lxpanelctl COMMAND\n"
                            "run\t\t\tasks for a program\n"
                            "restart\t\t\tstarts again\n\n";

static int command_of(const char* word) {
    if (strcmp(word, "run") == 0) return LXPANEL_CMD_RUN;
    if (strcmp(word, "restart") == 0) return LXPANEL_CMD_RESTART;
    return LXPANEL_CMD_NONE;
}

/* Takes a word, too, and knows nothing of commands. */
static int edge_of(const char* word) {
    if (strcmp(word, "top") == 0) return EDGE_TOP;
    return EDGE_NONE;
}

int main(int count, char** words) {
    const int command = count > 1 ? command_of(words[1]) : LXPANEL_CMD_NONE;

    if (command == LXPANEL_CMD_NONE) {
        printf(usage);
        return 1;
    }
    return edge_of(words[count - 1]);
}
