#!/usr/bin/env bats
# What is found wrong before a browser starts, or as it fails to: status 2 for the person's own
# input, 4 for the machine.

load program

# Programs that must not be started say so.
trap_browser() {
	printf '#!/bin/sh\ntouch "%s/started"\n' "$BATS_TEST_TMPDIR" >browser.sh
	chmod +x browser.sh
	export APPRENTICE_CHROMIUM="$BATS_TEST_TMPDIR/browser.sh"
}

@test "a missing Chromium: exit 4, where and what to do" {
	tasks_folder book
	refused 4 "/nonexistent" run --task book --chromium /nonexistent
	complains "--chromium"
	refused 4 "/nonexistent" record --task t --goal g --url http://127.0.0.1:9/ --headless \
		--chromium /nonexistent
	[ ! -e logs/t ]
	[ ! -e logs/book/downloads ]
}

@test "a missing Chromium by variable" {
	tasks_folder book
	APPRENTICE_CHROMIUM=/nonexistent refused 4 "/nonexistent" run --task book
}

@test "a program that is no browser is told with its own last words" {
	tasks_folder book
	printf '#!/bin/sh\necho "no such thing here" >&2\nexit 3\n' >browser.sh
	chmod +x browser.sh
	refused 4 "Its last words: no such thing here." run --task book --chromium ./browser.sh
}

@test "a program that ends without a word is told, too" {
	tasks_folder book
	refused 4 "It said nothing. Is it Chromium?" run --task book --chromium /bin/false
}

@test "a browser that is not there to be used: exit 4" {
	tasks_folder book
	refused 4 "127.0.0.1:9" run --task book --cdp-endpoint http://127.0.0.1:9
	refused 4 "127.0.0.1:9" run --task book --cdp-endpoint ws://127.0.0.1:9/devtools/browser/x
}

@test "--json prints an object of what went wrong before the run, too" {
	trap_browser
	tasks_folder book
	apprentice 2 run --task book --param persons=3 --json
	[[ "$output" == '{"outcome":"aborted","exit_status":2,"reason":"'*persons*'"}' ]]
	complains persons
	apprentice 2 run --task nothing --json
	shows '"exit_status":2'
	apprentice 2 run --frobnicate --json
	shows "--frobnicate"
	APPRENTICE_CHROMIUM=/nonexistent apprentice 4 replay --task book --json
	shows '"exit_status":4'
	[ "${#lines[@]}" -eq 1 ]
	[ ! -e started ]
}

@test "an unknown parameter lists those there are, and starts no browser" {
	trap_browser
	tasks_folder book
	refused 2 "people" run --task book --param persons=3
	complains persons
	complains room
	[ ! -e started ]
}

@test "a goal in which the values cannot be found starts no browser" {
	trap_browser
	tasks_folder book
	refused 2 "--param" run --policy replay --task book --goal "Something else entirely"
	[ ! -e started ]
}

@test "a missing secret is told before the browser starts" {
	trap_browser
	tasks_folder login
	refused 2 "APPRENTICE_SECRET_PASSWORD" run --task login
	refused 2 "APPRENTICE_SECRET_PASSWORD" replay --task login
	[ ! -e started ]
}

@test "a start page whose address had a secret needs --url" {
	trap_browser
	tasks_folder book
	sed -i 's|"start_url":"[^"]*"|"start_url":"http://127.0.0.1:9/?access_token=[secret]"|' \
		logs/book/demo-*/run.json
	refused 2 "--url" run --task book
	refused 2 "access_token=[secret]" replay --task book
	[ ! -e started ]
}

@test "a secrets file that others may read is refused" {
	trap_browser
	tasks_folder login
	echo "password=hunter2!" >secrets
	chmod 644 secrets
	refused 2 "secrets" run --task login --secrets secrets
	hides hunter2
	[ ! -e started ]
}

@test "a secrets file that does not exist is named" {
	tasks_folder login
	apprentice 2 run --task login --secrets nowhere || apprentice 4 run --task login --secrets nowhere
	complains nowhere
}

@test "a secret for another host is no secret for this one" {
	trap_browser
	tasks_folder login
	echo "password@elsewhere.example=hunter2!" >secrets
	chmod 600 secrets
	refused 2 "password" run --task login --secrets secrets
	hides hunter2
	[ ! -e started ]
}

@test "an output folder that cannot be written: exit 4, before the browser starts" {
	trap_browser
	touch file
	refused 4 "The output folder 'file/logs' cannot be written" \
		record --task t --goal g --url http://127.0.0.1:9/ --headless --output-dir file/logs
	refused 4 "The output folder 'file' cannot be written" \
		record --task t --goal g --url http://127.0.0.1:9/ --headless --output-dir file
	[ ! -e started ]
}

@test "a download folder that cannot be made: exit 4" {
	trap_browser
	tasks_folder book
	touch file
	refused 4 "file/downloads" run --task book --download-dir file/downloads
	[ ! -e started ]
}

@test "recording without a display says what to do" {
	trap_browser
	refused 4 "There is no display" record --task t --goal g --url http://127.0.0.1:9/
	complains --headless
	complains xvfb-run
	refused 4 "There is no display" run --task t --headed
	[ ! -e started ]
}

@test "apps: a folder that does not exist, a port that is taken" {
	refused 2 "There is no folder './nowhere'" apps --root ./nowhere
	"$APPRENTICE_BINARY" apps --port 0 --json >url 2>/dev/null &
	server=$!
	wait_for url url "$server"
	port=$(grep -oE '[0-9]+/?"' url | grep -oE '[0-9]+')
	refused 4 "$port" apps --port "$port"
	kill -INT "$server"
	wait "$server"
}

@test "only the network can learn" {
	trap_browser
	tasks_folder book
	refused 2 "--policy native" run --task book --policy replay --train
	refused 2 "--policy native" run --task book --policy replay --shadow
	[ ! -e started ]
	[ ! -e adapters ]
}
