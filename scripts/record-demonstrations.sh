#!/usr/bin/env bash
# Records the shipped demonstrations anew: real trusted input into the real recorder, task by task, into
# apps/<app>/demonstrations/<task>. BUILD names another build folder than build.
# Usage: scripts/record-demonstrations.sh ['app/task' glob]
set -euo pipefail
cd "$(dirname "$0")/.."
build=${BUILD:-build}
pause_ms=800 # time for a picture before each step
out=$build/demonstrations
rm -rf "$out"
cmake --build "$build" --target apprentice record_apps
"$build/tests/record_apps" "$build/apprentice" apps "$out" "${1:-*}" "$pause_ms"
for demonstration in "$out"/*/*; do
	task=${demonstration#"$out"/}
	target=apps/${task%%/*}/demonstrations/${task#*/}
	rm -rf "$target"
	mkdir -p "$(dirname "$target")"
	cp -r "$demonstration" "$target"
done
