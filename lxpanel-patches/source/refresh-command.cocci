// refresh-command: `lxpanelctl refresh` reads the menu and all icons again, at once
//
// What:     a command for lxpanelctl, and what the panel does when it gets it.
// Why:      menu-cached tells of a change only when nothing has changed for three seconds, and never looks into
//           folders that came after its last reading; new icons are not looked for at all. So far there was
//           `lxpanelctl restart`, for which the panel goes away and comes back.
// Upstream: open. 0.9.3 to 0.11.1 and the development version are alike.
// Files:    src/lxpanelctl.c src/main.c src/menu-policy.c
// Takes in: src/menu_refresh.c src/menu_refresh.h src/panel_refresh.c src/panel_refresh.h

virtual patch
virtual present

@has@
@@
(
 #include "panel_refresh.c"
|
 #include "panel_refresh.h"
)

// lxpanelctl.c
@control depends on patch && !has@
identifier command_of, word;
type T;
@@
 command_of(T word)
 {
+    if (strcmp(word, "refresh") == 0)
+        return LXPANEL_CMD_REFRESH;
   <+...
   return LXPANEL_CMD_RESTART;
   ...+>
 }

@depends on control@
symbol usage;
@@
  printf(usage);
+ printf("refresh\t\t\tread the menu and all icons again\n\n");

@depends on control@
@@
 #include "lxpanelctl.h"
+#include "panel_refresh.h"

// main.c
@panel depends on patch && !has@
identifier command;
@@
+    if (command == LXPANEL_CMD_REFRESH) {
+        panel_refresh();
+        return;
+    }
 switch (command) {
 case LXPANEL_CMD_RESTART:
   ...
 }

@depends on panel@
@@
 #include "lxpanelctl.h"
+#include "panel_refresh.c"

// menu-policy.c
@lookup depends on patch@
@@
- menu_cache_lookup
+ panel_refresh_lookup
  (...)

@depends on lookup && !has@
@@
 #include "menu-policy.h"
+#include "panel_refresh.h"

// What is in.
@left depends on present@
@@
 menu_cache_lookup(...)

@depends on present && has && !left@
@@
(
* return LXPANEL_CMD_REFRESH;
|
* panel_refresh();
|
* panel_refresh_lookup(...)
)
