/* Prints the command of each entry that libgnome-menu shows. */
#define GMENU_I_KNOW_THIS_IS_UNSTABLE
#include <gio/gdesktopappinfo.h>
#include <gmenu-tree.h>
#include <stdio.h>

static void show(GMenuTreeDirectory* menu) {
    GMenuTreeIter* at = gmenu_tree_directory_iter(menu);
    GMenuTreeItemType type;
    while ((type = gmenu_tree_iter_next(at)) != GMENU_TREE_ITEM_INVALID) {
        if (type == GMENU_TREE_ITEM_DIRECTORY) {
            GMenuTreeDirectory* child = gmenu_tree_iter_get_directory(at);
            show(child);
            gmenu_tree_item_unref(child);
        } else if (type == GMENU_TREE_ITEM_ENTRY) {
            GMenuTreeEntry* entry = gmenu_tree_iter_get_entry(at);
            puts(g_app_info_get_commandline(G_APP_INFO(gmenu_tree_entry_get_app_info(entry))));
            gmenu_tree_item_unref(entry);
        }
    }
    gmenu_tree_iter_unref(at);
}

int main(void) {
    GError* error = NULL;
    GMenuTree* tree = gmenu_tree_new("applications.menu", GMENU_TREE_FLAGS_SORT_DISPLAY_NAME);
    if (!gmenu_tree_load_sync(tree, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    GMenuTreeDirectory* root = gmenu_tree_get_root_directory(tree);
    if (root != NULL) show(root);
    return 0;
}
