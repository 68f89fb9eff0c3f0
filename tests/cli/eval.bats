#!/usr/bin/env bats
# What 'apprentice eval' refuses before it starts a browser.

load program

PAGES="$BATS_TEST_DIRNAME/../evaluation/data/pages"

@test "it wants to know what to examine on" {
	refused 2 "apprentice eval miniwob" eval
	refused 2 "apprentice eval apps" eval everything
}

@test "MiniWoB++ has to be brought along" {
	refused 2 "--html DIR" eval miniwob
}

@test "a folder that is none of MiniWoB++ is told with what it lacks" {
	refused 2 "core/core.js" eval miniwob --html /nonexistent
	refused 2 "core/core.js" eval miniwob --html .
}

@test "a task that is not there is named" {
	refused 2 "'press-colors'" eval miniwob --html "$PAGES" --tasks press-colour,press-colors
}

@test "an oracle that is not there is named" {
	refused 4 "/nonexistent.js" eval miniwob --html "$PAGES" --oracle /nonexistent.js
}

@test "a share is one of several" {
	for share in 0/2 3/2 2 1/2/3 x; do
		refused 2 "such as 1/4" eval miniwob --html "$PAGES" --share "$share"
		refused 2 "such as 1/4" eval apps --share "$share"
	done
}

@test "an option of another suite is refused" {
	refused 2 "belongs to 'apprentice eval miniwob'" eval apps --html "$PAGES"
	refused 2 "belongs to 'apprentice eval apps'" eval miniwob --html "$PAGES" --drift 1
}
