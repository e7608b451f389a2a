/* Calls of a program's libraries, led elsewhere.
 *
 * lxpanel calls libfm and menu-cache through its tables of addresses (the GOT). They are filled before the
 * first instruction runs and made read-only then (BIND_NOW, RELRO), so a library that is loaded later takes
 * no call over by bearing the same name. What is left is to write the table itself: one word for each call,
 * and only where that word is the very function that is expected there. */
#ifndef REDIRECT_H
#define REDIRECT_H

#include <stddef.h>

typedef struct {
    const char* symbol;
    void* original;    /* what the table must hold now */
    void* replacement; /* what it holds afterwards */
    unsigned changed;  /* out: in how many tables */
} Redirection;

/* In the program itself and in each loaded library whose file name begins with one of `libraries` (the last
 * is NULL). A table that cannot be written is left as it is. */
void redirect_calls(Redirection* redirections, size_t count, const char* const* libraries);

#endif
