#!/usr/bin/env bats
# The manual pages and the completion say what the tables say, and are put where a system looks.

load program

@test "the manual has every command, and groff finds nothing wrong in it" {
	apprentice 0 manual program
	local page=$output
	apprentice 0 --help
	for command in record run replay tasks adapters rollback eval pretrain doctor config manual; do
		[[ "$page" == *".SS $command"* ]]
	done
	command -v groff || skip "groff is not installed"
	run groff -man -Tutf8 -ww -z <(printf '%s\n' "$page")
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "the manual of the configuration has every key that config prints" {
	apprentice 0 manual config
	local page=${output//\\/}
	apprentice 0 config --print
	local keys=0 key
	while read -r key; do
		[[ "$page" == *".B $key"$'\n'* ]] || { echo "no $key"; return 1; }
		keys=$((keys + 1))
	done < <(grep -oE '^#? ?[a-z][a-z-]*:' <<<"$output" | tr -d '#: ' | grep -v '^tasks$')
	[ "$keys" -ge 20 ]
}

@test "bash completes commands, options and the words an option takes" {
	apprentice 0 manual bash
	eval "$output"
	COMP_WORDS=(apprentice rec) COMP_CWORD=1
	_apprentice
	[ "${COMPREPLY[*]}" = record ]
	COMP_WORDS=(apprentice run --max-s) COMP_CWORD=2
	_apprentice
	[ "${COMPREPLY[*]}" = --max-steps ]
	COMP_WORDS=(apprentice run --policy nat) COMP_CWORD=3
	_apprentice
	[ "${COMPREPLY[*]}" = native ]
}

@test "an unknown manual is refused with those there are" {
	refused 2 "There is no manual called 'novel'; there are program, config and bash." manual novel
}

@test "what is installed runs from there, with what comes with it" {
	local build
	build=$(dirname "$APPRENTICE_BINARY")
	DESTDIR="$PWD/root" cmake --install "$build" --prefix /usr
	[ -s root/usr/share/man/man1/apprentice.1 ]
	[ -s root/usr/share/bash-completion/completions/apprentice ]
	cd root
	run usr/bin/apprentice tasks show no-such-task
	[ "$status" -eq 2 ]
	run usr/bin/apprentice eval gym --episodes 0
	[ "$status" -eq 2 ]
	[ -d usr/share/apprentice/apps/billing ]
}
