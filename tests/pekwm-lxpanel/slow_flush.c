/* For a window manager that asks for events, has the rest sent, and sleeps: a moment between the first two,
 * in which an event may come that it is not told of. */
#include <dlfcn.h>
#include <unistd.h>

enum { moment = 30000 }; /* microseconds */

int XFlush(void* display) {
    int (*const flush)(void*) = (int (*)(void*))dlsym(RTLD_NEXT, "XFlush");
    usleep(moment);
    return flush(display);
}
