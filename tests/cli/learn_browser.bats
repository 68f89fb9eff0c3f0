#!/usr/bin/env bats
# Runs of the network that learn, in a real headless Chromium, as a person sees them.

load program

PAGES="file://$BATS_TEST_DIRNAME/data/pages"

learn() {
	[ -s "$BATS_TEST_DIRNAME/../../models/base.safetensors" ] || skip "there is no network"
	apprentice 0 run --task book --url "$PAGES/book.html" --goal "Book Green for 5 people" \
		--policy native "$@"
}

@test "a run without --train leaves no adapter" {
	tasks_folder book
	learn
	hides "learning"
	[ ! -e adapters ]
}

@test "a run that learns says so, in words and in files" {
	tasks_folder book
	learn --train --shadow
	shows "learning   "
	shows "shadow     agrees in 3 of 3 decisions"
	[ -s adapters/book/state.json ]
	folders=(logs/book/run-*)
	grep -q '"learning":{"updates":' "${folders[-1]}/metrics.json"
	grep -q '"shadow":{"steps":3,"agreement":1' "${folders[-1]}/metrics.json"
	grep -q '"shadow":{"agrees":true' "${folders[-1]}/steps.jsonl"
	grep -q '"learning":\[' "${folders[-1]}/run.json"
}

@test "a budget of nothing is used up" {
	tasks_folder book
	learn --train --update-budget 0
	shows "learning   none: The budget of updates is used up"
	learn --train --update-budget 0 --json
	shows '"refusals":{"budget":1}'
}
