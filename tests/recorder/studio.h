/*
 * studio.h - what the tests of the recorder begin with: pages, a headless Chromium that is being
 * recorded, and a second process that performs in it over a DevTools connection of its own.
 */
#ifndef TESTS_RECORDER_STUDIO_H
#define TESTS_RECORDER_STUDIO_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../browser/page_server.h"
#include "../support/performer.h"
#include "base/bytes.h"
#include "base/file.h"
#include "base/memory.h"
#include "observation/observe.h"
#include "recorder/recorder.h"

#include <ftw.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct studio {
	struct loop loop;
	struct page_server server;
	struct browser *browser;
	char *settings;
	struct browser_script scripts[3];
	char folder[40]; /* of the logs */
	pid_t performer; /* 0: none is running */
	int to_performer, from_performer;
	struct recording recording;
	int status; /* of record() */
	struct error error;
	char said[800]; /* by the performer, of its failure */
	size_t progress_steps;
	bool progress_skipped;	     /* a step was not told by itself */
	struct bytes progress_words; /* all that a terminal would have shown */
};

/* What else the scene needs. */
struct studio_options {
	const char *goal;
	const char *secrets; /* JSON with ' for " */
	const char *secret_selectors;
};

/* ---- the performer's process: it waits for its cue, performs, and says what failed */

/* Steps are JSON with ' for ", where "http://here" is our pages and "http://there" another site. */
static inline json_t *studio_json(const char *text, int port)
{
	struct bytes out;
	json_t *value;

	bytes_init(&out, 1u << 20);
	for (; *text; text++) {
		if (strncmp(text, "http://here", 11) == 0 ||
			strncmp(text, "http://there", 12) == 0) {
			bool is_here = text[7] == 'h';

			bytes_format(&out, NULL, "http://%s:%d",
				is_here ? "127.0.0.1" : "localhost", port);
			text += is_here ? 10 : 11;
		} else
			bytes_append(&out, *text == '\'' ? "\"" : text, 1, NULL);
	}
	value = json_parse(out.data, out.length, NULL);
	if (!value)
		fprintf(stderr, "These steps are no JSON: %s\n", out.data);
	bytes_release(&out);
	return value;
}

struct studio_cue {
	int devtools_port, page_port;
	pid_t browser;
};

static inline int studio_perform(
	const struct studio_cue *cue, const char *steps, const char *secrets, struct error *error)
{
	json_t *list = studio_json(steps, cue->page_port);
	json_t *values = studio_json(secrets ? secrets : "{}", 0);
	char *endpoint = memory_format("http://127.0.0.1:%d", cue->devtools_port);
	struct performer *performer = NULL;
	struct loop loop;
	int status = loop_init(&loop, error);

	if (status == 0)
		status = performer_open(&loop, endpoint, &performer, error);
	if (status == 0)
		status = performer_run(performer, list, values, error);
	performer_close(performer);
	loop_release(&loop);
	free(endpoint);
	json_decref(values);
	json_decref(list);
	return status;
}

/* "signal" as the last step: the recorder's own process gets this signal, or the browser. */
enum studio_finale { FINALE_NONE, FINALE_INTERRUPT, FINALE_KILL_BROWSER };

static inline void studio_child(
	int cue_fd, int said_fd, const char *steps, const char *secrets, enum studio_finale finale)
{
	struct error error = {0};
	struct studio_cue cue;
	int status = -1;

	if (read(cue_fd, &cue, sizeof(cue)) == (ssize_t)sizeof(cue))
		status = studio_perform(&cue, steps, secrets, &error);
	if (status < 0 && write(said_fd, error.message, strlen(error.message)) < 0)
		_exit(2);
	if (status < 0 || finale == FINALE_INTERRUPT)
		kill(getppid(), SIGINT);
	else if (finale == FINALE_KILL_BROWSER)
		kill(cue.browser, SIGKILL);
	_exit(status < 0);
}

static inline void studio_start_performer(
	struct studio *studio, const char *steps, const char *secrets, enum studio_finale finale)
{
	int cue[2], said[2];

	assert_int_equal(pipe(cue), 0);
	assert_int_equal(pipe(said), 0);
	studio->performer = fork();
	assert_true(studio->performer >= 0);
	if (studio->performer == 0) {
		close(cue[1]);
		close(said[0]);
		studio_child(cue[0], said[1], steps, secrets, finale);
	}
	close(cue[0]);
	close(said[1]);
	studio->to_performer = cue[1];
	studio->from_performer = said[0];
}

static inline void studio_end_performer(struct studio *studio)
{
	ssize_t length = 0, got;
	int status;

	while ((got = read(studio->from_performer, studio->said + length,
			sizeof(studio->said) - 1 - (size_t)length)) > 0)
		length += got;
	waitpid(studio->performer, &status, 0);
	studio->performer = 0;
	close(studio->to_performer);
	close(studio->from_performer);
}

/* ---- the recorder's process */

#define studio_ok(studio, call)                                                                    \
	do {                                                                                       \
		if ((call) < 0)                                                                    \
			fail_msg("%s: %s", #call, (studio)->error.message);                        \
	} while (0)

static inline void studio_progress(void *context, size_t steps, const char *last_action)
{
	struct studio *studio = context;

	studio->progress_skipped |= steps > studio->progress_steps + 1;
	studio->progress_steps = steps;
	bytes_format(&studio->progress_words, NULL, "%s\n", last_action);
}

static inline void studio_open_browser(
	struct studio *studio, const struct recorder_options *options)
{
	struct browser_options how = {.debugging_port = 0,
		.headed = getenv("APPRENTICE_TEST_HEADED") != NULL, /* to look on, or by xvfb-run */
		.scripts = studio->scripts,
		.script_count = 3,
		.download_folder = studio->folder};

	studio->settings = recorder_settings(options);
	studio->scripts[0] = observation_script();
	studio->scripts[1] =
		(struct browser_script){.world = BROWSER_WORLD, .source = studio->settings};
	studio->scripts[2] = recorder_script();
	studio_ok(studio, browser_open(&studio->loop, &how, &studio->browser, &studio->error));
}

/* Records while the steps are performed on the page at `path`; what came of it is in *studio. */
static inline void studio_record(struct studio *studio, const struct page *pages, const char *path,
	const char *steps, const struct studio_options *more, enum studio_finale finale)
{
	struct recorder_options options = {.task = "shown",
		.overlay = true,
		.goal = more && more->goal ? more->goal : "Do it",
		.secret_selectors = more ? more->secret_selectors : NULL,
		.progress = studio_progress,
		.context = studio};
	struct studio_cue cue;
	char *url;

	studio_start_performer(studio, steps, more ? more->secrets : NULL, finale);
	studio_ok(studio, loop_init(&studio->loop, &studio->error));
	studio_ok(studio, loop_catch_signals(&studio->loop, &studio->error));
	page_server_open(&studio->server, &studio->loop, pages);
	studio_open_browser(studio, &options);
	cue = (struct studio_cue){browser_debugging_port(studio->browser), studio->server.port,
		browser_process(studio->browser)};
	assert_int_equal(write(studio->to_performer, &cue, sizeof(cue)), sizeof(cue));
	url = memory_format("http://127.0.0.1:%d%s", studio->server.port, path);
	options.logs_folder = studio->folder;
	options.start_url = url;
	studio->status = record(studio->browser, &options, &studio->recording, &studio->error);
	free(url);
	studio_end_performer(studio);
	if (studio->said[0])
		fail_msg("The performer failed: %s", studio->said);
	studio_ok(studio, studio->status);
}

/* ---- around each test, failed or not: a test that fails leaves the middle of whatever it was in */

static inline int studio_open(void **state)
{
	struct studio *studio = memory_new(1, sizeof(*studio));

	*state = studio;
	bytes_init(&studio->progress_words, 1u << 20);
	strcpy(studio->folder, "/tmp/apprentice-studio-XXXXXX");
	return mkdtemp(studio->folder) ? 0 : -1;
}

static inline int studio_close(void **state)
{
	struct studio *studio = *state;

	if (studio->performer) {
		kill(studio->performer, SIGKILL);
		studio_end_performer(studio);
	}
	recording_release(&studio->recording);
	browser_close(studio->browser);
	if (studio->server.loop)
		page_server_close(&studio->server);
	loop_release(&studio->loop);
	free(studio->settings);
	bytes_release(&studio->progress_words);
	folder_remove(studio->folder, NULL);
	free(studio);
	return 0;
}

#define in_studio(test) cmocka_unit_test_setup_teardown(test, studio_open, studio_close)

/* ---- judging */

/* "type textbox 'User' ann\nclick button 'Go'\n"; values have \n as '|', ports as PORT. Heap. */
static inline char *studio_actions(const struct studio *studio)
{
	const struct trajectory *trajectory = &studio->recording.trajectory;
	char *port = memory_format(":%d/", studio->server.port);
	struct bytes text;

	bytes_init(&text, 1u << 20);
	bytes_append_text(&text, "", NULL);
	for (size_t i = 0; i < trajectory->step_count; i++) {
		const struct step *step = &trajectory->steps[i];
		const char *value = step->action.kind == ACTION_DRAG && step->drop
					    ? step->drop->name
					    : step->action.value;
		char *at = strstr(value, port);

		bytes_append_text(&text, action_kind_name(step->action.kind), NULL);
		if (step->target)
			bytes_format(
				&text, NULL, " %s '%s'", step->target->role, step->target->name);
		if (at)
			bytes_format(&text, NULL, " %s", at + strlen(port) - 1);
		else if (*value)
			bytes_format(&text, NULL, " %s", value);
		bytes_append_text(&text, "\n", NULL);
	}
	for (char *c = text.data; *c; c++)
		if (*c == '\n' && c[1] && strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ", c[1]))
			*c = '|';
	free(port);
	return bytes_take(&text);
}

/* Each step can be done again by what it says of the page before it. */
static inline void studio_check_steps(struct studio *studio)
{
	const struct trajectory *trajectory = &studio->recording.trajectory;

	for (size_t i = 0; i < trajectory->step_count; i++) {
		const struct step *step = &trajectory->steps[i];

		if (!step->observation)
			fail_msg("Step %zu has no observation.", i);
		studio_ok(studio, action_check(&step->action, step->observation, &studio->error));
		if (step->target) {
			assert_int_equal(step->target->id, step->action.element);
			assert_true(step->target->locators.path[0] != 0);
		}
	}
}

static inline void studio_expect(struct studio *studio, const char *expected)
{
	char *actions = studio_actions(studio);

	assert_int_equal(studio->recording.end, RECORDER_FINISHED);
	assert_string_equal(actions, expected);
	free(actions);
	assert_int_equal(studio->progress_steps, studio->recording.trajectory.step_count);
	assert_false(studio->progress_skipped);
	studio_check_steps(studio);
}

/* nftw() has no context. */
static const char *studio_needle;
static int studio_found;

static inline int studio_search(
	const char *path, const struct stat *about, int type, struct FTW *walk)
{
	struct bytes content;

	(void)about;
	(void)walk;
	if (type != FTW_F || file_read(path, 64u << 20, &content, NULL) < 0)
		return 0;
	if (memmem(content.data, content.length, studio_needle, strlen(studio_needle))) {
		fprintf(stderr, "'%s' is in %s\n", studio_needle, path);
		studio_found++;
	}
	bytes_release(&content);
	return 0;
}

/* In how many files below the folder the text stands. */
static inline int studio_files_with(const char *folder, const char *text)
{
	studio_needle = text;
	studio_found = 0;
	nftw(folder, studio_search, 16, FTW_PHYS);
	return studio_found;
}

#endif
