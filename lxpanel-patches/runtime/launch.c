/* A button that names a .desktop file by its path is a file to libfm, and it asks what to do with one. In the
 * panel, and nowhere else, the answer is known: as if the user had set `quick_exec`. */
#include "panel.h"

#include <dlfcn.h>

#define CONFIG_FILE "libfm/libfm.conf"

typedef void (*LoadConfig)(gpointer config, GKeyFile* keys);

/* `folder`: of a configuration, or NULL for one that says nothing else. */
static void load_from(const char* folder, gpointer config, LoadConfig load) {
    char* path = folder != NULL ? g_build_filename(folder, CONFIG_FILE, NULL) : NULL;
    GKeyFile* keys = g_key_file_new();
    if (path == NULL || g_key_file_load_from_file(keys, path, G_KEY_FILE_NONE, NULL)) {
        g_key_file_set_string(keys, "config", "quick_exec", "1");
        load(config, keys);
    }
    g_key_file_free(keys);
    g_free(path);
}

/* libfm forgets some values that a file does not have, so all files are loaded again, the user's last. */
static gboolean set_answer(gpointer data) {
    (void)data;
    const gpointer* config = dlsym(RTLD_DEFAULT, "fm_config");
    const LoadConfig load = (LoadConfig)dlsym(RTLD_DEFAULT, "fm_config_load_from_key_file");
    if (config == NULL || *config == NULL || load == NULL) return FALSE;
    load_from(NULL, *config, load);
    const char* const* folders = g_get_system_config_dirs();
    for (guint n = g_strv_length((char**)folders); n > 0; n--)
        load_from(folders[n - 1], *config, load);
    load_from(g_get_user_config_dir(), *config, load);
    return FALSE;
}

void launch_without_question(void) {
    g_idle_add(set_answer, NULL); /* libfm begins after GTK */
}
