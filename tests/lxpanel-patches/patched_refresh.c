/* What the module finds in a patched lxpanel, for a stock one: each call is a line in a file. */
#include <stdio.h>
#include <stdlib.h>

void lxpanel_patched_refresh(void);
void lxpanel_patched_refresh(void) {
    const char* name = getenv("KIT_PATCHED_REFRESHES");
    FILE* file = name != NULL ? fopen(name, "a") : NULL;
    if (file == NULL) return;
    fputs("refreshed\n", file);
    fclose(file);
}
