#!/usr/bin/env bash
# The unit tests (those without a browser) under valgrind: no leak, no invalid access.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
build=${1:-build}
status=0
for program in "$build"/tests/*_test; do
	case "$program" in *_browser_test) continue ;; esac
	valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
		"$program" >/dev/null 2>"$build/valgrind.log" || {
		echo "valgrind: $program"
		cat "$build/valgrind.log"
		status=1
	}
done
exit $status
