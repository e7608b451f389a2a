/* Whether menu-cached is ended, so that it watches what is new, and is left alone where that was in vain. */
#include "menu_refresh.c"

#include <sys/inotify.h>
#include <sys/wait.h>

#define SERVER "/menu-cached"

/* What stands in for menu-cached: watches one folder, and waits. */
static int serve(void) {
    const int watches = inotify_init();
    if (watches < 0 || inotify_add_watch(watches, "/", IN_CREATE) < 0) return 1;
    if (write(STDOUT_FILENO, "+", 1) != 1) return 1;
    for (;;)
        pause();
}

static pid_t start(const char* folder) {
    char* name = g_strconcat(folder, SERVER, NULL);
    char* socket = menu_refresh_socket();
    int ready[2];
    if (pipe(ready) != 0) g_error("no pipe");
    const pid_t server = fork();
    if (server < 0) g_error("no process");
    if (server == 0) {
        dup2(ready[1], STDOUT_FILENO);
        close(ready[0]);
        close(ready[1]);
        execl("/proc/self/exe", name, socket, NULL);
        _exit(1);
    }
    char said = 0;
    close(ready[1]);
    if (read(ready[0], &said, 1) != 1) g_error("it does not start");
    close(ready[0]);
    g_free(socket);
    g_free(name);
    return server;
}

/* Whether one that has just started is ended after the menu was read. */
static gboolean is_ended(const char* folder, const char* cache_file) {
    const pid_t server = start(folder);
    menu_refresh_watch_anew(cache_file);
    kill(server, SIGTERM); /* after the other signal, if that was sent */
    int status = 0;
    waitpid(server, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGHUP;
}

static void list(const char* cache_file, const char* first, const char* second) {
    char* text = g_strdup_printf("1.2\nmenu\n2\nD%s\nD%s\n", first, second);
    g_assert_true(g_file_set_contents(cache_file, text, -1, NULL));
    g_free(text);
}

int main(int argc, char** argv) {
    if (argc == 2 && g_str_has_suffix(argv[0], SERVER)) return serve();
    char* folder = g_dir_make_tmp("menu-server-XXXXXX", NULL);
    g_assert_nonnull(folder);
    g_setenv("XDG_RUNTIME_DIR", folder, TRUE);
    g_setenv("DISPLAY", ":4711", TRUE);
    char* one = g_build_filename(folder, "one", NULL);
    char* other = g_build_filename(folder, "other", NULL);

    list(one, "/", "/nowhere");
    g_assert_false(is_ended(folder, one)); /* all that is there is watched */
    list(one, "/", "/usr");
    g_assert_true(is_ended(folder, one));
    g_assert_false(is_ended(folder, one)); /* the next one does not watch it either */
    g_assert_false(is_ended(folder, one));
    list(other, "/", "/usr");
    g_assert_true(is_ended(folder, other)); /* another menu */
    g_assert_false(is_ended(folder, one));
    g_assert_false(is_ended(folder, other));
    list(one, "/usr", "/etc");
    g_assert_true(is_ended(folder, one)); /* another folder */
    g_assert_false(is_ended(folder, one));
    list(one, "/", "/nowhere");
    g_assert_false(is_ended(folder, one));
    list(one, "/", "/usr");
    g_assert_true(is_ended(folder, one)); /* it was watched meanwhile */

    unlink(one);
    unlink(other);
    rmdir(folder);
    g_free(one);
    g_free(other);
    g_free(folder);
    return 0;
}
