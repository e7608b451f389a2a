/* What the parts of the preloaded library share: which calls there are, and what is to happen at one. */
#pragma once

#include <dlfcn.h>
#include <stddef.h>

// clang-format off
#define CALLS(X) \
    X(open) X(openat) X(fopen) X(opendir) X(fdopendir) X(mkostemp) X(mkdtemp) X(read) X(write) \
    X(writev) X(readdir) X(getdents64) X(fsync) X(rename) X(unlink) X(unlinkat) X(mkdir) X(symlink) \
    X(close) X(mmap) X(stat) X(lstat) X(fstat) X(fstatat) X(access) X(faccessat) X(readlink) \
    X(realpath) X(fchmod) X(chmod) X(futimens) X(utimensat) X(fork) X(posix_spawn) X(execvp) \
    X(waitpid) X(waitid) X(pidfd_open) X(pidfd_send_signal) X(kill) X(prctl) X(setsid) X(chdir) \
    X(dup2) X(fcntl) X(pipe2) X(poll) X(epoll_create1) X(epoll_ctl) X(epoll_wait) X(timerfd_create) \
    X(timerfd_settime) X(setitimer) X(signalfd) X(inotify_init1) X(inotify_add_watch) \
    X(inotify_rm_watch) X(socket) X(socketpair) X(bind) X(listen) X(connect) X(accept4) \
    X(getsockopt) X(send) X(recv) X(sendmsg) X(recvmsg) X(getaddrinfo) X(getpwuid) X(shmget) \
    X(shmat) X(xcb_connect) X(xcb_connection_has_error) X(xcb_flush) X(xcb_poll_for_reply) \
    X(xcb_get_property_reply) X(xcb_intern_atom_reply) X(xcb_generate_id) X(xcb_request_check)
// clang-format on

#define NUMBER(name) call_##name,
enum call { CALLS(NUMBER) call_count };
#undef NUMBER

enum action { NONE, ERROR, SHORT, SIGNAL, KILL };

/* Counts this call. At ERROR, errno is what it is to be; signals have been sent already. */
enum action strike(enum call call);

/* The function of that name that comes behind ours. */
void* next_function(const char* name);

#define REAL(name)                                                                                           \
    static __typeof__(name)* real;                                                                           \
    if (real == NULL) *(void**)&real = next_function(#name)

/* Where the call fails, `answer` is what it gives. */
#define FAULTY(result, answer, name, parameters, arguments)                                                  \
    result name parameters {                                                                                 \
        REAL(name);                                                                                          \
        if (strike(call_##name) == ERROR) return answer;                                                     \
        return real arguments;                                                                               \
    }
