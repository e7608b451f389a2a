/* The menus that lxpanel has asked for: their caches, which say when they have changed, and their names. */
#include "panel.h"

static GHashTable* names; /* of a MenuCache */

MenuCache* known_menus_lookup(const char* name) {
    MenuCache* cache = panel.menu_cache_lookup(name);
    if (cache == NULL || name == NULL || known_menus_have(cache)) return cache;
    if (names == NULL) names = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    g_hash_table_insert(names, cache, g_strdup(name));
    (void)panel.menu_cache_lookup(name); /* one reference is ours: it must not go while we know it */
    return cache;
}

gboolean known_menus_have(MenuCache* cache) {
    return names != NULL && g_hash_table_lookup(names, cache) != NULL;
}

GList* known_menus_caches(void) {
    return names != NULL ? g_hash_table_get_keys(names) : NULL;
}

GList* known_menus_names(void) {
    return names != NULL ? g_hash_table_get_values(names) : NULL;
}
