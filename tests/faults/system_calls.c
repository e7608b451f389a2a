/* The calls to the system that can be made to fail. */
#include "fault.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

/* The same for calls that may do half of what they are asked. */
#define FAULTY_BYTES(name, buffer, rest_parameters, rest_arguments)                                          \
    ssize_t name(int fd, buffer bytes, size_t size rest_parameters) {                                        \
        REAL(name);                                                                                          \
        const enum action action = strike(call_##name);                                                      \
        if (action == ERROR) return -1;                                                                      \
        return real(fd, bytes, action == SHORT ? (size + 1) / 2 : size rest_arguments);                      \
    }
#define AND ,

FAULTY_BYTES(read, void*, , )
FAULTY_BYTES(write, const void*, , )
FAULTY_BYTES(send, const void*, AND int flags, AND flags)
FAULTY_BYTES(recv, void*, AND int flags, AND flags)
FAULTY(ssize_t, -1, sendmsg, (int fd, const struct msghdr* message, int flags), (fd, message, flags))
FAULTY(ssize_t, -1, recvmsg, (int fd, struct msghdr* message, int flags), (fd, message, flags))

ssize_t writev(int fd, const struct iovec* parts, int count) {
    enum { mostParts = 8 };
    REAL(writev);
    const enum action action = strike(call_writev);
    if (action == ERROR) return -1;
    if (action != SHORT || count == 0) return real(fd, parts, count);
    struct iovec some[mostParts]; /* half of the parts, and half of the one in the middle */
    const int middle = count / 2 < mostParts ? count / 2 : mostParts - 1;
    memcpy(some, parts, ((size_t)middle + 1) * sizeof *some);
    some[middle].iov_len = (some[middle].iov_len + 1) / 2;
    return real(fd, some, middle + 1);
}

static mode_t mode_of(int flags, va_list rest) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
}

int open(const char* path, int flags, ...) {
    REAL(open);
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return strike(call_open) == ERROR ? -1 : real(path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
    REAL(openat);
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return strike(call_openat) == ERROR ? -1 : real(folder, path, flags, mode);
}

/* What the compiler calls in their place where it checks arguments. */
int __open_2(const char* path, int flags);
int __open_2(const char* path, int flags) {
    return open(path, flags);
}

FAULTY(FILE*, NULL, fopen, (const char* path, const char* mode), (path, mode))
FILE* fopen64(const char* path, const char* mode) {
    return fopen(path, mode);
}
FAULTY(DIR*, NULL, opendir, (const char* path), (path))
FAULTY(DIR*, NULL, fdopendir, (int fd), (fd))
FAULTY(struct dirent*, NULL, readdir, (DIR * folder), (folder))
FAULTY(ssize_t, -1, getdents64, (int fd, void* bytes, size_t size), (fd, bytes, size))
FAULTY(int, -1, mkostemp, (char* path, int flags), (path, flags))
FAULTY(char*, NULL, mkdtemp, (char* path), (path))
FAULTY(int, -1, fsync, (int fd), (fd))
FAULTY(int, -1, rename, (const char* from, const char* to), (from, to))
FAULTY(int, -1, unlink, (const char* path), (path))
FAULTY(int, -1, unlinkat, (int folder, const char* path, int flags), (folder, path, flags))
FAULTY(int, -1, mkdir, (const char* path, mode_t mode), (path, mode))
FAULTY(int, -1, symlink, (const char* to, const char* path), (to, path))
FAULTY(void*, MAP_FAILED, mmap, (void* at, size_t size, int kind, int flags, int fd, off_t from),
       (at, size, kind, flags, fd, from))
FAULTY(int, -1, stat, (const char* path, struct stat* status), (path, status))
FAULTY(int, -1, lstat, (const char* path, struct stat* status), (path, status))
FAULTY(int, -1, fstat, (int fd, struct stat* status), (fd, status))
FAULTY(int, -1, fstatat, (int folder, const char* path, struct stat* status, int flags),
       (folder, path, status, flags))
FAULTY(int, -1, access, (const char* path, int mode), (path, mode))
FAULTY(int, -1, faccessat, (int folder, const char* path, int mode, int flags), (folder, path, mode, flags))
FAULTY(ssize_t, -1, readlink, (const char* path, char* bytes, size_t size), (path, bytes, size))
FAULTY(char*, NULL, realpath, (const char* path, char* bytes), (path, bytes))
FAULTY(int, -1, fchmod, (int fd, mode_t mode), (fd, mode))
FAULTY(int, -1, chmod, (const char* path, mode_t mode), (path, mode))
FAULTY(int, -1, futimens, (int fd, const struct timespec times[2]), (fd, times))
FAULTY(int, -1, utimensat, (int folder, const char* path, const struct timespec times[2], int flags),
       (folder, path, times, flags))
FAULTY(pid_t, -1, fork, (void), ())
FAULTY(int, errno, posix_spawn,
       (pid_t * pid, const char* path, const posix_spawn_file_actions_t* actions,
        const posix_spawnattr_t* attributes, char* const argv[], char* const variables[]),
       (pid, path, actions, attributes, argv, variables))
FAULTY(int, -1, execvp, (const char* file, char* const argv[]), (file, argv))
FAULTY(pid_t, -1, waitpid, (pid_t pid, int* status, int flags), (pid, status, flags))
FAULTY(int, -1, waitid, (idtype_t type, id_t id, siginfo_t* info, int flags), (type, id, info, flags))
FAULTY(int, -1, kill, (pid_t pid, int number), (pid, number))
FAULTY(pid_t, -1, setsid, (void), ())
FAULTY(int, -1, chdir, (const char* path), (path))
FAULTY(int, -1, dup2, (int from, int to), (from, to))
FAULTY(int, -1, pipe2, (int ends[2], int flags), (ends, flags))
FAULTY(int, -1, poll, (struct pollfd * all, nfds_t count, int time), (all, count, time))
FAULTY(int, -1, epoll_create1, (int flags), (flags))
FAULTY(int, -1, epoll_ctl, (int epoll, int what, int fd, struct epoll_event* event), (epoll, what, fd, event))
FAULTY(int, -1, epoll_wait, (int epoll, struct epoll_event* events, int most, int time),
       (epoll, events, most, time))
FAULTY(int, -1, timerfd_create, (clockid_t clock, int flags), (clock, flags))
FAULTY(int, -1, timerfd_settime, (int fd, int flags, const struct itimerspec* to, struct itimerspec* old),
       (fd, flags, to, old))
FAULTY(int, -1, setitimer, (__itimer_which_t which, const struct itimerval* to, struct itimerval* old),
       (which, to, old))
FAULTY(int, -1, signalfd, (int fd, const sigset_t* set, int flags), (fd, set, flags))
FAULTY(int, -1, inotify_init1, (int flags), (flags))
FAULTY(int, -1, inotify_add_watch, (int fd, const char* path, uint32_t mask), (fd, path, mask))
FAULTY(int, -1, inotify_rm_watch, (int fd, int watch), (fd, watch))
FAULTY(int, -1, socket, (int domain, int type, int protocol), (domain, type, protocol))
FAULTY(int, -1, socketpair, (int domain, int type, int protocol, int ends[2]), (domain, type, protocol, ends))
FAULTY(int, -1, bind, (int fd, __CONST_SOCKADDR_ARG address, socklen_t size), (fd, address, size))
FAULTY(int, -1, listen, (int fd, int backlog), (fd, backlog))
FAULTY(int, -1, connect, (int fd, __CONST_SOCKADDR_ARG address, socklen_t size), (fd, address, size))
FAULTY(int, -1, accept4, (int fd, __SOCKADDR_ARG address, socklen_t* size, int flags),
       (fd, address, size, flags))
FAULTY(int, -1, getsockopt, (int fd, int level, int name, void* bytes, socklen_t* size),
       (fd, level, name, bytes, size))
FAULTY(int, EAI_SYSTEM, getaddrinfo,
       (const char* host, const char* service, const struct addrinfo* hints, struct addrinfo** found),
       (host, service, hints, found))
FAULTY(struct passwd*, NULL, getpwuid, (uid_t user), (user))
FAULTY(int, -1, shmget, (key_t key, size_t size, int flags), (key, size, flags))
FAULTY(void*, MAP_FAILED, shmat, (int id, const void* at, int flags), (id, at, flags))

/* The descriptor is gone, whatever the kernel says. */
int close(int fd) {
    REAL(close);
    const enum action action = strike(call_close);
    const int struck_with = errno;
    const int done = real(fd);
    errno = action == ERROR ? struck_with : errno;
    return action == ERROR ? -1 : done;
}

int prctl(int option, ...) {
    REAL(prctl);
    va_list rest;
    va_start(rest, option);
    unsigned long a[4];
    for (int i = 0; i < 4; ++i)
        a[i] = va_arg(rest, unsigned long);
    va_end(rest);
    return strike(call_prctl) == ERROR ? -1 : real(option, a[0], a[1], a[2], a[3]);
}

int fcntl(int fd, int command, ...) {
    REAL(fcntl);
    va_list rest;
    va_start(rest, command);
    void* argument = va_arg(rest, void*);
    va_end(rest);
    return strike(call_fcntl) == ERROR ? -1 : real(fd, command, argument);
}

long syscall(long number, ...) {
    REAL(syscall);
    va_list rest;
    va_start(rest, number);
    long a[6];
    for (int i = 0; i < 6; ++i)
        a[i] = va_arg(rest, long);
    va_end(rest);
    const enum action action = number == SYS_pidfd_open          ? strike(call_pidfd_open)
                               : number == SYS_pidfd_send_signal ? strike(call_pidfd_send_signal)
                                                                 : NONE;
    return action == ERROR ? -1 : real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
