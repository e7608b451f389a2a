/* menu-cache has a bit for each desktop that some entry names. One that no entry names is given the last:
 * that which a desktop has that is named as the 27th beside menu-cache's own five. NotShowIn is stored as all
 * bits but those of the desktops that it names, OnlyShowIn as theirs alone. */
#ifndef UNKNOWN_DESKTOP_H
#define UNKNOWN_DESKTOP_H

#include <glib.h>

#define UNKNOWN_DESKTOP ((guint32)1 << 31)

/* The bit of a desktop for which menu-cache has `known`: never 0 for one that has a name. */
static inline guint32 unknown_desktop_flag(guint32 known, const char* desktop) {
    return known == 0 && desktop != NULL && *desktop != '\0' ? UNKNOWN_DESKTOP : known;
}

#endif
