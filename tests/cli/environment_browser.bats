#!/usr/bin/env bats
# What is said, and the exit status, when hosts, pages, browsers or disks misbehave.

load program
POLICY=replay

PAGES="file://$BATS_TEST_DIRNAME/data/pages"

# The folder of the newest run of a task.
run_folder() {
	local folders=(logs/"$1"/run-*)
	echo "${folders[-1]}"
}

# Temporary files of the test's own, so that what is left behind can be told from what others use.
own_temporary_folder() {
	export TMPDIR="$BATS_TEST_TMPDIR/tmp"
	mkdir "$TMPDIR"
}

# Neither a profile, nor a process of the browser that used it. Its last ones may still be ending.
leaves_nothing() {
	local tries=0
	while compgen -G "$TMPDIR/apprentice-*" || pgrep -f "$TMPDIR/apprentice-"; do
		((++tries < 100)) || return 1
		read -rt 0.1 <> <(:) || true
	done
}

# begin_run - a run in the background, once it has done its first step: the process
# $runner, whose browser is $browser.
begin_run() {
	command -v pgrep >/dev/null || skip "pgrep is not installed"
	tasks_folder book
	"$APPRENTICE_BINARY" run --task book --url "$PAGES/half.html" --timeout-action 60000 \
		</dev/null >out.txt 2>err.txt 3>&- &
	runner=$!
	wait_for out.txt "1 of about 3" "$runner"
	browser=$(pgrep -P "$runner" -f remote-debugging-pipe)
}

# broken_off TASK STEPS - the newest run says so of itself, and has so many steps.
broken_off() {
	local folder
	folder=$(run_folder "$1")
	grep -q '"outcome":"aborted"' "$folder/run.json"
	[ "$(grep -c '^{"index":' "$folder/steps.jsonl")" -eq "$2" ]
}

record_headless() {
	"$APPRENTICE_BINARY" record --task t --goal g --headless "$@" </dev/null >out.txt 2>err.txt
}

@test "a refused connection: exit 4, the address, and the record is kept" {
	tasks_folder book
	apprentice 4 run --task book --url http://127.0.0.1:49151/
	shows "127.0.0.1:49151"
	[ -s "$(run_folder book)/run.json" ]
	run -4 record_headless --url http://127.0.0.1:49151/
	grep -q "^apprentice: .*127.0.0.1:49151" err.txt
	[ "$(grep -c "^apprentice: " err.txt)" -eq 1 ]
}

@test "a host that does not exist: exit 4" {
	tasks_folder book
	apprentice 4 run --task book --url http://no-such-host.invalid/
	shows "no-such-host.invalid"
	run -4 record_headless --url http://no-such-host.invalid/
	grep -q "^apprentice: .*no-such-host.invalid" err.txt
}

@test "a certificate that nobody vouches for: exit 4" {
	command -v openssl >/dev/null || skip "openssl is not installed"
	openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 1 \
		-subj /CN=localhost 2>/dev/null
	openssl s_server -accept 127.0.0.1:0 -key key.pem -cert cert.pem -www >server.txt 2>&1 3>&- &
	server=$!
	wait_for server.txt ACCEPT "$server"
	port=$(grep -oE '127.0.0.1:[0-9]+' server.txt | head -1 | cut -d: -f2)
	run -4 record_headless --url "https://127.0.0.1:$port/"
	grep -qi "^apprentice: .*certificate" err.txt
	tasks_folder book
	apprentice 4 run --task book --url "https://127.0.0.1:$port/"
	shows "certificate is not trusted"
}

@test "a server that takes the call and never answers: exit 4" {
	own_temporary_folder
	silent_server
	tasks_folder book
	apprentice 4 run --task book --url "${url:?}" --timeout-navigation 2000
	shows "Broken off: $url did not load in the time allowed. Check that the site answers, or allow more time."
	broken_off book 0
	leaves_nothing
}

@test "a page whose headers come and nothing more: exit 4" {
	own_temporary_folder
	silent_server
	tasks_folder book
	apprentice 4 run --task book --url "${url:?}headers" --timeout-navigation 2000
	shows "Broken off: ${url}headers did not load in the time allowed."
	broken_off book 0
	leaves_nothing
}

@test "an order whose answer never comes is not sent again: exit 4" {
	own_temporary_folder
	silent_server "$DATA/pages/away.html"
	tasks_folder book
	apprentice 4 run --task book --url "${url:?}page" --timeout-navigation 2000
	shows "Broken off: The page began to load another one from ${url}page, which did not come within 2 s."
	shows "look there before you run the task again"
	[ "$(grep -c '^/book' requests.txt)" -eq 1 ]
	broken_off book 3
	leaves_nothing
}

@test "a page that opens endless dialogs ends in a verdict" {
	tasks_folder book
	run "$APPRENTICE_BINARY" run --task book --url "$PAGES/endless-dialogs.html" \
		--timeout-action 1000
	[ "$status" -eq 1 ] || [ "$status" -eq 4 ]
	[ "$(grep -cE "^(Failed|Broken off): ." <<<"$output")" -eq 1 ]
}

@test "a page that hangs ends in a verdict" {
	tasks_folder book
	apprentice 4 run --task book --url "$PAGES/hanging.html" --timeout-action 1000 \
		--timeout-navigation 3000
	shows "Broken off: "
}

@test "a page that hangs in the middle of a run: exit 4, and what was done is kept" {
	own_temporary_folder
	tasks_folder book
	apprentice 4 run --task book --url "$PAGES/hanging-later.html" --timeout-action 2000
	shows "Broken off: The page $PAGES/hanging-later.html does not answer: a script keeps it busy"
	shows "Run the task again, or allow more time with --timeout-action."
	broken_off book 3
	leaves_nothing
}

@test "a page that crashes in the middle of a run: exit 4, and what was done is kept" {
	own_temporary_folder
	begin_run
	# shellcheck disable=SC2046
	kill -9 $(pgrep -g "${browser:?}" -f -- --type=renderer)
	ends_with 4 "$runner"
	grep -q "^Broken off: The page $PAGES/half.html crashed. Run the task again" out.txt
	broken_off book 1
	leaves_nothing
}

@test "a browser that is lost in the middle of a run: exit 4, and what was done is kept" {
	own_temporary_folder
	begin_run
	kill -9 "${browser:?}"
	ends_with 4 "$runner"
	grep -q "^Broken off: The browser is gone: .* Run the task again.$" out.txt
	broken_off book 1
	leaves_nothing
}

@test "a profile in use: exit 4, and says so" {
	"$APPRENTICE_BINARY" record --task a --goal g --headless --url about:blank \
		--user-data-dir profile </dev/null >a.txt 2>&1 3>&- &
	first=$!
	wait_for a.txt Recording "$first"
	run -4 record_headless --url about:blank --user-data-dir profile
	tasks_folder book
	refused 4 "profile" run --task book --user-data-dir profile
	kill -INT "$first"
	wait "$first" || true
	grep -q "^apprentice: .*profile" err.txt
}

@test "a full disk: exit 4, and what fitted is readable" {
	mkdir small
	mount -t tmpfs -o size=24k none small 2>/dev/null || skip "mounting is not permitted"
	tasks_folder book
	cp -r logs small/
	apprentice 4 run --task book --url "$PAGES/book.html" --output-dir small/logs
	hidden=0
	for file in small/logs/book/run-*/run.json; do
		grep -q '"task"' "$file" || hidden=1
	done
	umount small
	[ "$hidden" -eq 0 ]
}
