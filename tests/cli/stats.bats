#!/usr/bin/env bats
# Figures across runs: rebuilt, told, drawn, exported; and what there is. Wrong calls and damage.

load program

# ran TASK DAY OUTCOME STEPS [MORE] - a run that ended, with its files.
ran() {
	local folder
	folder="logs/$1/run-202601$(printf %02d "$2")-120000-abcd"
	mkdir -p "$folder"
	printf '{"task":"%s","goal":"Book \\"Blue\\", now","started":"2026-01-%02dT12:00:00.000Z","outcome":"%s"}' \
		"$1" "$2" "$3" >"$folder/run.json"
	printf '{"outcome":"%s","policy":"native","steps":%d,"retries":1,"times_ms":{"total":2000},"decisions":{"native":%d}%s}' \
		"$3" "$4" "$4" "${5:-}" >"$folder/metrics.json"
}

# ten runs of book, of which the first two failed, and one broken off of pay.
history() {
	local day
	ran book 1 failure 9
	ran book 2 unknown 9
	for day in 3 4 5 6 7 8 9; do
		ran book $day success 4
	done
	ran book 10 success 4 ',"learning":{"updates":2,"gradient_steps":16,"refusals":{"budget":1,"entropy":2},"rollbacks":1,"budget_used":12,"budget":100},"shadow":{"steps":4,"agreement":0.75,"kl":0.1}'
	ran pay 1 aborted 1
}

@test "stats as a table, golden" {
	history
	LC_ALL=C apprentice 0 stats --rebuild
	complains "logs/apprentice.db is made again, of 11 runs."
	diff - <(echo "$output") <<-'END'
		TASK                  RUNS  LAST 10    ALL (95 %)      STEPS SECONDS UPDATES  COURSE
		book                    10     80 %   80 % 49..94 %      4.0     2.0       2  0035566777
		pay                      1        -      -                 -       -       0  
	END
}

@test "stats of one task, golden" {
	history
	LC_ALL=C.UTF-8 apprentice 0 stats --rebuild --task book
	diff - <(echo "$output") <<-'END'
		book, 10 runs: 8 succeeded, 1 failed, 1 unverified
		  success    last 10: 80 % (49..94 %); all: 80 % (49..94 %)
		  course     ▁▁▃▅▅▆▆▆▆▇
		  steps      4.0 to completion, in 2.0 s; 1.0 retries a run
		  decisions  native 50
		  learning   2 updates (12 of the budget of 100 used), 1 rollback; 3 refused: budget 1, entropy 2
		  shadow     the frozen policy agrees in 75 % of the steps
	END
	LC_ALL=C apprentice 0 stats --task pay
	shows "pay, 0 runs: 0 succeeded, 0 failed, 0 unverified; 1 broken off, not counted"
}

@test "stats for programs" {
	history
	apprentice 0 stats --rebuild --json
	[ "${#lines[@]}" -eq 1 ]
	shows '"task":"book","runs":10,"outcomes":{"success":8,"failure":1,"unknown":1,"aborted":0}'
	shows '"updates":2,"budget_used":12,"budget":100,"refusals":{"budget":1,"entropy":2},"rollbacks":1'
	apprentice 0 stats --csv
	[ "${#lines[@]}" -eq 12 ]
	[[ "${lines[0]}" == task,run,started,*,success_of_last_10 ]]
	[[ "${lines[10]}" == '"book","run-20260110-120000-abcd","2026-01-10T12:00:00.000Z",,"Book ""Blue"", now","native","success",'*',0.8' ]]
	[[ "${lines[11]}" == '"pay",'*, ]]
}

@test "the learning curve is a picture" {
	history
	apprentice 0 stats --rebuild --svg curve.svg
	shows "The learning curves are in curve.svg."
	grep -q "book: success of the last 10 runs" curve.svg
	[ "$(grep -c '<circle' curve.svg)" -eq 18 ]
	refused 2 "Cannot write nowhere/curve.svg" stats --svg nowhere/curve.svg
}

@test "no runs yet: says so, and makes nothing" {
	apprentice 0 stats
	shows "No run of any task is in logs/apprentice.db."
	[ ! -e logs ]
	apprentice 0 stats --json
	[ "$output" = '{"tasks":[]}' ]
	tasks_folder book
	apprentice 0 stats --task book
	shows "No run of the task book"
	[ ! -e logs/apprentice.db ]
}

@test "wrong calls are refused" {
	history
	apprentice 2 stats --csv --json
	complains "--json and --csv contradict each other: give one of them."
	refused 2 "There is no task 'bok' in 'logs'. Did you mean 'book'?" stats --task bok
	refused 2 "There is no folder 'nowhere'" stats --rebuild --output-dir nowhere
	refused 2 "stats does not take 'book'" stats book
	refused 2 "does not take --task" status --task book
	echo >file
	refused 4 "The database file/apprentice.db cannot be opened: Not a directory." stats --output-dir file
}

@test "a folder that cannot be read is named" {
	[ "$(id -u)" -ne 0 ] || skip "root reads everything"
	mkdir -m 000 logs
	refused 4 "logs/apprentice.db cannot be opened: Permission denied" stats
	refused 4 "logs" status
}

@test "a damaged database: one sentence, and its remedy works" {
	history
	echo "this is no database, but a text that is long enough to be taken for one at first" >logs/apprentice.db
	refused 2 "logs/apprentice.db is damaged, or no database at all." stats
	complains "apprentice stats --rebuild"
	apprentice 0 status
	complains "warning: The database logs/apprentice.db is damaged"
	apprentice 0 stats --rebuild
	complains "it is kept as logs/apprentice.db."
	shows "book"
	grep -q "this is no database" logs/apprentice.db.*
	apprentice 0 stats
	has_no_complaint
}

@test "a database of another program is not written" {
	command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
	history
	sqlite3 logs/apprentice.db "CREATE TABLE bookmarks (url TEXT)"
	before=$(md5sum <logs/apprentice.db)
	refused 2 "belongs to another program" stats
	[ "$(md5sum <logs/apprentice.db)" = "$before" ]
}

@test "runs whose files are damaged are left out, and told" {
	history
	echo "{" >logs/book/run-20260101-120000-abcd/metrics.json
	rm logs/book/run-20260102-120000-abcd/metrics.json
	apprentice 0 stats --rebuild --quiet
	complains "warning: 1 run is left out. The first: logs/book/run-20260101-120000-abcd/metrics.json is damaged"
	shows " 100 %"
}

@test "status tells what there is" {
	tasks_folder book login
	history
	LC_ALL=C apprentice 0 stats --rebuild
	LC_ALL=C apprentice 0 status
	grep -qE '^book +1 +11 +success +80 % +0035566777 +not yet$' <<<"$output"
	grep -qE '^login +1 +0 +- +- +not yet$' <<<"$output"
	shows "Network: "
	apprentice 0 status --json
	[ "${#lines[@]}" -eq 1 ]
	shows '"task":"book","goal":"Book Blue for 3 people","demonstrations":1,"runs":11,"last_outcome":"success","success_of_last_10":0.8'
	shows '"learned":null'
	shows '"database_trouble":null'
}

@test "status tells what was learned, or that it cannot be read" {
	tasks_folder book
	mkdir -p adapters
	"$(dirname "$APPRENTICE_BINARY")/tests/sample_adapters" adapters >/dev/null
	apprentice 0 status
	grep -qE 'book .* 3 of 100 updates, adapter [0-9a-f]{12}$' <<<"$output"
	apprentice 0 status --json
	shows '"learned":{"adapters":3,"in_force":"'
	shows '"budget_used":3,"budget":100'
	echo '{' >adapters/book/state.json
	apprentice 0 status
	shows "cannot be read"
	complains "adapters/book/state.json is damaged"
}

@test "status without tasks says how to make one" {
	apprentice 0 status
	shows "apprentice record --task NAME"
	apprentice 0 status --model nowhere.safetensors
	shows "Network: none"
}
