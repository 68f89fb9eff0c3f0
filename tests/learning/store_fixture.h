/*
 * store_fixture.h - a store in a temporary folder with a sample learner, and what is asked of its
 * files.
 */
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H

#include "learning/store.h"
#include "sample_learner.h"

#include <unistd.h>

struct fixture {
	char *folder;
	struct store store;
	struct sample_learner learner;
};

static inline void setup(struct fixture *f)
{
	*f = (struct fixture){.folder = temporary_folder()};
	sample_init(&f->learner, 1);
	open_store(&f->store, f->folder, STORE_CHANGE);
}

static inline void teardown(struct fixture *f)
{
	store_close(&f->store);
	sample_release(&f->learner);
	discard(f->folder);
}

static inline void reopen(struct fixture *f)
{
	store_close(&f->store);
	open_store(&f->store, f->folder, STORE_CHANGE);
}

/* Is there a sound file, and is it that of state number `mark`? */
static inline bool holds(struct fixture *f, const char *hash, uint64_t mark)
{
	struct checkpoint about;
	struct safetensors file;
	if (checkpoint_open(&about, &file, f->store.folder, hash, NULL))
		return false;
	int rc = checkpoint_load(&about, &file, &f->learner.state, NULL);
	safetensors_release(&file);
	return rc == 0 && sample_is(&f->learner, mark);
}

static inline void assert_pointer(struct fixture *f, const char *name, const char *expected)
{
	struct bytes content;
	char *path = store_path(&f->store, name), line[HASH_TEXT_SIZE + 1];
	assert_int_equal(file_read(path, 100, &content, NULL), 0);
	snprintf(line, sizeof(line), "%s\n", *expected ? expected : "none");
	assert_string_equal(content.data, line);
	bytes_release(&content);
	free(path);
}

static inline struct journal read_journal(struct fixture *f)
{
	struct journal journal;
	struct error error = {0};
	char *path = store_path(&f->store, "journal.jsonl");
	if (journal_read(&journal, path, &error))
		fail_msg("%s", error.message);
	free(path);
	return journal;
}

/* "save best delete": the kinds of the journal's events from number `first` on. */
static inline void assert_events(struct fixture *f, size_t first, const char *expected)
{
	char found[512] = "";
	struct journal journal = read_journal(f);
	for (size_t i = first; i < journal.count; i++) {
		size_t length = strlen(found);
		snprintf(found + length, sizeof(found) - length, "%s%s", length ? " " : "",
			journal_kind_name(journal.events[i].kind));
	}
	assert_string_equal(found, expected);
	journal_release(&journal);
}

static inline size_t count_adapters(struct fixture *f)
{
	struct store_item *items;
	size_t count;
	assert_int_equal(store_list(&f->store, &items, &count, NULL), 0);
	free(items);
	return count;
}

static inline void put(struct fixture *f, const char *name, const void *data, size_t length)
{
	char *path = store_path(&f->store, name);
	assert_int_equal(file_replace(path, data, length, 0600, NULL), 0);
	free(path);
}

static inline void get(struct fixture *f, const char *name, struct bytes *content)
{
	char *path = store_path(&f->store, name);
	assert_int_equal(file_read(path, 1 << 20, content, NULL), 0);
	free(path);
}

static inline void remove_file(struct fixture *f, const char *name)
{
	char *path = store_path(&f->store, name);
	assert_int_equal(unlink(path), 0);
	free(path);
}

static inline void assert_same_state(const struct store_state *a, const struct store_state *b)
{
	assert_int_equal(a->commit, b->commit);
	assert_string_equal(a->active, b->active);
	assert_string_equal(a->best, b->best);
	assert_memory_equal(a->recent, b->recent, sizeof(a->recent));
	assert_memory_equal(&a->gate, &b->gate, sizeof(a->gate));
	assert_memory_equal(&a->window, &b->window, sizeof(a->window));
}

#endif
