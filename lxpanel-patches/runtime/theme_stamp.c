/* GTK looks at the folder of a theme, not at those below it, where the icons lie. */
#include "panel.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

/* theme/size/context */
enum { depth = 2, mostThemes = 32 };

static guint mix_folder(guint number, const char* path, int below) {
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode)) return number;
    number =
        number * 33 + (guint)status.st_mtim.tv_sec + (guint)status.st_mtim.tv_nsec + (guint)status.st_ino;
    DIR* folder = below > 0 ? opendir(path) : NULL;
    if (folder == NULL) return number;
    guint sum = 0; /* in whatever order they are listed */
    for (const struct dirent* entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.' ||
            (entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN && entry->d_type != DT_LNK))
            continue;
        char* inside = g_build_filename(path, entry->d_name, NULL);
        sum += mix_folder(g_str_hash(entry->d_name), inside, below - 1);
        g_free(inside);
    }
    closedir(folder);
    return number * 33 + sum;
}

/* Adds a theme, and those that it inherits from. */
static void add_theme(GPtrArray* themes, const char* name, char** folders, int count) {
    if (name == NULL || *name == '\0' || strchr(name, '/') != NULL || themes->len >= mostThemes) return;
    for (guint n = 0; n < themes->len; n++)
        if (strcmp(g_ptr_array_index(themes, n), name) == 0) return;
    g_ptr_array_add(themes, g_strdup(name));
    for (int n = 0; n < count; n++) {
        char* path = g_build_filename(folders[n], name, "index.theme", NULL);
        GKeyFile* index = g_key_file_new();
        const gboolean there = g_key_file_load_from_file(index, path, G_KEY_FILE_NONE, NULL);
        char** parents = g_key_file_get_string_list(index, "Icon Theme", "Inherits", NULL, NULL);
        for (char** parent = parents; parent != NULL && *parent != NULL; parent++)
            add_theme(themes, *parent, folders, count);
        g_strfreev(parents);
        g_key_file_free(index);
        g_free(path);
        if (there) break;
    }
}

guint theme_stamp(void) {
    char** folders = NULL;
    int count = 0;
    gtk_icon_theme_get_search_path(gtk_icon_theme_get_default(), &folders, &count);
    char* name = NULL;
    char* other = NULL;
    g_object_get(gtk_settings_get_default(), "gtk-icon-theme-name", &name, "gtk-fallback-icon-theme", &other,
                 NULL);
    GPtrArray* themes = g_ptr_array_new_with_free_func(g_free);
    add_theme(themes, name, folders, count);
    add_theme(themes, other, folders, count);
    add_theme(themes, "hicolor", folders, count);
    guint number = 5381;
    for (int n = 0; n < count; n++) {
        number = mix_folder(number, folders[n], 0);
        for (guint m = 0; m < themes->len; m++) {
            char* path = g_build_filename(folders[n], g_ptr_array_index(themes, m), NULL);
            number = mix_folder(number, path, depth);
            g_free(path);
        }
    }
    g_ptr_array_free(themes, TRUE);
    g_free(other);
    g_free(name);
    g_strfreev(folders);
    return number;
}
