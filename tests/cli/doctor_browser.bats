#!/usr/bin/env bats
# What `doctor` finds on this machine.

load program

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
