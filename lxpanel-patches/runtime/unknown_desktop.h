/* menu-cache has a bit for each desktop that some entry names. One that no entry names is given the last:
 * that which a desktop has that is named as the 27th beside menu-cache's own five. NotShowIn is stored as all
 * bits but those of the desktops that it names, OnlyShowIn as theirs alone. */
#ifndef UNKNOWN_DESKTOP_H
#define UNKNOWN_DESKTOP_H

#include <glib.h>

#define UNKNOWN_DESKTOP ((guint32)1 << 31)

/* The bits of all desktops in a list as XDG_CURRENT_DESKTOP is one. `bit_of` asks `cache` for one of them,
 * and has 0 for one that it does not know. */
static inline guint32 desktop_bits(const char* list, guint32 (*bit_of)(gpointer cache, const char* name),
                                   gpointer cache) {
    guint32 bits = 0;
    char** names = g_strsplit(list != NULL ? list : "", ":", -1);
    for (char** name = names; *name != NULL; name++) {
        const guint32 known = **name != '\0' ? bit_of(cache, *name) : 0;
        if (**name != '\0') bits |= known != 0 ? known : UNKNOWN_DESKTOP;
    }
    g_strfreev(names);
    return bits;
}

/* Whether an application is shown in the desktops of these bits (Desktop Entry Specification, OnlyShowIn and
 * NotShowIn): one that NotShowIn names is enough to hide it. `shows` is menu-cache's answer, which is yes
 * where one of the bits has it. */
static inline gboolean desktop_bits_show(guint32 bits, gboolean (*shows)(gpointer application, guint32 bits),
                                         gpointer application) {
    if (!shows(application, UNKNOWN_DESKTOP)) return shows(application, bits); /* it has OnlyShowIn */
    for (guint32 bit = 1; bit != 0; bit <<= 1)
        if ((bits & bit) != 0 && !shows(application, bit)) return FALSE;
    return TRUE;
}

#endif
