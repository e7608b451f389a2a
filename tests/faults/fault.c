/* A library to be preloaded: it counts the calls of one program to the system and to the X server, and makes
 * one of them fail. What cannot be done from outside is done here: any call, the third or the last, for any
 * reason.
 *
 *   KIT_FAULT_PROGRAM  the name of the program that it acts in: what that starts is left alone
 *   KIT_FAULT_COUNTS   a file of COUNTS_SIZE bytes: `struct counts`, for all processes of that name together
 *   KIT_FAULT          CALL:NUMBER:ACTION:VALUE, or nothing: then calls are counted only
 *
 * NUMBER counts from 1; a "+" behind it means all from there on. Actions: `error` (VALUE is an errno),
 * `short` (half of the bytes), `signal` (VALUE is sent to the process first), `kill` (the process ends
 * there).
 */
#include "fault.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NAME(name) #name,
static const char* const names[] = {CALLS(NAME)};

enum { NAME_SIZE = 32, COUNTS_SIZE = 4096 };
struct counts {
    atomic_uint struck; /* how often the fault was made */
    atomic_uint count[call_count];
    char names[]; /* one behind the other, each with its zero */
};

static struct counts* counts; /* null: this is another program */
static char wanted[NAME_SIZE];
static unsigned wanted_number;
static int from_there_on;
static enum action wanted_action;
static int value;

void* next_function(const char* name) {
    void* found = dlsym(RTLD_NEXT, name);
    if (found == NULL) abort();
    return found;
}

static void read_plan(const char* plan) {
    static const char* const actions[] = {"", "error", "short", "signal", "kill"};
    char number[NAME_SIZE], action[NAME_SIZE];
    if (sscanf(plan, "%31[^:]:%31[^:]:%31[^:]:%d", wanted, number, action, &value) != 4) abort();
    char* end = NULL;
    wanted_number = (unsigned)strtoul(number, &end, 10);
    from_there_on = *end == '+';
    for (size_t i = 1; i < sizeof actions / sizeof *actions; ++i)
        if (strcmp(action, actions[i]) == 0) wanted_action = (enum action)i;
    if (wanted_action == NONE || wanted_number == 0) abort();
}

__attribute__((constructor)) static void prepare(void) {
    const char *program = getenv("KIT_FAULT_PROGRAM"), *file = getenv("KIT_FAULT_COUNTS"),
               *plan = getenv("KIT_FAULT");
    if (program == NULL || file == NULL || strcmp(program, program_invocation_short_name) != 0) return;
    const int fd = (int)syscall(SYS_openat, AT_FDCWD, file, O_RDWR | O_CLOEXEC);
    void* memory = mmap(NULL, COUNTS_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd < 0 || memory == MAP_FAILED) abort();
    close(fd);
    struct counts* made = memory;
    char* at = made->names;
    for (size_t i = 0; i < call_count; ++i)
        at = stpcpy(at, names[i]) + 1;
    if (plan != NULL && *plan != '\0') read_plan(plan);
    counts = made;
}

enum action strike(enum call call) {
    if (counts == NULL) return NONE;
    const unsigned number = atomic_fetch_add(&counts->count[call], 1) + 1;
    if (wanted_action == NONE || strcmp(wanted, names[call]) != 0) return NONE;
    if (from_there_on ? number < wanted_number : number != wanted_number) return NONE;
    atomic_fetch_add(&counts->struck, 1);
    if (wanted_action == SIGNAL || wanted_action == KILL) {
        syscall(SYS_kill, (int)syscall(SYS_getpid), wanted_action == KILL ? SIGKILL : value);
        return NONE;
    }
    errno = value;
    return wanted_action;
}
