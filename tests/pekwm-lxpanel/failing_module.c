/* A GTK module that fails: at once, by never coming back, or when the panel is sent USR1. */
#include <signal.h>
#include <unistd.h>

__attribute__((visibility("default"))) void gtk_module_init(int* argc, char*** argv);

static void fail(int number) {
    (void)number;
    (void)signal(SIGSEGV, SIG_DFL);
    (void)raise(SIGSEGV);
}

void gtk_module_init(int* argc, char*** argv) {
    (void)argc;
    (void)argv;
#if defined HANGS
    for (;;)
        (void)pause();
#elif defined FAILS_AT_ONCE
    fail(0);
#else
    (void)signal(SIGUSR1, fail);
#endif
}
