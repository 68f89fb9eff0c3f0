# One place for what the compiler must complain about.
add_compile_options(
	-Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes
	-Wold-style-definition -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef
	-Wformat=2 -Wimplicit-fallthrough -Wvla
	-fno-common -fstack-protector-strong)
add_compile_definitions(_GNU_SOURCE)
if(APPRENTICE_WERROR)
	add_compile_options(-Werror)
endif()
if(APPRENTICE_SANITIZE)
	add_compile_options(-fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all)
	add_link_options(-fsanitize=address,undefined)
endif()
