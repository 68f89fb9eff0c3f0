#!/usr/bin/env bash
# The main job, start to end: a bundled billing portal is served on loopback; a person once showed how to
# fetch an invoice there. The portal has been redone since: repeating what was recorded fails, and the
# network does it all the same, for another customer. Everything it writes is below out/demo.
set -euo pipefail
cd "$(dirname "$0")/.."

apprentice=build/apprentice
out=out/demo
task=download-latest-invoice
shipped=apps/billing/demonstrations/$task

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' plain=$'\e[0m'; else bold='' plain=''; fi
say() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }

rm -rf "$out"
mkdir -p "$out/logs/$task"
cp -r "$shipped" "$out/logs/$task/demo-20260101-000000"

coproc server { exec "$apprentice" apps --port 0; }
# shellcheck disable=SC2154 # coproc sets it
server_pid=$server_PID

trap 'kill "$server_pid" 2>/dev/null || true; wait "$server_pid" 2>/dev/null || true' EXIT
url=''
while IFS= read -r -t 20 line <&"${server[0]}"; do
	url=$(grep -o 'http://127[^ ]*' <<<"$line" | head -n 1) && [ -n "$url" ] && break
done
url=${url%/}
[ -n "$url" ] || { echo "The bundled apps could not be started." >&2; exit 4; }

say "1. What a person showed once (apps/billing, a customer called Nadia):"
"$apprentice" tasks show "$task" --output-dir "$out/logs"

export APPRENTICE_SECRET_PASSWORD=Correct-Horse-27
say "2. The portal was redone since: other words, order and ids. To repeat what was recorded fails:"
cat <<TEXT
   $apprentice replay --task $task --url '$url/billing/?seed=1&drift=2' --output-dir $out/logs

TEXT
failed=0
"$apprentice" replay --task "$task" --url "$url/billing/?seed=1&drift=2" --output-dir "$out/logs" ||
	failed=$?
[ "$failed" -eq 1 ] || { echo "That should have failed on the page (exit status 1)." >&2; exit 4; }

goal='Log in as rosa.tanaka@cobalt-studio.example and download the latest invoice'
say "3. The network does it there all the same, for another customer with other invoices:"
cat <<TEXT
   APPRENTICE_SECRET_PASSWORD=... $apprentice run --task $task \\
       --goal '$goal' \\
       --url '$url/billing/?seed=7&drift=2' --output-dir $out/logs

TEXT
status=0
"$apprentice" run --task "$task" --goal "$goal" \
	--url "$url/billing/?seed=7&drift=2" --output-dir "$out/logs" || status=$?

if [ "$status" -eq 0 ]; then
	say "Done, and verified on the page. What to try next:"
else
	say "That did not work (exit status $status). What to look at:"
fi
cat <<TEXT
   $apprentice apps                     the bundled apps, to look at in your own browser
   $apprentice record --task my-task --url https://example.org --goal 'What to do, with its values'
   $apprentice run --task my-task --goal 'The same, with other values'
   $apprentice doctor                   checks this machine
TEXT
exit "$status"
