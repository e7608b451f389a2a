/* timer OUTPUT COMMAND...: runs the command with its output in OUTPUT and prints the wall time in
 * nanoseconds, the time that it and its children had a processor in microseconds, the largest resident set in
 * kilobytes, and its exit status. In C, since starting a process from a large one takes longer than what is
 * measured. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long long microseconds(struct timeval time) {
    return time.tv_sec * 1000000LL + time.tv_usec;
}

int main(int argc, char** argv) {
    struct rusage usage;
    int status;
    int output;
    long long start;
    pid_t child;
    if (argc < 3 || (output = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) < 0) return 2;
    start = now();
    child = vfork();
    if (child == 0) {
        dup2(output, STDOUT_FILENO);
        execv(argv[2], argv + 2);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child) return 2;
    printf("%lld %lld %ld %d\n", now() - start, microseconds(usage.ru_utime) + microseconds(usage.ru_stime),
           usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
