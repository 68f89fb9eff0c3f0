#!/usr/bin/env bash
# Enforces src/LAYERS: every #include of a module's file stays within the modules that its line
# allows, and what a "never" line forbids cannot be reached through any header either.
set -euo pipefail
cd "$(dirname "$0")/../src"

awk '
	function includes(file,   line, target) {
		if (file in known) return
		known[file] = 1
		while ((getline line < file) > 0)
			if (match(line, /^#include "[a-z]+\/[a-z0-9_]+\.h"/)) {
				target = substr(line, RSTART + 10, RLENGTH - 11)
				edges[file] = edges[file] " " target
			}
		close(file)
	}
	function module_of(file) { sub(/\/.*/, "", file); return file }
	function reach(start, file,   list, i, n) {
		if ((start, file) in seen) return
		seen[start, file] = 1
		includes(file)
		n = split(edges[file], list, " ")
		for (i = 1; i <= n; i++) {
			if ((module_of(start), module_of(list[i])) in never)
				complain(start " reaches " list[i] " through " file)
			reach(start, list[i])
		}
	}
	function complain(text) { print "layers: " text; bad = 1 }

	FILENAME == "LAYERS" && /^never / {
		module = $2; sub(/:/, "", module)
		for (i = 3; i <= NF; i++) never[module, $i] = 1
		next
	}
	FILENAME == "LAYERS" && /^[a-z]+:/ {
		module = $1; sub(/:/, "", module); listed[module] = 1
		for (i = 2; i <= NF; i++) {
			allowed[module, $i] = 1
			if (!($i in listed)) complain(module " uses " $i ", which is not below it")
		}
		next
	}
	FILENAME != "LAYERS" && FNR == 1 {
		file = FILENAME; sub(/^\.\//, "", file); module = module_of(file)
		if (!(module in listed)) complain(file " is in no module of src/LAYERS")
		includes(file)
		n = split(edges[file], list, " ")
		for (i = 1; i <= n; i++) {
			target = module_of(list[i])
			if (target != module && !((module, target) in allowed))
				complain(file " includes " list[i] ", which " module " may not use")
		}
		reach(file, file)
	}
	END { exit bad }
' LAYERS ./*/*.c ./*/*.h
