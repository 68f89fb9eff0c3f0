# apprentice_embed(<target> <file>): compiles a text file (a script that runs in
# the page) into the target as `const char <name>_<ext>[]`, NUL-terminated, with
# its length in `const size_t <name>_<ext>_length`. The file stays the source;
# nothing generated is kept in the tree.
function(apprentice_embed target file)
	get_filename_component(name "${file}" NAME)
	string(MAKE_C_IDENTIFIER "${name}" symbol)
	set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded/${target}/${symbol}.c")
	add_custom_command(
		OUTPUT "${output}"
		COMMAND "${CMAKE_COMMAND}" -DINPUT=${file} -DOUTPUT=${output} -DSYMBOL=${symbol}
			-P "${PROJECT_SOURCE_DIR}/cmake/EmbedFile.cmake"
		DEPENDS "${file}" "${PROJECT_SOURCE_DIR}/cmake/EmbedFile.cmake"
		VERBATIM)
	target_sources(${target} PRIVATE "${output}")
endfunction()
