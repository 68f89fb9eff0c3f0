# The front door: `make demo` shows what Apprentice does, `make test` proves it.
# Both install what is missing from Debian's packages. CMake does the building.

.PHONY: all packages build demo test install package sanitize valgrind lint format clean

all: build

packages:
	@scripts/install-packages.sh

build/build.ninja:
	@cmake --preset $(if $(CI),ci,release) >/dev/null

build: packages build/build.ninja
	@cmake --build build

demo: build
	@scripts/demo.sh

test: build
	@scripts/test.sh build

# DESTDIR and PREFIX as usual.
PREFIX ?= /usr/local
install: build
	@DESTDIR="$(DESTDIR)" cmake --install build --prefix "$(PREFIX)"

package: build
	@cpack --config build/CPackConfig.cmake -B build/package

sanitize: packages
	@cmake --preset sanitize >/dev/null
	@cmake --build build-sanitize
	@scripts/test.sh build-sanitize

valgrind: build
	@scripts/valgrind.sh build

lint: packages build/build.ninja
	@scripts/lint.sh

format:
	@git ls-files 'src/*.[ch]' 'tests/*.[ch]' 'bench/*.[ch]' | xargs clang-format -i

clean:
	@cmake -E rm -rf build build-debug build-sanitize build-clang
