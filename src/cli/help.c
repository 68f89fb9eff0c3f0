#include "cli/help.h"

#include "base/text.h"
#include "cli/places.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char introduction[] =
	"Apprentice watches you do a task in a browser once. Then it does the task again with\n"
	"new values, also on a page that has changed, and says truthfully whether it succeeded.\n"
	"\n"
	"First steps:\n"
	"  apprentice doctor                 is everything here that it needs?\n"
	"  apprentice apps                   serves small web apps to try it on\n"
	"  apprentice record --task book --url URL --goal 'Book Blue for Monday, 3 people'\n"
	"  apprentice run --task book --goal 'Book Green for Friday, 5 people'\n";

static const char exit_statuses[] =
	"Exit status: 0 done and verified, 1 failed or gave up, 2 called wrongly,\n"
	"3 finished but nothing verified it, 4 the browser or the system failed.\n";

/* Commands begin a line, after two blanks: there the program is named as it was called. */
static void print_commands(FILE *stream, const char *text)
{
	static const char usual[] = "  apprentice ";
	while (*text) {
		size_t length = strcspn(text, "\n") + 1;
		if (text_starts_with(text, usual)) {
			fprintf(stream, "  %s ", program_invocation_name);
			text += strlen(usual);
			length -= strlen(usual);
		}
		fwrite(text, 1, length, stream);
		text += length;
	}
}

static void print_group(FILE *stream, const char *group)
{
	fprintf(stream, "\n%s:\n", group);
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(commands[i]->group, group))
			fprintf(stream, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
}

static bool group_is_new(size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (!strcmp(commands[i]->group, commands[index]->group))
			return false;
	return true;
}

void help_print_overview(FILE *stream)
{
	print_commands(stream, introduction);
	for (size_t i = 0; commands[i]; i++)
		if (group_is_new(i))
			print_group(stream, commands[i]->group);
	fprintf(stream, "\n'%s COMMAND --help' explains a command, its options, with examples.\n\n",
		program_invocation_name);
	fputs(exit_statuses, stream);
	char *readme = NULL;
	if (!place_find("README.md", &readme, NULL))
		fprintf(stream, "\nDocumentation: %s and the folder docs beside it.\n", readme);
	free(readme);
}

void help_print_command(FILE *stream, const struct command *command)
{
	fprintf(stream, "Usage: %s %s%s%s\n\n%s\n", program_invocation_name, command->name,
		*command->synopsis ? " " : "", command->synopsis, command->about);
	char *options = options_help(command->options);
	if (*options)
		fprintf(stream,
			"\n%s\nEach option has a twin in the environment: --output-dir is "
			"APPRENTICE_OUTPUT_DIR.\n",
			options);
	free(options);
	fputs("\nExamples:\n", stream);
	print_commands(stream, command->examples);
}
