/*
 * apprentice eval - measures how often policies succeed.
 */
#include "cli/command_eval.h"

#include "cli/cli.h"

#include <string.h>

static const struct eval_suite *const suites[] = {&eval_apps, &eval_gym, &eval_miniwob, NULL};

static const struct eval_suite *suite_named(const char *name)
{
	for (size_t i = 0; suites[i]; i++)
		if (strcmp(suites[i]->name, name) == 0)
			return suites[i];
	return NULL;
}

/* An option of another suite would change nothing here: it is refused rather than ignored. */
static int check_options(
	const struct options *options, const struct eval_suite *chosen, struct error *error)
{
	for (size_t i = 0; suites[i]; i++)
		for (size_t j = 0; suites[i] != chosen && suites[i]->options[j]; j++)
			if (options_source(options, suites[i]->options[j]) == OPTION_FLAG)
				return error_set(error, ERROR_USAGE,
					"'apprentice eval %s' does not take --%s, which belongs to "
					"'apprentice eval %s'.",
					chosen->name, suites[i]->options[j], suites[i]->name);
	return 0;
}

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	const struct eval_suite *suite = count == 1 ? suite_named(arguments[0]) : NULL;
	if (!suite) {
		error_set(error, ERROR_USAGE,
			"Say what to examine on: 'apprentice eval apps', 'apprentice eval gym' "
			"or 'apprentice eval miniwob'.");
		return EXIT_USAGE;
	}
	int code = check_options(options, suite, error);
	if (!code)
		code = suite->run(options, error);
	return code ? exit_status_of_browsing(code) : EXIT_VERIFIED;
}

const struct command command_eval = {
	.name = "eval",
	.group = "Look and check",
	.options = COMMAND_EVAL,
	.synopsis = "apps|gym|miniwob [options]",
	.summary = "Measure how often tasks succeed on changed pages",
	.about =
		"apps: every task of the bundled apps from its shipped demonstration, with new "
		"values,\n"
		"at each level of drift. The app's own state decides whether a run succeeded; a "
		"success\n"
		"that it does not confirm is counted as false.\n"
		"\n"
		"gym: generated tasks with words, workflows and goals that the network was not "
		"trained on.\n"
		"\n"
		"miniwob: the tasks of MiniWoB++, whose pages you bring with --html; from the goal "
		"alone\n"
		"(zero-shot), and with one demonstration (one-shot). The page's full reward is "
		"success.",
	.examples =
		"  apprentice eval apps\n"
		"  apprentice eval apps --drift 0,1 --policies replay --tasks 'shop/*' --seeds 3\n"
		"  apprentice eval miniwob --html miniwob/html --tasks 'click-*,enter-text'\n",
	.arguments_maximum = 1,
	.run = run,
};
