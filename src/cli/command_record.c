/*
 * apprentice record - watches a person do a task, and keeps it as a demonstration.
 */
#include "cli/cli.h"
#include "cli/open_browser.h"
#include "cli/printer.h"
#include "cli/read_secrets.h"
#include "cli/record_report.h"

#include "base/file.h"
#include "recorder/recorder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Progress goes to stderr, so that stdout holds the result alone. */
struct telling {
	struct printer notices;
	bool quiet;
};

/* A double click that takes the place of its first click is told under the same number. */
static void on_progress(void *context, size_t steps, const char *last_action)
{
	struct telling *telling = context;
	if (telling->quiet)
		return;
	if (*last_action)
		print_line(&telling->notices, TONE_PLAIN, "  %2zu  %s", steps, last_action);
	else
		print_line(&telling->notices, TONE_CAUTION, "  undone; %zu step%s", steps,
			steps == 1 ? "" : "s");
}

static void tell_beginning(
	struct telling *telling, const struct browsing *browsing, const struct options *options)
{
	int port = browser_debugging_port(browsing->browser);
	if (port >= 0 && options_is_set(options, "debugging-port"))
		print_line(&telling->notices, TONE_PLAIN,
			"Other programs can drive the browser at http://127.0.0.1:%d", port);
	if (!telling->quiet)
		print_line(&telling->notices, TONE_STRONG,
			"Recording '%s'. Do the task; then press Finish in the page, close the "
			"window, "
			"or press Ctrl-C.",
			options_text(options, "task"));
}

static struct recorder_options recorder_options_from(
	const struct options *options, const struct secrets *secrets)
{
	return (struct recorder_options){
		.logs_folder = options_text(options, "output-dir"),
		.task = options_text(options, "task"),
		.goal = options_text(options, "goal"),
		.start_url = options_text(options, "url"),
		.secret_selectors = options_text(options, "private-selectors"),
		.secrets = secrets,
		.overlay = true,
		.navigation_timeout_ms = (int)options_integer(options, "timeout-navigation"),
		.progress = on_progress,
	};
}

static int record_in_browser(const struct options *options, const struct secrets *secrets,
	struct recording *recording, struct error *error)
{
	struct telling telling = {
		.notices = printer_for(stderr, secrets), .quiet = options_bool(options, "quiet")};
	struct recorder_options how = recorder_options_from(options, secrets);
	struct browsing browsing;
	how.context = &telling;
	int code = browsing_open(&browsing, options, &how, error);
	if (!code) {
		tell_beginning(&telling, &browsing, options);
		code = record(browsing.browser, &how, recording, error);
	}
	browsing_close(&browsing);
	return code;
}

/* One question, asked only where a person can answer it; anything else means what is proposed. */
static bool person_accepts(const struct options *options)
{
	bool silent = options_bool(options, "yes") || options_bool(options, "json");
	if (silent || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return true;
	char answer[64];
	for (;;) {
		fputs("Keep these parameters and this criterion? [Y]es, [n]o, only the steps: ",
			stderr);
		fflush(stderr);
		if (!fgets(answer, sizeof(answer), stdin))
			return true;
		if (strchr("yY\n", answer[0]))
			return true;
		if (strchr("nN", answer[0]))
			return false;
	}
}

static bool proposes_anything(const struct trajectory *trajectory)
{
	return trajectory->parameters.count > 0 || !criterion_is_empty(&trajectory->criterion);
}

static int settle_proposals(
	const struct options *options, struct recording *recording, struct error *error)
{
	struct trajectory *trajectory = &recording->trajectory;
	if (proposes_anything(trajectory) && !person_accepts(options)) {
		parameters_release(&trajectory->parameters);
		criterion_release(&trajectory->criterion);
		trajectory->criterion = (struct criterion){0};
	}
	return recording_accept(recording, error);
}

/* A recording in which nothing was done is no demonstration and leaves nothing behind. */
static int nothing_done(struct error *error)
{
	error_set(error, ERROR_INPUT,
		"Nothing was done in the browser, so there is nothing to keep. Call record again "
		"and do the task in the window that opens.");
	return EXIT_FAILED;
}

static int conclude(const struct options *options, struct recording *recording, struct error *error)
{
	if (recording->end == RECORDER_DISCARDED) {
		struct printer notices = printer_for(stderr, NULL);
		print_line(&notices, TONE_CAUTION, "Discarded: nothing was kept.");
		return EXIT_FAILED;
	}
	if (recording->end == RECORDER_LOST) {
		error_set(error, ERROR_CLOSED,
			"The browser was lost after %zu steps, which are kept in '%s'. Record the "
			"task "
			"again.",
			recording->trajectory.step_count, recording->trajectory.folder);
		return EXIT_ENVIRONMENT;
	}
	if (recording->trajectory.step_count == 0) {
		folder_remove(recording->trajectory.folder, NULL);
		return nothing_done(error);
	}
	bool json = options_bool(options, "json");
	if (!json)
		record_report_steps(&recording->trajectory);
	int code = settle_proposals(options, recording, error);
	if (code)
		return exit_status_of(code);
	if (json)
		record_report_json(&recording->trajectory);
	else
		record_report_next(&recording->trajectory, options);
	return EXIT_VERIFIED;
}

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	(void)arguments;
	(void)count;
	struct recording recording = {0};
	struct secrets secrets;
	secrets_init(&secrets);
	int code = browsing_check(options, error);
	if (!code)
		code = read_secrets(&secrets, options, error);
	int status = exit_status_of(code);
	if (!code) {
		code = record_in_browser(options, &secrets, &recording, error);
		if (!code)
			status = conclude(options, &recording, error);
		else if (code == ERROR_CANCELLED) /* before the first page was there */
			status = nothing_done(error);
		else
			status = exit_status_of_browsing(code);
	}
	recording_release(&recording);
	secrets_release(&secrets);
	return status;
}

static const char *const required[] = {"task", "url", "goal", NULL};

const struct command command_record = {
	.name = "record",
	.group = "Teach and run",
	.options = COMMAND_RECORD,
	.synopsis = "--task NAME --url URL --goal TEXT [options]",
	.summary = "Show a task once, in a browser that opens",
	.about = "Opens a browser in which you do the task, and keeps what you did. Say in --goal "
		 "what\n"
		 "you are about to do, with the values you will type and choose: they become the\n"
		 "parameters of the task. What you type into password fields is kept nowhere.\n"
		 "The recording ends by Finish in the page, by closing the window, or by Ctrl-C.",
	.examples = "  apprentice record --task book --url http://127.0.0.1:8750/booking/ \\\n"
		    "      --goal 'Book Blue for 12 May 2027, 3 people'\n"
		    "  apprentice record --task report --url https://example.com/ \\\n"
		    "      --goal 'Download the report of March' --user-data-dir "
		    "~/.apprentice-profile\n",
	.required = required,
	.run = run,
};
