#include "config/config_file.h"

#include "base/file.h"
#include "base/memory.h"
#include "config/nearest.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#define FILE_MAXIMUM (1u << 20) /* bytes */
#define TASKS_KEY    "tasks"

struct reading {
	struct options *options;
	struct options *scratch; /* takes every setting, so that each is checked */
	yaml_document_t *document;
	const char *name; /* of the file, for messages */
	const char *task; /* whose section counts; may be NULL */
};

bool config_file_has(const struct option_row *row)
{
	static const char *const others[] = {
		"config", "task", "print", "check", "resume", "to", "reset-budget"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(row->name, others[i]) == 0)
			return false;
	return true;
}

/* Puts "file, line, column: " before the sentence. */
static int fault_at(const struct reading *reading, const yaml_mark_t *mark, struct error *error)
{
	return error_prefix(
		error, "%s, line %zu, column %zu", reading->name, mark->line + 1, mark->column + 1);
}

static yaml_node_t *node_of(const struct reading *reading, int id)
{
	return yaml_document_get_node(reading->document, id);
}

static const char *text_of(const yaml_node_t *node)
{
	return node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : NULL;
}

static bool names_differ(const yaml_node_t *a, const yaml_node_t *b)
{
	return strcmp(text_of(a), text_of(b)) != 0;
}

/* Every key is a text, and each stands once. */
static int check_keys(
	const struct reading *reading, const yaml_node_t *mapping, struct error *error)
{
	const yaml_node_pair_t *first = mapping->data.mapping.pairs.start;
	const yaml_node_pair_t *end = mapping->data.mapping.pairs.top;
	for (const yaml_node_pair_t *pair = first; pair < end; pair++) {
		const yaml_node_t *key = node_of(reading, pair->key);
		if (!text_of(key)) {
			error_set(error, ERROR_USAGE,
				"a name is expected here, then ':' and a value.");
			return fault_at(reading, &key->start_mark, error);
		}
		for (const yaml_node_pair_t *other = first; other < pair; other++) {
			const yaml_node_t *before = node_of(reading, other->key);
			if (names_differ(before, key))
				continue;
			error_set(error, ERROR_USAGE,
				"'%s' stands here a second time, first in line %zu.", text_of(key),
				before->start_mark.line + 1);
			return fault_at(reading, &key->start_mark, error);
		}
	}
	return 0;
}

static int refuse_name(
	const struct reading *reading, const yaml_node_t *key, bool at_top, struct error *error)
{
	const char **names = memory_new(options_row_count() + 2, sizeof *names);
	size_t count = 0;
	for (size_t i = 0; i < options_row_count(); i++)
		if (config_file_has(options_row(i)))
			names[count++] = options_row(i)->name;
	if (at_top)
		names[count++] = TASKS_KEY;
	const char *meant = nearest_name(text_of(key), names);
	free(names);
	if (meant)
		error_set(error, ERROR_USAGE, "there is no setting '%s'; did you mean '%s'?",
			text_of(key), meant);
	else
		error_set(error, ERROR_USAGE,
			"there is no setting '%s'; 'apprentice config --print' shows all.",
			text_of(key));
	return fault_at(reading, &key->start_mark, error);
}

static int add_item(const struct reading *reading, const struct option_row *row,
	const yaml_node_t *item, const char *prefix, struct bytes *text, struct error *error)
{
	const char *value = text_of(item);
	char separator = row->type == OPTION_LIST ? ',' : '\n';
	if (!value || strchr(value, separator)) {
		error_set(error, ERROR_USAGE, "%s takes texts without %s here.", row->name,
			separator == ',' ? "commas" : "line breaks");
		return fault_at(reading, &item->start_mark, error);
	}
	return bytes_format(
		text, error, "%s%s%s%c", prefix ? prefix : "", prefix ? "=" : "", value, separator);
}

/* [a, b] of a list, {name: value} of settings: as the text that the option takes. */
static int items_text(const struct reading *reading, const struct option_row *row,
	const yaml_node_t *node, struct bytes *text, struct error *error)
{
	int code = 0;
	if (row->type == OPTION_LIST && node->type == YAML_SEQUENCE_NODE) {
		const yaml_node_item_t *item = node->data.sequence.items.start;
		for (; !code && item < node->data.sequence.items.top; item++)
			code = add_item(reading, row, node_of(reading, *item), NULL, text, error);
		return code;
	}
	if (row->type == OPTION_SETTINGS && node->type == YAML_MAPPING_NODE) {
		const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
		code = check_keys(reading, node, error);
		for (; !code && pair < node->data.mapping.pairs.top; pair++)
			code = add_item(reading, row, node_of(reading, pair->value),
				text_of(node_of(reading, pair->key)), text, error);
		return code;
	}
	error_set(error, ERROR_USAGE, "%s takes %s here.", row->name,
		row->type == OPTION_LIST       ? "a text, or a list like [a, b]"
		: row->type == OPTION_SETTINGS ? "a mapping like {name: value}"
					       : "one value, not several");
	return fault_at(reading, &node->start_mark, error);
}

static int set_row(const struct reading *reading, const struct option_row *row,
	const yaml_node_t *node, bool counts, struct error *error)
{
	struct bytes text;
	bytes_init(&text, FILE_MAXIMUM);
	int code = text_of(node) ? bytes_append_text(&text, text_of(node), error)
				 : items_text(reading, row, node, &text, error);
	if (!code) {
		char *value = bytes_take(&text);
		code = options_set(reading->scratch, row, OPTION_FILE, value, error);
		if (code)
			fault_at(reading, &node->start_mark, error);
		else if (counts && reading->options)
			code = options_set(reading->options, row, OPTION_FILE, value, error);
		free(value);
	}
	bytes_release(&text);
	return code;
}

static int read_tasks(const struct reading *reading, const yaml_node_t *node, struct error *error);

/* at_top: settings of all tasks, where "tasks" may stand too. Settings of all tasks come first,
 * whatever the order in the file, so that a task's own replace them. */
static int read_section(const struct reading *reading, const yaml_node_t *node, bool at_top,
	bool counts, struct error *error)
{
	if (node->type != YAML_MAPPING_NODE) {
		error_set(error, ERROR_USAGE, "settings are expected here, as 'name: value'.");
		return fault_at(reading, &node->start_mark, error);
	}
	int code = check_keys(reading, node, error);
	const yaml_node_t *tasks = NULL;
	const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
	for (; !code && pair < node->data.mapping.pairs.top; pair++) {
		const yaml_node_t *key = node_of(reading, pair->key);
		const yaml_node_t *value = node_of(reading, pair->value);
		const struct option_row *row = options_row_named(text_of(key));
		if (at_top && strcmp(text_of(key), TASKS_KEY) == 0)
			tasks = value;
		else if (!row || !config_file_has(row))
			code = refuse_name(reading, key, at_top, error);
		else
			code = set_row(reading, row, value, counts, error);
	}
	return code || !tasks ? code : read_tasks(reading, tasks, error);
}

static int read_tasks(const struct reading *reading, const yaml_node_t *node, struct error *error)
{
	if (node->type != YAML_MAPPING_NODE) {
		error_set(error, ERROR_USAGE,
			"names of tasks are expected here, each with settings.");
		return fault_at(reading, &node->start_mark, error);
	}
	int code = check_keys(reading, node, error);
	const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
	for (; !code && pair < node->data.mapping.pairs.top; pair++) {
		const yaml_node_t *key = node_of(reading, pair->key);
		bool counts = reading->task && strcmp(reading->task, text_of(key)) == 0;
		if (!path_component_is_safe(text_of(key))) {
			error_set(error, ERROR_USAGE, "'%s' cannot be the name of a task.",
				text_of(key));
			return fault_at(reading, &key->start_mark, error);
		}
		code = read_section(reading, node_of(reading, pair->value), false, counts, error);
	}
	return code;
}

static int refuse_syntax(const yaml_parser_t *parser, const char *name, struct error *error)
{
	return error_set(error, ERROR_USAGE, "%s, line %zu, column %zu: this is not YAML: %s.",
		name, parser->problem_mark.line + 1, parser->problem_mark.column + 1,
		parser->problem ? parser->problem : "unreadable");
}

/* Twice over the document: first to check all of it, then to set what counts. */
static int read_document(struct options *options, yaml_document_t *document, const char *name,
	const char *task, struct error *error)
{
	const yaml_node_t *root = yaml_document_get_root_node(document);
	int code = 0;
	if (!root || (text_of(root) && !*text_of(root)))
		return 0; /* an empty file, or comments only */
	for (int pass = 0; !code && pass < 2; pass++) {
		struct reading reading = {
			pass ? options : NULL, options_new(), document, name, task};
		code = read_section(&reading, root, true, true, error);
		options_free(reading.scratch);
	}
	return code;
}

/* Each alias can double what follows it, so a small file could hold anything. */
static bool has_alias(const char *text, size_t length)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool found = false, over = false;
	if (!yaml_parser_initialize(&parser))
		return false;
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
	while (!found && !over && yaml_parser_parse(&parser, &event)) {
		found = event.type == YAML_ALIAS_EVENT;
		over = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return found;
}

static int check_end(yaml_parser_t *parser, const char *name, struct error *error)
{
	yaml_document_t next;
	if (!yaml_parser_load(parser, &next))
		return refuse_syntax(parser, name, error);
	bool more = yaml_document_get_root_node(&next) != NULL;
	yaml_document_delete(&next);
	return more ? error_set(error, ERROR_USAGE, "%s holds several documents; settings are one.",
			      name)
		    : 0;
}

int config_text_read(struct options *options, const char *text, size_t length, const char *name,
	const char *task, struct error *error)
{
	yaml_parser_t parser;
	yaml_document_t document;
	if (has_alias(text, length))
		return error_set(error, ERROR_USAGE,
			"%s uses a YAML alias (*name); write the value out instead.", name);
	if (!yaml_parser_initialize(&parser))
		return error_set(error, ERROR_LIMIT, "There is no memory to read %s.", name);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
	int code = yaml_parser_load(&parser, &document) ? 0 : refuse_syntax(&parser, name, error);
	if (!code) {
		code = check_end(&parser, name, error);
		if (!code)
			code = read_document(options, &document, name, task, error);
		yaml_document_delete(&document);
	}
	yaml_parser_delete(&parser);
	return code;
}

int config_file_read(
	struct options *options, const char *path, const char *task, struct error *error)
{
	struct bytes text;
	int code = file_read(path, FILE_MAXIMUM, &text, error);
	if (!code)
		code = config_text_read(
			options, text.data ? text.data : "", text.length, path, task, error);
	bytes_release(&text);
	return code;
}
