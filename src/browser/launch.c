#include "browser/launch.h"

#include "base/bytes.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/text.h"
#include "browser/chromium_arguments.h"
#include "browser/watcher.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	WORDS_BYTES = 8 * 1024, /* kept of stderr: launch failures are explained at its end */
	EXIT_MS = 1000,		/* for a browser whose pipe was closed; it takes about 100 */
	CLEAR_UP_MS = 8000,	/* for the watcher, whose own limits add up to less */
	PROFILE_IN_USE = 21	/* Chromium's exit status */
};

struct chromium {
	struct loop *loop;
	uv_process_t process;
	uv_pipe_t stderr_pipe;
	int handles;
	struct watcher *watcher;
	char *profile;
	int profile_fd; /* holds the lock on a given profile; -1: none */
	struct bytes words;
	char chunk[4096];
	pid_t pid; /* also its process group; 0: never started */
	bool exited;
	int64_t exit_status;
	int exit_signal;
};

/* --- stderr ------------------------------------------------------------------------- */

static void give_chunk(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	struct chromium *self = handle->data;

	(void)suggested;
	*buffer = uv_buf_init(self->chunk, sizeof self->chunk);
}

static void take_words(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer)
{
	struct chromium *self = stream->data;

	if (count < 0)
		uv_read_stop(stream);
	if (count <= 0)
		return;
	bytes_append(&self->words, buffer->base, (size_t)count, NULL);
	if (self->words.length > WORDS_BYTES)
		bytes_drop_front(&self->words, self->words.length - WORDS_BYTES);
}

const char *chromium_words(const struct chromium *chromium)
{
	return chromium->words.data ? chromium->words.data : "";
}

/* --- the process -------------------------------------------------------------------- */

static void forget_handle(uv_handle_t *handle)
{
	struct chromium *self = handle->data;

	if (--self->handles > 0)
		return;
	bytes_release(&self->words);
	free(self->profile);
	free(self);
}

static void take_exit(uv_process_t *process, int64_t status, int number)
{
	struct chromium *self = process->data;

	self->exited = true;
	self->exit_status = status;
	self->exit_signal = number;
}

static struct chromium *chromium_new(struct loop *loop)
{
	struct chromium *self = memory_new(1, sizeof *self);

	self->loop = loop;
	self->profile_fd = -1;
	bytes_init(&self->words, WORDS_BYTES + sizeof self->chunk);
	uv_pipe_init(&loop->uv, &self->stderr_pipe, 0);
	self->process.data = self->stderr_pipe.data = self;
	self->handles = 1;
	return self;
}

static int profile_in_use(const struct chromium *self, struct error *error)
{
	return error_set(error, ERROR_REFUSED,
		"The profile %s is in use by another browser. Close it, or choose another profile.",
		self->profile);
}

/* Chromium's own mark is a link "SingletonLock" to "<host>-<pid>"; it may be stale. */
static bool is_marked_as_used(const struct chromium *self)
{
	char target[256];
	char *link = path_join(self->profile, "SingletonLock");
	ssize_t length = readlink(link, target, sizeof target - 1);
	const char *pid;

	free(link);
	target[length > 0 ? length : 0] = 0;
	pid = strrchr(target, '-');
	return pid && kill((pid_t)strtol(pid + 1, NULL, 10), 0) == 0;
}

/* Two browsers on one profile damage it. The headless shell does not look, so we do: by a lock
 * of our own on the folder, which goes with us, and by Chromium's mark. */
static int claim_profile(struct chromium *self, struct error *error)
{
	int status = folder_make(self->profile, 0700, error);

	if (status < 0)
		return status;
	self->profile_fd = open(self->profile, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (self->profile_fd < 0)
		return error_set_errno(
			error, errno, "Cannot open the browser's profile %s", self->profile);
	if (flock(self->profile_fd, LOCK_EX | LOCK_NB) < 0 || is_marked_as_used(self))
		return profile_in_use(self, error);
	return 0;
}

static void name_profile(struct chromium *self, const struct browser_options *options)
{
	const char *temporary = getenv("TMPDIR");
	char identifier[17];

	random_identifier(identifier, sizeof identifier - 1);
	self->profile = options->profile
				? memory_copy_text(options->profile)
				: memory_format("%s/apprentice-profile-%s",
					  temporary && *temporary ? temporary : "/tmp", identifier);
}

/* A folder only we can read, or the one given, made if it is missing. */
static int make_profile(
	struct chromium *self, const struct browser_options *options, struct error *error)
{
	if (options->profile)
		return claim_profile(self, error);
	if (mkdir(self->profile, 0700) == 0)
		return 0;
	return error_set_errno(error, errno,
		"Cannot make a folder for the browser's profile as %s; set TMPDIR to a folder that "
		"can be written",
		self->profile);
}

/* Our ends come first. stderr's are non-blocking on both sides: a browser whose words are not
 * read in time loses them and does not stop. */
struct channels {
	int commands[2], answers[2], words[2];
};

static void channels_close(struct channels *channels)
{
	int *fds = channels->commands;

	for (size_t i = 0; i < sizeof *channels / sizeof *fds; i++)
		if (fds[i] >= 0)
			close(fds[i]);
}

static int channels_open(struct channels *channels, struct error *error)
{
	*channels = (struct channels){{-1, -1}, {-1, -1}, {-1, -1}};
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channels->commands) == 0 &&
		socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channels->answers) == 0 &&
		pipe2(channels->words, O_CLOEXEC | O_NONBLOCK) == 0)
		return 0;
	error_set_errno(error, errno, "Cannot make the pipe to the browser");
	channels_close(channels);
	return ERROR_IO;
}

static int spawn(struct chromium *self, const struct channels *channels, char **arguments,
	struct error *error)
{
	uv_stdio_container_t stdio[5] = {{.flags = UV_IGNORE}, {.flags = UV_IGNORE},
		{.flags = UV_INHERIT_FD, .data.fd = channels->words[1]},
		{.flags = UV_INHERIT_FD, .data.fd = channels->commands[1]},
		{.flags = UV_INHERIT_FD, .data.fd = channels->answers[1]}};
	uv_process_options_t options = {.file = arguments[0],
		.args = arguments,
		.flags = UV_PROCESS_DETACHED, /* its own session: Ctrl-C is for us alone */
		.stdio = stdio,
		.stdio_count = 5,
		.exit_cb = take_exit};
	int status;

	self->handles++;
	status = uv_spawn(&self->loop->uv, &self->process, &options);
	if (status < 0)
		return error_set(error, ERROR_NOT_FOUND, "Cannot run %s: %s. Is it Chromium?",
			arguments[0], uv_strerror(status));
	self->pid = self->process.pid;
	watcher_tell_group(self->watcher, self->pid);
	return 0;
}

static int launch(struct chromium *self, struct channels *channels,
	const struct browser_options *options, struct error *error)
{
	char *program = NULL;
	char **arguments;
	int status = chromium_find(options, &program, error);

	name_profile(self, options);
	if (status == 0) /* before there is anything to remove: we may die at any moment */
		status = watcher_start(
			self->loop, options->profile ? NULL : self->profile, &self->watcher, error);
	if (status == 0)
		status = make_profile(self, options, error);
	if (status == 0) {
		arguments = chromium_arguments_new(options, program, self->profile);
		status = spawn(self, channels, arguments, error);
		chromium_arguments_free(arguments);
	}
	free(program);
	return status;
}

int chromium_start(struct loop *loop, const struct browser_options *options, struct chromium **out,
	int *read_fd, int *write_fd, struct error *error)
{
	struct chromium *self;
	struct channels channels;
	int status = channels_open(&channels, error);

	if (status < 0)
		return status;
	self = chromium_new(loop);
	status = launch(self, &channels, options, error);
	if (status == 0) {
		uv_pipe_open(&self->stderr_pipe, channels.words[0]);
		uv_read_start((uv_stream_t *)&self->stderr_pipe, give_chunk, take_words);
		*read_fd = channels.answers[0];
		*write_fd = channels.commands[0];
		channels.words[0] = channels.answers[0] = channels.commands[0] = -1;
		*out = self;
	} else {
		chromium_stop(self);
	}
	channels_close(&channels); /* the browser's ends, so that we see its end */
	return status;
}

pid_t chromium_process(const struct chromium *chromium)
{
	return chromium->pid;
}

/* --- the end ------------------------------------------------------------------------ */

static int has_exited(void *context, struct error *error)
{
	const struct chromium *self = context;

	(void)error;
	return self->exited || !self->pid;
}

/* As process 1 of a container we inherit the browser's helpers: they are waited for as well. */
static int is_cleared_up(void *context, struct error *error)
{
	const struct chromium *self = context;

	(void)error;
	if (self->pid && self->exited)
		while (waitpid(-self->pid, NULL, WNOHANG) > 0)
			;
	return !self->watcher || watcher_is_done(self->watcher);
}

/* The last line of stderr that says something, in sentences, without Chromium's
 * "[pid:time:ERROR:file]". */
static char *last_words(const struct chromium *self)
{
	const char *text = chromium_words(self);
	size_t length = strlen(text);
	const char *line;
	char *repaired, *bracket, *sentence;

	while (length > 0 && strchr("\n .", text[length - 1]))
		length--;
	if (length == 0)
		return memory_copy_text("It said nothing. Is it Chromium?");
	line = memrchr(text, '\n', length);
	line = line ? line + 1 : text;
	repaired = text_repair(line, (size_t)(text + length - line));
	bracket = *repaired == '[' ? strstr(repaired, "] ") : NULL;
	sentence = memory_format("Its last words: %s.", bracket ? bracket + 2 : repaired);
	free(repaired);
	return sentence;
}

static int explain(struct chromium *self, struct error *error)
{
	const char *all = chromium_words(self);
	char *words;
	int status;

	if (self->exit_status == PROFILE_IN_USE || strstr(all, "profile corruption") ||
		strstr(all, "existing browser session"))
		return profile_in_use(self, error);
	if (strstr(all, "$DISPLAY") || strstr(all, "X server"))
		return error_set(error, ERROR_IO,
			"Chromium found no display to open its window on. Set DISPLAY, or run it "
			"headless.");
	if (strstr(all, "No usable sandbox"))
		return error_set(error, ERROR_IO,
			"Chromium found no sandbox for its pages. Install the package "
			"chromium-sandbox, "
			"or allow unprivileged user namespaces.");
	words = last_words(self);
	if (self->exit_signal)
		status = error_set(error, ERROR_IO, "Chromium was ended by signal %d. %s",
			self->exit_signal, words);
	else
		status = error_set(error, ERROR_IO, "Chromium exited with status %d. %s",
			(int)self->exit_status, words);
	free(words);
	return status;
}

int chromium_explain_end(struct chromium *chromium, struct error *error)
{
	int status = loop_wait(chromium->loop, has_exited, chromium, deadline_in(EXIT_MS),
		"the browser's exit", NULL);

	if (status < 0)
		return error_set(error, ERROR_IO,
			"Chromium closed the connection to us but still runs. It is ended.");
	return explain(chromium, error);
}

void chromium_stop(struct chromium *self)
{
	loop_wait(self->loop, has_exited, self, deadline_in(EXIT_MS), "the browser's exit", NULL);
	if (self->pid)
		kill(-self->pid, SIGKILL); /* what hangs, and helpers that outlive their browser */
	loop_wait(self->loop, has_exited, self, deadline_in(EXIT_MS), "the browser's death", NULL);
	if (self->watcher)
		watcher_release(self->watcher);
	loop_wait(self->loop, is_cleared_up, self, deadline_in(CLEAR_UP_MS),
		"the browser's profile to be removed", NULL);
	watcher_free(self->watcher);
	if (self->profile_fd >= 0)
		close(self->profile_fd);
	if (self->handles > 1)
		uv_close((uv_handle_t *)&self->process, forget_handle);
	uv_close((uv_handle_t *)&self->stderr_pipe, forget_handle);
}
