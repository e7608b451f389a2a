/* The calls to the X server that can be made to fail. */
#include "fault.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <xcb/xcb.h>

FAULTY(int, 1, xcb_connection_has_error, (xcb_connection_t * connection), (connection))
FAULTY(int, 0, xcb_flush, (xcb_connection_t * connection), (connection))
FAULTY(uint32_t, UINT32_MAX, xcb_generate_id, (xcb_connection_t * connection), (connection))

/* A display without a number is one that nobody reaches. */
xcb_connection_t* xcb_connect(const char* display, int* screen) {
    REAL(xcb_connect);
    return real(strike(call_xcb_connect) == ERROR ? "nowhere" : display, screen);
}

/* As with a connection that has broken: an answer that does not come, and no error. */
int xcb_poll_for_reply(xcb_connection_t* connection, unsigned request, void** reply,
                       xcb_generic_error_t** error) {
    REAL(xcb_poll_for_reply);
    const int answered = real(connection, request, reply, error);
    if (answered != 0 && strike(call_xcb_poll_for_reply) == ERROR) {
        free(*reply);
        *reply = NULL;
    }
    return answered;
}

#define FAULTY_REPLY(name)                                                                                   \
    name##_reply_t* name##_reply(xcb_connection_t* connection, name##_cookie_t cookie,                       \
                                 xcb_generic_error_t** error) {                                              \
        REAL(name##_reply);                                                                                  \
        name##_reply_t* reply = real(connection, cookie, error);                                             \
        if (strike(call_##name##_reply) != ERROR) return reply;                                              \
        free(reply);                                                                                         \
        return NULL;                                                                                         \
    }
FAULTY_REPLY(xcb_get_property)
FAULTY_REPLY(xcb_intern_atom)

xcb_generic_error_t* xcb_request_check(xcb_connection_t* connection, xcb_void_cookie_t cookie) {
    REAL(xcb_request_check);
    xcb_generic_error_t* error = real(connection, cookie);
    if (strike(call_xcb_request_check) != ERROR || error != NULL) return error;
    return calloc(1, sizeof *error);
}
