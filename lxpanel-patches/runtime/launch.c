/* A button that names a .desktop file by its path is a file to libfm, and it asks what to do with one. In the
 * panel, and nowhere else, the answer is known: as if the user had set `quick_exec`. */
#include "panel.h"

#include <dlfcn.h>
#include <stdlib.h>

#define CONFIG_FILE "libfm/libfm.conf"
#define GROUP "config"
#define KEY "quick_exec"

typedef void (*LoadConfig)(gpointer config, GKeyFile* keys);

static gboolean read_settings(GKeyFile* keys, const char* folder) {
    char* path = g_build_filename(folder, CONFIG_FILE, NULL);
    const gboolean there = g_key_file_load_from_file(keys, path, G_KEY_FILE_NONE, NULL);
    g_free(path);
    return there;
}

/* `folder`: of a configuration, or NULL for one that says nothing else. */
static void load_from(const char* folder, gpointer config, LoadConfig load) {
    GKeyFile* keys = g_key_file_new();
    if (folder == NULL || read_settings(keys, folder)) {
        g_key_file_set_string(keys, GROUP, KEY, "1");
        load(config, keys);
    }
    g_key_file_free(keys);
}

/* What a folder's file says itself; NULL where it does not. */
static char* answer_in(const char* folder) {
    GKeyFile* keys = g_key_file_new();
    char* answer = read_settings(keys, folder) ? g_key_file_get_string(keys, GROUP, KEY, NULL) : NULL;
    g_key_file_free(keys);
    return answer;
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

/* What the user's file says, or else the best of the system's, or libfm itself. */
static char* answer_of_files(void) {
    const char* const* folders = g_get_system_config_dirs();
    char* answer = answer_in(g_get_user_config_dir());
    for (; answer == NULL && *folders != NULL; folders++)
        answer = answer_in(*folders);
    return answer != NULL ? answer : g_strdup("0");
}

/* libfm writes all that it has, for all programs. What it has beside this answer cannot be kept while another
 * one is loaded, so the answer is put right in the file. */
void launch_save_config(gpointer config, const char* name) {
    const char* file = name != NULL ? name : CONFIG_FILE;
    char* answer = answer_of_files();
    panel.fm_config_save(config, name);
    char* path =
        g_path_is_absolute(file) ? g_strdup(file) : g_build_filename(g_get_user_config_dir(), file, NULL);
    char* target = realpath(path, NULL); /* of a link, which stays one */
    GKeyFile* keys = g_key_file_new();
    if (target != NULL && g_key_file_load_from_file(keys, target, G_KEY_FILE_KEEP_COMMENTS, NULL)) {
        g_key_file_set_string(keys, GROUP, KEY, answer);
        GError* error = NULL;
        if (!g_key_file_save_to_file(keys, target, &error)) {
            g_warning("%s can't be written: %s", target, error->message);
            g_error_free(error);
        }
    }
    g_key_file_free(keys);
    free(target);
    g_free(path);
    g_free(answer);
}

void launch_without_question(void) {
    g_idle_add(set_answer, NULL); /* libfm begins after GTK */
}
