/* GTK looks at the folder of a theme, not at those below it, where the icons lie. */
#include "panel.h"

#include <string.h>
#include <sys/stat.h>

enum { mostThemes = 32 };

/* A theme: its name, and the folders below its own that have icons, as its index names them. */
typedef struct {
    char* name;
    char** folders;
} Theme;

static void free_theme(gpointer data) {
    Theme* theme = data;
    g_strfreev(theme->folders);
    g_free(theme->name);
    g_free(theme);
}

/* Adds a file or a folder; whether there is one. Who unpacks files may put the time of the last change back,
 * but not that of the last change of status. */
static gboolean mix(guint* number, const char* folder, const char* name) {
    char* path = g_build_filename(folder, name, NULL);
    struct stat status;
    const gboolean there = stat(path, &status) == 0;
    *number *= 33;
    if (there)
        *number += (guint)status.st_mtim.tv_sec + (guint)status.st_mtim.tv_nsec +
                   (guint)status.st_ctim.tv_sec + (guint)status.st_ctim.tv_nsec + (guint)status.st_ino;
    g_free(path);
    return there;
}

static void mix_theme(guint* number, const char* base, const Theme* theme) {
    if (!mix(number, base, theme->name)) return;
    char* path = g_build_filename(base, theme->name, NULL);
    mix(number, path, "index.theme");
    for (char** folder = theme->folders; *folder != NULL; folder++)
        mix(number, path, *folder);
    g_free(path);
}

/* All folders that an index names. */
static char** folders_of(GKeyFile* index) {
    GPtrArray* folders = g_ptr_array_new();
    static const char* const keys[] = {"Directories", "ScaledDirectories", NULL};
    for (const char* const* key = keys; *key != NULL; key++) {
        char** named = g_key_file_get_string_list(index, "Icon Theme", *key, NULL, NULL);
        for (char** folder = named; folder != NULL && *folder != NULL; folder++)
            g_ptr_array_add(folders, *folder);
        g_free(named);
    }
    g_ptr_array_add(folders, NULL);
    return (char**)g_ptr_array_free(folders, FALSE);
}

/* Adds a theme, and those that it inherits from. */
static void add_theme(GPtrArray* themes, const char* name, char** bases, int count) {
    if (name == NULL || *name == '\0' || strchr(name, '/') != NULL || themes->len >= mostThemes) return;
    for (guint n = 0; n < themes->len; n++)
        if (strcmp(((Theme*)g_ptr_array_index(themes, n))->name, name) == 0) return;
    GKeyFile* index = g_key_file_new();
    g_key_file_set_list_separator(index, ',');
    gboolean there = FALSE;
    for (int n = 0; n < count && !there; n++) {
        char* path = g_build_filename(bases[n], name, "index.theme", NULL);
        there = g_key_file_load_from_file(index, path, G_KEY_FILE_NONE, NULL);
        g_free(path);
    }
    Theme* theme = g_new(Theme, 1);
    theme->name = g_strdup(name);
    theme->folders = folders_of(index);
    g_ptr_array_add(themes, theme);
    char** parents = g_key_file_get_string_list(index, "Icon Theme", "Inherits", NULL, NULL);
    for (char** parent = parents; parent != NULL && *parent != NULL; parent++)
        add_theme(themes, *parent, bases, count);
    g_strfreev(parents);
    g_key_file_free(index);
}

guint theme_stamp(void) {
    char** bases = NULL;
    int count = 0;
    gtk_icon_theme_get_search_path(gtk_icon_theme_get_default(), &bases, &count);
    char* name = NULL;
    char* other = NULL;
    g_object_get(gtk_settings_get_default(), "gtk-icon-theme-name", &name, "gtk-fallback-icon-theme", &other,
                 NULL);
    GPtrArray* themes = g_ptr_array_new_with_free_func(free_theme);
    add_theme(themes, name, bases, count);
    add_theme(themes, other, bases, count);
    add_theme(themes, "hicolor", bases, count);
    guint number = 5381;
    for (int n = 0; n < count; n++) {
        mix(&number, bases[n], NULL);
        for (guint m = 0; m < themes->len; m++)
            mix_theme(&number, bases[n], g_ptr_array_index(themes, m));
    }
    g_ptr_array_free(themes, TRUE);
    g_free(other);
    g_free(name);
    g_strfreev(bases);
    return number;
}
