/* `lxpanelctl refresh` in a patched lxpanel. */
#ifndef PANEL_REFRESH_H
#define PANEL_REFRESH_H

/* What lxpanelctl sends; lxpanel's own commands count up from 1. */
#define LXPANEL_CMD_REFRESH 'R'

struct _MenuCache;

/* Instead of menu_cache_lookup(): remembers which menu the panel shows. */
struct _MenuCache* panel_refresh_lookup(const char* name);

/* Reads the menu and all icons again, now. */
void panel_refresh(void);

/* The same for the runtime module, which finds it by its name, where it is loaded into this panel: so it does
 * not read the menu a second time. */
void lxpanel_patched_refresh(void);

#endif
