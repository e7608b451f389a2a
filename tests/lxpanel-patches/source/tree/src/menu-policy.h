#ifndef MENU_POLICY_H
#define MENU_POLICY_H

#include <menu-cache.h>

MenuCache* panel_menu_cache_new(void);

#endif
