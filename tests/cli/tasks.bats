#!/usr/bin/env bats
# Tasks on disk: listed, shown, refused where they cannot be used.

load program

@test "no tasks yet: says how to make one" {
	mkdir logs
	apprentice 0 tasks
	shows "apprentice record --task NAME"
}

@test "an output folder that does not exist has no tasks" {
	apprentice 0 tasks
	shows "There are no tasks in 'logs'"
	[ ! -e logs ]
}

@test "tasks lists each with its demonstrations and its last run" {
	tasks_folder book login
	apprentice 0 tasks
	grep -qE '^book +1 +success +Book Blue for 3 people$' <<<"$output"
	grep -qE '^login +1 +- +Log in as ann@example.org$' <<<"$output"
	apprentice 0 tasks list
	[ "${#lines[@]}" -eq 3 ]
}

@test "tasks --json is one object" {
	tasks_folder book login
	apprentice 0 tasks --json
	[ "${#lines[@]}" -eq 1 ]
	shows '"task":"book"'
	shows '"last_outcome":"success"'
	shows '"last_outcome":null'
}

@test "tasks show tells goal, steps, parameters, criterion" {
	tasks_folder book
	apprentice 0 tasks show book
	shows "book: Book Blue for 3 people"
	shows "type 'Blue' into textbox 'Room'"
	shows "room = Blue"
	shows "Done when "
}

@test "tasks show --json is one object" {
	tasks_folder book
	apprentice 0 tasks show book --json
	[ "${#lines[@]}" -eq 1 ]
	shows '"goal":"Book Blue for 3 people"'
	shows '"words":"type '
}

@test "another folder of tasks by flag and by variable" {
	tasks_folder book
	mv logs elsewhere
	apprentice 0 tasks --output-dir elsewhere
	shows "book"
	APPRENTICE_OUTPUT_DIR=elsewhere apprentice 0 tasks
	shows "book"
}

@test "an unknown task: exit 2, the nearest name, no browser, no folder" {
	tasks_folder book login
	for command in run replay; do
		refused 2 "'bok'" "$command" --task bok
		complains "Did you mean 'book'?"
	done
	refused 2 "'bok'" tasks show bok
	[ ! -e logs/bok ]
}

@test "an unknown task where there are none" {
	refused 2 "'book'" run --task book
}

@test "a demonstration that ends in the middle of a step is not followed" {
	tasks_folder cut
	refused 2 "its file ends in the middle of a step" run --task cut
	complains "logs/cut/demo-20260101-120000"
	complains "apprentice record --task cut"
}

@test "an unfinished recording is not followed" {
	tasks_folder book
	sed -i 's/"outcome":"success"/"outcome":"running"/' logs/book/demo-*/run.json
	refused 2 "its recording was not finished" run --task book
}

@test "a malformed demonstration names file and place" {
	tasks_folder book
	demonstration=$(echo logs/book/demo-*)
	echo '{"task":' >"$demonstration/run.json"
	refused 2 "$demonstration/run.json" run --task book
}

@test "a malformed step names file and line" {
	tasks_folder book
	steps=$(echo logs/book/demo-*/steps.jsonl)
	sed -i '2s/.*/{"nonsense": true}/' "$steps"
	refused 2 "$steps" run --task book
	complains 2
}

@test "a demonstration without its steps is refused" {
	tasks_folder book
	rm logs/book/demo-*/steps.jsonl
	refused 2 "logs/book/demo-" run --task book
}

@test "a demonstration whose file cannot be read is named: exit 4" {
	tasks_folder book
	demonstration=$(echo logs/book/demo-*)
	rm "$demonstration/steps.jsonl"
	mkdir "$demonstration/steps.jsonl"
	refused 4 "Cannot read $demonstration/steps.jsonl" run --task book
}

@test "an older demonstration is followed with a warning where the newest was cut off" {
	tasks_folder book cut
	mv logs/cut/demo-20260101-120000 logs/book/demo-20990101-120000
	apprentice 0 tasks show book
	shows "Book Blue for 3 people"
	complains "warning: "
	complains "An older one is followed."
}

@test "texts of a task cannot steer the terminal" {
	tasks_folder book
	sed -i 's/Book Blue for 3 people/Book \\u001b[31mBlue/' logs/book/demo-*/run.json
	apprentice 0 tasks
	hides $'\033'
}
