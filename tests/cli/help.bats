#!/usr/bin/env bats
# What the program says of itself.

load program

COMMANDS="record run replay tasks status stats adapters rollback apps eval doctor version"

@test "without a command it explains itself on stderr and fails" {
	apprentice 2
	[ -z "$output" ]
	complains "First steps:"
}

@test "--help, -h and help print the overview on stdout" {
	for word in --help -h help; do
		apprentice 0 "$word"
		shows "First steps:"
		shows "Exit status:"
		has_no_complaint
	done
}

@test "the overview lists every command" {
	apprentice 0 --help
	for command in $COMMANDS; do
		grep -qE "^  $command +[A-Z]" <<<"$output"
	done
}

@test "the overview says where the documentation is" {
	apprentice 0 --help
	shows "Documentation: "
}

@test "every command explains itself in the same way" {
	for command in $COMMANDS; do
		apprentice 0 "$command" --help
		[[ "${lines[0]}" == "Usage: $APPRENTICE_BINARY $command"* ]]
		shows "Examples:"
		shows "  $APPRENTICE_BINARY $command"
		has_no_complaint
		explained="$output"
		apprentice 0 help "$command"
		[ "$output" = "$explained" ]
		apprentice 0 "$command" -h
		[ "$output" = "$explained" ]
	done
}

@test "help fits a terminal of 90 columns" {
	ln -s "$APPRENTICE_BINARY" a # it is named as it was called, and that may be long
	APPRENTICE_BINARY=./a
	for command in $COMMANDS; do
		apprentice 0 "$command" --help
		[ -z "$(awk 'length > 90' <<<"$output")" ]
	done
}

@test "--help wins over arguments that are wrong" {
	apprentice 0 run --nonsense --help
	shows "Usage: $APPRENTICE_BINARY run"
}

@test "after -- no --help is meant" {
	refused 2 "--help" run -- --help
}

@test "version and --version print the same line" {
	apprentice 0 version
	[[ "$output" =~ ^apprentice\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
	line="$output"
	apprentice 0 --version
	[ "$output" = "$line" ]
}

@test "an unknown command names the nearest" {
	refused 2 "Did you mean 'apprentice record'?" recrod
	refused 2 "Did you mean 'apprentice doctor'?" help doctro
	refused 2 "'apprentice --help' lists them" frobnicate
}

@test "options before the command are explained" {
	refused 2 "The command comes first" --json run
}

@test "nothing is coloured that goes to a file" {
	apprentice 0 --help
	hides $'\033'
	apprentice 0 tasks
	hides $'\033'
}

@test "a terminal gets colour, unless NO_COLOR is set" {
	command -v script >/dev/null || skip "script is not installed"
	tasks_folder book
	coloured=$(TERM=xterm script -qec "$APPRENTICE_BINARY tasks" /dev/null </dev/null)
	[[ "$coloured" == *$'\033['* ]]
	plain=$(TERM=xterm NO_COLOR=1 script -qec "$APPRENTICE_BINARY tasks" /dev/null </dev/null)
	[[ "$plain" != *$'\033['* ]]
}

@test "a result that cannot be printed is an error" {
	[ -w /dev/full ] || skip "there is no /dev/full"
	# shellcheck disable=SC2016
	run --separate-stderr -4 sh -c '"$1" --help >/dev/full' sh "$APPRENTICE_BINARY"
	complains "apprentice: The result could not be printed"
}

@test "a reader that goes away between two lines is no error" {
	tasks_folder book
	{
		trap '' PIPE
		while echo; do :; done 2>/dev/null # until nobody reads
		"$APPRENTICE_BINARY" tasks show book 2>err.txt
		echo "$?" >status.txt
	} | true
	[ "$(cat status.txt)" -eq 0 ]
	[ ! -s err.txt ]
}

@test "a reader that goes away is no error" {
	"$APPRENTICE_BINARY" --help | head -1 >head.txt
	[ -s head.txt ]
}
