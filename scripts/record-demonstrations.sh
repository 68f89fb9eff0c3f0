#!/usr/bin/env bash
# Records the shipped demonstrations anew: real trusted input into the real recorder, task by task, into
# apps/<app>/demonstrations/<task>. Usage: scripts/record-demonstrations.sh ['app/task' glob]
set -euo pipefail
cd "$(dirname "$0")/.."
out=build/demonstrations
rm -rf "$out"
cmake --build build --target apprentice record_apps
build/tests/record_apps build/apprentice apps "$out" "${1:-*}"
for demonstration in "$out"/*/*; do
	task=${demonstration#"$out"/}
	target=apps/${task%%/*}/demonstrations/${task#*/}
	rm -rf "$target"
	mkdir -p "$(dirname "$target")"
	cp -r "$demonstration" "$target"
done
