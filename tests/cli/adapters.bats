#!/usr/bin/env bats
# What was learned: listed, compared, chosen, gone back from, refused where it is damaged.

load program

# learned - ./adapters with three adapters of the task book: $first, $best, $newest; in force is the
# newest.
learned() {
	local tool
	tool="$(dirname "$APPRENTICE_BINARY")/tests/sample_adapters"
	mkdir -p adapters
	read -rd '' first best newest < <("$tool" adapters && printf '\0')
	newest=${newest%$'\n'}
	[ "${#newest}" -eq 64 ]
}

last_event() {
	tail -1 adapters/book/journal.jsonl
}

@test "a task that has not learned is told apart from one that has" {
	refused 2 "The task 'book' has no adapters in 'adapters'" adapters --task book
	refused 2 "The task 'book' has no adapters in 'adapters'" rollback --task book
	[ ! -e adapters ]
	learned
	refused 2 "Did you mean 'book'?" adapters --task bok
	refused 2 "Did you mean 'book'?" rollback --task bok --to none
	[ ! -e adapters/bok ]
}

@test "without a task it says how to call it" {
	refused 2 "adapters needs --task NAME" adapters
	refused 2 "rollback needs --task NAME" rollback
}

@test "adapters lists each, newest first, and marks the best and the one in force" {
	learned
	apprentice 0 adapters --task book
	[[ "${lines[0]}" == ADAPTER* ]]
	[[ "${lines[1]}" == "${newest:0:12} "*" 3 "*"100 %"*"in force" ]]
	[[ "${lines[2]}" == "${best:0:12} "*" 2 "*"best" ]]
	[[ "${lines[3]}" == "${first:0:12} "*" 1 "* ]]
	shows "Updates: 3 of the budget used, 3 in all."
	has_no_complaint
}

@test "adapters --json is one object" {
	learned
	apprentice 0 adapters --task book --json
	[ "${#lines[@]}" -eq 1 ]
	shows "\"adapter\":\"$newest\",\"in_force\":true,\"best\":false"
	shows "\"adapter\":\"$best\",\"in_force\":false,\"best\":true"
	shows '"budget_used":3'
}

@test "another folder of adapters by flag and by file" {
	learned
	mv adapters elsewhere
	apprentice 0 adapters --task book --adapters-dir elsewhere
	shows "${newest:0:12}"
	echo 'adapters-dir: elsewhere' >apprentice.yaml
	apprentice 0 adapters --task book
	shows "${newest:0:12}"
}

@test "diff tells by how much two differ, layer by layer" {
	learned
	apprentice 0 adapters --task book diff "${first:0:8}" "$newest"
	shows "${first:0:12} ${newest:0:12}"
	grep -qE '^one +[0-9.]+ +[0-9.]+ +[1-9][0-9.]*$' <<<"$output"
	grep -qE '^all ' <<<"$output"
	apprentice 0 adapters --task book diff "$first" "$first" --json
	shows '"all":{"layer":null'
	shows '"difference":0.0}'
}

@test "rollback goes back to the best, and then to none" {
	learned
	apprentice 0 rollback --task book
	shows "book: from adapter ${newest:0:12} back to ${best:0:12}."
	shows "Learning pauses for 5 verified outcomes."
	shows "Undo: apprentice adapters --task book activate ${newest:0:12}"
	[ "$(cat adapters/book/latest)" = "$best" ]
	[[ "$(last_event)" == *'"event":"rollback"'*'A person asked for it.'* ]]
	apprentice 0 adapters --task book
	shows "Learning pauses after a rollback for 5 more verified outcomes."
	shows "best, in force"
	apprentice 0 rollback --task book
	shows "back to none, the policy as it was shipped."
	[ "$(cat adapters/book/latest)" = none ]
	refused 2 "there is nothing to go back from" rollback --task book
}

@test "rollback goes where it is told" {
	learned
	apprentice 0 rollback --task book --to "${first:0:6}" --json
	shows "\"from\":\"$newest\",\"to\":\"$first\",\"cool_down_left\":5"
	apprentice 0 rollback --task book --to none --json
	shows "\"from\":\"$first\",\"to\":null"
	refused 2 "at least 4 digits" rollback --task book --to abc
	refused 2 "no adapter whose hash begins with '00000000'" rollback --task book --to 00000000
	refused 2 "at least 4 digits" rollback --task book --to ../../etc
}

@test "activate and delete" {
	learned
	apprentice 0 adapters --task book activate "${first:0:12}"
	shows "book: the adapter ${first:0:12} is in force (before: ${newest:0:12})."
	[ "$(cat adapters/book/latest)" = "$first" ]
	refused 2 "is in force. Put another in its place first" \
		adapters --task book delete "${first:0:12}"
	apprentice 0 adapters --task book delete "$newest"
	shows "is deleted"
	[ ! -e "adapters/book/$newest.safetensors" ]
	[[ "$(last_event)" == *'"event":"delete"'* ]]
	apprentice 0 adapters --task book
	[[ "$output" != *"${newest:0:12}"* ]]
}

@test "a damaged adapter is shown as such, and is not put in force" {
	learned
	echo x >>"adapters/book/$newest.safetensors"
	apprentice 0 adapters --task book
	grep -qE "^${newest:0:12} .* damaged, in force$" <<<"$output"
	complains "adapters/book/$newest.safetensors is damaged: its content is not what its name says."
	apprentice 0 rollback --task book
	refused 2 "is damaged" adapters --task book activate "$newest"
	refused 2 "is damaged" adapters --task book diff "$first" "$newest"
	apprentice 0 adapters --task book delete "$newest"
}

@test "a damaged state names the remedy, and the remedy works" {
	learned
	echo '{' >adapters/book/state.json
	refused 2 "adapters/book/state.json is damaged" adapters --task book
	complains "apprentice rollback"
	refused 2 "adapters/book/state.json is damaged" rollback --task book
	apprentice 0 rollback --task book --to "${best:0:12}"
	apprentice 0 adapters --task book
	grep -qE "^${best:0:12} .* in force$" <<<"$output"
	shows "Updates: 3 of the budget used"
}

@test "a damaged journal names file, line and remedy, and the remedy works" {
	learned
	sed -i '2s/.*/nonsense/' adapters/book/journal.jsonl
	refused 2 "adapters/book/journal.jsonl is damaged: its line 2" rollback --task book
	complains "Move the file away"
	mv adapters/book/journal.jsonl .
	apprentice 0 rollback --task book
}

@test "verbs that are wrong are refused" {
	learned
	refused 2 "adapters does not know 'lst'" adapters --task book lst
	refused 2 "adapters diff needs the hashes of two adapters" adapters --task book diff "$first"
	refused 2 "adapters activate needs the hash of one adapter" adapters --task book activate
	refused 2 "adapters delete needs the hash of one adapter" adapters --task book delete
	refused 2 "adapters does not take" adapters --task book diff a b c d
}
