#!/usr/bin/env bash
# Prints "passed failed skipped" for each test program of the last CTest run, from its own words:
# cmocka's "[  PASSED  ] 12 test(s)." and bats' TAP lines.
set -euo pipefail
log="${1:-build}/Testing/Temporary/LastTest.log"
awk '
	/^\[  PASSED  \] [0-9]+ test/ { passed += $4 }
	/^\[  FAILED  \] [0-9]+ test/ { failed += $4 }
	/^\[  SKIPPED \] [0-9]+ test/ { skipped += $4 }
	/^ok [0-9]+ .*# skip/         { skipped++; next }
	/^ok [0-9]+ /                 { passed++ }
	/^not ok [0-9]+ /             { failed++ }
	END { print passed + 0, failed + 0, skipped + 0 }
' "$log"
