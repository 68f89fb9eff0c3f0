#include "base/file.h"
#include "base/memory.h"
#include "trajectory/step_json.h"
#include "trajectory/trajectory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* All of a trajectory in memory; a thousand steps on large pages stay well below. */
enum { ARENA_MAXIMUM_BYTES = 1 << 30, CHUNK_BYTES = 1 << 13 };

/* ---- run.json ---- */

static int read_heap_text(const json_t *run, const char *name, char **out, struct error *error)
{
	const char *text;
	int rc = json_read_text(run, name, "", &text, error);
	if (rc == 0)
		*out = memory_copy_text(text);
	return rc;
}

static int read_texts(struct trajectory *trajectory, const json_t *run, struct error *error)
{
	const struct {
		const char *name;
		char **out;
	} fields[] = {{"task", &trajectory->task}, {"goal", &trajectory->goal},
		{"start_url", &trajectory->start_url}, {"started", &trajectory->started},
		{"ended", &trajectory->ended}, {"reason", &trajectory->outcome_reason}};
	int rc = 0;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields) && rc == 0; i++)
		rc = read_heap_text(run, fields[i].name, fields[i].out, error);
	return rc;
}

static int read_format(const json_t *run, struct error *error)
{
	const json_t *format = json_object_get(run, "format");
	if (!json_is_integer(format))
		return error_set(error, ERROR_INPUT, "'format' is missing or not a number.");
	if (json_integer_value(format) != TRAJECTORY_FORMAT)
		return error_set(error, ERROR_INPUT,
			"It is of format %lld, but this program reads format %d.",
			(long long)json_integer_value(format), TRAJECTORY_FORMAT);
	return 0;
}

static int read_flags(struct trajectory *trajectory, const json_t *run, struct error *error)
{
	const json_t *demonstration = json_object_get(run, "demonstration");
	const char *outcome;
	if (!json_is_boolean(demonstration))
		return error_set(error, ERROR_INPUT, "'demonstration' is neither true nor false.");
	trajectory->demonstration = json_is_true(demonstration);
	int rc = json_read_text(run, "outcome", "", &outcome, error);
	if (rc)
		return rc;
	if (!outcome_from_name(outcome, &trajectory->outcome))
		return error_set(error, ERROR_INPUT, "'outcome' is '%s', which is none.", outcome);
	return 0;
}

static int read_secret(struct trajectory *trajectory, const json_t *item, struct error *error)
{
	const char *name, *host;
	int rc = json_read_text(item, "name", "", &name, error);
	if (rc == 0)
		rc = json_read_text(item, "host", "", &host, error);
	if (rc)
		return rc;
	if (!*name)
		return error_set(error, ERROR_INPUT, "a secret of 'secrets' has no 'name'.");
	trajectory->secrets = memory_resize(
		trajectory->secrets, trajectory->secret_count + 1, sizeof(*trajectory->secrets));
	trajectory->secrets[trajectory->secret_count++] = (struct secret_declaration){
		.name = memory_copy_text(name), .host = memory_copy_text(host)};
	return 0;
}

static int read_secrets(struct trajectory *trajectory, const json_t *run, struct error *error)
{
	const json_t *list = json_object_get(run, "secrets");
	size_t index;
	json_t *item;
	if (!list)
		return 0;
	if (!json_is_array(list))
		return error_set(error, ERROR_INPUT, "'secrets' is not a list.");
	json_array_foreach(list, index, item)
	{
		int rc = read_secret(trajectory, item, error);
		if (rc)
			return rc;
	}
	return 0;
}

static int read_values(struct trajectory *trajectory, const json_t *run, struct error *error)
{
	const json_t *parameters = json_object_get(run, "parameters");
	const json_t *criterion = json_object_get(run, "criterion");
	int rc = 0;
	if (parameters)
		rc = parameters_from_json(&trajectory->parameters, parameters, error);
	if (rc == 0 && criterion)
		rc = criterion_from_json(&trajectory->criterion, criterion, error);
	return rc;
}

static int read_final(struct trajectory *trajectory, const json_t *run, struct error *error)
{
	int rc = observation_read(
		json_object_get(run, "final"), &trajectory->arena, &trajectory->final, error);
	return rc ? error_prefix(error, "'final'") : 0;
}

static int read_run_fields(struct trajectory *trajectory, const json_t *run, struct error *error)
{
	static int (*const parts[])(struct trajectory *, const json_t *, struct error *) = {
		read_flags, read_texts, read_secrets, read_values, read_final};
	if (!json_is_object(run))
		return error_set(error, ERROR_INPUT, "It is not an object.");
	int rc = read_format(run, error);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts) && rc == 0; i++)
		rc = parts[i](trajectory, run, error);
	return rc;
}

static int read_run(struct trajectory *trajectory, const char *path, struct error *error)
{
	struct bytes content;
	struct error why = {0};
	if (!file_exists(path))
		return error_set(error, ERROR_INPUT,
			"%s does not exist: the folder is no trajectory, or its recording was "
			"interrupted at the very start.",
			path);
	int rc = file_read(path, TRAJECTORY_LINE_MAXIMUM, &content, error);
	if (rc)
		return rc;
	json_t *run = json_parse(content.data, content.length, &why);
	rc = run ? read_run_fields(trajectory, run, &why) : ERROR_INPUT;
	json_decref(run);
	bytes_release(&content);
	return rc ? error_set(error, ERROR_INPUT, "%s: %s", path, why.message) : 0;
}

/* ---- steps.jsonl ---- */

struct line_reader {
	FILE *file;
	const char *path;
	struct bytes line; /* without its line end */
	size_t number;	   /* of the line, from 1 */
	bool complete;	   /* it ended with a line end */
};

/* The next stretch of the line, at most a chunk; its length. *last is the character that ended it. */
static size_t read_chunk(FILE *file, char chunk[static CHUNK_BYTES], int *last)
{
	size_t length = 0;
	*last = 0;
	while (length < CHUNK_BYTES && (*last = getc_unlocked(file)) != EOF && *last != '\n')
		chunk[length++] = (char)*last;
	return length;
}

/* 1: a line is there; 0: the end; negative: an error. */
static int next_line(struct line_reader *reader, struct error *error)
{
	char chunk[CHUNK_BYTES];
	int last = 0;
	bytes_clear(&reader->line);
	reader->number++;
	while (last != EOF && last != '\n') {
		size_t length = read_chunk(reader->file, chunk, &last);
		if (bytes_append(&reader->line, chunk, length, error))
			return error_set(error, ERROR_INPUT,
				"%s, line %zu: It is longer than %u bytes.", reader->path,
				reader->number, TRAJECTORY_LINE_MAXIMUM);
	}
	if (ferror(reader->file))
		return error_set_errno(error, errno, "Cannot read %s", reader->path);
	reader->complete = last == '\n';
	return reader->complete || reader->line.length > 0;
}

static int bad_line(const struct line_reader *reader, const char *why, struct error *error)
{
	return error_set(error, ERROR_INPUT, "%s, line %zu: %s", reader->path, reader->number, why);
}

static int add_step(struct trajectory *trajectory, const struct line_reader *reader,
	const json_t *value, struct error *error)
{
	struct error why = {0};
	size_t count = trajectory->step_count;
	if (count == TRAJECTORY_STEPS_MAXIMUM)
		return bad_line(reader, "There are more steps than a trajectory may have.", error);
	if (count % 16 == 0)
		trajectory->steps =
			memory_resize(trajectory->steps, count + 16, sizeof(*trajectory->steps));
	struct step *step = &trajectory->steps[count];
	if (step_from_json(step, value, &trajectory->arena, &why))
		return bad_line(reader, why.message, error);
	trajectory->step_count++;
	if (step->index == (int)count)
		return 0;
	return bad_line(reader, "'index' does not continue that of the line before.", error);
}

/* A last line without its end was cut by a crash, unless it is whole all the same. */
static int take_line(
	struct trajectory *trajectory, const struct line_reader *reader, struct error *error)
{
	struct error why = {0};
	json_t *value =
		json_parse(reader->line.data ? reader->line.data : "", reader->line.length, &why);
	int rc = 0;
	if (value)
		rc = add_step(trajectory, reader, value, error);
	else if (reader->complete)
		rc = bad_line(reader, why.message, error);
	else
		trajectory->truncated = true;
	json_decref(value);
	return rc;
}

static int read_steps(struct trajectory *trajectory, const char *path, struct error *error)
{
	struct line_reader reader = {.path = path, .file = fopen(path, "re")};
	int rc;
	if (!reader.file && errno == ENOENT)
		return 0; /* a crash before the first step */
	if (!reader.file)
		return error_set_errno(error, errno, "Cannot open %s", path);
	bytes_init(&reader.line, TRAJECTORY_LINE_MAXIMUM);
	while ((rc = next_line(&reader, error)) > 0) {
		rc = take_line(trajectory, &reader, error);
		if (rc)
			break;
	}
	bytes_release(&reader.line);
	fclose(reader.file);
	return rc;
}

/* ---- the folder ---- */

static char *last_component(const char *folder)
{
	size_t end = strlen(folder), start;
	while (end > 1 && folder[end - 1] == '/')
		end--;
	for (start = end; start > 0 && folder[start - 1] != '/'; start--)
		continue;
	return memory_copy_span(folder + start, end - start);
}

int trajectory_read(struct trajectory *trajectory, const char *folder, struct error *error)
{
	*trajectory = (struct trajectory){0};
	arena_init(&trajectory->arena, ARENA_MAXIMUM_BYTES);
	if (!file_is_folder(folder))
		return error_set(error, ERROR_NOT_FOUND,
			"There is no trajectory at %s: give the folder that holds its run.json.",
			folder);
	trajectory->folder = memory_copy_text(folder);
	trajectory->id = last_component(folder);
	char *run = path_join(folder, "run.json"), *steps = path_join(folder, "steps.jsonl");
	int rc = read_run(trajectory, run, error);
	if (rc == 0)
		rc = read_steps(trajectory, steps, error);
	free(steps);
	free(run);
	if (rc)
		trajectory_release(trajectory);
	return rc;
}
