#include "icon_path.h"

#include <string.h>
#include <sys/stat.h>

/* Where EasyOS and other small systems keep the icons of menus: the same list as xdg2pekwm's. */
#define ICON_PATH_DEFAULT                                                                                    \
    "/usr/local/lib/X11/mini-icons:/usr/local/lib/X11/pixmaps:/usr/share/pixmaps:/usr/local/share/pixmaps"

/* A file that is larger is no icon, and would hold the panel up. */
#define ICON_PATH_LARGEST_FILE (8 << 20)
/* Four times the largest icon that themes have; a picture of pixels is unpacked whole before it is made
 * small. */
#define ICON_PATH_LARGEST_SIDE 2048

/* In the order in which a name without an ending is tried. */
static const char* const icon_path_endings[] = {".png", ".svg", ".xpm", ".jpg", ".jpeg", ".gif",
                                                ".PNG", ".SVG", ".XPM", ".JPG", ".JPEG", ".GIF"};

/* Of which xdg2pekwm has drawings. */
static const char* const icon_path_groups[] = {
    "applications-accessories", "applications-development", "applications-education",
    "applications-games",       "applications-graphics",    "applications-internet",
    "applications-multimedia",  "applications-office",      "applications-other",
    "applications-science",     "applications-system",      "applications-utilities",
    "preferences-desktop",      "preferences-system"};

/* What EasyOS calls the icons of its menus, for its layout on other systems: then the names that everybody
 * has, best first. The same rows as xdg2pekwm's. */
static const char* const icon_path_easyos[][2] = {
    {"apps24", "applications-other applications-all"},
    {"configuration24", "preferences-system preferences-desktop"},
    {"connect24", "preferences-system-network network-wired applications-internet"},
    {"date24", "office-calendar x-office-calendar user-info preferences-desktop-personal"},
    {"folders24", "system-file-manager folder"},
    {"games24", "applications-games"},
    {"multimedia24", "applications-multimedia"},
    {"paint24", "applications-graphics"},
    {"pc24", "applications-system computer"},
    {"spread24", "x-office-spreadsheet office-spreadsheet applications-office"},
    {"utility24", "applications-accessories applications-utilities"},
    {"word24", "x-office-document office-document applications-office"},
    {"www24", "applications-internet web-browser"},
    {"x24", "user-desktop preferences-desktop"}};

char** icon_path_folders(void) {
    const char* path = g_getenv(ICON_PATH_VARIABLE);
    char** folders = g_strsplit(path != NULL ? path : ICON_PATH_DEFAULT, ":", -1);
    char** kept = folders;
    for (char** folder = folders; *folder != NULL; folder++) {
        if (g_path_is_absolute(*folder))
            *kept++ = *folder;
        else /* of the place where the panel was started: nobody means that */
            g_free(*folder);
    }
    *kept = NULL;
    return folders;
}

static gboolean icon_path_is_file(const char* path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* The length of `name` without an ending of images; all of it where it has none. */
static size_t icon_path_stem_length(const char* name) {
    const char* dot = strrchr(name, '.');
    if (dot != NULL && dot != name && dot[-1] != '/') {
        for (size_t n = 0; n < G_N_ELEMENTS(icon_path_endings); n++)
            if (g_ascii_strcasecmp(dot, icon_path_endings[n]) == 0) return (size_t)(dot - name);
    }
    return strlen(name);
}

/* The first file there is: `stem` with `asked` in whatever letters, then with each ending. */
static char* icon_path_with_ending(const char* folder, const char* stem, const char* asked) {
    for (int other = 0; other <= 1; other++) {
        for (size_t n = 0; n < G_N_ELEMENTS(icon_path_endings); n++) {
            if ((g_ascii_strcasecmp(icon_path_endings[n], asked) == 0) == other) continue;
            char* path = g_strconcat(folder, stem, icon_path_endings[n], NULL);
            if (icon_path_is_file(path)) return path;
            g_free(path);
        }
    }
    return NULL;
}

char* icon_path_find(const char* name) {
    if (name == NULL || *name == '\0') return NULL;
    const gboolean absolute = g_path_is_absolute(name);
    if (!absolute && strchr(name, '/') != NULL) return NULL; /* no way out of the folders */
    if (absolute && icon_path_is_file(name)) return g_strdup(name);

    char** folders = absolute ? NULL : icon_path_folders();
    char* found = NULL;
    const size_t length = icon_path_stem_length(name);
    char* stem = g_strndup(name, length);
    if (absolute) {
        if (!g_str_has_suffix(stem, "/")) found = icon_path_with_ending("", stem, name + length);
    } else {
        /* The name as it is given counts more than the folder's place. */
        for (char** folder = folders; found == NULL && *folder != NULL; folder++) {
            found = g_build_filename(*folder, name, NULL);
            if (icon_path_is_file(found)) break;
            g_clear_pointer(&found, g_free);
        }
        for (char** folder = folders; found == NULL && *folder != NULL; folder++) {
            char* inside = g_strconcat(*folder, "/", NULL);
            found = icon_path_with_ending(inside, stem, name + length);
            g_free(inside);
        }
    }
    g_free(stem);
    g_strfreev(folders);
    return found;
}

/* Known before anything is decoded. A drawing is made in the size that is asked for, whatever it says of its
 * own. */
static gboolean icon_path_is_sane(const char* path) {
    struct stat status;
    int width = 0;
    int height = 0;
    if (stat(path, &status) != 0 || status.st_size > ICON_PATH_LARGEST_FILE) return FALSE;
    GdkPixbufFormat* format = gdk_pixbuf_get_file_info(path, &width, &height);
    if (format == NULL) return FALSE;
    return gdk_pixbuf_format_is_scalable(format) ||
           (width <= ICON_PATH_LARGEST_SIDE && height <= ICON_PATH_LARGEST_SIDE);
}

GdkPixbuf* icon_path_load(const char* name, int size) {
    char* path = icon_path_find(name);
    if (path == NULL) return NULL;
    GdkPixbuf* picture =
        size > 0 && icon_path_is_sane(path) ? gdk_pixbuf_new_from_file_at_size(path, size, size, NULL) : NULL;
    g_free(path);
    return picture;
}

/* The drawing of the group that has this name: a new string, or NULL. */
static char* icon_path_group(const char* name) {
    const char* folder = g_getenv(ICON_PATH_GROUPS_VARIABLE);
    if (folder == NULL || !g_path_is_absolute(folder)) return NULL;
    for (size_t n = 0; n < G_N_ELEMENTS(icon_path_groups); n++) {
        if (strcmp(name, icon_path_groups[n]) != 0) continue;
        char* path = g_strconcat(folder, "/", name, ".svg", NULL);
        if (icon_path_is_file(path)) return path;
        g_free(path);
    }
    return NULL;
}

gboolean icon_path_has_drawing(const char* name) {
    char* drawing = icon_path_group(name);
    const gboolean has = drawing != NULL;
    g_free(drawing);
    return has;
}

GIcon* icon_path_whole_icon(const char* name, GThemedIcon* cut) {
    GIcon* icon = g_themed_icon_new(name);
    for (const char* const* other = g_themed_icon_get_names(cut); *other != NULL; other++)
        g_themed_icon_append_name(G_THEMED_ICON(icon), *other);
    const size_t length = icon_path_stem_length(name);
    for (size_t n = 0; n < G_N_ELEMENTS(icon_path_easyos); n++) {
        if (strlen(icon_path_easyos[n][0]) != length || strncmp(icon_path_easyos[n][0], name, length) != 0)
            continue;
        char** others = g_strsplit(icon_path_easyos[n][1], " ", -1);
        for (char** other = others; *other != NULL; other++)
            g_themed_icon_append_name(G_THEMED_ICON(icon), *other);
        g_strfreev(others);
    }
    return icon;
}

gboolean icon_path_is_given_up(const char* file) {
    char** parts = g_strsplit(file, "/", -1);
    const guint count = g_strv_length(parts);
    const gboolean legacy = count >= 3 && strcmp(parts[count - 2], "legacy") == 0 &&
                            strspn(parts[count - 3], "0123456789x@") == strlen(parts[count - 3]);
    g_strfreev(parts);
    return legacy;
}

GdkPixbuf* icon_path_load_icon(GIcon* icon, int size, IconPathThemed themed, gpointer data) {
    if (G_IS_FILE_ICON(icon)) {
        char* path = g_file_get_path(g_file_icon_get_file(G_FILE_ICON(icon)));
        GdkPixbuf* picture = icon_path_load(path, size);
        g_free(path);
        return picture;
    }
    if (!G_IS_THEMED_ICON(icon)) return NULL;
    for (const char* const* name = g_themed_icon_get_names(G_THEMED_ICON(icon)); *name != NULL; name++) {
        char* stem = g_strndup(*name, icon_path_stem_length(*name));
        const gboolean has = themed != NULL && themed(stem, data);
        GdkPixbuf* picture = has ? NULL : icon_path_load(*name, size);
        char* drawing = has || picture != NULL ? NULL : icon_path_group(stem);
        if (drawing != NULL) picture = icon_path_load(drawing, size);
        g_free(drawing);
        g_free(stem);
        if (has || picture != NULL) return picture;
    }
    return NULL;
}
