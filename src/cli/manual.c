#include "cli/manual.h"

#include "base/memory.h"
#include "cli/cli.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- roff ---- */

/* Text as it is: nothing in it is taken for a request, an escape or a typographer's hyphen. */
static void put(FILE *stream, const char *text)
{
	bool line_begins = true;
	for (; *text; text++) {
		if (line_begins && (*text == '.' || *text == '\''))
			fputs("\\&", stream);
		if (*text == '\\')
			fputs("\\e", stream);
		else if (*text == '-')
			fputs("\\-", stream);
		else
			fputc(*text, stream);
		line_begins = *text == '\n';
	}
}

static void put_title(FILE *stream, const char *name, int section, const char *summary)
{
	fprintf(stream, ".TH %s %d \"\" \"apprentice %s\"\n.SH NAME\n%s \\- %s\n", name, section,
		APPRENTICE_VERSION, name, summary);
}

/* Lines that are to stay lines: usages and examples. */
static void put_lines(FILE *stream, const char *text)
{
	fputs(".PP\n.nf\n", stream);
	put(stream, text);
	if (*text && text[strlen(text) - 1] != '\n')
		fputc('\n', stream);
	fputs(".fi\n", stream);
}

/* Paragraphs are set apart by empty lines. */
static void put_paragraphs(FILE *stream, const char *text)
{
	for (; *text; text += strspn(text, "\n")) {
		const char *end = strstr(text, "\n\n");
		size_t length = end ? (size_t)(end - text) : strlen(text);
		char *paragraph = memory_copy_span(text, length);
		fputs(".PP\n", stream);
		put(stream, paragraph);
		fputc('\n', stream);
		free(paragraph);
		text += length;
	}
}

/* ---- apprentice(1) ---- */

static void put_option(FILE *stream, const struct option_row *row, enum option_command command)
{
	char *usage = options_row_usage(row, command);
	char *sentence = options_row_sentence(row, command);
	fputs(".TP\n.B ", stream);
	put(stream, usage);
	fputc('\n', stream);
	put(stream, sentence);
	fputc('\n', stream);
	free(sentence);
	free(usage);
}

static void put_command(FILE *stream, const struct command *command)
{
	fprintf(stream, ".SS %s\n", command->name);
	fputs(".B apprentice ", stream);
	put(stream, command->name);
	fputc(' ', stream);
	put(stream, command->synopsis);
	fputc('\n', stream);
	put_paragraphs(stream, command->about);
	for (size_t i = 0; i < options_row_count(); i++)
		if (options_row(i)->commands & (unsigned)command->options)
			put_option(stream, options_row(i), command->options);
	fputs(".PP\nExamples:\n", stream);
	put_lines(stream, command->examples);
}

void manual_print_program(FILE *stream)
{
	put_title(stream, "apprentice", 1, "does web tasks that it was shown once");
	fputs(".SH SYNOPSIS\n.B apprentice\n.I COMMAND\n[options]\n.SH DESCRIPTION\n", stream);
	put(stream,
		"Apprentice watches you do a task in a browser once. Then it does the task again "
		"with new values, also on a page that has changed, and says truthfully whether it "
		"succeeded.\n");
	fputs(".SH COMMANDS\n", stream);
	for (size_t i = 0; commands[i]; i++)
		put_command(stream, commands[i]);
	fputs(".SH ENVIRONMENT\n", stream);
	put(stream,
		"Each option has a twin in the environment: --output-dir is APPRENTICE_OUTPUT_DIR. "
		"APPRENTICE_DATA names the folder of what comes with the program. Secrets are read "
		"from APPRENTICE_SECRET_NAME.\n");
	fputs(".SH EXIT STATUS\n", stream);
	put(stream, "0 done and verified, 1 failed or gave up, 2 called wrongly, 3 finished but "
		    "nothing "
		    "verified it, 4 the browser or the system failed.\n");
	fputs(".SH SEE ALSO\n.BR apprentice.yaml (5)\n", stream);
}

/* ---- apprentice.yaml(5) ---- */

static enum option_command first_command(const struct option_row *row)
{
	return (enum option_command)(row->commands & ~(row->commands - 1));
}

void manual_print_config(FILE *stream)
{
	const char *section = "";
	put_title(stream, "apprentice.yaml", 5, "settings of apprentice(1)");
	fputs(".SH DESCRIPTION\n", stream);
	put(stream,
		"The file is read from beside the folder of the tasks, or from where --config "
		"says. Each key is an option without its dashes. Defaults are overridden by the "
		"file, the file by the environment, and that by the command line. Settings below "
		"'tasks: NAME:' hold for that task only. 'apprentice config --print' writes the "
		"file with everything in it; 'apprentice config --check' examines it.\n");
	fputs(".SH SETTINGS\n", stream);
	for (size_t i = 0; i < options_row_count(); i++) {
		const struct option_row *row = options_row(i);
		char *sentence = options_row_sentence(row, first_command(row));
		if (strcmp(section, row->section) != 0)
			fprintf(stream, ".SS %s\n", row->section);
		section = row->section;
		fputs(".TP\n.B ", stream);
		put(stream, row->name);
		fputc('\n', stream);
		put(stream, sentence);
		fputc('\n', stream);
		free(sentence);
	}
	fputs(".SH SEE ALSO\n.BR apprentice (1)\n", stream);
}

/* ---- completion ---- */

static bool takes_file(const struct option_row *row)
{
	return !strcmp(row->meta, "FILE") || !strcmp(row->meta, "DIR") ||
	       !strcmp(row->meta, "PROGRAM");
}

static void put_words(FILE *stream, const char *choices)
{
	for (; *choices; choices++)
		fputc(*choices == '|' ? ' ' : *choices, stream);
}

static void put_values(FILE *stream)
{
	for (size_t i = 0; i < options_row_count(); i++) {
		const struct option_row *row = options_row(i);
		bool words = row->choices && row->type != OPTION_URL;
		if (row->type == OPTION_BOOL || (!words && !takes_file(row)))
			continue;
		fprintf(stream, "\t--%s) ", row->name);
		if (words) {
			fputs("words='", stream);
			put_words(stream, row->choices);
			fputs("' ;;\n", stream);
		} else {
			fputs("COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n", stream);
		}
	}
}

static void put_flags(FILE *stream, const struct command *command)
{
	fprintf(stream, "\t%s) words='--help", command->name);
	for (size_t i = 0; i < options_row_count(); i++)
		if (options_row(i)->commands & (unsigned)command->options)
			fprintf(stream, " --%s", options_row(i)->name);
	fputs("' ;;\n", stream);
}

void manual_print_completion(FILE *stream)
{
	fputs("# bash completion for apprentice\n_apprentice() {\n"
	      "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=''\n"
	      "\tCOMPREPLY=()\n\tcase $before in\n",
		stream);
	put_values(stream);
	fputs("\tesac\n\tif [ -z \"$words\" ]; then case ${COMP_WORDS[1]} in\n", stream);
	for (size_t i = 0; commands[i]; i++)
		put_flags(stream, commands[i]);
	fputs("\tesac; fi\n\tif [ \"$COMP_CWORD\" -eq 1 ]; then words='", stream);
	for (size_t i = 0; commands[i]; i++)
		fprintf(stream, "%s%s", i ? " " : "", commands[i]->name);
	fputs("'; fi\n\tCOMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\n"
	      "complete -F _apprentice apprentice\n",
		stream);
}
