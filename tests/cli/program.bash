# What every suite starts from: the program, an empty folder to work in, an environment without
# settings of the person who runs the tests.
bats_require_minimum_version 1.5.0

: "${APPRENTICE_BINARY:=$BATS_TEST_DIRNAME/../../build/apprentice}"
status=0 stderr="" stderr_lines=() # filled by run
DATA="$BATS_TEST_DIRNAME/data"

setup() {
	if [ ! -x "$APPRENTICE_BINARY" ]; then
		echo "There is no program at $APPRENTICE_BINARY: build it, or set APPRENTICE_BINARY." >&2
		return 1
	fi
	cd "$BATS_TEST_TMPDIR" || return 1
	unset DISPLAY WAYLAND_DISPLAY
	local variable
	for variable in "${!APPRENTICE_@}"; do
		[ "$variable" = APPRENTICE_BINARY ] || unset "$variable"
	done
	# A suite that is not about the network sets POLICY=replay: rules decide alike with any weights.
	[ -z "${POLICY:-}" ] || export APPRENTICE_POLICY="$POLICY"
}

# apprentice STATUS ARGUMENT... - runs the program, expects the exit status; $output and $stderr.
apprentice() {
	local expected="$1"
	shift
	run --separate-stderr "$APPRENTICE_BINARY" "$@" </dev/null
	echo "exit status $status, expected $expected"
	echo "stdout: $output"
	echo "stderr: $stderr"
	[ "$status" -eq "$expected" ]
}

# refused STATUS WORDS ARGUMENT... - nothing on stdout, and one sentence on stderr that has WORDS.
refused() {
	local words="$2"
	apprentice "$1" "${@:3}"
	[ -z "$output" ]
	[ "${#stderr_lines[@]}" -eq 1 ]
	[[ "$stderr" == "apprentice: "*[.?] ]]
	[[ "$stderr" == *"$words"* ]]
}

# shows WORDS - stdout has them.
shows() {
	[[ "$output" == *"$1"* ]]
}

# tasks_folder NAME... - ./logs with these tasks, copied from the data.
tasks_folder() {
	mkdir -p logs
	local name
	for name in "$@"; do
		cp -r "$DATA/logs/$name" logs/
	done
}

# complains WORDS - stderr has them.
complains() {
	[[ "$stderr" == *"$1"* ]]
}

# hides WORDS - they were printed nowhere.
hides() {
	[[ "$output$stderr" != *"$1"* ]]
}

# has_no_complaint - stderr is empty.
has_no_complaint() {
	[ -z "$stderr" ]
}

# ends_with STATUS PROCESS - waits for a background process.
ends_with() {
	local ended=0
	wait "$2" || ended=$?
	[ "$ended" -eq "$1" ]
}

# wait_for FILE WORDS PROCESS - until the file has them, or the process that writes it has ended.
wait_for() {
	until grep -q "$2" "$1" 2>/dev/null; do
		kill -0 "$3" 2>/dev/null || break
		read -rt 0.1 <> <(:) || true
	done
	grep -q "$2" "$1"
}

# serve ARGUMENT... - serves apps until the test ends: the process $server, at $url.
serve() {
	"$APPRENTICE_BINARY" apps "$@" </dev/null >out.txt 2>err.txt 3>&- &
	server=$!
	wait_for out.txt http "$server"
	export url
	url=$(grep -oE 'http://127.0.0.1:[0-9]+/' out.txt)
}

# silent_server [PAGE] - data/silent_server.pl, until the test ends, at $url; requests.txt lists what
# was asked of it after the address.
silent_server() {
	command -v perl >/dev/null || skip "perl is not installed"
	perl "$DATA/silent_server.pl" "$@" >requests.txt 2>server.txt 3>&- &
	server=$!
	wait_for requests.txt http "$server"
	url=$(head -1 requests.txt)
}

teardown() {
	[ -n "${server:-}" ] || return 0
	kill -9 "$server" 2>/dev/null || true
	wait "$server" 2>/dev/null || true
}
