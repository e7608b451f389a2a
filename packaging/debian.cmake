# In the tree that becomes a .deb: Debian's policy wants manuals and change logs compressed, the same each time.
file(GLOB manuals ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share/man/man*/*.[1-9])
file(GLOB changes ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share/doc/pekwm-lxpanel/changelog)
foreach(path IN LISTS manuals changes)
  execute_process(COMMAND gzip -9nf ${path} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
