/*
 * apprentice run - does a task again, with new values.
 */
#include "cli/cli.h"
#include "cli/run_task.h"

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	(void)arguments;
	(void)count;
	return run_task(options, policy_kind_named(options_text(options, "policy")), error);
}

static const char *const required[] = {"task", NULL};

const struct command command_run = {
	.name = "run",
	.group = "Teach and run",
	.options = COMMAND_RUN,
	.synopsis = "--task NAME [--goal TEXT] [--param NAME=VALUE ...] [options]",
	.summary = "Do a task again, with new values",
	.about = "Follows the newest demonstration of the task, with the values of --goal or "
		 "--param in\n"
		 "place of the recorded ones, and finds each element again on a page that changed. "
		 "The\n"
		 "run ends as soon as the page shows that the task is done, and says so only then. "
		 "It\n"
		 "stops where several elements would fit equally, instead of taking the first.",
	.examples = "  apprentice run --task book --goal 'Book Green for Friday, 5 people'\n"
		    "  apprentice run --task book --param room=Green --param people=5\n"
		    "  apprentice run --task book --success-text 'Booking confirmed' --json\n"
		    "  APPRENTICE_SECRET_PASSWORD=... apprentice run --task login\n",
	.required = required,
	.run = run,
};
