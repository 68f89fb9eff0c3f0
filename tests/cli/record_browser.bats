#!/usr/bin/env bats
# What `record` says around a recording; the recording itself is tested with the recorder.

load program

@test "a recording in which nothing was done keeps nothing" {
	"$APPRENTICE_BINARY" record --task empty --goal g --headless --url about:blank \
		</dev/null >out.txt 2>err.txt 3>&- &
	recorder=$!
	wait_for err.txt Recording "$recorder"
	kill -INT "$recorder"
	ends_with 1 "$recorder"
	[ "$(grep "^apprentice: " err.txt)" = "apprentice: Nothing was done in the browser, so there is nothing to keep. Call record again and do the task in the window that opens." ]
	[ ! -e logs/empty ]
}

@test "a recording interrupted before its first page came keeps nothing either" {
	silent_server
	"$APPRENTICE_BINARY" record --task empty --goal g --headless --url "${url:?}" \
		</dev/null >out.txt 2>err.txt 3>&- &
	recorder=$!
	wait_for requests.txt '^/$' "$recorder"
	kill -INT "$recorder"
	ends_with 1 "$recorder"
	[ "$(grep -c "^apprentice: Nothing was done in the browser" err.txt)" -eq 1 ]
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
