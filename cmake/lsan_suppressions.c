/* For builds with sanitizers: libxdg-basedir 1.2.3 loses a home directory that is not set, once a start, and
 * that is not worth a word at each end. */
const char* __lsan_default_suppressions(void);
const char* __lsan_default_options(void);

const char* __lsan_default_suppressions(void) {
    return "leak:xdgUpdateData\nleak:libxdg-basedir\n";
}
const char* __lsan_default_options(void) {
    return "print_suppressions=0";
}
