// stale-icons: when the icons change, all of them are loaded again, once
//
// What:     - the walk that drops old icons goes on into submenus: its `else if` becomes an `if`;
//           - one handler for changed icons a menu, not one more for each reload;
//           - a button whose icon is a file is loaded again, too.
// Why:      every submenu hangs on an item of the system menu, and those took the other branch: their icons
//           stayed as they were until the panel was restarted.
// Upstream: open. 0.9.3 to 0.11.1 and the development version are alike.
// Files:    plugins/menu.c src/misc.c

virtual patch
virtual present

// plugins/menu.c

@depends on patch@
identifier unload, image, sub_menu, item;
expression own;
statement descend;
@@
 unload(...)
 {
   <+...
   if (own) {
     <+...
     gtk_image_clear(image);
     ...+>
   }
-  else
   if ((sub_menu = gtk_menu_item_get_submenu(item))) descend
   ...+>
 }

@once@
identifier unload;
expression m;
@@
 g_signal_handler_find(gtk_icon_theme_get_default(), ..., G_CALLBACK(unload), m) == 0

@depends on patch && !once@
identifier id, unload, remove, m, menu;
@@
+ if (g_signal_handler_find(gtk_icon_theme_get_default(), G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, 0, 0,
+                           NULL, G_CALLBACK(unload), m) == 0) {
  id = g_signal_connect(gtk_icon_theme_get_default(), "changed", G_CALLBACK(unload), m);
  g_object_weak_ref(G_OBJECT(menu), remove, GINT_TO_POINTER(id));
+ }

// src/misc.c
@depends on patch@
expression handler, icon, image;
symbol on_theme_changed;
@@
- if (G_IS_THEMED_ICON(icon)) {
  handler = g_signal_connect_swapped(gtk_icon_theme_get_default(), "changed", G_CALLBACK(on_theme_changed), image);
- }

// Where a button gets another icon, only the theme's ones were followed on.
@depends on patch@
expression handler, icon;
statement leave, follow;
@@
- if (!G_IS_THEMED_ICON(icon)) leave
- else
  if (handler == 0) follow

// What is in.
@mended depends on present@
identifier unload, image, sub_menu, item;
expression own;
statement descend;
@@
 unload(...)
 {
   <+...
   if (own) {
     <+...
     gtk_image_clear(image);
     ...+>
   }
   if ((sub_menu = gtk_menu_item_get_submenu(item))) descend
   ...+>
 }

@depends on mended && once@
identifier once.unload;
expression once.m;
@@
* g_signal_handler_find(gtk_icon_theme_get_default(), ..., G_CALLBACK(unload), m)

@left depends on present@
expression handler, icon, image;
statement leave, follow;
@@
(
  if (G_IS_THEMED_ICON(icon)) {
    handler = g_signal_connect_swapped(gtk_icon_theme_get_default(), "changed", G_CALLBACK(on_theme_changed), image);
  }
|
  if (!G_IS_THEMED_ICON(icon)) leave else if (handler == 0) follow
)

@depends on present && !left@
expression handler, image;
@@
* handler = g_signal_connect_swapped(gtk_icon_theme_get_default(), "changed", G_CALLBACK(on_theme_changed), image);
