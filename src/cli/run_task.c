#include "cli/run_task.h"

#include "base/memory.h"
#include "base/url.h"
#include "cli/cli.h"
#include "cli/open_browser.h"
#include "cli/read_secrets.h"
#include "cli/run_view.h"
#include "dashboard/report.h"
#include "metrics/metrics.h"

#include <stdlib.h>
#include <string.h>

static struct log log_for(const struct options *options)
{
	enum log_level level = options_bool(options, "quiet")	  ? LOG_QUIET
			       : options_bool(options, "verbose") ? LOG_DEBUG
								  : LOG_WARNING;
	return (struct log){.stream = stderr, .level = level};
}

/* --param name=value, each. */
static int read_settings(
	const struct options *options, struct parameters *settings, struct error *error)
{
	int code = 0;
	for (const char *const *item = options_list(options, "param"); *item && !code; item++)
		code = parameters_parse_setting(settings, *item, error);
	return code;
}

/* A goal of another form: a policy that can do without the binding acts from the goal itself. */
static int accept_unbound(struct task_run *run, const struct parameters *settings, const char *goal,
	const struct error *refusal, struct error *error)
{
	bool possible = !run->kind->needs_demonstration && goal && settings->count == 0;
	if (!possible)
		return error_set(error, refusal->code, "%s", refusal->message);
	log_line(&run->log, LOG_WARNING, "Acting from the goal's words: %s", refusal->message);
	run->goal = goal;
	return 0;
}

static int bind_to(struct task_run *run, const struct trajectory *shown,
	const struct parameters *settings, const char *goal, struct error *error)
{
	struct error refusal = {0};
	int code = binding_make(
		&run->binding, shown->goal, &shown->parameters, goal, settings, &refusal);
	run->bound = !code;
	if (code)
		return accept_unbound(run, settings, goal, &refusal, error);
	run->goal = run->binding.goal;
	return 0;
}

static int bind_values(struct task_run *run, struct error *error)
{
	const struct trajectory *shown = task_newest(&run->task);
	const char *goal = run->kind->literal ? NULL : options_text(run->options, "goal");
	struct parameters settings;
	parameters_init(&settings);
	int code = run->kind->literal ? 0 : read_settings(run->options, &settings, error);
	if (!code && shown)
		code = bind_to(run, shown, &settings, goal, error);
	else if (!code && settings.count > 0)
		code = error_set(error, ERROR_USAGE,
			"--param sets a value of a demonstration, and this task has none: put the "
			"value into --goal.");
	else
		run->goal = goal;
	parameters_release(&settings);
	return code;
}

/* What the person states replaces what the demonstration proposes, as a whole. */
static int choose_criterion(struct task_run *run, struct error *error)
{
	const struct options *options = run->options;
	struct criterion stated = {
		.url = memory_copy_text(options_text(options, "success-url")),
		.text = memory_copy_text(options_text(options, "success-text")),
		.selector = memory_copy_text(options_text(options, "success-selector")),
		.js = memory_copy_text(options_text(options, "success-js")),
	};
	if (!criterion_is_empty(&stated)) {
		run->criterion = stated;
		return 0;
	}
	criterion_release(&stated);
	if (!run->bound)
		return 0; /* what was proposed speaks of parameters that have no values here */
	json_t *proposed = criterion_to_json(&task_newest(&run->task)->criterion);
	int code = criterion_from_json(&run->criterion, proposed, error);
	json_decref(proposed);
	return code;
}

/* Each secret that the demonstration typed must have a value for the host it was typed on. */
static int check_secrets(struct task_run *run, struct error *error)
{
	const struct trajectory *shown = task_newest(&run->task);
	for (size_t i = 0; shown && i < shown->secret_count; i++) {
		const struct secret_declaration *declared = &shown->secrets[i];
		const char *value;
		int code = secrets_find(&run->secrets, declared->name, declared->host,
			declared->host, &value, error);
		if (code)
			return code;
	}
	return 0;
}

static int take_secrets(struct task_run *run, struct error *error)
{
	int code = read_secrets(&run->secrets, run->options, error);
	if (code)
		return code;
	run->log.secrets = &run->secrets;
	return check_secrets(run, error);
}

/* A policy that needs no demonstration can do with a goal and a page to start on. */
static int load_task(struct task_run *run, struct error *error)
{
	const struct options *options = run->options;
	const char *name = options_text(options, "task");
	bool enough = !run->kind->needs_demonstration && options_text(options, "goal") &&
		      options_text(options, "url");
	struct error missing = {0};
	int code = task_load(
		&run->task, options_text(options, "output-dir"), name, &run->log, &missing);
	if (code == ERROR_NOT_FOUND && enough) {
		log_line(&run->log, LOG_WARNING,
			"Nobody has shown the task '%s' yet: acting from the goal alone.", name);
		return 0;
	}
	return code ? error_set(error, missing.code, "%s", missing.message) : 0;
}

/* The demonstration's address serves unless --url gives another or a secret was cut out of it. */
static int check_start_url(const struct task_run *run, struct error *error)
{
	const struct trajectory *shown = task_newest(&run->task);
	if (options_text(run->options, "url") || !shown || !url_lacks_secret(shown->start_url))
		return 0;
	return error_set(error, ERROR_USAGE,
		"The page that the demonstration began on has a secret in its address, which was "
		"not kept: %s. Give the whole address with --url.",
		shown->start_url);
}

/* Only a network can learn; it acts with what it has learned whether it is to learn more or not. */
static int prepare_learning(struct task_run *run, struct error *error)
{
	bool asked = !run->kind->literal &&
		     (options_bool(run->options, "train") || options_bool(run->options, "shadow"));
	if (options_bool(run->options, "reset-budget") && !options_bool(run->options, "train"))
		return error_set(error, ERROR_USAGE,
			"--reset-budget gives learning a new budget: give --train, too.");
	if (run->kind->needs_model)
		return learn_from_run_open(
			&run->learning, run->options, run->kind, &run->chosen, error);
	return asked ? error_set(error, ERROR_USAGE,
			       "Only the network can learn: give --policy native with --train or "
			       "--shadow.")
		     : 0;
}

static int prepare(struct task_run *run, struct error *error)
{
	const struct options *options = run->options;
	int code = policy_choose(&run->chosen, run->kind,
		run->kind->needs_model ? options_text(options, "model") : NULL, error);
	if (!code)
		code = load_task(run, error);
	if (!code)
		code = check_start_url(run, error);
	if (!code)
		code = bind_values(run, error);
	if (!code)
		code = choose_criterion(run, error);
	if (!code)
		code = take_secrets(run, error);
	if (!code)
		code = prepare_learning(run, error);
	return code;
}

static void release(struct task_run *run)
{
	run_result_release(&run->result);
	criterion_release(&run->criterion);
	binding_release(&run->binding);
	loaded_task_release(&run->task);
	secrets_release(&run->secrets);
	learn_from_run_release(&run->learning);
	chosen_policy_release(&run->chosen);
}

static struct run_options run_options_from(struct task_run *run, struct run_view *view)
{
	const struct options *options = run->options;
	const char *url = options_text(options, "url");
	bool learns = run->learning.options != NULL;
	return (struct run_options){
		.logs_folder = options_text(options, "output-dir"),
		.task = options_text(options, "task"),
		.demonstrations = run->task.demonstrations,
		.demonstration_count = run->task.count,
		.binding = run->bound ? &run->binding : NULL,
		.goal = run->goal,
		.start_url = url ? url : task_newest(&run->task)->start_url,
		.criterion = &run->criterion,
		.secrets = &run->secrets,
		.secret_selectors = options_text(options, "private-selectors"),
		.allowed_domains = options_list(options, "allowed-domains"),
		.policy = learns ? run->learning.policy : run->chosen.policy,
		.literal = run->kind->literal,
		.max_steps = (int)options_integer(options, "max-steps"),
		.action_timeout_ms = (int)options_integer(options, "timeout-action"),
		.navigation_timeout_ms = (int)options_integer(options, "timeout-navigation"),
		.screenshots = options_bool(options, "screenshots"),
		.progress = run_view_step,
		.context = view,
		.ended = learns ? learn_from_run_ended : NULL,
		.ended_context = &run->learning,
	};
}

/* The run stands without its report: what goes wrong with it is only told. */
static void write_report(const struct task_run *run)
{
	struct error error = {0};
	if (!run->result.folder || strcmp(options_text(run->options, "report"), "on") != 0)
		return;
	if (report_write(run->result.folder, &error))
		log_line(&run->log, LOG_WARNING, "%s", error.message);
}

/* Nor does it need its row in the database, which can be made again from its files. */
static void record_metrics(const struct task_run *run)
{
	struct error error = {0};
	const char *folder = run->result.folder;
	if (folder && metrics_record(options_text(run->options, "output-dir"), folder, &error))
		log_line(&run->log, LOG_WARNING,
			"The figures of this run are only in its folder. %s", error.message);
}

static int run_in_browser(struct task_run *run, struct error *error)
{
	struct browsing browsing;
	struct run_view view; /* its timer goes with the loop that browsing_close() ends */
	struct run_options how = run_options_from(run, &view);
	int code = browsing_open(&browsing, run->options, NULL, error);
	if (!code) {
		run_view_begin(&view, run, &browsing.loop);
		code = agent_run(browsing.browser, &how, &run->result, error);
		run_view_end(&view);
	}
	browsing_close(&browsing);
	if (!code) {
		write_report(run);
		record_metrics(run);
	}
	return code;
}

int run_exit_status(const struct run_result *result)
{
	switch (result->outcome) {
	case OUTCOME_SUCCESS:
		return EXIT_VERIFIED;
	case OUTCOME_FAILURE:
		return EXIT_FAILED;
	case OUTCOME_UNKNOWN:
		return EXIT_UNVERIFIED;
	default:
		return EXIT_ENVIRONMENT;
	}
}

int run_task(const struct options *options, const struct policy_kind *kind, struct error *error)
{
	struct task_run run = {.options = options, .kind = kind, .log = log_for(options)};
	secrets_init(&run.secrets);
	int code = browsing_check(options, error);
	int status = exit_status_of(code);
	if (!code) {
		code = prepare(&run, error);
		status = exit_status_of(code);
	}
	if (!code) {
		code = run_in_browser(&run, error);
		status = exit_status_of_browsing(code);
	}
	if (!code) {
		status = run_exit_status(&run.result);
		if (options_bool(options, "json"))
			report_result_json(&run);
		else
			report_result(&run);
	}
	release(&run);
	return status;
}
