/* What is read of menu-cache's files, which anybody may have damaged. */
#include "menu_refresh.c"

#include <stdio.h>

static int failures;

static void expect(const char* content, const char* sources) {
    char* file = NULL;
    const int descriptor = g_file_open_tmp("kit-test.XXXXXX", &file, NULL);
    if (descriptor < 0 || !g_file_set_contents(file, content, -1, NULL)) {
        fputs("no temporary file\n", stderr);
        exit(1);
    }
    close(descriptor);
    char* found = menu_refresh_sources(file);
    if (strcmp(found, sources) != 0) {
        fprintf(stderr, "of '%s': '%s' instead of '%s'\n", content, found, sources);
        failures++;
    }
    g_free(found);
    unlink(file);
    g_free(file);
}

int main(void) {
    expect("1.2\nmenu\n2\nDone\nFtwo\nrest\n", "2\nDone\nFtwo\n");
    expect("1.2\nmenu\n0\nrest\n", "0\n");
    expect("1.2\nmenu\n3\nDone", "3\nDone");
    expect("1.2\nmenu\n9223372036854775807\nDone\n", "9223372036854775807\nDone\n");
    expect("1.2\nmenu\n99999999999999999999\nDone\n", "99999999999999999999\nDone\n");
    expect("1.2\nmenu\n-1\nDone\n", "");
    expect("1.2\n", "");
    expect("", "");
    return failures == 0 ? 0 : 1;
}
