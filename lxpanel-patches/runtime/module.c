/* A GTK 2 module for lxpanel: loaded by GTK_MODULES, or by gtk-modules in the gtkrc of a panel's profile.
 *
 * It is linked with nothing. In a program that is not lxpanel with GTK 2 it loads, sees that, and rests. */
#include "panel.h"
#include "redirect.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

PanelFunctions panel;

typedef struct {
    const char* name;
    size_t offset;
} Function;

#define FUNCTION(name)                                                                                       \
    { #name, offsetof(PanelFunctions, name) }

static const Function functions[] = {
    FUNCTION(fm_icon_from_name),
    FUNCTION(fm_icon_from_gicon),
    FUNCTION(fm_pixbuf_from_icon_with_fallback),
    FUNCTION(fm_file_info_get_icon),
    FUNCTION(fm_file_info_get_target),
    FUNCTION(fm_file_info_get_path),
    FUNCTION(fm_file_info_unref),
    FUNCTION(fm_path_to_str),
    FUNCTION(fm_path_display_basename),
    FUNCTION(fm_config_save),
    FUNCTION(menu_cache_lookup),
    FUNCTION(menu_cache_unref),
    FUNCTION(menu_cache_reload),
    FUNCTION(menu_cache_add_reload_notify),
    FUNCTION(menu_cache_dup_root_dir),
    FUNCTION(menu_cache_get_desktop_env_flag),
    FUNCTION(menu_cache_dir_list_children),
    FUNCTION(menu_cache_dir_is_visible),
    FUNCTION(menu_cache_app_get_is_visible),
    FUNCTION(menu_cache_item_get_type),
    FUNCTION(menu_cache_item_get_id),
    FUNCTION(menu_cache_item_get_name),
    FUNCTION(menu_cache_item_get_comment),
    FUNCTION(menu_cache_item_get_icon),
    FUNCTION(menu_cache_item_get_file_path),
    FUNCTION(menu_cache_item_unref),
};
/* What only a patched lxpanel has. */
static const Function patched = FUNCTION(lxpanel_patched_refresh);

#define REDIRECTION(name, replacement)                                                                       \
    { #name, (void*)panel.name, (void*)(replacement), 0 }

static gboolean is_lxpanel(void) {
    const guint* gtk = dlsym(RTLD_DEFAULT, "gtk_major_version"); /* GTK 3 has a function of another name */
    return gtk != NULL && *gtk == 2 && dlsym(RTLD_DEFAULT, "lxpanel_image_new_for_icon") != NULL;
}

static gboolean find_function(const Function* function) {
    void* found = dlsym(RTLD_DEFAULT, function->name);
    memcpy((char*)&panel + function->offset, &found, sizeof found);
    return found != NULL;
}

static gboolean find_functions(void) {
    for (size_t n = 0; n < G_N_ELEMENTS(functions); n++) {
        if (find_function(&functions[n])) continue;
        g_message("lxpanel-icons: this lxpanel has no %s; it is left as it is", functions[n].name);
        return FALSE;
    }
    (void)find_function(&patched);
    return TRUE;
}

/* The programs that the panel starts must not load the module. The panel itself must, when it starts itself
 * again: that it does with the environment as it was at its start. Setting a variable that was not there
 * makes the C library leave that one alone and work on a copy from now on. */
static void leave_environment(void) {
    Dl_info self;
    const char* value = g_getenv("GTK_MODULES");
    if (value == NULL || dladdr((void*)leave_environment, &self) == 0) return;
    char** modules = g_strsplit(value, ":", -1);
    char** kept = modules;
    for (char** module = modules; *module != NULL; module++) {
        char* mine = realpath(self.dli_fname, NULL);
        char* other = realpath(*module, NULL);
        if (mine != NULL && other != NULL && strcmp(mine, other) == 0)
            g_free(*module);
        else
            *kept++ = *module;
        free(mine);
        free(other);
    }
    *kept = NULL;
    g_setenv("LXPANEL_ICONS_COPY", "1", TRUE);
    if (*modules != NULL) {
        char* rest = g_strjoinv(":", modules);
        g_setenv("GTK_MODULES", rest, TRUE);
        g_free(rest);
    } else {
        g_unsetenv("GTK_MODULES");
    }
    g_unsetenv("LXPANEL_ICONS_COPY");
    g_strfreev(modules);
}

G_MODULE_EXPORT void gtk_module_init(int* argc, char*** argv);
G_MODULE_EXPORT void gtk_module_init(int* argc, char*** argv) {
    (void)argc;
    (void)argv;
    static gboolean done;
    if (done || !is_lxpanel()) return;
    done = TRUE;
    leave_environment();
    if (!find_functions()) return;
    static const char* const libraries[] = {"liblxpanel.so", "libfm.so", "libfm-gtk.so", NULL};
    Redirection redirections[] = {
        REDIRECTION(fm_config_save, launch_save_config),
        REDIRECTION(fm_icon_from_name, icons_from_name),
        REDIRECTION(fm_pixbuf_from_icon_with_fallback, icons_pixbuf),
        REDIRECTION(menu_cache_get_desktop_env_flag, desktop_flag),
        REDIRECTION(menu_cache_app_get_is_visible, desktop_shows),
        REDIRECTION(menu_cache_lookup, known_menus_lookup),
        REDIRECTION(menu_cache_add_reload_notify, menu_reload_add_notify),
    };
    const Redirection* saving = &redirections[0];
    redirect_calls(redirections, G_N_ELEMENTS(redirections), libraries);
    for (size_t n = 0; n < G_N_ELEMENTS(redirections); n++)
        if (redirections[n].changed == 0)
            g_message("lxpanel-icons: lxpanel does not call %s; that part is left as it is",
                      redirections[n].symbol);
    menu_look_watch();
    menu_size_watch();
    task_gap_watch();
    no_focus_watch();
    titles_watch();
    if (saving->changed != 0) launch_without_question(); /* else the answer would be saved for all programs */
    icons_watch_theme();
    refresh_listen();
}
