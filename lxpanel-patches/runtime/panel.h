/* The module's parts, and what they know of lxpanel, libfm and menu-cache. */
#ifndef PANEL_H
#define PANEL_H

#include <gtk/gtk.h>

/* libfm's and menu-cache's types; nothing here looks inside. An FmIcon is a GIcon. */
typedef GIcon FmIcon;
typedef struct _FmFileInfo FmFileInfo;
typedef struct _MenuCache MenuCache;
typedef struct _MenuCacheDir MenuCacheDir;
typedef void (*MenuCacheReloadNotify)(MenuCache* cache, gpointer data);

/* The name under which lxpanel marks the items that it made from menu-cache's menu; the data is their
 * FmFileInfo, or 1 for separators and placeholders. */
#define SYSTEM_ITEM "SysMenuItem"

/* The functions that are called in lxpanel's process, found by name: nothing is linked with. */
typedef struct {
    FmIcon* (*fm_icon_from_name)(const char* name);
    FmIcon* (*fm_icon_from_gicon)(GIcon* icon);
    FmIcon* (*fm_file_info_get_icon)(FmFileInfo* info);
    GdkPixbuf* (*fm_pixbuf_from_icon_with_fallback)(FmIcon* icon, int size, const char* fallback);
    const char* (*fm_file_info_get_target)(FmFileInfo* info);
    MenuCache* (*menu_cache_lookup)(const char* name);
    gpointer (*menu_cache_add_reload_notify)(MenuCache* cache, MenuCacheReloadNotify notify, gpointer data);
    MenuCacheDir* (*menu_cache_dup_root_dir)(MenuCache* cache);
    GSList* (*menu_cache_dir_list_children)(MenuCacheDir* dir);
    int (*menu_cache_item_get_type)(gpointer item);
    gboolean (*menu_cache_dir_is_visible)(MenuCacheDir* dir);
    gboolean (*menu_cache_app_get_is_visible)(gpointer app, guint32 flags);
    guint32 (*menu_cache_get_desktop_env_flag)(MenuCache* cache, const char* desktop);
    void (*menu_cache_item_unref)(gpointer item);
    gboolean (*menu_cache_reload)(MenuCache* cache);
} PanelFunctions;

extern PanelFunctions panel;

/* icons.c: icons by their whole names, from LXPANEL_ICON_PATH too. */
FmIcon* icons_from_name(const char* name);
GdkPixbuf* icons_pixbuf(FmIcon* icon, int size, const char* fallback);
/* Loads again what is shown, and everything else when it is shown next. */
void icons_refresh(void);
#endif
