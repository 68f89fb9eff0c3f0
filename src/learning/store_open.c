#include "learning/store_folder.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

char *store_path(const struct store *store, const char *name)
{
	return path_join(store->folder, name);
}

/* ---- the lock ---- */

static int refuse_lock(const struct store *store, int fd, struct error *error)
{
	char holder[32] = "";
	ssize_t length = pread(fd, holder, sizeof(holder) - 1, 0);
	holder[length > 0 ? strspn(holder, "0123456789") : 0] = 0;
	return error_set(error, ERROR_BLOCKED,
		"Another run (process %s) is learning the task '%s': this one goes on without "
		"learning. Wait for it to end to learn or to change its adapters.",
		*holder ? holder : "unknown", store->task);
}

/* The kernel gives the lock back when the process ends, however it ends. Who holds it is written
 * down for the sentence alone. */
static int take_lock(struct store *store, struct error *error)
{
	char *path = store_path(store, "lock");
	int rc = 0, fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0) {
		rc = error_set_errno(error, errno, "Cannot open %s", path);
	} else if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		rc = errno == EWOULDBLOCK ? refuse_lock(store, fd, error)
					  : error_set_errno(error, errno, "Cannot lock %s", path);
		close(fd);
	} else {
		store->lock = fd;
		if (ftruncate(fd, 0) == 0)
			dprintf(fd, "%ld\n", (long)getpid());
	}
	free(path);
	return rc;
}

/* ---- what a crash left ---- */

static void remove_drafts(const struct store *store)
{
	char **names = NULL;
	folder_list(store->folder, &names, NULL);
	for (char **name = names; name && *name; name++)
		if (strstr(*name, ".tmp-")) {
			char *path = store_path(store, *name);
			unlink(path);
			free(path);
		}
	file_names_free(names);
}

void store_unlink(const struct store *store, const char *hash)
{
	char *path = checkpoint_path(store->folder, hash);
	unlink(path);
	free(path);
}

static void finish_deletions(const struct store *store, const struct journal *journal)
{
	for (size_t i = journal->count; i-- > 0;) {
		const struct journal_event *event = &journal->events[i];
		if (event->commit < store->state.commit)
			break;
		if (event->kind == JOURNAL_DELETE && checkpoint_is_hash(event->adapter) &&
			!store_state_keeps(&store->state, event->adapter))
			store_unlink(store, event->adapter);
	}
}

static bool says(const char *path, const char *line)
{
	struct bytes content;
	bool same = file_read(path, HASH_TEXT_SIZE, &content, NULL) == 0 &&
		    strcmp(content.data, line) == 0;
	bytes_release(&content);
	return same;
}

static void write_pointer(const struct store *store, const char *name, const char *hash)
{
	char *path = store_path(store, name), *line = memory_format("%s\n", *hash ? hash : "none");
	if (!says(path, line))
		file_replace(path, line, strlen(line), 0600, NULL);
	free(line);
	free(path);
}

void store_write_pointers(const struct store *store)
{
	write_pointer(store, "best", store->state.best);
	write_pointer(store, "latest", store->state.active);
}

/* ---- state and journal ---- */

static int lost(const struct store *store, struct error *error)
{
	return error_set(error, ERROR_INPUT,
		"%s/" STORE_STATE " is missing, or older than the journal beside it. Put it back, "
		"or begin again from an adapter that 'apprentice adapters' lists, or from none: "
		"apprentice rollback --task %s --to HASH.",
		store->folder, store->task);
}

/* A state from what the journal knows. */
static void begin_again(struct store *store, const struct journal *journal)
{
	store->state = (struct store_state){0};
	for (size_t i = 0; i < journal->count; i++)
		if (journal->events[i].commit > store->state.commit)
			store->state.commit = journal->events[i].commit;
	if (journal->count > 0)
		store->state.gate.updates_used = store->state.gate.updates =
			journal->events[journal->count - 1].budget_used;
}

static uint64_t last_commit(const struct journal *journal)
{
	return journal->count > 0 ? journal->events[journal->count - 1].commit : 0;
}

/* Cuts off a torn line, and the lines of a change that was not committed. */
static int cut_uncommitted(
	struct store *store, const struct journal *journal, const char *path, struct error *error)
{
	size_t count = journal->count;
	while (count > 0 && journal->events[count - 1].commit > store->state.commit)
		count--;
	size_t bytes = count == journal->count ? journal->whole_bytes
		       : count > 0	       ? journal->events[count - 1].end
					       : 0;
	return bytes < journal->bytes ? journal_cut(path, bytes, error) : 0;
}

static int read_state(struct store *store, struct error *error)
{
	struct error reason = {0};
	char *path = store_path(store, STORE_STATE);
	int rc = store_state_read(&store->state, path, &reason);
	free(path);
	if (rc == ERROR_NOT_FOUND)
		return 0;
	return rc ? error_set(error, reason.code, "%s", reason.message) : 0;
}

static int settle_state(struct store *store, const struct journal *journal, struct error *error)
{
	struct error reason = {0};
	int rc = read_state(store, &reason);
	if (!rc && last_commit(journal) > store->state.commit + 1)
		rc = lost(store, &reason);
	if (rc == ERROR_INPUT && store->mode == STORE_REPAIR) {
		begin_again(store, journal);
		return 0;
	}
	return rc ? error_set(error, reason.code, "%s", reason.message) : 0;
}

static int settle(struct store *store, struct error *error)
{
	struct journal journal = {0};
	char *path = store_path(store, STORE_JOURNAL);
	int rc = journal_read(&journal, path, error);
	if (!rc)
		rc = settle_state(store, &journal, error);
	if (!rc)
		rc = cut_uncommitted(store, &journal, path, error);
	if (!rc) {
		finish_deletions(store, &journal);
		store_write_pointers(store);
	}
	journal_release(&journal);
	free(path);
	return rc;
}

/* ---- opening ---- */

static int open_to_look(struct store *store, struct error *error)
{
	if (!file_is_folder(store->folder))
		return error_set(error, ERROR_NOT_FOUND,
			"The task '%s' has no adapters: there is no folder %s.", store->task,
			store->folder);
	return read_state(store, error);
}

static int open_to_change(struct store *store, struct error *error)
{
	int rc = folder_make(store->folder, 0700, error);
	if (!rc)
		rc = take_lock(store, error);
	if (rc)
		return rc;
	remove_drafts(store);
	return settle(store, error);
}

int store_open(struct store *store, const char *adapters_folder, const char *task,
	enum store_mode mode, struct error *error)
{
	assert(path_component_is_safe(task));
	*store = (struct store){
		.folder = path_join(adapters_folder, task),
		.task = memory_copy_text(task),
		.mode = mode,
		.lock = -1,
	};
	int rc = mode == STORE_LOOK ? open_to_look(store, error) : open_to_change(store, error);
	if (rc)
		store_close(store);
	return rc;
}

void store_close(struct store *store)
{
	if (store->folder && store->lock >= 0)
		close(store->lock);
	free(store->folder);
	free(store->task);
	*store = (struct store){.lock = -1};
}
