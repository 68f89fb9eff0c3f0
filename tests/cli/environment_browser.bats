#!/usr/bin/env bats
# What is said, and the exit status, when hosts, pages, browsers or disks misbehave.

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
