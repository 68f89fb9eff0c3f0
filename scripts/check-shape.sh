#!/usr/bin/env bash
# Sources that grew too big to read: files over 700 lines.
set -euo pipefail
cd "$(dirname "$0")/.."
bad=0
while read -r lines file; do
	[ "$file" = total ] && continue
	if [ "$lines" -gt 700 ]; then
		echo "shape: $file has $lines lines: split it"
		bad=1
	fi
done < <(find src -type f \( -name "*.[ch]" -o -name "*.js" \) -print0 | xargs -0 wc -l)
exit $bad
