#!/usr/bin/env bats
# Whole runs in a real headless Chromium: what is printed, the exit status, and what is said when
# pages or browsers misbehave.

load program

PAGES="file://$BATS_TEST_DIRNAME/data/pages"

# The folder of the newest run of a task.
run_folder() {
	local folders=(logs/"$1"/run-*)
	echo "${folders[-1]}"
}

record_headless() {
	"$APPRENTICE_BINARY" record --task t --goal g --headless "$@" </dev/null >out.txt 2>err.txt
}

@test "a run with new values: steps, verdict, criterion, times, folder; exit 0" {
	tasks_folder book
	apprentice 0 run --task book --url "$PAGES/book.html" --goal "Book Green for 5 people"
	shows "book: Book Green for 5 people"
	shows "1 of 3  type 'Green' into textbox 'Room'"
	shows "Success, verified: "
	shows "criterion  "
	shows "time       "
	shows "files      logs/book/run-"
	[ -s "$(run_folder book)/run.json" ]
	has_no_complaint
}

@test "a run by parameters, as one object" {
	tasks_folder book
	apprentice 0 run --task book --url "$PAGES/book.html" --param room=Green --param people=5 --json
	[ "${#lines[@]}" -eq 1 ]
	shows '"outcome":"success"'
	shows '"exit_status":0'
	shows '"parameters":{"room":"Green","people":"5"}'
}

@test "--quiet leaves the summary" {
	tasks_folder book
	apprentice 0 run --task book --url "$PAGES/book.html" --quiet
	[[ "${lines[0]}" == "Success, verified: "* ]]
}

@test "replay repeats the recorded values" {
	tasks_folder book
	apprentice 0 replay --task book --url "$PAGES/book.html"
	shows "type 'Blue'"
}

@test "a criterion that does not hold: exit 1" {
	tasks_folder book
	apprentice 1 run --task book --url "$PAGES/book.html" --success-text "Sold out"
	shows "Failed: "
	shows "Sold out"
	apprentice 1 run --task book --url "$PAGES/book.html" --success-js 'false' --json
	shows '"outcome":"failure"'
}

@test "no criterion: finished but unverified, exit 3" {
	tasks_folder book
	sed -i 's/"criterion":.*,"secrets"/"criterion":{},"secrets"/' logs/book/demo-*/run.json
	apprentice 3 run --task book --url "$PAGES/book.html"
	shows "Finished, unverified: "
}

@test "too few steps: exit 1" {
	tasks_folder book
	apprentice 1 run --task book --url "$PAGES/book.html" --max-steps 1
	shows "Failed: "
}

@test "a page without the element: exit 1, and says which" {
	tasks_folder book
	apprentice 1 run --task book --url "$PAGES/login.html" --timeout-action 2000
	shows "Room"
}

@test "a secret is typed on its host, and stands nowhere afterwards" {
	tasks_folder login
	serve --port 0 --root "$BATS_TEST_DIRNAME/data/pages"
	printf 'password=hunter2!\n' >secrets
	chmod 600 secrets
	apprentice 0 run --task login --url "${url:?}login.html" --secrets secrets --verbose
	hides 'hunter2!'
	run ! grep -rq 'hunter2!' logs
	APPRENTICE_SECRET_PASSWORD=wrong-one apprentice 1 run --task login --url "${url:?}login.html"
	hides wrong-one
}

@test "a secret is not typed on another host" {
	tasks_folder login
	APPRENTICE_SECRET_PASSWORD=hunter2! apprentice 1 run --task login --url "$PAGES/login.html"
	shows "127.0.0.1"
	hides 'hunter2!'
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
	kill "$server"
	grep -qi "^apprentice: .*certificate" err.txt
}

@test "a page that opens endless dialogs ends in a verdict" {
	tasks_folder book
	run "$APPRENTICE_BINARY" run --task book --url "$PAGES/endless-dialogs.html" \
		--timeout-action 1000
	[ "$status" -eq 1 ] || [ "$status" -eq 4 ]
	[ -n "$output" ]
}

@test "a page that hangs ends in a verdict" {
	tasks_folder book
	apprentice 4 run --task book --url "$PAGES/hanging.html" --timeout-action 1000 \
		--timeout-navigation 3000
	[ -n "$output" ]
}

@test "a profile in use: exit 4, and says so" {
	"$APPRENTICE_BINARY" record --task a --goal g --headless --url about:blank \
		--user-data-dir profile </dev/null >a.txt 2>&1 3>&- &
	first=$!
	wait_for a.txt Recording "$first"
	run -4 record_headless --url about:blank --user-data-dir profile
	kill -INT "$first"
	wait "$first" || true
	grep -q "^apprentice: .*profile" err.txt
}

@test "a recording in which nothing was done keeps nothing" {
	"$APPRENTICE_BINARY" record --task empty --goal g --headless --url about:blank \
		</dev/null >out.txt 2>err.txt 3>&- &
	recorder=$!
	wait_for err.txt Recording "$recorder"
	kill -INT "$recorder"
	# 1: nothing was done; 4: it came before the start page did
	ends_with 1 "$recorder" || grep -q "^apprentice: Interrupted" err.txt
	[ "$(grep -c "^apprentice: " err.txt)" -eq 1 ]
	[ ! -e logs/empty ]
}

@test "the port for other programs is told" {
	"$APPRENTICE_BINARY" record --task empty --goal g --headless --url about:blank \
		--debugging-port 0 </dev/null >out.txt 2>err.txt 3>&- &
	recorder=$!
	wait_for err.txt Recording "$recorder"
	kill -INT "$recorder"
	wait "$recorder" || true
	grep -qE "http://127.0.0.1:[1-9][0-9]*$" err.txt
}

@test "an interrupted run: exit 4, and what was done is kept" {
	tasks_folder book
	"$APPRENTICE_BINARY" run --task book --url "$PAGES/login.html" --timeout-action 60000 \
		</dev/null >out.txt 2>err.txt 3>&- &
	runner=$!
	wait_for out.txt "book:" "$runner"
	kill -INT "$runner"
	ends_with 4 "$runner"
	grep -q "^Broken off: " out.txt
	[ -s "$(run_folder book)/run.json" ]
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

@test "doctor examines the machine" {
	apprentice 0 doctor
	grep -qE '^ok +Chromium +.*[0-9]+ ms$' <<<"$output"
	for name in sandbox fonts "shared memory" "temporary folder" "output folder" display; do
		grep -qE "^(ok|warning) +$name " <<<"$output"
	done
	[ ! -e logs ]
}

@test "doctor --json is one object" {
	apprentice 0 doctor --json
	[ "${#lines[@]}" -eq 1 ]
	shows '"name":"Chromium","state":"ok"'
}

@test "doctor without a Chromium: exit 4, with the remedy" {
	apprentice 4 doctor --chromium /nonexistent
	grep -qE '^failed +Chromium +.*/nonexistent' <<<"$output"
	shows "apt-get install"
}

@test "doctor finds what cannot be written" {
	TMPDIR=/nonexistent apprentice 4 doctor
	grep -qE '^failed +temporary folder' <<<"$output"
	touch file
	apprentice 4 doctor --output-dir file/logs
	grep -qE '^failed +output folder' <<<"$output"
}
