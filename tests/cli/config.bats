#!/usr/bin/env bats
# Settings from a file, as a person meets them.

load program

@test "without a file, everything is at its default" {
	apprentice 0 config
	shows "everything is at its default"
}

@test "what is printed is understood" {
	apprentice 0 config --print
	printf '%s\n' "$output" >apprentice.yaml
	apprentice 0 config --check
	[ "$output" = "apprentice.yaml is understood." ]
}

@test "a file beside the tasks is read, and a flag wins over it" {
	echo 'output-dir: elsewhere' >apprentice.yaml
	apprentice 0 tasks
	shows "no tasks in 'elsewhere'"
	apprentice 0 tasks --output-dir here
	shows "no tasks in 'here'"
}

@test "the environment wins over the file" {
	echo 'output-dir: elsewhere' >team.yaml
	export APPRENTICE_OUTPUT_DIR=third
	apprentice 0 tasks --config team.yaml
	shows "no tasks in 'third'"
}

@test "a fault in the file is told with its place, before anything is done" {
	printf 'quiet: no\nmax-stepz: 3\n' >apprentice.yaml
	refused 2 "apprentice.yaml, line 2, column 1: there is no setting 'max-stepz'; did you mean 'max-steps'?" \
		run --task book
}

@test "a named file that is missing is an error" {
	refused 2 "nowhere.yaml" tasks --config nowhere.yaml
}

@test "--print and --check exclude each other" {
	refused 2 "Give one of --print and --check." config --print --check
}
