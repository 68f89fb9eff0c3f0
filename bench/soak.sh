#!/usr/bin/env bash
# Runs in a row against the bundled apps, in one browser and one process: memory and descriptors of our process
# are sampled after each, and at the end no browser process and no profile folder may be left.
# Usage: bench/soak.sh [RUNS]   (default 500)
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-500}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
export TMPDIR=$out/tmp
mkdir "$TMPDIR"

tasks=$(find apps/*/demonstrations -mindepth 1 -maxdepth 1 -type d | wc -l)
seeds=$(((runs + tasks - 1) / tasks))
build/apprentice eval apps --drift 0 --policies replay --seeds "$seeds" --output-dir "$out/logs" \
	>"$out/table" 2>"$out/cases" &
pid=$!
: >"$out/samples"
while kill -0 "$pid" 2>/dev/null; do
	memory=$(awk '/^VmRSS/ { print $2 }' "/proc/$pid/status" 2>/dev/null || true)
	descriptors=$(find "/proc/$pid/fd" -mindepth 1 2>/dev/null | wc -l)
	[ -n "$memory" ] && echo "$(wc -l <"$out/cases") $memory $descriptors" >>"$out/samples"
	read -r -t 2 <> <(:) || true
done
wait "$pid"

cat "$out/table"
awk '
	{ n++; runs[n] = $1; memory[n] = $2; descriptors[n] = $3 }
	END {
		half = int(n / 2)
		for (i = 1; i <= n; i++) {
			if (i <= half) { if (memory[i] > early) early = memory[i]; if (descriptors[i] > few) few = descriptors[i] }
			else { if (memory[i] > late) late = memory[i]; if (descriptors[i] > many) many = descriptors[i] }
		}
		printf "runs %d; peak resident memory: first half %.1f MB, second half %.1f MB; descriptors %d and %d\n",
			runs[n], early / 1024, late / 1024, few, many
	}' "$out/samples"
echo "browser processes left: $(pgrep -fc "$TMPDIR" || true); profile folders left: $(find "$TMPDIR" -mindepth 1 -maxdepth 1 | wc -l)"
