#!/usr/bin/env bash
# Every header compiles alone, has its include guard named after its path, and opens with a comment.
set -euo pipefail
cd "$(dirname "$0")/.."
flags=(-std=c17 -D_GNU_SOURCE -Isrc -fsyntax-only -x c)
read -ra libraries <<<"$(pkg-config --cflags libuv jansson)"

bad=0
for header in src/*/*.h; do
	if ! "${CC:-cc}" "${flags[@]}" "${libraries[@]}" "$header" 2>&1; then
		echo "headers: $header does not compile alone"
		bad=1
	fi
	guard=$(echo "${header#src/}" | tr 'a-z/.-' 'A-Z___')
	grep -q "^#ifndef $guard\$" "$header" || { echo "headers: $header lacks guard $guard"; bad=1; }
	head -c 2 "$header" | grep -q '/\*' || { echo "headers: $header lacks its opening comment"; bad=1; }
done
exit $bad
