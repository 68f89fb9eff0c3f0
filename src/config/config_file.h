/*
 * config_file.h - settings from a YAML file, and the table of options as such a file.
 *
 *     max-steps: 40              # for all tasks
 *     allowed-domains: [example.org, example.com]
 *     tasks:
 *       book-room:               # for this one, instead
 *         max-steps: 15
 *         param: {people: 3}
 *
 * Keys are the names of options. The whole file is checked, also what is for other tasks: every
 * fault names file, line, column and the offending text, and the nearest valid name. Aliases,
 * several documents, duplicate keys and files beyond 1 MiB are refused.
 */
#ifndef CONFIG_CONFIG_FILE_H
#define CONFIG_CONFIG_FILE_H

#include "config/options.h"

/* False for what only a call can say: which file is read, which task is meant, what to do. */
bool config_file_has(const struct option_row *row);

/* Sets, as OPTION_FILE, what the file says for all tasks and then what it says for `task` (NULL:
 * none). USAGE for a fault, NOT_FOUND; nothing is set then. */
int config_file_read(
	struct options *options, const char *path, const char *task, struct error *error);

/* The same from text; `name` stands for the file in messages. */
int config_text_read(struct options *options, const char *text, size_t length, const char *name,
	const char *task, struct error *error);

/* A complete annotated file: every option with its help, bounds and the value in force, those that
 * are at their default as comments. Heap text. */
char *config_text_new(const struct options *options);

#endif
