#include "menu_refresh.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A menu file may merge itself for ever. */
#define MENU_REFRESH_SECONDS 10
/* How long menu-cached may take to read what a change has made old. */
#define MENU_REFRESH_SETTLES 5
/* How the files begin behind the cache file's name that are to take its place. */
#define MENU_REFRESH_NEW ".new"
/* Nobody writes one for so long: it is left from a panel that crashed. */
#define MENU_REFRESH_LEFT_OVER (6 * MENU_REFRESH_SECONDS)

typedef struct {
    char* name;
    char* cache_file;
    char* new_file;     /* beside it, and then in its place; NULL before the start */
    const char* format; /* of the cache file: menu-cache's version of it */
    MenuRefreshed refreshed;
    gpointer data;
    GPid pid;
    guint timeout;
    gboolean repeats;    /* one that was written over */
    struct stat written; /* the new file's */
} MenuRefresh;

/* One at a time: they would write the same file. The others wait, each menu once. */
static MenuRefresh* menu_refresh_running;
static GQueue menu_refresh_waiting = G_QUEUE_INIT;
/* Those that have ended not long ago, by their names. */
static GHashTable* menu_refresh_settling;
/* By a cache file: the folders that were not watched when they were last looked at. */
static GHashTable* menu_refresh_in_vain;

static char* menu_refresh_variable(const char* name) {
    const char* value = g_getenv(name);
    return g_strdelimit(g_strdup(value != NULL ? value : ""), "\n\t", ' ');
}

static char* menu_refresh_languages(void) {
    return g_strdelimit(g_strjoinv(":", (char**)g_get_language_names()), "\n\t", ' ');
}

/* Where libmenu-cache expects the menu: named by a checksum of what it depends on. */
static char* menu_refresh_cache_file(const char* name, const char* format) {
    static const char* const variables[] = {"XDG_CACHE_HOME", "XDG_CONFIG_DIRS", "XDG_MENU_PREFIX",
                                            "XDG_DATA_DIRS",  "XDG_CONFIG_HOME", "XDG_DATA_HOME"};
    char* languages = menu_refresh_languages();
    GString* key = g_string_new(name);
    g_string_append_printf(key, "\t%s", languages);
    for (size_t n = 0; n < G_N_ELEMENTS(variables); n++) {
        char* value = menu_refresh_variable(variables[n]);
        g_string_append_printf(key, "\t%s", value);
        g_free(value);
    }
    g_string_append_printf(key, "\t%s", format);
    char* checksum = g_compute_checksum_for_string(G_CHECKSUM_MD5, key->str, (gssize)key->len);
    char* file = g_build_filename(g_get_user_cache_dir(), "menus", checksum, NULL);
    g_free(checksum);
    g_string_free(key, TRUE);
    g_free(languages);
    return file;
}

/* The files and folders that the menu was made of, a line each, `F` or `D` before its name. The cache file
 * begins with its format, the menu, a number, and so many of these lines. A number that is too large, as in a
 * damaged file, means all of them. */
static char* menu_refresh_sources(const char* cache_file) {
    char* text = NULL;
    if (!g_file_get_contents(cache_file, &text, NULL, NULL)) return g_strdup("");
    char* line = text;
    for (int n = 0; n < 2 && line != NULL; n++)
        if ((line = strchr(line, '\n')) != NULL) line++;
    char* end = line;
    /* The number's own line, and then theirs. */
    for (long rest = line != NULL ? strtol(line, NULL, 10) : -1; rest >= 0 && end != NULL; rest--)
        if ((end = strchr(end, '\n')) != NULL) end++;
    char* sources = line == NULL  ? g_strdup("")
                    : end == NULL ? g_strdup(line)
                                  : g_strndup(line, (size_t)(end - line));
    g_free(text);
    return sources;
}

/* menu-cache-gen lies beside the library that this process uses, in a folder that was chosen at build time.
 */
static char* menu_refresh_program(void) {
    static const char* const places[] = {"menu-cache", "../menu-cache", "../libexec/menu-cache",
                                         "../../libexec/menu-cache"};
    char* maps = NULL;
    if (!g_file_get_contents("/proc/self/maps", &maps, NULL, NULL)) return NULL;
    char* program = NULL;
    char* library = strstr(maps, "/libmenu-cache.so");
    if (library != NULL) {
        *library = '\0';
        char* folder = strrchr(maps, '\n');
        folder = folder != NULL ? strchr(folder, '/') : NULL;
        for (size_t n = 0; folder != NULL && program == NULL && n < G_N_ELEMENTS(places); n++) {
            program = g_build_filename(folder, places[n], "menu-cache-gen", NULL);
            if (!g_file_test(program, G_FILE_TEST_IS_EXECUTABLE)) g_clear_pointer(&program, g_free);
        }
    }
    g_free(maps);
    return program;
}

/* menu-cached is started with the name of its socket, which is that of the display. */
static char* menu_refresh_socket(void) {
    char* display = g_strdup(g_getenv("DISPLAY") != NULL ? g_getenv("DISPLAY") : ":0");
    char* number = strchr(display, ':');
    if (number != NULL) number[strcspn(number, ".\n")] = '\0';
    char* name = g_strdup_printf("%s/menu-cached-%s", g_get_user_runtime_dir(), display);
    g_free(display);
    return name;
}

/* This display's menu-cached; 0 where there is none. */
static pid_t menu_refresh_server(void) {
    DIR* processes = opendir("/proc");
    if (processes == NULL) return 0;
    pid_t server = 0;
    char* socket = menu_refresh_socket();
    for (const struct dirent* entry; server == 0 && (entry = readdir(processes)) != NULL;) {
        char* end = NULL;
        const long pid = strtol(entry->d_name, &end, 10);
        if (pid <= 1 || *end != '\0') continue;
        char* file = g_strdup_printf("/proc/%ld/cmdline", pid);
        char* line = NULL; /* the words, each with a zero at its end */
        gsize length = 0;
        struct stat status;
        if (stat(file, &status) == 0 && status.st_uid == getuid() &&
            g_file_get_contents(file, &line, &length, NULL) && g_str_has_suffix(line, "/menu-cached") &&
            strlen(line) + 1 < length && strcmp(line + strlen(line) + 1, socket) == 0)
            server = (pid_t)pid;
        g_free(line);
        g_free(file);
    }
    g_free(socket);
    closedir(processes);
    return server;
}

/* What a process watches with inotify, as the kernel tells it: a line for each folder, with "ino:" and its
 * inode. Empty where that can't be seen. */
static char* menu_refresh_watched(pid_t pid) {
    GString* watched = g_string_new(NULL);
    char* folder = g_strdup_printf("/proc/%ld/fdinfo", (long)pid);
    DIR* descriptors = opendir(folder);
    for (const struct dirent* entry; descriptors != NULL && (entry = readdir(descriptors)) != NULL;) {
        char* file = g_build_filename(folder, entry->d_name, NULL);
        char* text = NULL;
        if (entry->d_name[0] != '.' && g_file_get_contents(file, &text, NULL, NULL) &&
            strstr(text, "inotify ") != NULL)
            g_string_append(watched, text);
        g_free(text);
        g_free(file);
    }
    if (descriptors != NULL) closedir(descriptors);
    g_free(folder);
    return g_string_free(watched, FALSE);
}

/* Those of the folders that the menu was made of that are not watched, each with its inode: a folder that was
 * made anew is another. */
static char** menu_refresh_unwatched(const char* watched, const char* cache_file) {
    char* sources = menu_refresh_sources(cache_file);
    char** lines = g_strsplit(sources, "\n", -1);
    GPtrArray* unwatched = g_ptr_array_new();
    for (char** line = lines; *line != NULL; line++) {
        struct stat status;
        if (**line != 'D' || stat(*line + 1, &status) != 0) continue;
        char* inode = g_strdup_printf(" ino:%lx ", (unsigned long)status.st_ino);
        if (strstr(watched, inode) == NULL) g_ptr_array_add(unwatched, g_strconcat(*line + 1, inode, NULL));
        g_free(inode);
    }
    g_ptr_array_add(unwatched, NULL);
    g_strfreev(lines);
    g_free(sources);
    return (char**)g_ptr_array_free(unwatched, FALSE);
}

/* Whether one of these folders is not known as unwatched yet. All of them are from now on, and no others.
 * Takes `unwatched`. */
static gboolean menu_refresh_misses(const char* cache_file, char** unwatched) {
    static const char* const none[] = {NULL};
    if (menu_refresh_in_vain == NULL)
        menu_refresh_in_vain =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
    const char* const* known = g_hash_table_lookup(menu_refresh_in_vain, cache_file);
    gboolean misses = FALSE;
    for (char** folder = unwatched; *folder != NULL && !misses; folder++)
        misses = !g_strv_contains(known != NULL ? known : none, *folder);
    g_hash_table_insert(menu_refresh_in_vain, g_strdup(cache_file), unwatched);
    return misses;
}

/* menu-cached looks into folders that are new only after something else has changed. It is ended:
 * libmenu-cache starts it again within a second, and then it watches what the new file names. The menu is
 * there meanwhile. Once for a folder: some can't be watched, because they may be searched and not read, or
 * because there are too many, and starting writes the cache file, which would call for the next refresh. */
static void menu_refresh_watch_anew(const char* cache_file) {
    const pid_t server = menu_refresh_server();
    if (server == 0) return;
    char* watched = menu_refresh_watched(server);
    /* One that watches nothing at all has just been started. */
    if (*watched != '\0' && menu_refresh_misses(cache_file, menu_refresh_unwatched(watched, cache_file)))
        kill(server, SIGHUP);
    g_free(watched);
}

/* A name for the new file that no other writer has, be it in this process. NULL: it can't be written. */
static char* menu_refresh_new_file(const char* cache_file) {
    char* file = g_strconcat(cache_file, MENU_REFRESH_NEW "-XXXXXX", NULL);
    const int descriptor = g_mkstemp_full(file, O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        g_warning("%s can't be written: %s", file, g_strerror(errno));
        g_free(file);
        return NULL;
    }
    close(descriptor);
    return file;
}

/* Removes what writers that were killed have left: new files, and what menu-cache-gen writes them from. */
static void menu_refresh_tidy(const char* cache_file) {
    char* path = g_path_get_dirname(cache_file);
    char* name = g_path_get_basename(cache_file);
    char* beginning = g_strconcat(name, MENU_REFRESH_NEW, NULL);
    DIR* folder = opendir(path);
    const time_t old = time(NULL) - MENU_REFRESH_LEFT_OVER;
    for (const struct dirent* entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        struct stat status;
        if (g_str_has_prefix(entry->d_name, beginning) &&
            fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mtime < old)
            unlinkat(dirfd(folder), entry->d_name, 0);
    }
    if (folder != NULL) closedir(folder);
    g_free(beginning);
    g_free(name);
    g_free(path);
}

static gboolean menu_refresh_start(MenuRefresh* refresh);
static gboolean menu_refresh_ask(const char* name, MenuRefreshed refreshed, gpointer data, gboolean repeats);

static gint menu_refresh_compare(gconstpointer refresh, gconstpointer name) {
    return strcmp(((const MenuRefresh*)refresh)->name, name);
}

static void menu_refresh_free(MenuRefresh* refresh) {
    if (refresh->timeout != 0) g_source_remove(refresh->timeout);
    g_free(refresh->name);
    g_free(refresh->cache_file);
    g_free(refresh->new_file);
    g_free(refresh);
}

static gboolean menu_refresh_is_written(const MenuRefresh* refresh) {
    struct stat now;
    const struct stat* written = &refresh->written;
    return stat(refresh->cache_file, &now) == 0 && now.st_dev == written->st_dev &&
           now.st_ino == written->st_ino && now.st_size == written->st_size &&
           now.st_mtim.tv_sec == written->st_mtim.tv_sec && now.st_mtim.tv_nsec == written->st_mtim.tv_nsec;
}

static gboolean menu_refresh_settled(gpointer data) {
    MenuRefresh* refresh = data;
    refresh->timeout = 0;
    if (!menu_refresh_is_written(refresh))
        menu_refresh_ask(refresh->name, refresh->refreshed, refresh->data, TRUE);
    g_hash_table_remove(menu_refresh_settling, refresh->name);
    return FALSE;
}

/* menu-cached may have begun to read before the last change, and ended after it was read here: then the old
 * menu lies over the new one. Of the change it knows nothing, since it does not listen while it reads. So the
 * file is looked at once more, and where somebody else has written it, all is read again: once, since two who
 * do so would go on for ever. Takes `refresh`. */
static void menu_refresh_settle(MenuRefresh* refresh) {
    if (refresh->repeats) {
        menu_refresh_free(refresh);
        return;
    }
    if (menu_refresh_settling == NULL)
        menu_refresh_settling =
            g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)menu_refresh_free);
    refresh->timeout = g_timeout_add_seconds(MENU_REFRESH_SETTLES, menu_refresh_settled, refresh);
    g_hash_table_replace(menu_refresh_settling, refresh->name, refresh);
}

static void menu_refresh_ended(GPid pid, int status, gpointer data) {
    MenuRefresh* refresh = data;
    g_spawn_close_pid(pid);
    if (refresh->timeout != 0) g_source_remove(refresh->timeout);
    refresh->timeout = 0;
    if (status == 0 && stat(refresh->new_file, &refresh->written) == 0 && refresh->written.st_size > 0 &&
        rename(refresh->new_file, refresh->cache_file) == 0) {
        menu_refresh_watch_anew(refresh->cache_file);
        refresh->refreshed(refresh->data);
        menu_refresh_settle(refresh);
    } else {
        g_warning("menu-cache-gen failed for %s; the menu stays as it was", refresh->name);
        unlink(refresh->new_file);
        menu_refresh_free(refresh);
    }
    menu_refresh_running = NULL;
    while (menu_refresh_running == NULL && (refresh = g_queue_pop_head(&menu_refresh_waiting)) != NULL) {
        if (menu_refresh_start(refresh))
            menu_refresh_running = refresh;
        else
            menu_refresh_free(refresh);
    }
}

static gboolean menu_refresh_too_long(gpointer data) {
    MenuRefresh* refresh = data;
    refresh->timeout = 0;
    kill(refresh->pid, SIGKILL);
    return FALSE;
}

static gboolean menu_refresh_start(MenuRefresh* refresh) {
    char* program = menu_refresh_program();
    if (program == NULL) return FALSE;
    menu_refresh_tidy(refresh->cache_file);
    refresh->new_file = menu_refresh_new_file(refresh->cache_file);
    if (refresh->new_file == NULL) {
        g_free(program);
        return FALSE;
    }
    char* languages = menu_refresh_languages();
    char* arguments[] = {program,       (char*)"-l", languages,         (char*)"-i",
                         refresh->name, (char*)"-o", refresh->new_file, NULL};
    char** environment = g_environ_setenv(g_get_environ(), "CACHE_GEN_VERSION", refresh->format, TRUE);
    const gboolean started =
        g_spawn_async(NULL, arguments, environment, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
                      NULL, NULL, &refresh->pid, NULL);
    if (started) {
        g_child_watch_add(refresh->pid, menu_refresh_ended, refresh);
        refresh->timeout = g_timeout_add_seconds(MENU_REFRESH_SECONDS, menu_refresh_too_long, refresh);
    } else {
        unlink(refresh->new_file);
    }
    g_strfreev(environment);
    g_free(languages);
    g_free(program);
    return started;
}

/* Whether one of this name waits already. It counts as asked for anew, unless both only repeat. */
static gboolean menu_refresh_waits(const char* name, gboolean repeats) {
    const GList* found = g_queue_find_custom(&menu_refresh_waiting, name, menu_refresh_compare);
    if (found == NULL) return FALSE;
    MenuRefresh* waiting = found->data;
    waiting->repeats = waiting->repeats && repeats;
    return TRUE;
}

static gboolean menu_refresh_ask(const char* name, MenuRefreshed refreshed, gpointer data, gboolean repeats) {
    static const char* const formats[] = {"1.2", "1.1"};
    if (menu_refresh_waits(name, repeats)) return TRUE;
    for (size_t n = 0; n < G_N_ELEMENTS(formats); n++) {
        char* file = menu_refresh_cache_file(name, formats[n]);
        if (!g_file_test(file, G_FILE_TEST_IS_REGULAR)) {
            g_free(file);
            continue;
        }
        MenuRefresh* refresh = g_new0(MenuRefresh, 1);
        refresh->name = g_strdup(name);
        refresh->cache_file = file;
        refresh->format = formats[n];
        refresh->refreshed = refreshed;
        refresh->data = data;
        refresh->repeats = repeats;
        if (menu_refresh_running != NULL) {
            g_queue_push_tail(&menu_refresh_waiting, refresh);
            return TRUE;
        }
        if (menu_refresh_start(refresh)) {
            menu_refresh_running = refresh;
            return TRUE;
        }
        menu_refresh_free(refresh);
        return FALSE;
    }
    return FALSE;
}

gboolean menu_refresh(const char* name, MenuRefreshed refreshed, gpointer data) {
    return menu_refresh_ask(name, refreshed, data, FALSE);
}
