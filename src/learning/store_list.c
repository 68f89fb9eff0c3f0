#include "learning/store_folder.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

bool store_hash_of_name(const char *name, char hash[static HASH_TEXT_SIZE])
{
	size_t digits = HASH_TEXT_SIZE - 1;
	if (strlen(name) != digits + strlen(CHECKPOINT_SUFFIX) ||
		!text_ends_with(name, CHECKPOINT_SUFFIX))
		return false;
	memcpy(hash, name, digits);
	hash[digits] = 0;
	return checkpoint_is_hash(hash);
}

/* ---- loading ---- */

static int load(const struct store *store, const char *hash, struct learner_state *learner,
	struct error *error)
{
	struct checkpoint about;
	struct safetensors file;
	int rc = checkpoint_open(&about, &file, store->folder, hash, error);
	if (rc)
		return rc;
	rc = checkpoint_load(&about, &file, learner, error);
	safetensors_release(&file);
	return rc;
}

void store_resume(
	const struct store *store, struct learner_state *learner, struct store_resumed *resumed)
{
	const struct store_state *state = &store->state;
	*resumed = (struct store_resumed){0};
	if (!*state->active)
		return;
	int rc = load(store, state->active, learner, &resumed->trouble);
	if (rc == ERROR_NOT_FOUND)
		rc = error_set(&resumed->trouble, ERROR_INPUT,
			"The adapter in force is gone: %s has no %.12s" CHECKPOINT_SUFFIX
			". Put it back, or go back to another: apprentice rollback --task %s.",
			store->folder, state->active, store->task);
	if (!rc)
		memcpy(resumed->hash, state->active, HASH_TEXT_SIZE);
	if (!rc || rc == ERROR_REFUSED || !*state->best || !strcmp(state->best, state->active))
		return;
	if (load(store, state->best, learner, NULL) == 0)
		memcpy(resumed->hash, state->best, HASH_TEXT_SIZE);
}

/* ---- listing ---- */

static void look_at(const struct store *store, const char *hash, struct store_item *item)
{
	struct safetensors file;
	*item = (struct store_item){0};
	if (checkpoint_open(&item->about, &file, store->folder, hash, &item->trouble) == 0)
		safetensors_release(&file);
	else
		item->about = (struct checkpoint){0};
	memcpy(item->about.hash, hash, HASH_TEXT_SIZE);
}

static int compare_items(const void *left, const void *right)
{
	const struct checkpoint *a = &((const struct store_item *)left)->about;
	const struct checkpoint *b = &((const struct store_item *)right)->about;
	if (a->commit != b->commit)
		return a->commit < b->commit ? 1 : -1;
	return strcmp(a->hash, b->hash);
}

int store_list(
	const struct store *store, struct store_item **items, size_t *count, struct error *error)
{
	char **names = NULL, hash[HASH_TEXT_SIZE];
	size_t total = 0;
	int rc = folder_list(store->folder, &names, error);
	if (rc)
		return rc;
	while (names[total])
		total++;
	*items = memory_new(total + 1, sizeof(**items));
	*count = 0;
	for (size_t i = 0; i < total; i++)
		if (store_hash_of_name(names[i], hash))
			look_at(store, hash, &(*items)[(*count)++]);
	qsort(*items, *count, sizeof(**items), compare_items);
	file_names_free(names);
	return 0;
}

static int check_prefix(const char *prefix, struct error *error)
{
	size_t length = strlen(prefix);
	if (length >= STORE_PREFIX_MIN && length < HASH_TEXT_SIZE &&
		strspn(prefix, "0123456789abcdef") == length)
		return 0;
	return error_set(error, ERROR_USAGE,
		"An adapter is named by its hash, or by at least %d digits that it begins with, "
		"not "
		"'%s'. 'apprentice adapters' lists them.",
		STORE_PREFIX_MIN, prefix);
}

int store_find(const struct store *store, const char *prefix, char hash[static HASH_TEXT_SIZE],
	struct error *error)
{
	char **names = NULL, found[HASH_TEXT_SIZE];
	size_t matches = 0;
	int rc = check_prefix(prefix, error);
	if (!rc)
		rc = folder_list(store->folder, &names, error);
	if (rc)
		return rc;
	for (char **name = names; *name; name++)
		if (store_hash_of_name(*name, found) && text_starts_with(found, prefix)) {
			memcpy(hash, found, HASH_TEXT_SIZE);
			matches++;
		}
	file_names_free(names);
	if (matches == 1)
		return 0;
	if (matches > 1)
		return error_set(error, ERROR_AMBIGUOUS,
			"The hashes of %zu adapters begin with '%s'. Give more digits.", matches,
			prefix);
	return error_set(error, ERROR_NOT_FOUND,
		"The task '%s' has no adapter whose hash begins with '%s'. 'apprentice adapters "
		"--task %s' lists them.",
		store->task, prefix, store->task);
}
