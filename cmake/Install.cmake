# What `make install` and the Debian package put where: the program, what comes with it, its manual pages
# and the shell's completion, which the program itself writes from its tables.
set(pages "${PROJECT_BINARY_DIR}/manual")
add_custom_command(
	OUTPUT "${pages}/apprentice.1" "${pages}/apprentice.yaml.5" "${pages}/apprentice.bash"
	COMMAND ${CMAKE_COMMAND} -E make_directory "${pages}"
	COMMAND apprentice manual program > "${pages}/apprentice.1"
	COMMAND apprentice manual config > "${pages}/apprentice.yaml.5"
	COMMAND apprentice manual bash > "${pages}/apprentice.bash"
	DEPENDS apprentice
	VERBATIM)
add_custom_target(manual ALL
	DEPENDS "${pages}/apprentice.1" "${pages}/apprentice.yaml.5" "${pages}/apprentice.bash")

install(TARGETS apprentice RUNTIME)
install(DIRECTORY apps DESTINATION "${CMAKE_INSTALL_DATADIR}/apprentice")
install(DIRECTORY models DESTINATION "${CMAKE_INSTALL_DATADIR}/apprentice"
	FILES_MATCHING PATTERN "base.safetensors")
install(FILES README.md LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY docs models DESTINATION "${CMAKE_INSTALL_DOCDIR}"
	PATTERN "*.safetensors" EXCLUDE)
install(FILES "${pages}/apprentice.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${pages}/apprentice.yaml.5" DESTINATION "${CMAKE_INSTALL_MANDIR}/man5")
install(FILES "${pages}/apprentice.bash" RENAME apprentice
	DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME apprentice)
set(CPACK_PACKAGE_CONTACT "The Apprentice developers <apprentice@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "browser agent that learns a web task from one demonstration")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "chromium-headless-shell | chromium")
include(CPack)
