// empty-menu: a menu that was empty once fills again
//
// What:     the invisible place holder, which lxpanel inserts where no menu could be read, is inserted as well
//           where a menu was read and nothing in it is shown.
// Why:      a reload takes out what belongs to the system menu and inserts anew at that place. With nothing
//           there, it finds no place: the menu stays empty until the panel is restarted.
// Upstream: open. 0.9.3 to 0.11.1 and the development version are alike.
// Files:    plugins/menu.c

virtual patch
virtual present

@fill depends on patch@
identifier insert, load, dir, menu, position;
statement place_holder;
type M;
@@
 insert(..., M *menu, int position)
 {
   <+...
   if (dir) {
     <+...
     load(..., dir, GTK_WIDGET(menu), position)
     ...+>
   }
-  else
+  if (!has_system_items(menu))
     place_holder
   ...+>
 }

@depends on fill@
identifier fill.insert;
typedef gboolean, GtkMenu, GList;
@@
+/* Whether there is an item of the system menu: the next reload finds its place by it. */
+static gboolean has_system_items(GtkMenu *menu)
+{
+    GList *items = gtk_container_get_children(GTK_CONTAINER(menu));
+    GList *item = items;
+
+    while (item != NULL && !sys_menu_item_has_data(item->data))
+        item = item->next;
+    g_list_free(items);
+    return item != NULL;
+}
+
 insert(...) { ... }

@depends on present@
identifier menu;
statement place_holder;
@@
* if (!has_system_items(menu)) place_holder
