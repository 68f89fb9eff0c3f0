#!/usr/bin/env bash
# Runs all tests of a build folder, then the checks of the sources' shape, and counts them.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
build=${1:-build}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
ctest --test-dir "$build" --output-on-failure --parallel "$(nproc)" --no-tests=error | tee "$log"
status=${PIPESTATUS[0]}

# CTest counts programs; people count cases.
passed=0 failed=0 skipped=0
while IFS= read -r line; do
	read -r p f s <<<"$line"
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done < <(scripts/count-tests.sh "$build")

for check in scripts/check-*.sh; do
	if output=$("$check" 2>&1); then
		passed=$((passed + 1))
	else
		printf '%s\n%s\n' "FAILED: $check" "$output"
		failed=$((failed + 1)) status=1
	fi
done

[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
