/* For builds with sanitizers: libxdg-basedir 1.2.3 loses a home directory that is not set, once a start. */
const char* __lsan_default_suppressions(void);

const char* __lsan_default_suppressions(void) {
    return "leak:xdgUpdateData\nleak:libxdg-basedir\n";
}
