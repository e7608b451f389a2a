/* Stands for an application: records how it was started, byte for byte, in the folder KIT_PROBE_RECORDS.
 * A record is the working directory and then each argument, all ended by a NUL; it appears complete or not at
 * all. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int write_record(FILE* record, char** argv) {
    char directory[PATH_MAX];
    if (getcwd(directory, sizeof directory) == NULL) return -1;
    fprintf(record, "%s%c", directory, '\0');
    for (; *argv != NULL; ++argv)
        fprintf(record, "%s%c", *argv, '\0');
    return fclose(record);
}

int main(int argc, char** argv) {
    const char* folder = getenv("KIT_PROBE_RECORDS");
    char incomplete[PATH_MAX];
    char complete[PATH_MAX];
    FILE* record;
    if (folder == NULL || argc < 1) return 2;
    snprintf(incomplete, sizeof incomplete, "%s/.%ld", folder, (long)getpid());
    snprintf(complete, sizeof complete, "%s/%ld", folder, (long)getpid());
    record = fopen(incomplete, "w");
    if (record == NULL || write_record(record, argv) != 0) return 1;
    return rename(incomplete, complete) == 0 ? 0 : 1;
}
