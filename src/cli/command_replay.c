/*
 * apprentice replay - repeats a demonstration word for word, for comparison.
 */
#include "cli/cli.h"
#include "cli/run_task.h"

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	(void)arguments;
	(void)count;
	return run_task(options, policy_kind_named("literal"), error);
}

static const char *const required[] = {"task", NULL};

const struct command command_replay = {
	.name = "replay",
	.group = "Teach and run",
	.options = COMMAND_REPLAY,
	.synopsis = "--task NAME [options]",
	.summary = "Repeat a demonstration word for word, for comparison",
	.about = "Repeats the newest demonstration of the task with its recorded values, and does "
		 "not\n"
		 "look for elements that changed. What fails here and works with 'run' is what "
		 "'run'\n"
		 "is for.",
	.examples = "  apprentice replay --task book\n"
		    "  apprentice replay --task book --headed\n",
	.required = required,
	.run = run,
};
