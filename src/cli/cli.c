#include "cli/cli.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/help.h"
#include "cli/places.h"
#include "cli/printer.h"
#include "config/config_file.h"
#include "config/nearest.h"
#include "trajectory/trajectory.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int exit_status_of(int code)
{
	switch (code) {
	case 0:
		return EXIT_VERIFIED;
	case ERROR_USAGE:
	case ERROR_INPUT:
	case ERROR_NOT_FOUND:
	case ERROR_REFUSED:
		return EXIT_USAGE;
	case ERROR_AMBIGUOUS:
	case ERROR_STALE:
	case ERROR_BLOCKED:
		return EXIT_FAILED;
	default:
		return EXIT_ENVIRONMENT;
	}
}

int exit_status_of_browsing(int code)
{
	bool environment = code == ERROR_NOT_FOUND || code == ERROR_REFUSED;
	return environment ? EXIT_ENVIRONMENT : exit_status_of(code);
}

static int report(const struct error *error, int status)
{
	fprintf(stderr, "apprentice: %s\n", error->message);
	return status;
}

static bool is_help_flag(const char *argument)
{
	return !strcmp(argument, "--help") || !strcmp(argument, "-h");
}

static bool asks_for_help(int argc, char **argv)
{
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (is_help_flag(argv[i]))
			return true;
	return false;
}

/* Also where the command line is not understood as a whole. */
static bool asks_for_json(const struct options *options, int argc, char **argv)
{
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--json") == 0)
			return true;
	return options_bool(options, "json");
}

/* A program that reads one object gets one, whatever went wrong. */
static void print_failure(const struct error *error, int status)
{
	struct printer out = printer_for(stdout, NULL);
	json_t *object = json_object();
	json_object_set_new(object, "outcome", json_string(outcome_name(OUTCOME_ABORTED)));
	json_object_set_new(object, "exit_status", json_integer(status));
	json_object_set_new(object, "reason", json_text_new(error->message));
	print_json(&out, object);
}

static int refuse_command(const char *name, struct error *error)
{
	const char *names[64] = {NULL};
	for (size_t i = 0; commands[i] && i + 1 < sizeof(names) / sizeof(*names); i++)
		names[i] = commands[i]->name;
	const char *meant = nearest_name(name, names);
	if (text_starts_with(name, "-"))
		return error_set(error, ERROR_USAGE,
			"The command comes first, then its options: apprentice COMMAND %s. "
			"'apprentice --help' lists the commands.",
			name);
	if (meant)
		return error_set(error, ERROR_USAGE,
			"There is no command '%s'. Did you mean 'apprentice %s'?", name, meant);
	return error_set(error, ERROR_USAGE,
		"There is no command '%s'. 'apprentice --help' lists them.", name);
}

static int check_required(
	const struct command *command, const struct options *options, struct error *error)
{
	for (size_t i = 0; command->required && command->required[i]; i++) {
		const char *name = command->required[i];
		if (!options_is_set(options, name))
			return error_set(error, ERROR_USAGE,
				"%s needs --%s %s. 'apprentice %s --help' shows an example.",
				command->name, name, options_row_named(name)->meta, command->name);
	}
	return 0;
}

static int check_arguments(const struct command *command, const struct options *options,
	const char *const *arguments, size_t count, struct error *error)
{
	if (count > command->arguments_maximum)
		return error_set(error, ERROR_USAGE,
			"%s does not take '%s'. It is called as: apprentice %s %s.", command->name,
			arguments[command->arguments_maximum], command->name, command->synopsis);
	if (options_bool(options, "quiet") && options_bool(options, "verbose"))
		return error_set(error, ERROR_USAGE,
			"--quiet and --verbose contradict each other: give one of them.");
	return check_required(command, options, error);
}

/* The file that --config names, or apprentice.yaml beside the folder of the tasks if it exists. */
static int read_config(const struct command *command, struct options *options, struct error *error)
{
	const char *named = options_text(options, "config");
	if (!(options_row_named("config")->commands & (unsigned)command->options))
		return 0;
	char *path = named ? memory_copy_text(named) : place_of_config(options);
	int code = 0;
	if (named || file_exists(path))
		code = config_file_read(options, path, options_text(options, "task"), error);
	free(path);
	return code;
}

/* Environment, command line, file, the command itself: an exit status, and an error if one is to
 * be told. */
static int run_command(const struct command *command, int argc, char **argv, struct error *error)
{
	struct options *options = options_new();
	const char **arguments = NULL;
	size_t count = 0;
	int code = options_read_environment(options, (const char *const *)environ, error);
	if (!code)
		code = options_read_arguments(options, command->options, argc,
			(const char *const *)argv, &arguments, &count, error);
	if (!code)
		code = read_config(command, options, error);
	if (!code)
		code = check_arguments(command, options, arguments, count, error);
	int status = exit_status_of(code);
	if (!code)
		status = command->run(options, arguments, count, error);
	if (error->code && asks_for_json(options, argc, argv))
		print_failure(error, status);
	free(arguments);
	options_free(options);
	return status;
}

static int help_command(const char *name, struct error *error)
{
	const struct command *command = name ? command_named(name) : NULL;
	if (name && !command)
		return exit_status_of(refuse_command(name, error));
	if (command)
		help_print_command(stdout, command);
	else
		help_print_overview(stdout);
	return EXIT_VERIFIED;
}

static int dispatch(int argc, char **argv, struct error *error)
{
	if (argc < 2) {
		help_print_overview(stderr);
		return EXIT_USAGE;
	}
	const char *name = argv[1];
	if (is_help_flag(name) || !strcmp(name, "help"))
		return help_command(argc > 2 ? argv[2] : NULL, error);
	const struct command *command = command_named(strcmp(name, "--version") ? name : "version");
	if (!command)
		return exit_status_of(refuse_command(name, error));
	if (asks_for_help(argc - 2, argv + 2))
		return help_command(command->name, error);
	return run_command(command, argc - 2, argv + 2, error);
}

/* Lines are flushed as they are printed, so the errno of the one that was lost may be long gone;
 * the pipe itself still tells. */
static bool is_reader_gone(void)
{
	struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
	return poll(&out, 1, 0) == 1 && (out.revents & (POLLERR | POLLHUP));
}

/* Results that could not be delivered are no results: a full disk must not pass unnoticed. A
 * reader that went away (`apprentice tasks | head`) has what it wanted. */
static int flush_results(int status)
{
	errno = 0;
	bool lost = fflush(stdout) != 0 || ferror(stdout);
	if (!lost || errno == EPIPE || is_reader_gone())
		return status;
	struct error error = {0};
	error_set_errno(&error, errno ? errno : EIO, "The result could not be printed");
	return report(&error, EXIT_ENVIRONMENT);
}

int cli_main(int argc, char **argv)
{
	struct error error = {0};
	int status = dispatch(argc, argv, &error);
	status = flush_results(status);
	return error.code ? report(&error, status) : status;
}
