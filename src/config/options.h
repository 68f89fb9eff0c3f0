/*
 * options.h - every setting of the program, once: name, type, bounds, default, unit, help, flag,
 * environment twin, YAML key, and which commands take it.
 *
 * The table in table.c drives parsing, defaults, bounds, --help and tests; a new option is a new
 * row. Precedence: defaults < configuration file < environment < flags, whatever the order of
 * reading. Modules never read options: the command copies what they need into their own small
 * structs.
 *
 *   table.c      the rows                        value.c      text -> checked value
 *   options.c    values in force, their sources  arguments.c  the command line
 *   help.c       the options part of --help      nearest.c    "did you mean"
 *   config_file.c  settings from YAML            config_text.c  the table as annotated YAML
 */
#ifndef CONFIG_OPTIONS_H
#define CONFIG_OPTIONS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum option_type {
	OPTION_BOOL,	/* --flag, --no-flag; as text: yes/no, true/false, on/off, 1/0 */
	OPTION_INTEGER, /* with minimum and maximum */
	OPTION_NUMBER,
	OPTION_TEXT,   /* not empty, valid UTF-8 */
	OPTION_NAME,   /* a text that is safe as one component of a path */
	OPTION_URL,    /* `choices` are the schemes allowed */
	OPTION_SIZE,   /* WIDTHxHEIGHT, both within minimum and maximum */
	OPTION_CHOICE, /* one of a list of words */
	OPTION_LIST, /* texts separated by commas, of `choices` if given; the flag may be repeated */
	OPTION_SETTINGS /* name=value, one per flag; in the environment one per line */
};

enum option_source { OPTION_DEFAULT, OPTION_FILE, OPTION_ENVIRONMENT, OPTION_FLAG };

/* Bits: which commands take an option. */
enum option_command {
	COMMAND_RECORD = 1 << 0,
	COMMAND_RUN = 1 << 1,
	COMMAND_REPLAY = 1 << 2,
	COMMAND_TASKS = 1 << 3,
	COMMAND_APPS = 1 << 4,
	COMMAND_EVAL = 1 << 5,
	COMMAND_DOCTOR = 1 << 6,
	COMMAND_VERSION = 1 << 7,
	COMMAND_PRETRAIN = 1 << 8,
	COMMAND_CONFIG = 1 << 9,
	COMMAND_ADAPTERS = 1 << 10,
	COMMAND_ROLLBACK = 1 << 11,
	COMMAND_STATS = 1 << 12,
	COMMAND_STATUS = 1 << 13,
	COMMAND_MANUAL = 1 << 20,			 /* takes none */
	COMMAND_ALL = ((1 << 14) - 1) & ~COMMAND_VERSION /* those that do something */
};

struct option_row {
	const char *name;     /* flag "--name", environment APPRENTICE_NAME, YAML key name */
	const char *opposite; /* BOOL: "--opposite" means "--no-name"; NULL */
	const char *section;  /* heading in --help; rows of one section stand together */
	enum option_type type;
	unsigned commands;
	const char *fallback;	 /* default, in the form a person would write; NULL: unset */
	unsigned other_commands; /* these have another default: */
	const char *other_fallback;
	double minimum, maximum; /* INTEGER, NUMBER, SIZE */
	const char *choices;	 /* "replay|native" for CHOICE, LIST, URL; NULL: any */
	const char *unit;	 /* "ms", "" */
	const char *meta;	 /* "NAME", "URL": what --help shows for the value; "" for BOOL */
	const char *help;	 /* one sentence */
};

size_t options_row_count(void);
const struct option_row *options_row(size_t index);
const struct option_row *options_row_named(const char *name); /* NULL: none */
/* The default for a command, as a person would write it; NULL: unset. */
const char *options_row_default(const struct option_row *row, enum option_command command);
/* "--max-steps N"; and its sentence, with what is accepted and the default. Heap texts. */
char *options_row_usage(const struct option_row *row, enum option_command command);
char *options_row_sentence(const struct option_row *row, enum option_command command);
/* "APPRENTICE_MAX_STEPS" for "max-steps". Heap text. */
char *options_row_variable(const struct option_row *row);

struct options;

/* All defaults. */
struct options *options_new(void);
void options_free(struct options *options);

/* APPRENTICE_<NAME> for each row ('-' as '_', upper case); an empty variable counts as unset.
 * USAGE names variable and bounds. */
int options_read_environment(
	struct options *options, const char *const *environment, struct error *error);

/* "--name value", "--name=value", "--no-name"; "--" ends the options. Only rows of `command`, whose
 * own defaults apply from here on. argv holds only what follows the command's name. *positional:
 * the other arguments, owned NULL-terminated array of borrowed texts. USAGE: unknown flag (with
 * the nearest valid one), missing or malformed value, out of bounds, not taken by this command. */
int options_read_arguments(struct options *options, enum option_command command, int argc,
	const char *const *argv, const char ***positional, size_t *positional_count,
	struct error *error);

/* One setting from one source, for files and tests. Ignored when a stronger source has set it. */
int options_set(struct options *options, const struct option_row *row, enum option_source source,
	const char *text, struct error *error);

/* Names that are in no row, or of another type, are programmer's errors. */
const char *options_text(const struct options *options, const char *name); /* NULL: unset */
long options_integer(const struct options *options, const char *name);
double options_number(const struct options *options, const char *name);
bool options_bool(const struct options *options, const char *name);
void options_size(const struct options *options, const char *name, int *width, int *height);
/* LIST and SETTINGS; NULL-terminated, never NULL. */
const char *const *options_list(const struct options *options, const char *name);
bool options_is_set(
	const struct options *options, const char *name); /* has a value, be it a default */
enum option_source options_source(const struct options *options, const char *name);

/* The options part of a command's --help, by section, aligned, wrapped at 80 columns. Heap text. */
char *options_help(enum option_command command);

#endif
