/* What the module remembers from one refresh to the next, and that no two share a file. */
#include "menu_refresh.c"

#include <stdio.h>

static int failures;

static void expect(gboolean holds, const char* what) {
    if (holds) return;
    fprintf(stderr, "not so: %s\n", what);
    failures++;
}

static gboolean misses(const char* cache_file, const char* folders) {
    return menu_refresh_misses(cache_file, g_strsplit(folders, " ", -1));
}

static void folders_are_tried_once(void) {
    expect(!misses("a", ""), "nothing is missed where all is watched");
    expect(misses("a", "one"), "a folder that is not watched is missed");
    expect(!misses("a", "one"), "what was in vain is not tried again");
    expect(misses("a", "one two"), "another folder is");
    expect(!misses("a", "two"), "fewer folders are nothing new");
    expect(misses("a", "one two"), "one that was watched meanwhile is missed again");
    expect(misses("b", "one"), "each menu has its own");
    expect(!misses("a", ""), "all are watched again");
    expect(misses("a", "two"), "and then one is not");
}

static void the_unwatched(const char* folder) {
    char* gone = g_build_filename(folder, "gone", NULL);
    char* watched = g_build_filename(folder, "watched", NULL);
    char* other = g_build_filename(folder, "other", NULL);
    char* cache_file = g_build_filename(folder, "sources", NULL);
    char* sources = g_strdup_printf("1.2\nmenu\n4\nD%s\nD%s\nD%s\nF%s\nrest\n", gone, watched, other, folder);
    struct stat status;
    expect(g_file_set_contents(cache_file, sources, -1, NULL) && mkdir(watched, 0700) == 0 &&
               mkdir(other, 0700) == 0 && stat(watched, &status) == 0,
           "a folder to try it in");
    char* shown =
        g_strdup_printf("pos:\t0\ninotify wd:1 ino:%lx sdev:1 mask:2\n", (unsigned long)status.st_ino);
    char** unwatched = menu_refresh_unwatched(shown, cache_file);
    expect(g_strv_length(unwatched) == 1 && g_str_has_prefix(unwatched[0], other), "only one is unwatched");
    g_strfreev(unwatched);
    unlink(cache_file);
    rmdir(watched);
    rmdir(other);
    g_free(shown);
    g_free(sources);
    g_free(cache_file);
    g_free(other);
    g_free(watched);
    g_free(gone);
}

static void nobody(gpointer data) {
    (void)data;
}

static void repetitions_end(void) {
    MenuRefresh* refresh = g_new0(MenuRefresh, 1);
    refresh->name = g_strdup("menu");
    refresh->refreshed = nobody;
    menu_refresh_settle(refresh);
    expect(menu_refresh_settling != NULL && g_hash_table_size(menu_refresh_settling) == 1,
           "what was asked for is looked at once more");
    g_hash_table_remove_all(menu_refresh_settling);

    refresh = g_new0(MenuRefresh, 1);
    refresh->name = g_strdup("menu");
    refresh->repeats = TRUE;
    menu_refresh_settle(refresh);
    expect(g_hash_table_size(menu_refresh_settling) == 0, "a repetition is not");

    refresh = g_new0(MenuRefresh, 1);
    refresh->name = g_strdup("menu");
    refresh->repeats = TRUE;
    expect(!menu_refresh_waits("menu", TRUE), "nobody waits yet");
    g_queue_push_tail(&menu_refresh_waiting, refresh);
    expect(menu_refresh_waits("menu", TRUE) && refresh->repeats, "two repetitions are one");
    expect(menu_refresh_waits("menu", FALSE) && !refresh->repeats, "one that is asked for meanwhile counts");
    expect(!menu_refresh_waits("other", FALSE), "each menu waits by itself");
    g_queue_clear(&menu_refresh_waiting);
    menu_refresh_free(refresh);
}

static void writers_share_nothing(const char* folder) {
    char* cache_file = g_build_filename(folder, "cache", NULL);
    char* one = menu_refresh_new_file(cache_file);
    char* other = menu_refresh_new_file(cache_file);
    expect(one != NULL && other != NULL && strcmp(one, other) != 0, "each writer has a file of its own");
    unlink(one);
    unlink(other);
    g_free(one);
    g_free(other);
    g_free(cache_file);
    expect(menu_refresh_new_file("/proc/nowhere/cache") == NULL, "where nobody can write there is none");
}

int main(void) {
    char* folder = g_dir_make_tmp("kit-test.XXXXXX", NULL);
    if (folder == NULL) {
        fputs("no temporary folder\n", stderr);
        return 1;
    }
    folders_are_tried_once();
    the_unwatched(folder);
    repetitions_end();
    writers_share_nothing(folder);
    rmdir(folder);
    g_free(folder);
    return failures == 0 ? 0 : 1;
}
