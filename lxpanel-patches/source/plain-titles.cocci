// plain-titles: an application named snake_case is shown as that, and a menu of which nothing says a title by its name
//
// What:     an item's title is a label, not a text with a mnemonic in it; where menu-cache has none, the item's ID, which
//           is the <Name> of a menu.
// Why:      GTK takes an underscore out of such a text, and draws a line below the letter behind it. Titles have none.
//           A menu without a .directory file has no title in menu-cache: lxpanel shows an empty line.
// Upstream: open. 0.9.3 to 0.11.1 and the development version are alike.
// Files:    plugins/menu.c

virtual patch
virtual present

@depends on patch@
expression item;
@@
- gtk_image_menu_item_new_with_mnemonic(menu_cache_item_get_name(item))
+ gtk_image_menu_item_new_with_label(menu_cache_item_get_name(item) != NULL ? menu_cache_item_get_name(item)
+                                                                            : menu_cache_item_get_id(item))

// What is in.
@left depends on present@
expression item;
@@
 gtk_image_menu_item_new_with_mnemonic(menu_cache_item_get_name(item))

@depends on present && !left@
expression item;
@@
* gtk_image_menu_item_new_with_label(menu_cache_item_get_name(item) != NULL ? menu_cache_item_get_name(item)
*                                                                            : menu_cache_item_get_id(item))
