#include "cli/record_report.h"

#include "base/memory.h"
#include "cli/demonstration_report.h"
#include "cli/describe.h"
#include "cli/printer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void record_report_steps(const struct trajectory *demonstration)
{
	struct printer out = printer_for(stdout, NULL);
	print_line(&out, TONE_STRONG, "Recorded %zu steps of '%s':", demonstration->step_count,
		demonstration->task);
	report_demonstration(&out, demonstration);
}

static void report_secrets(const struct printer *out, const struct trajectory *demonstration)
{
	for (size_t i = 0; i < demonstration->secret_count; i++) {
		const struct secret_declaration *secret = &demonstration->secrets[i];
		char *variable = describe_secret_variable(secret->name);
		print_line(out, TONE_CAUTION,
			"Before a run, give the secret '%s' of %s in the environment as %s, or in "
			"a "
			"file with --secrets.",
			secret->name, secret->host, variable);
		free(variable);
	}
}

/* "build/apprentice run --task book --goal '...'": the program as it was called, and the folder if
 * it is not the usual one. */
static char *next_command(const struct trajectory *demonstration, const struct options *options)
{
	char *goal = describe_shell_word(demonstration->goal);
	char *folder = describe_shell_word(options_text(options, "output-dir"));
	bool usual = options_source(options, "output-dir") == OPTION_DEFAULT;
	char *program = describe_shell_word(program_invocation_name);
	char *command = memory_format("%s run --task %s --goal %s%s%s", program,
		demonstration->task, goal, usual ? "" : " --output-dir ", usual ? "" : folder);
	free(program);
	free(folder);
	free(goal);
	return command;
}

void record_report_next(const struct trajectory *demonstration, const struct options *options)
{
	struct printer out = printer_for(stdout, NULL);
	char *command = next_command(demonstration, options);
	print_line(&out, TONE_GOOD, "Kept in %s", demonstration->folder);
	report_secrets(&out, demonstration);
	print_line(&out, TONE_PLAIN, "Do it again%s:",
		demonstration->parameters.count > 0 ? ", with other values in the goal" : "");
	print_line(&out, TONE_STRONG, "  %s", command);
	free(command);
}

void record_report_json(const struct trajectory *demonstration)
{
	struct printer out = printer_for(stdout, NULL);
	print_json(&out, demonstration_to_object(demonstration));
}
