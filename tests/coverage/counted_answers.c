/* For xdg2pekwm-icon, which is killed by whoever needs it no more: counters are written at an exit, and it
 * has none. So they are written before each answer. Linked with --wrap=send, in a build that counts lines;
 * nothing else has it. */
#include <sys/socket.h>

void __gcov_dump(void);
void __gcov_reset(void);
ssize_t __real_send(int socket, const void* buffer, size_t length, int flags);
ssize_t __wrap_send(int socket, const void* buffer, size_t length, int flags);

ssize_t __wrap_send(int socket, const void* buffer, size_t length, int flags) {
    __gcov_dump();
    __gcov_reset();
    return __real_send(socket, buffer, length, flags);
}
