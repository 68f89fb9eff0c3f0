#!/usr/bin/env bats
# 'apprentice eval miniwob' from the command line to its table, on pages of our own.

load program

PAGES_DATA="$BATS_TEST_DIRNAME/../evaluation/data"
CALL=(eval miniwob --html "$PAGES_DATA/pages" --oracle "$PAGES_DATA/oracles.js")

@test "one browser: the table says what was and what could not be examined" {
	apprentice 0 "${CALL[@]}" --jobs 1 --seeds 2 --tasks press-colour,unseen
	shows "| task | replay zero-shot | replay one-shot | note |"
	shows "| press-colour | | 100.0 % (34 to 100) |"
	shows "| unseen | | | no demonstration: what to click is not observed"
	shows "| tasks | 0 | 1 | |"
	complains "press-colour seed 1001 replay one-shot: success"
	[ ! -e logs/miniwob-press-colour ]
}

@test "several programs share the tasks, and their results are one" {
	apprentice 0 "${CALL[@]}" --jobs 2 --seeds 2 --json --picture rates.svg \
		--tasks press-colour,half-reward,unseen
	[ "$(grep -o '"success":true' <<<"$output" | wc -l)" -eq 2 ]
	[ "$(grep -o '"ended":true' <<<"$output" | wc -l)" -eq 4 ]
	shows '| half-reward | | 0.0 % (0 to 66) |'
	grep -q "<svg " rates.svg
	grep -q ">press-colour<" rates.svg
	complains "half-reward seed 1002 replay one-shot: no success, reward 0.50"
}

@test "a share is every so manieth task" {
	apprentice 0 "${CALL[@]}" --share 2/2 --seeds 1 --tasks press-colour,half-reward
	shows "| press-colour |"
	[[ "$output" != *half-reward* ]]
}

@test "runs are kept where that is asked for" {
	apprentice 0 "${CALL[@]}" --jobs 1 --seeds 1 --tasks press-colour --screenshots
	[ -s "$(echo logs/miniwob-press-colour/run-*/step-000.jpg)" ]
}

@test "a share that fails fails the examination" {
	printf '#!/bin/sh\necho "no such thing here" >&2\nexit 3\n' >browser.sh
	chmod +x browser.sh
	apprentice 4 "${CALL[@]}" --jobs 2 --seeds 1 --tasks press-colour,half-reward \
		--chromium ./browser.sh
	[ -z "$output" ]
	complains "no such thing here"
	complains "it said why above"
}
