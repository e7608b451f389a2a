# In the tree that becomes a .deb: the configuration goes where the system looks for it, zsh's completions too (its
# site-functions count below /usr/local only), and Debian's policy wants manuals and change logs compressed, the same each
# time.
set(tree ${CPACK_TEMPORARY_INSTALL_DIRECTORY})
file(RENAME ${tree}/usr/etc ${tree}/etc)
file(RENAME ${tree}/usr/share/zsh/site-functions ${tree}/usr/share/zsh/vendor-completions)
file(GLOB manuals ${tree}/usr/share/man/man*/*.[1-9])
set(doc ${tree}/usr/share/doc/pekwm-lxpanel)
file(GLOB changes ${doc}/changelog*)
foreach(path IN LISTS manuals changes)
  execute_process(COMMAND gzip -9nf ${path} COMMAND_ERROR_IS_FATAL ANY)
endforeach()

# Debian has that text once for all packages. The link is relative, as it must be within /usr.
file(REMOVE ${doc}/LICENSE)
file(CREATE_LINK ../../common-licenses/GPL-2 ${doc}/LICENSE SYMBOLIC)

# What the programs are linked with. CPack can ask that itself, but asks first of each of some hundred pictures what it is.
set(work ${CPACK_TOPLEVEL_DIRECTORY}/shlibdeps)
file(WRITE ${work}/debian/control "")
file(GLOB programs ${tree}/usr/bin/* ${tree}/usr/libexec/*/* ${tree}/usr/lib/*/*.so)
execute_process(COMMAND dpkg-shlibdeps -O ${programs} WORKING_DIRECTORY ${work} OUTPUT_VARIABLE libraries
                OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE "shlibs:Depends=" "" libraries "${libraries}")
set(CPACK_DEBIAN_PACKAGE_DEPENDS "${CPACK_DEBIAN_PACKAGE_DEPENDS}, ${libraries}")
