# apprentice_numeric(<module>): compiles a module of numerical loops for speed: vectors also where a
# sum's order changes (only where the source says `omp simd`), multiplication fused with addition,
# no errno and no trap of floating-point functions. NaN and infinities keep their meaning.
function(apprentice_numeric module)
	target_compile_options(${module} PRIVATE
		-fopenmp-simd -ffp-contract=fast -fno-math-errno -fno-trapping-math
		$<$<NOT:$<CONFIG:Debug>>:-O3>)
endfunction()

# apprentice_double(<module>): the module once more as <module>_double, computing in double, for
# checks by finite differences. tests/<module>/<subject>_gradient_test.c link it. What it uses is
# used in double where that exists. Built on demand.
function(apprentice_double module)
	get_target_property(sources ${module} SOURCES)
	get_target_property(libraries ${module} LINK_LIBRARIES)
	add_library(${module}_double STATIC EXCLUDE_FROM_ALL ${sources})
	target_include_directories(${module}_double PUBLIC "${PROJECT_SOURCE_DIR}/src")
	target_compile_definitions(${module}_double PUBLIC TENSOR_DOUBLE)
	foreach(library IN LISTS libraries)
		if(TARGET ${library}_double)
			set(library ${library}_double)
		endif()
		target_link_libraries(${module}_double PUBLIC ${library})
	endforeach()
	apprentice_numeric(${module}_double)
endfunction()
