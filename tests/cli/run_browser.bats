#!/usr/bin/env bats
# Whole runs in a real headless Chromium: what is printed, and the exit status.

load program
POLICY=replay

PAGES="file://$BATS_TEST_DIRNAME/data/pages"

# The folder of the newest run of a task.
run_folder() {
	local folders=(logs/"$1"/run-*)
	echo "${folders[-1]}"
}

@test "a run with new values: steps, verdict, criterion, times, folder; exit 0" {
	tasks_folder book
	apprentice 0 run --task book --url "$PAGES/book.html" --goal "Book Green for 5 people"
	shows "book: Book Green for 5 people"
	shows "1 of about 3  type 'Green' into textbox 'Room'"
	shows "Success, verified: "
	shows "criterion  "
	shows "time       "
	shows "files      logs/book/run-"
	[ -s "$(run_folder book)/run.json" ]
	for picture in step-000 step-001 step-002 final; do
		[ -s "$(run_folder book)/$picture.jpg" ]
	done
	has_no_complaint
}

@test "a run is in the statistics" {
	tasks_folder book
	apprentice 0 run --task book --url "$PAGES/book.html"
	apprentice 0 replay --task book --url "$PAGES/book.html"
	apprentice 1 run --task book --url "$PAGES/book.html" --max-steps 1
	apprentice 0 stats --task book
	shows "book, 2 runs: 1 succeeded, 1 failed, 0 unverified; 1 literal replay, not counted"
	before=$("$APPRENTICE_BINARY" stats --csv)
	apprentice 0 stats --rebuild --csv
	[ "$output" = "$before" ]
}

@test "a run does not fail by a damaged database" {
	tasks_folder book
	echo "this is no database, but a text that is long enough to be taken for one" >logs/apprentice.db
	apprentice 0 run --task book --url "$PAGES/book.html"
	shows "Success, verified: "
	[ "${#stderr_lines[@]}" -eq 1 ]
	complains "warning: The figures of this run are only in its folder."
	complains "'apprentice stats --rebuild'"
	apprentice 0 stats --rebuild
	shows "book"
}

@test "in a terminal the step changes in place, and leaves no trace of it" {
	command -v script >/dev/null || skip "script is not installed"
	tasks_folder book
	TERM=xterm LC_ALL=C.UTF-8 script -qec \
		"'$APPRENTICE_BINARY' run --task book --url '$PAGES/book.html'" /dev/null \
		</dev/null >screen.txt
	grep -q "step 2 of about 3" screen.txt
	grep -q "█" screen.txt
	grep -q $'\r\033\[J' screen.txt
	[[ "$(sed 's/\r$//' screen.txt)" == *"Success, verified: "* ]]
	TERM=xterm NO_COLOR=1 LC_ALL=C script -qec \
		"'$APPRENTICE_BINARY' run --task book --url '$PAGES/book.html'" /dev/null \
		</dev/null >screen.txt
	grep -q "step 2 of about 3" screen.txt
	run ! grep -qE $'\033\[[0-9]+m' screen.txt
	TERM=dumb script -qec \
		"'$APPRENTICE_BINARY' run --task book --url '$PAGES/book.html'" /dev/null \
		</dev/null >screen.txt
	run ! grep -q $'\033' screen.txt
}

@test "Ctrl-C in a terminal: the frame goes away before the verdict" {
	command -v script >/dev/null || skip "script is not installed"
	tasks_folder book
	mkfifo keys
	TERM=xterm script -qec "'$APPRENTICE_BINARY' run --task book --url '$PAGES/login.html' \
		--timeout-action 60000" /dev/null <keys >screen.txt 2>&1 3>&- &
	runner=$!
	exec 7>keys
	wait_for screen.txt "looking at the page" "$runner"
	wait_for screen.txt "1 s" "$runner"
	printf '\003' >&7
	ends_with 4 "$runner"
	exec 7>&-
	after=$(tr -d '\r' <screen.txt)
	after=${after##*looking at the page}
	[[ "$after" == *$'\033[J'*"Broken off: "* ]]
}

@test "--no-screenshots leaves no pictures, nor empty files of their names" {
	tasks_folder book
	apprentice 0 run --task book --url "$PAGES/book.html" --no-screenshots
	run ! compgen -G "$(run_folder book)/*.jpg"
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
