/* The module's parts, and what they know of lxpanel, libfm and menu-cache. */
#ifndef PANEL_H
#define PANEL_H

#include <gtk/gtk.h>

/* libfm's and menu-cache's types; nothing here looks inside. An FmIcon is a GIcon. */
typedef GIcon FmIcon;
typedef struct FmFileInfo FmFileInfo;
typedef struct FmPath FmPath;
typedef struct MenuCache MenuCache;
typedef struct MenuCacheItem MenuCacheItem;
typedef void (*MenuCacheReloadNotify)(MenuCache* cache, gpointer data);
enum { menuCacheDirectory = 1, menuCacheApplication, menuCacheSeparator };

/* The functions that are called in lxpanel's process, found by name: nothing is linked with. */
typedef struct {
    FmIcon* (*fm_icon_from_name)(const char* name);
    FmIcon* (*fm_icon_from_gicon)(GIcon* icon);
    GdkPixbuf* (*fm_pixbuf_from_icon_with_fallback)(FmIcon* icon, int size, const char* fallback);
    FmIcon* (*fm_file_info_get_icon)(FmFileInfo* info);
    const char* (*fm_file_info_get_target)(FmFileInfo* info);
    FmPath* (*fm_file_info_get_path)(FmFileInfo* info);
    void (*fm_file_info_unref)(FmFileInfo* info);
    char* (*fm_path_to_str)(FmPath* path);
    char* (*fm_path_display_basename)(FmPath* path);
    void (*fm_config_save)(gpointer config, const char* name);

    MenuCache* (*menu_cache_lookup)(const char* name);
    void (*menu_cache_unref)(MenuCache* cache);
    gboolean (*menu_cache_reload)(MenuCache* cache);
    gpointer (*menu_cache_add_reload_notify)(MenuCache* cache, MenuCacheReloadNotify notify, gpointer data);
    MenuCacheItem* (*menu_cache_dup_root_dir)(MenuCache* cache);
    guint32 (*menu_cache_get_desktop_env_flag)(MenuCache* cache, const char* desktop);
    GSList* (*menu_cache_dir_list_children)(MenuCacheItem* directory);
    gboolean (*menu_cache_dir_is_visible)(MenuCacheItem* directory);
    gboolean (*menu_cache_app_get_is_visible)(MenuCacheItem* application, guint32 desktops);
    int (*menu_cache_item_get_type)(MenuCacheItem* item);
    const char* (*menu_cache_item_get_id)(MenuCacheItem* item);
    const char* (*menu_cache_item_get_name)(MenuCacheItem* item);
    const char* (*menu_cache_item_get_comment)(MenuCacheItem* item);
    const char* (*menu_cache_item_get_icon)(MenuCacheItem* item);
    char* (*menu_cache_item_get_file_path)(MenuCacheItem* item);
    void (*menu_cache_item_unref)(MenuCacheItem* item);

    void (*lxpanel_patched_refresh)(void); /* NULL in a stock panel */
} PanelFunctions;

extern PanelFunctions panel;

/* icons.c: icons by their whole names, from LXPANEL_ICON_PATH too. */
FmIcon* icons_from_name(const char* name);
GdkPixbuf* icons_pixbuf(FmIcon* icon, int size, const char* fallback);
/* Follows the icon theme from now on. */
void icons_watch_theme(void);
/* Loads again what is shown, and everything else when it is shown next. */
void icons_refresh(void);
/* Loads what the items of a menu that is about to be shown lack. */
void icons_load(GtkWidget* menu);

/* known_menus.c: the menus that lxpanel has asked for. The first stands in for menu_cache_lookup. */
MenuCache* known_menus_lookup(const char* name);
gboolean known_menus_have(MenuCache* cache);
/* Their caches, and their names; free the lists. */
GList* known_menus_caches(void);
GList* known_menus_names(void);

/* desktop.c: who is shown in this desktop. They stand in for menu_cache_get_desktop_env_flag and
 * menu_cache_app_get_is_visible. */
guint32 desktop_flag(MenuCache* cache, const char* desktops);
gboolean desktop_shows(MenuCacheItem* application, guint32 desktops);

/* theme_stamp.c: a number that changes with the folders of the themes in use: when a file comes or goes. */
guint theme_stamp(void);

/* system_items.c: what menu-cache's menu has become in lxpanel's menus. */
GQuark system_item_mark(void);
/* The data of an item's mark: its FmFileInfo, or 1 for separators and placeholders, or NULL: another item. */
gpointer system_item_data(GtkWidget* item);
/* Calls `visit` for each such item of all of the panel's menus, the submenus too. */
void system_items_visit(void (*visit)(GtkWidget* item, gpointer data), gpointer data);
/* The menus that are no submenus. */
GList* system_menus(void);
/* The runs of items that lie side by side in a menu and in those submenus that the panel's configuration
 * has: a list of lists of items; free the lists. */
GList* system_item_runs(GtkWidget* menu);

/* menu_merge.c: makes of the old items, a run in a menu, what the new ones are, all of another menu. What is
 * the same stays, with its open submenu; what is new moves over. */
void menu_merge(GList* old, GtkWidget* nursery);

/* menu_reload.c: how lxpanel gets a new menu. Stands in for menu_cache_add_reload_notify. */
gpointer menu_reload_add_notify(MenuCache* cache, MenuCacheReloadNotify notify, gpointer data);

/* widgets.c: calls `hand` with each widget that emits one of GtkWidget's signals from now on. */
typedef void (*WidgetHand)(GtkWidget* widget);
void widgets_watch(const char* signal, WidgetHand hand);
/* Whether it is the window of one of lxpanel's bars. */
gboolean widgets_is_panel(GtkWidget* widget);

/* menu_look.c: the size of a menu's icons, and the line around it. */
void menu_look_watch(void);

/* menu_size.c: a menu has the room that it needs before it is placed. */
void menu_size_watch(void);
/* The same for a menu that is open already, and is about to be placed anew. */
void menu_size_renew(GtkWidget* menu);

/* separators.c: shows the lines of a menu that are between something, and hides the others. */
void separators_tidy(GtkWidget* menu);

/* titles.c: an item's title is what is shown. */
void titles_watch(void);

/* task_gap.c: room between a window's icon and its title, and around the picture of the menu's button. */
void task_gap_watch(void);

/* no_focus.c: the panel does not take the keyboard. */
void no_focus_watch(void);

/* launch.c: the panel's buttons start what they name, and do not ask. The second stands in for
 * fm_config_save: that is so in the panel alone. */
void launch_without_question(void);
void launch_save_config(gpointer config, const char* name);

/* refresh.c: anew, when it is asked for: by a message to the window that owns the selection. */
void refresh_listen(void);

#endif
