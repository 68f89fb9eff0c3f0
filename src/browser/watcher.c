#include "browser/watcher.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct watcher {
	uv_process_t process;
	uv_pipe_t pipe;
	int handles; /* not yet closed by the loop */
	bool exited;
};

/* $1 is the folder to remove, or empty. A browser with a profile of the person's gets two seconds
 * to finish writing; its processes are not our children, so the only way to learn of their end is
 * to look again. rm is repeated because what is being killed may still write. */
static const char script[] =
	"trap '' HUP INT QUIT TERM\n"
	"read -r group\n"
	"read -r over\n"
	"if [ -n \"$group\" ] && [ \"$over\" != over ]; then\n"
	"	tries=0\n"
	"	while [ -z \"$1\" ] && [ $tries -lt 40 ] && kill -0 \"-$group\"; do\n"
	"		tries=$((tries + 1))\n"
	"		sleep 0.05\n"
	"	done\n"
	"	kill -KILL \"-$group\"\n"
	"fi\n"
	"[ -n \"$1\" ] || exit 0\n"
	"tries=0\n"
	"until rm -rf -- \"$1\" || [ $tries -ge 60 ]; do\n"
	"	tries=$((tries + 1))\n"
	"	sleep 0.05\n"
	"done\n";

static void forget_handle(uv_handle_t *handle)
{
	struct watcher *watcher = handle->data;

	if (--watcher->handles == 0)
		free(watcher);
}

static void take_exit(uv_process_t *process, int64_t status, int signal)
{
	struct watcher *watcher = process->data;

	(void)status;
	(void)signal;
	watcher->exited = true;
}

int watcher_start(struct loop *loop, const char *folder, struct watcher **out, struct error *error)
{
	struct watcher *watcher = memory_new(1, sizeof *watcher);
	const char *words[] = {"/bin/sh", "-c", script, "apprentice-watcher", folder ? folder : ""};
	char *arguments[6] = {NULL};
	uv_stdio_container_t stdio[3] = {{.flags = UV_CREATE_PIPE | UV_READABLE_PIPE,
						 .data.stream = (uv_stream_t *)&watcher->pipe},
		{.flags = UV_IGNORE}, {.flags = UV_IGNORE}};
	uv_process_options_t options = {.file = words[0],
		.args = arguments,
		.cwd = "/",
		.flags = UV_PROCESS_DETACHED,
		.stdio = stdio,
		.stdio_count = 3,
		.exit_cb = take_exit};
	int status;

	for (size_t i = 0; i < 5; i++)
		arguments[i] = memory_copy_text(words[i]);
	uv_pipe_init(&loop->uv, &watcher->pipe, 0);
	watcher->pipe.data = watcher->process.data = watcher;
	watcher->handles = 2;
	status = uv_spawn(&loop->uv, &watcher->process, &options);
	for (size_t i = 0; i < 5; i++)
		free(arguments[i]);
	if (status == 0) {
		*out = watcher;
		return 0;
	}
	watcher_free(watcher);
	return error_set(error, ERROR_IO, "Cannot start /bin/sh to watch over the browser: %s.",
		uv_strerror(status));
}

/* A few bytes into an empty socket: it takes them at once, or the watcher is dead. */
static void say(struct watcher *watcher, const char *line)
{
	char *copy = memory_copy_text(line);
	uv_buf_t buffer = uv_buf_init(copy, (unsigned)strlen(copy));

	uv_try_write((uv_stream_t *)&watcher->pipe, &buffer, 1);
	free(copy);
}

void watcher_tell_group(struct watcher *watcher, pid_t group)
{
	char line[32];

	snprintf(line, sizeof line, "%ld\n", (long)group);
	say(watcher, line);
}

static void close_pipe(struct watcher *watcher)
{
	if (!uv_is_closing((uv_handle_t *)&watcher->pipe))
		uv_close((uv_handle_t *)&watcher->pipe, forget_handle);
}

void watcher_release(struct watcher *watcher)
{
	say(watcher, "over\n");
	close_pipe(watcher);
}

bool watcher_is_done(const struct watcher *watcher)
{
	return watcher->exited;
}

void watcher_free(struct watcher *watcher)
{
	if (!watcher)
		return;
	close_pipe(watcher);
	uv_close((uv_handle_t *)&watcher->process, forget_handle);
}
