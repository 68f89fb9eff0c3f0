/*
 * record_apps.c - has every task of the bundled apps recorded by the real recorder from real input
 * events, and checks that what was recorded is what was done.
 *
 *   record_apps APPRENTICE APPS OUTPUT [GLOB [PAUSE_MS]]
 *
 * For each task whose "app/task" matches: `APPRENTICE record` runs headless; a performer, over a
 * DevTools connection of its own, does what the task's script says a person does; the overlay's
 * Finish ends it. The app's state must be what the goal asks, the recorded actions must be the
 * script's, and a password that was typed must be in no file, nor in what the recorder printed. With
 * PAUSE_MS the performer looks at the page for so long before each step, as a person does; then the
 * recorder must have had the time for a picture of every step. Demonstrations are left in
 * OUTPUT/<app>/<task>/.
 */
#include "../support/performer.h"

#include "appserver/appserver.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "browser/tab.h"
#include "trajectory/trajectory.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT		  8750 /* of the app server, so that demonstrations name the usual address */
#define DESK_TIMEOUT_MS	  20000
#define RECORD_TIMEOUT_MS 60000
#define RETRY_MS	  50
#define FILE_MAXIMUM	  (64u << 20)

struct studio {
	const char *program, *apps, *output;
	struct loop loop;
	struct appserver *server;
	struct browser *browser;
	struct tab *desk; /* shared/tasks.html: knows scripts, judges states */
	int pause_ms;	  /* before each step */
};

struct lesson {
	const char *app, *task;
	json_t *row, *instance, *script; /* owned */
	char *url, *folder;		 /* owned; the folder that record writes below */
	char *printed;			 /* owned; the file of what record prints */
	int port;
};

/* ---- the desk ---- */

static int ask_desk(struct studio *studio, const char *function, json_t *arguments, json_t **answer,
	struct error *error)
{
	char *list = json_print(arguments);
	char *expression = memory_format("window.examine.%s(...%s)", function, list);
	int code = tab_evaluate_in_page(
		studio->desk, expression, deadline_in(DESK_TIMEOUT_MS), answer, error);
	free(expression);
	free(list);
	json_decref(arguments);
	return code;
}

static int studio_open(struct studio *studio, struct error *error)
{
	struct appserver_options server = {.port = PORT, .root = studio->apps};
	struct browser_options browser = {.debugging_port = -1};
	int code = loop_init(&studio->loop, error);
	if (!code && appserver_open(&studio->loop, &server, &studio->server, error)) {
		server.port = 0;
		code = appserver_open(&studio->loop, &server, &studio->server, error);
	}
	if (!code)
		code = browser_open(&studio->loop, &browser, &studio->browser, error);
	if (!code)
		code = browser_new_tab(studio->browser, false, &studio->desk, error);
	if (code)
		return code;
	char *url = memory_format(
		"http://127.0.0.1:%d/shared/tasks.html", appserver_port(studio->server));
	code = tab_navigate(studio->desk, url, deadline_in(DESK_TIMEOUT_MS), error);
	free(url);
	return code;
}

/* ---- apprentice record, as a child ---- */

struct child {
	uv_process_t process;
	bool exited;
	int64_t status;
};

static void child_exited(uv_process_t *process, int64_t status, int number)
{
	struct child *child = process->data;
	child->exited = true;
	child->status = number ? -number : status;
}

static int has_exited(void *context, struct error *error)
{
	(void)error;
	return ((struct child *)context)->exited;
}

static int free_port(void)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t length = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int port = 0;
	if (bind(fd, (struct sockaddr *)&address, length) == 0 &&
		getsockname(fd, (struct sockaddr *)&address, &length) == 0)
		port = ntohs(address.sin_port);
	close(fd);
	return port;
}

static int start_recorder(
	struct studio *studio, struct lesson *lesson, struct child *child, struct error *error)
{
	char *text = memory_format("%d", lesson->port);
	char *goal = memory_copy_text(json_text_at(lesson->instance, "goal", ""));
	char *task = memory_copy_text(lesson->task);
	char *program = memory_copy_text(studio->program);
	const char *const arguments[] = {program, "record", "--task", task, "--url", lesson->url,
		"--goal", goal, "--headless", "--yes", "--output-dir", lesson->folder,
		"--debugging-port", text, NULL};
	int printed = open(lesson->printed, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	uv_stdio_container_t stdio[] = {{.flags = UV_IGNORE},
		{.flags = UV_INHERIT_FD, .data.fd = printed},
		{.flags = UV_INHERIT_FD, .data.fd = printed}};
	uv_process_options_t options = {.file = program,
		.args = (char **)(uintptr_t)arguments,
		.exit_cb = child_exited,
		.stdio = stdio,
		.stdio_count = 3};
	child->process.data = child;
	int status = uv_spawn(&studio->loop.uv, &child->process, &options);
	close(printed);
	free(program);
	free(task);
	free(goal);
	free(text);
	return status ? error_set(error, ERROR_IO, "Cannot start %s: %s.", studio->program,
				uv_strerror(status))
		      : 0;
}

/* The recorder's browser listens as soon as it is up; until then connections are refused. */
static int join_browser(struct studio *studio, const struct lesson *lesson, struct child *child,
	struct performer **performer, struct error *error)
{
	char *endpoint = memory_format("http://127.0.0.1:%d", lesson->port);
	deadline_ms deadline = deadline_in(RECORD_TIMEOUT_MS);
	int code = performer_open(&studio->loop, endpoint, performer, error);
	while (code && !child->exited && deadline_left_ms(deadline) > 0) {
		loop_wait(&studio->loop, has_exited, child, deadline_in(RETRY_MS), "the recorder",
			NULL);
		code = performer_open(&studio->loop, endpoint, performer, error);
	}
	free(endpoint);
	return code;
}

/* The script, with a look at the page before each step. */
static json_t *at_leisure(const json_t *script, int pause_ms)
{
	json_t *slow = json_array();
	for (size_t i = 0; i < json_array_size(script); i++) {
		if (pause_ms > 0)
			json_array_append_new(
				slow, json_pack("{s:s,s:i}", "do", "pause", "ms", pause_ms));
		json_array_append(slow, json_array_get(script, i));
	}
	return slow;
}

static int perform(struct studio *studio, const struct lesson *lesson, struct performer *performer,
	char **session, struct error *error)
{
	json_t *finish = json_pack("{s:s,s:s}", "do", "overlay", "act", "finish");
	json_t *value = NULL;
	json_t *script = at_leisure(lesson->script, studio->pause_ms);
	int code = performer_run(performer, script, json_at(lesson->instance, "secrets"), error);
	if (!code)
		code = performer_evaluate(performer,
			"new URLSearchParams(location.search).get('session')", &value, error);
	if (!code)
		*session = memory_copy_text(json_string_value(value));
	if (!code)
		code = performer_do(performer, finish, NULL, error);
	json_decref(value);
	json_decref(finish);
	json_decref(script);
	return code;
}

static int record_lesson(
	struct studio *studio, struct lesson *lesson, char **session, struct error *error)
{
	struct child child = {0};
	struct performer *performer = NULL;
	lesson->port = free_port();
	int code = start_recorder(studio, lesson, &child, error);
	if (code)
		return code;
	code = join_browser(studio, lesson, &child, &performer, error);
	if (!code)
		code = perform(studio, lesson, performer, session, error);
	if (code && !child.exited)
		uv_process_kill(&child.process, SIGTERM);
	int ended = loop_wait(&studio->loop, has_exited, &child, deadline_in(RECORD_TIMEOUT_MS),
		"the recorder's end", code ? NULL : error);
	performer_close(performer);
	uv_close((uv_handle_t *)&child.process, NULL);
	loop_poll(&studio->loop);
	if (!code && !ended && child.status)
		code = error_set(
			error, ERROR_PROTOCOL, "record exited with status %d.", (int)child.status);
	return code ? code : ended;
}

/* ---- is what was recorded what was done? ---- */

static const char *expected_value(const json_t *step, const char *kind, char secret[static 64])
{
	const char *name = json_text_at(step, "secret", NULL);
	if (name) {
		snprintf(secret, 64, "{{secret:%s}}", name);
		return secret;
	}
	if (strcmp(kind, "type") == 0)
		return json_text_at(step, "text", "");
	if (strcmp(kind, "select") == 0)
		return json_text_at(step, "label", "");
	if (strcmp(kind, "check") == 0)
		return json_bool_at(step, "on", true) ? "on" : "off";
	return json_text_at(step, "key", "");
}

static bool step_is(const struct step *recorded, const json_t *done)
{
	char secret[64];
	const char *kind = json_text_at(done, "do", "");
	const char *value = expected_value(done, kind, secret);
	/* Choosing a radio is recorded as what it means. */
	if (recorded->action.kind == ACTION_CHECK && strcmp(kind, "click") == 0)
		return strcmp(recorded->action.value, "on") == 0;
	return strcmp(action_kind_name(recorded->action.kind), kind) == 0 &&
	       strcmp(recorded->action.value, value) == 0;
}

/* A click into the field that is then typed into is part of the typing. */
static json_t *without_focusing(const json_t *script)
{
	json_t *essential = json_array();
	for (size_t i = 0; i < json_array_size(script); i++) {
		json_t *step = json_array_get(script, i), *next = json_array_get(script, i + 1);
		bool focuses =
			next && strcmp(json_text_at(step, "do", ""), "click") == 0 &&
			strcmp(json_text_at(next, "do", ""), "type") == 0 &&
			json_equal(json_object_get(step, "css"), json_object_get(next, "css"));
		if (!focuses)
			json_array_append(essential, step);
	}
	return essential;
}

static int compare_steps(
	const struct trajectory *recorded, const json_t *script, struct error *error)
{
	size_t count = json_array_size(script);
	for (size_t i = 0; i < count || i < recorded->step_count; i++) {
		const json_t *done = json_array_get(script, i);
		if (i < count && i < recorded->step_count && step_is(&recorded->steps[i], done))
			continue;
		char *was = i < recorded->step_count ? action_describe(&recorded->steps[i].action,
							       recorded->steps[i].observation)
						     : memory_copy_text("nothing");
		char *is = done ? json_print(done) : memory_copy_text("nothing");
		error_set(error, ERROR_PROTOCOL, "Step %zu: done was %s, recorded was: %s.", i + 1,
			is, was);
		free(was);
		free(is);
		return ERROR_PROTOCOL;
	}
	return 0;
}

static int search_file(const char *path, const char *secret, struct error *error)
{
	struct bytes content;
	int code = file_read(path, FILE_MAXIMUM, &content, error);
	if (!code && memmem(content.data, content.length, secret, strlen(secret)))
		code = error_set(error, ERROR_REFUSED, "%s holds the password.", path);
	bytes_release(&content);
	return code;
}

static int check_pictures(const struct trajectory *recorded, struct error *error)
{
	for (size_t i = 0; i < recorded->step_count; i++)
		if (!recorded->steps[i].screenshot[0])
			return error_set(error, ERROR_PROTOCOL, "Step %zu has no picture.", i + 1);
	return 0;
}

static int search_secrets(const struct lesson *lesson, const char *folder, struct error *error)
{
	char **names;
	const char *name;
	json_t *value;
	int code = folder_list(folder, &names, error);
	if (code)
		return code;
	json_object_foreach(json_at(lesson->instance, "secrets"), name, value)
	{
		code = code ? code : search_file(lesson->printed, json_string_value(value), error);
		for (size_t i = 0; names[i] && !code; i++) {
			char *path = path_join(folder, names[i]);
			code = search_file(path, json_string_value(value), error);
			free(path);
		}
	}
	file_names_free(names);
	return code;
}

static int judge_state(struct studio *studio, const struct lesson *lesson, const char *session,
	struct error *error)
{
	json_t *verdict = NULL;
	int code = ask_desk(studio, "check",
		json_pack("[s,s,i,s]", lesson->app, lesson->task, 1, session), &verdict, error);
	if (!code && !json_bool_at(verdict, "ok", false))
		code = error_set(error, ERROR_PROTOCOL, "The app says it was not done: %s.",
			json_text_at(verdict, "why", "?"));
	json_decref(verdict);
	return code;
}

/* Moves <folder>/<task>/demo-<time> to <output>/<app>/<task>. */
static int keep(struct studio *studio, const struct lesson *lesson, const char *recorded,
	struct error *error)
{
	char *app = path_join(studio->output, lesson->app);
	char *target = path_join(app, lesson->task);
	int code = folder_make(app, 0755, error);
	if (!code)
		code = folder_remove(target, error);
	if (!code && rename(recorded, target))
		code = error_set_errno(error, errno, "Cannot move %s to %s", recorded, target);
	free(target);
	free(app);
	return code;
}

static int check_recording(struct studio *studio, const struct lesson *lesson, const char *session,
	struct error *error)
{
	char **folders = NULL;
	struct trajectory trajectory = {0};
	json_t *essential = without_focusing(lesson->script);
	int code = task_demonstrations(lesson->folder, lesson->task, &folders, error);
	if (!code)
		code = trajectory_read(&trajectory, folders[0], error);
	if (!code)
		code = compare_steps(&trajectory, essential, error);
	json_decref(essential);
	if (!code)
		code = search_secrets(lesson, folders[0], error);
	if (!code && studio->pause_ms > 0)
		code = check_pictures(&trajectory, error);
	if (!code)
		code = judge_state(studio, lesson, session, error);
	trajectory_release(&trajectory);
	if (folders)
		code = keep(studio, lesson, folders[0], code ? NULL : error) ? ERROR_IO : code;
	file_names_free(folders);
	return code;
}

/* ---- all lessons ---- */

static int prepare_lesson(struct studio *studio, struct lesson *lesson, struct error *error)
{
	int code = ask_desk(studio, "instance", json_pack("[s,s,i]", lesson->app, lesson->task, 1),
		&lesson->instance, error);
	if (!code)
		code = ask_desk(studio, "script",
			json_pack("[s,s,i]", lesson->app, lesson->task, 1), &lesson->script, error);
	lesson->url = memory_format("http://127.0.0.1:%d%s?seed=1&drift=0",
		appserver_port(studio->server), json_text_at(lesson->row, "start", "/"));
	lesson->folder =
		memory_format("%s/.recording-%s-%s", studio->output, lesson->app, lesson->task);
	lesson->printed = memory_format("%s.txt", lesson->folder);
	return code;
}

static void show_printed(const struct lesson *lesson)
{
	struct bytes text;
	if (!file_read(lesson->printed, FILE_MAXIMUM, &text, NULL))
		fprintf(stderr, "%.*s", (int)text.length, text.data ? text.data : "");
	bytes_release(&text);
}

static bool teach(struct studio *studio, json_t *row)
{
	struct lesson lesson = {.app = json_text_at(row, "app", ""),
		.task = json_text_at(row, "task", ""),
		.row = row};
	struct error error = {0};
	char *session = NULL;
	int code = prepare_lesson(studio, &lesson, &error);
	if (!code)
		code = record_lesson(studio, &lesson, &session, &error);
	if (!code)
		code = check_recording(studio, &lesson, session, &error);
	printf("%s %s/%s%s%s\n", code ? "not ok" : "ok", lesson.app, lesson.task, code ? " - " : "",
		code ? error.message : "");
	fflush(stdout);
	if (code && code != ERROR_REFUSED) /* a password that was printed is not printed again */
		show_printed(&lesson);
	unlink(lesson.printed);
	folder_remove(lesson.folder, NULL);
	json_decref(lesson.instance);
	json_decref(lesson.script);
	free(lesson.url);
	free(lesson.folder);
	free(lesson.printed);
	free(session);
	return code == 0;
}

static int teach_all(struct studio *studio, const char *glob, struct error *error)
{
	json_t *tasks = NULL, *row;
	size_t index;
	int failed = 0;
	int code = ask_desk(studio, "list", json_array(), &tasks, error);
	json_array_foreach(tasks, index, row)
	{
		char *name = memory_format(
			"%s/%s", json_text_at(row, "app", ""), json_text_at(row, "task", ""));
		if (text_glob(glob, name))
			failed += !teach(studio, row);
		free(name);
	}
	json_decref(tasks);
	return code ? code : failed;
}

int main(int argc, char **argv)
{
	if (argc < 4) {
		fprintf(stderr, "usage: record_apps APPRENTICE APPS OUTPUT [GLOB [PAUSE_MS]]\n");
		return EXIT_FAILURE;
	}
	struct studio studio = {.program = argv[1],
		.apps = argv[2],
		.output = argv[3],
		.pause_ms = argc > 5 ? (int)strtol(argv[5], NULL, 10) : 0};
	struct error error = {0};
	int result = folder_make(studio.output, 0755, &error);
	if (!result)
		result = studio_open(&studio, &error);
	if (!result)
		result = teach_all(&studio, argc > 4 ? argv[4] : "*", &error);
	if (result < 0)
		fprintf(stderr, "record_apps: %s\n", error.message);
	browser_close(studio.browser);
	appserver_close(studio.server);
	loop_release(&studio.loop);
	return result ? EXIT_FAILURE : EXIT_SUCCESS;
}
