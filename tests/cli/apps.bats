#!/usr/bin/env bats
# The bundled apps, served.

load program

setup_file() {
	command -v curl >/dev/null || skip "curl is not installed"
}

@test "the address is the first line, and answers" {
	serve --port 0
	[[ "$(cat out.txt)" =~ ^http://127\.0\.0\.1:[1-9][0-9]*/$ ]]
	curl -sf "${url:?}" >page.html
	grep -q "<title>" page.html
}

@test "Ctrl-C ends it with exit 0" {
	serve --port 0
	kill -INT "${server:?}"
	ends_with 0 "${server:?}"
}

@test "SIGTERM ends it with exit 0" {
	serve --port 0
	kill -TERM "${server:?}"
	ends_with 0 "${server:?}"
}

@test "--json prints address and port" {
	serve --port 0 --json
	grep -qE '^\{"url":"http://127.0.0.1:([0-9]+)/","port":\1\}$' out.txt
}

@test "a port of one's own" {
	serve --port 0
	port=${url##*:}
	port=${port%/}
	kill -INT "${server:?}"
	wait "${server:?}"
	serve --port "$port"
	[ "${url:?}" = "http://127.0.0.1:$port/" ]
}

@test "another folder of apps" {
	mkdir root
	echo "<title>own</title>" >root/index.html
	serve --port 0 --root root
	curl -sf "${url:?}" >page.html
	grep -q own page.html
}
