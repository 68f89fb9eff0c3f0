#!/usr/bin/env bash
# Does anything grow, or stay behind? First, runs in a row against the bundled apps, in one browser and one
# process: its memory and descriptors are sampled. Then runs of `apprentice run`, each with a process and a
# browser of its own. After both, no browser process and no profile folder may be left.
# Exits with 1 if a run fails, if the second half of the samples tops the first by more than the limits below, or
# if something is left. BUILD names another build folder than build.
# Usage: bench/soak.sh [RUNS [SEPARATE_RUNS]]   (default 500 and 50)
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-500}
separate=${2:-50}
growth_mb=8     # of peak resident memory; fragmentation alone makes a few
descriptors=2   # a connection may be open as a sample is taken
apprentice=${BUILD:-build}/apprentice
task=download-latest-invoice
status=0

out=$(mktemp -d)
server_pid=''
trap 'if [ -n "$server_pid" ]; then kill "$server_pid"; fi; rm -rf "$out"' EXIT
export TMPDIR=$out/tmp
mkdir "$TMPDIR"
complain() { echo "soak: $1" >&2; status=1; }

check_left() {
	local processes profiles
	processes=$(pgrep -fc "$TMPDIR" || true)
	profiles=$(find "$TMPDIR" -mindepth 1 -maxdepth 1 | wc -l)
	echo "browser processes left: $processes; profile folders left: $profiles"
	[ "$((processes + profiles))" -eq 0 ] || complain "$1 left something behind"
}

# --jobs 1: this process itself drives the browser, not workers of it.
tasks=$(find apps/*/demonstrations -mindepth 1 -maxdepth 1 -type d | wc -l)
seeds=$(((runs + tasks - 1) / tasks))
"$apprentice" eval apps --drift 0 --policies replay --seeds "$seeds" --jobs 1 --output-dir "$out/logs" \
	>"$out/table" 2>"$out/cases" &
pid=$!
: >"$out/samples"
while kill -0 "$pid" 2>/dev/null; do
	memory=$(awk '/^VmRSS/ { print $2 }' "/proc/$pid/status" 2>/dev/null || true)
	count=$(find "/proc/$pid/fd" -mindepth 1 2>/dev/null | wc -l)
	[ -n "$memory" ] && echo "$(wc -l <"$out/cases") $memory $count" >>"$out/samples"
	read -r -t 2 <> <(:) || true
done
wait "$pid" || complain "a run of the first loop failed"

cat "$out/table"
awk -v growth_mb="$growth_mb" -v descriptors="$descriptors" '
	{ n++; runs[n] = $1; memory[n] = $2; count[n] = $3 }
	END {
		half = int(n / 2)
		for (i = 1; i <= n; i++) {
			if (i <= half) { if (memory[i] > early) early = memory[i]; if (count[i] > few) few = count[i] }
			else { if (memory[i] > late) late = memory[i]; if (count[i] > many) many = count[i] }
		}
		printf "runs %d; peak resident memory: first half %.1f MB, second half %.1f MB; descriptors %d and %d\n",
			runs[n], early / 1024, late / 1024, few, many
		exit n < 4 || (late - early) / 1024 > growth_mb || many - few > descriptors
	}' "$out/samples" || complain "the process grew, or was over before it could be measured"
check_left "the process"

# Separate runs, for one customer after the other.
mkdir -p "$out/runs/$task"
cp -r "apps/billing/demonstrations/$task" "$out/runs/$task/demo-20260101-000000"
"$apprentice" apps --port 0 >"$out/apps" &
server_pid=$!
until url=$(grep -o 'http://127[^ ]*' "$out/apps"); do
	kill -0 "$server_pid" || { complain "the bundled apps could not be started"; exit 1; }
	read -r -t 0.1 <> <(:) || true
done
failed=0
for ((i = 1; i <= separate; i++)); do
	APPRENTICE_SECRET_PASSWORD=Correct-Horse-27 "$apprentice" run --task "$task" --quiet \
		--goal 'Log in as rosa.tanaka@cobalt-studio.example and download the latest invoice' \
		--url "${url%/}/billing/?seed=7&drift=0" --output-dir "$out/runs" >"$out/run" || failed=$((failed + 1))
done
echo "separate runs: $separate, of which failed: $failed"
[ "$failed" -eq 0 ] || complain "separate runs failed"
kill "$server_pid"
wait "$server_pid" || true
server_pid=''
check_left "a separate run"
exit $status
