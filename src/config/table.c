/*
 * The table of options. The order is that of --help; rows of one section stand together. A row is
 * a line in --help, in the manual and in the annotated configuration, so its help is written for
 * a person who sees it alone.
 */
#include "config/options.h"

#include "base/memory.h"

#include <ctype.h>
#include <string.h>

#define RUNNING	 (COMMAND_RUN | COMMAND_REPLAY)
#define BROWSING (COMMAND_RECORD | COMMAND_RUN | COMMAND_REPLAY)

static const struct option_row rows[] = {
	{.name = "task",
		.section = "Task",
		.type = OPTION_NAME,
		.commands = BROWSING,
		.meta = "NAME",
		.help = "Name of the task: the folder below --output-dir that holds its files."},
	{.name = "goal",
		.section = "Task",
		.type = OPTION_TEXT,
		.commands = COMMAND_RECORD | COMMAND_RUN,
		.meta = "TEXT",
		.help = "What is to be done, in words, with the values to use; a run without "
			"it takes the recorded one."},
	{.name = "url",
		.section = "Task",
		.type = OPTION_URL,
		.commands = BROWSING,
		.choices = "https|http|file|data|about",
		.meta = "URL",
		.help = "Page to start on; a run without it takes the recorded one."},
	{.name = "param",
		.section = "Task",
		.type = OPTION_SETTINGS,
		.commands = COMMAND_RUN,
		.meta = "NAME=VALUE",
		.help = "New value of a parameter of the task; may be repeated, and wins over "
			"--goal."},
	{.name = "policy",
		.section = "Task",
		.type = OPTION_CHOICE,
		.commands = COMMAND_RUN,
		.fallback = "replay",
		.choices = "replay",
		.meta = "POLICY",
		.help = "What decides each step: replay follows the demonstration."},

	{.name = "success-url",
		.section = "Success",
		.type = OPTION_TEXT,
		.commands = RUNNING,
		.meta = "GLOB",
		.help = "The task is done on a page whose URL matches, where * is any run of "
			"characters."},
	{.name = "success-text",
		.section = "Success",
		.type = OPTION_TEXT,
		.commands = RUNNING,
		.meta = "TEXT",
		.help = "The task is done when the page shows this text; {name} stands for a "
			"parameter."},
	{.name = "success-selector",
		.section = "Success",
		.type = OPTION_TEXT,
		.commands = RUNNING,
		.meta = "CSS",
		.help = "The task is done when this CSS selector matches a visible element."},
	{.name = "success-js",
		.section = "Success",
		.type = OPTION_TEXT,
		.commands = RUNNING,
		.meta = "EXPRESSION",
		.help = "The task is done when this JavaScript expression is true in the page."},

	{.name = "headed",
		.opposite = "headless",
		.section = "Browser",
		.type = OPTION_BOOL,
		.commands = BROWSING,
		.fallback = "no",
		.other_commands = COMMAND_RECORD,
		.other_fallback = "yes",
		.meta = "",
		.help = "Show the browser's window."},
	{.name = "chromium",
		.section = "Browser",
		.type = OPTION_TEXT,
		.commands = BROWSING | COMMAND_EVAL | COMMAND_DOCTOR,
		.meta = "PROGRAM",
		.help = "The Chromium or Chrome to start; searched in the usual places without "
			"it."},
	{.name = "cdp-endpoint",
		.section = "Browser",
		.type = OPTION_URL,
		.commands = BROWSING,
		.choices = "http|ws",
		.meta = "URL",
		.help = "Use a browser that is already running with remote debugging, and "
			"leave it running."},
	{.name = "user-data-dir",
		.section = "Browser",
		.type = OPTION_TEXT,
		.commands = BROWSING,
		.meta = "DIR",
		.help = "Browser profile to use and keep, with its logins; without it each run "
			"has a new one."},
	{.name = "window",
		.section = "Browser",
		.type = OPTION_SIZE,
		.commands = BROWSING,
		.fallback = "1280x720",
		.minimum = 200,
		.maximum = 7680,
		.unit = "px",
		.meta = "WxH",
		.help = "Size of the page."},

	{.name = "max-steps",
		.section = "Limits",
		.type = OPTION_INTEGER,
		.commands = RUNNING,
		.fallback = "60",
		.minimum = 1,
		.maximum = 1000,
		.unit = "steps",
		.meta = "N",
		.help = "Give up after so many steps."},
	{.name = "timeout-action",
		.section = "Limits",
		.type = OPTION_INTEGER,
		.commands = RUNNING | COMMAND_EVAL,
		.fallback = "5000",
		.minimum = 100,
		.maximum = 600000,
		.unit = "ms",
		.meta = "MS",
		.help = "How long an element may take to become usable."},
	{.name = "timeout-navigation",
		.section = "Limits",
		.type = OPTION_INTEGER,
		.commands = BROWSING,
		.fallback = "60000",
		.minimum = 100,
		.maximum = 600000,
		.unit = "ms",
		.meta = "MS",
		.help = "How long a page may take to load."},
	{.name = "allowed-domains",
		.section = "Limits",
		.type = OPTION_LIST,
		.commands = RUNNING,
		.meta = "DOMAINS",
		.help = "Sites besides that of the start page where it may act, such as "
			"example.com."},

	{.name = "secrets",
		.section = "Secrets",
		.type = OPTION_TEXT,
		.commands = BROWSING,
		.meta = "FILE",
		.help = "File of name=value lines that only you may read (mode 0600); without "
			"it they come from APPRENTICE_SECRET_<NAME>."},
	{.name = "private-selectors",
		.section = "Secrets",
		.type = OPTION_TEXT,
		.commands = COMMAND_RECORD | RUNNING,
		.meta = "CSS",
		.help = "More fields to treat like passwords: their content is kept nowhere."},

	{.name = "output-dir",
		.section = "Files and output",
		.type = OPTION_TEXT,
		.commands = BROWSING | COMMAND_TASKS | COMMAND_EVAL | COMMAND_DOCTOR,
		.fallback = "logs",
		.meta = "DIR",
		.help = "Folder of the tasks: demonstrations and runs are kept here."},
	{.name = "download-dir",
		.section = "Files and output",
		.type = OPTION_TEXT,
		.commands = BROWSING,
		.meta = "DIR",
		.help = "Folder for the files that pages offer to download; without it a "
			"folder of the task."},
	{.name = "screenshots",
		.section = "Files and output",
		.type = OPTION_BOOL,
		.commands = RUNNING | COMMAND_EVAL,
		.fallback = "yes",
		.other_commands = COMMAND_EVAL,
		.other_fallback = "no",
		.meta = "",
		.help = "Keep a picture of the page from before each step."},
	{.name = "json",
		.section = "Files and output",
		.type = OPTION_BOOL,
		.commands = COMMAND_ALL,
		.fallback = "no",
		.meta = "",
		.help = "Print the result as one JSON object."},
	{.name = "yes",
		.section = "Files and output",
		.type = OPTION_BOOL,
		.commands = COMMAND_RECORD,
		.fallback = "no",
		.meta = "",
		.help = "Ask nothing: accept what is proposed."},
	{.name = "verbose",
		.section = "Files and output",
		.type = OPTION_BOOL,
		.commands = COMMAND_ALL,
		.fallback = "no",
		.meta = "",
		.help = "Say more about what happens."},
	{.name = "quiet",
		.section = "Files and output",
		.type = OPTION_BOOL,
		.commands = COMMAND_ALL,
		.fallback = "no",
		.meta = "",
		.help = "Print only the result and errors."},

	{.name = "port",
		.section = "Apps",
		.type = OPTION_INTEGER,
		.commands = COMMAND_APPS | COMMAND_EVAL,
		.fallback = "8750",
		.other_commands = COMMAND_EVAL,
		.other_fallback = "0",
		.minimum = 0,
		.maximum = 65535,
		.unit = "",
		.meta = "PORT",
		.help = "Port of this machine to serve the bundled apps on; 0 takes any that "
			"is free."},
	{.name = "root",
		.section = "Apps",
		.type = OPTION_TEXT,
		.commands = COMMAND_APPS | COMMAND_EVAL,
		.meta = "DIR",
		.help = "Folder of the apps; without it those that came with the program."},

	{.name = "seeds",
		.section = "Evaluation",
		.type = OPTION_INTEGER,
		.commands = COMMAND_EVAL,
		.fallback = "10",
		.minimum = 1,
		.maximum = 1000,
		.unit = "seeds",
		.meta = "N",
		.help = "How many different data sets and values each task is tried with."},
	{.name = "drift",
		.section = "Evaluation",
		.type = OPTION_LIST,
		.commands = COMMAND_EVAL,
		.fallback = "0,1,2,3,4",
		.choices = "0|1|2|3|4",
		.meta = "LEVELS",
		.help = "How much the pages differ from the recorded ones: 0 not at all, 4 most."},
	{.name = "policies",
		.section = "Evaluation",
		.type = OPTION_LIST,
		.commands = COMMAND_EVAL,
		.fallback = "literal,replay",
		.choices = "literal|replay",
		.meta = "POLICIES",
		.help = "What is compared: literal repeats the demonstration word for word."},
	{.name = "tasks",
		.section = "Evaluation",
		.type = OPTION_TEXT,
		.commands = COMMAND_EVAL,
		.meta = "GLOB",
		.help = "Only tasks whose app/task matches, where * is any run of characters; "
			"without it all."},

	{.name = "debugging-port",
		.section = "Advanced",
		.type = OPTION_INTEGER,
		.commands = COMMAND_RECORD,
		.minimum = 0,
		.maximum = 65535,
		.unit = "",
		.meta = "PORT",
		.help = "Let another program of this machine drive the browser too; 0 takes "
			"any port that is free."},
};

size_t options_row_count(void)
{
	return sizeof(rows) / sizeof(rows[0]);
}

const struct option_row *options_row(size_t index)
{
	return index < options_row_count() ? &rows[index] : NULL;
}

const struct option_row *options_row_named(const char *name)
{
	for (size_t i = 0; i < options_row_count(); i++)
		if (!strcmp(rows[i].name, name))
			return &rows[i];
	return NULL;
}

const char *options_row_default(const struct option_row *row, enum option_command command)
{
	return row->other_commands & (unsigned)command ? row->other_fallback : row->fallback;
}

char *options_row_variable(const struct option_row *row)
{
	char *variable = memory_format("APPRENTICE_%s", row->name);
	for (char *at = variable; *at; at++)
		*at = *at == '-' ? '_' : (char)toupper((unsigned char)*at);
	return variable;
}
