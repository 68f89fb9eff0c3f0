#include "learning/journal.h"

#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define JOURNAL_BYTES_MAX ((size_t)64 << 20)

static const char *const kind_names[JOURNAL_KIND_COUNT] = {
#define JOURNAL_NAME(name, text) text,
	JOURNAL_KINDS(JOURNAL_NAME)
#undef JOURNAL_NAME
};

const char *journal_kind_name(enum journal_kind kind)
{
	return kind_names[kind];
}

/* ---- lines ---- */

static json_t *hash_or_null(const char *hash)
{
	return *hash ? json_text_new(hash) : json_null();
}

static char *line_of(const struct journal_event *event)
{
	json_t *object = json_object();
	json_object_set_new(object, "commit", json_integer((json_int_t)event->commit));
	json_object_set_new(object, "time", json_text_new(event->time));
	json_object_set_new(object, "event", json_text_new(kind_names[event->kind]));
	json_object_set_new(object, "adapter", hash_or_null(event->adapter));
	json_object_set_new(object, "from", hash_or_null(event->from));
	json_object_set_new(object, "success", json_real(event->success));
	json_object_set_new(object, "window", json_text_new(event->window));
	json_object_set_new(object, "best", json_real(event->best));
	json_object_set_new(object, "budget_used", json_integer((json_int_t)event->budget_used));
	json_object_set_new(object, "reason", json_text_new(event->reason));
	char *line = json_print(object);
	json_decref(object);
	return line;
}

/* False when the text is longer than its place. */
static bool take_text(const json_t *object, const char *key, char *out, size_t size)
{
	const char *text = json_text_at(object, key, "");
	if (strlen(text) >= size)
		return false;
	memcpy(out, text, strlen(text) + 1);
	return true;
}

static bool take_hash(const json_t *object, const char *key, char out[static HASH_TEXT_SIZE])
{
	return take_text(object, key, out, HASH_TEXT_SIZE) && (!*out || checkpoint_is_hash(out));
}

static bool take_kind(const json_t *object, enum journal_kind *kind)
{
	const char *name = json_text_at(object, "event", "");
	for (int i = 0; i < JOURNAL_KIND_COUNT; i++)
		if (strcmp(name, kind_names[i]) == 0) {
			*kind = (enum journal_kind)i;
			return true;
		}
	return false;
}

static bool take_event(const json_t *object, struct journal_event *event)
{
	int64_t commit = json_integer_at(object, "commit", -1);
	int64_t used = json_integer_at(object, "budget_used", -1);
	event->commit = (uint64_t)commit;
	event->budget_used = (uint64_t)used;
	event->success = json_number_at(object, "success", 0);
	event->best = json_number_at(object, "best", 0);
	return commit >= 0 && used >= 0 && take_kind(object, &event->kind) &&
	       take_text(object, "time", event->time, sizeof(event->time)) &&
	       take_text(object, "window", event->window, sizeof(event->window)) &&
	       take_text(object, "reason", event->reason, sizeof(event->reason)) &&
	       take_hash(object, "adapter", event->adapter) &&
	       take_hash(object, "from", event->from);
}

/* ---- reading ---- */

static int parse_line(const char *line, size_t length, const char *path, size_t number,
	struct journal_event *event, struct error *error)
{
	*event = (struct journal_event){0};
	json_t *object = json_parse(line, length, NULL);
	bool good = json_is_object(object) && take_event(object, event);
	json_decref(object);
	if (good)
		return 0;
	return error_set(error, ERROR_INPUT,
		"%s is damaged: its line %zu is no event of an adapter. Move the file away: a new "
		"one is begun, and the adapters stay as they are.",
		path, number);
}

static int parse(
	struct journal *journal, const struct bytes *content, const char *path, struct error *error)
{
	size_t capacity = 0;
	const char *at = content->data, *end = content->data + content->length, *newline;
	while (at < end && (newline = memchr(at, '\n', (size_t)(end - at)))) {
		if (journal->count == capacity) {
			capacity = capacity ? 2 * capacity : 16;
			journal->events =
				memory_resize(journal->events, capacity, sizeof(*journal->events));
		}
		struct journal_event *event = &journal->events[journal->count];
		int rc = parse_line(
			at, (size_t)(newline - at), path, journal->count + 1, event, error);
		if (rc)
			return rc;
		at = newline + 1;
		event->end = journal->whole_bytes = (size_t)(at - content->data);
		journal->count++;
	}
	return 0;
}

int journal_read(struct journal *journal, const char *path, struct error *error)
{
	struct bytes content;
	struct error reason = {0};
	*journal = (struct journal){0};
	int rc = file_read(path, JOURNAL_BYTES_MAX, &content, &reason);
	if (rc == ERROR_NOT_FOUND)
		return 0;
	if (rc)
		return error_set(error, reason.code, "%s", reason.message);
	journal->bytes = content.length;
	rc = parse(journal, &content, path, error);
	bytes_release(&content);
	if (rc)
		journal_release(journal);
	return rc;
}

void journal_release(struct journal *journal)
{
	free(journal->events);
	*journal = (struct journal){0};
}

/* ---- writing ---- */

static int append_lines(int fd, const char *path, const struct journal_event *events, size_t count,
	struct error *error)
{
	int rc = 0;
	for (size_t i = 0; i < count && !rc; i++) {
		char *line = line_of(&events[i]);
		rc = file_append_line(fd, line, path, error);
		free(line);
	}
	if (!rc && fsync(fd) != 0)
		rc = error_set_errno(error, errno, "Cannot append to %s", path);
	return rc;
}

int journal_append(
	const char *path, const struct journal_event *events, size_t count, struct error *error)
{
	struct stat status;
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0 || fstat(fd, &status) != 0) {
		int rc = error_set_errno(error, errno, "Cannot append to %s", path);
		if (fd >= 0)
			close(fd);
		return rc;
	}
	int rc = append_lines(fd, path, events, count, error);
	/* What cannot be taken back is of a commit that the state does not know: the next opening of
	 * the store cuts it off. */
	if (rc && ftruncate(fd, status.st_size) != 0)
		error_prefix(error, "Lines of a change that did not happen are left in %s", path);
	close(fd);
	return rc;
}

int journal_cut(const char *path, size_t bytes, struct error *error)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int rc = 0;
	if (fd < 0 || ftruncate(fd, (off_t)bytes) != 0 || fsync(fd) != 0)
		rc = error_set_errno(error, errno, "Cannot shorten %s", path);
	if (fd >= 0)
		close(fd);
	return rc;
}
