#!/usr/bin/env bats
# Wrong calls: one sentence that says what to do, and exit status 2.

load program

@test "a missing option is named with its example" {
	refused 2 "record needs --task NAME. 'apprentice record --help' shows an example." record
	refused 2 "record needs --url URL" record --task t
	refused 2 "record needs --goal TEXT" record --task t --url http://127.0.0.1/
	refused 2 "run needs --task NAME" run --goal x
	refused 2 "replay needs --task NAME" replay
}

@test "an unknown option names the nearest" {
	refused 2 "Did you mean --goal?" run --task t --gaol x
	refused 2 "There is no option -t" run -t x
}

@test "an option of another command is refused" {
	refused 2 "does not take --param" record --param a=b
	refused 2 "does not take --yes" run --yes
	refused 2 "does not take --port" run --port 80
}

@test "an option without its value is refused" {
	refused 2 "--goal needs a value: --goal TEXT." run --task t --goal
	refused 2 "--task needs a value" run --task --quiet
	refused 2 "--goal needs a text that is not empty." run --task t --goal ""
}

@test "a value out of bounds names the bounds" {
	refused 2 "from 1 to 1000 steps, not '0'" run --task t --max-steps 0
	refused 2 "from 100 to 600000 ms, not '5s'" run --task t --timeout-action 5s
	refused 2 "each from 200 to 7680 px, not '100x100'" run --task t --window 100x100
	refused 2 "from 0 to 65535, not '65536'" apps --port 65536
	refused 2 "takes native, network or replay, not 'rplay'. Did you mean 'replay'?" run --task t --policy rplay
}

@test "a variable out of bounds is named" {
	APPRENTICE_MAX_STEPS=many refused 2 "APPRENTICE_MAX_STEPS takes a whole number" run --task t
	APPRENTICE_JSON=perhaps refused 2 "APPRENTICE_JSON takes yes or no" tasks
}

@test "what is no URL is refused, and one proposed" {
	refused 2 "Did you mean 'https://example.com/book'?" \
		record --task t --goal g --url example.com/book
	refused 2 "not 'nonsense'" record --task t --goal g --url nonsense
	refused 2 "--url takes a URL" record --task t --goal g --url 'http://'
	refused 2 "--url takes a URL" record --task t --goal g --url 'javascript:alert(1)'
	refused 2 "Did you mean 'https://example.com/book'?" run --task t --url example.com/book
	refused 2 "begins with http or ws" run --task t --cdp-endpoint ftp://127.0.0.1/
}

@test "a task name that is no folder name is refused" {
	for name in ../t a/b .t "a b" ""; do
		refused 2 "--task takes a name" run --task "$name"
	done
	[ ! -e logs ]
}

@test "a parameter without a value is refused" {
	refused 2 "--param takes NAME=VALUE, not 'people'" run --task t --param people
}

@test "arguments that mean nothing are refused" {
	refused 2 "run does not take 'book'" run book
	refused 2 "doctor does not take 'all'" doctor all
	refused 2 "version does not take 'x'" version x
}

@test "contradictions are refused" {
	refused 2 "--quiet and --verbose" tasks --quiet --verbose
	refused 2 "--cdp-endpoint uses a browser that already runs, so --chromium" \
		run --task t --cdp-endpoint http://127.0.0.1:9 --chromium /bin/true
}

@test "tasks knows list and show" {
	refused 2 "Use 'apprentice tasks show NAME'" tasks sho
	refused 2 "tasks show needs the name of a task" tasks show
	refused 2 "tasks does not take 'b'" tasks show a b
}

@test "the value of an unknown option is not repeated" {
	apprentice 2 run --password=hunter2
	hides hunter2
}
