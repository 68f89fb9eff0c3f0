#include "learning/store_folder.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A change in the making: the state to be and the events that tell of it. */
enum { EVENTS_MAX = 2 * STORE_RECENT };

struct change {
	const struct store *store;
	struct store_state next;
	struct journal_event events[EVENTS_MAX];
	size_t count;
};

static void set_hash(char out[static HASH_TEXT_SIZE], const char *hash)
{
	memset(out, 0, HASH_TEXT_SIZE);
	memcpy(out, hash, strlen(hash));
}

static void change_begin(struct change *change, const struct store *store)
{
	assert(store->mode != STORE_LOOK);
	*change = (struct change){.store = store, .next = store->state};
	change->next.commit++;
}

static void change_tell(
	struct change *change, enum journal_kind kind, const char *adapter, const char *reason)
{
	const struct store_state *before = &change->store->state;
	assert(change->count < EVENTS_MAX);
	struct journal_event *event = &change->events[change->count++];
	event->kind = kind;
	event->commit = change->next.commit;
	clock_utc_iso(event->time);
	set_hash(event->adapter, adapter);
	set_hash(event->from, before->active);
	window_text(&before->window, event->window);
	event->success = window_success(&before->window);
	event->best = before->window.best;
	event->budget_used = change->next.gate.updates_used;
	size_t length = text_cut(reason, strlen(reason), sizeof(event->reason) - 1);
	memcpy(event->reason, reason, length);
}

/* Puts the hash first among the recent. */
static void remember(struct store_state *state, const char *hash)
{
	char(*recent)[HASH_TEXT_SIZE] = state->recent;
	size_t at = 0;
	if (!*hash)
		return;
	while (at < STORE_RECENT - 1 && strcmp(recent[at], hash) != 0)
		at++;
	memmove(recent[1], recent[0], at * sizeof(*recent));
	set_hash(recent[0], hash);
}

static void forget(struct store_state *state, const char *hash)
{
	char(*recent)[HASH_TEXT_SIZE] = state->recent;
	for (size_t i = 0; i < STORE_RECENT; i++)
		if (strcmp(recent[i], hash) == 0) {
			size_t rest = STORE_RECENT - 1 - i;
			memmove(recent[i], recent[i + 1], rest * sizeof(*recent));
			set_hash(recent[STORE_RECENT - 1], "");
			return;
		}
}

static bool is_told_deleted(const struct change *change, const char *hash)
{
	for (size_t i = 0; i < change->count; i++)
		if (change->events[i].kind == JOURNAL_DELETE &&
			strcmp(change->events[i].adapter, hash) == 0)
			return true;
	return false;
}

static void drop(struct change *change, const char *hash)
{
	if (*hash && !store_state_keeps(&change->next, hash) && !is_told_deleted(change, hash))
		change_tell(change, JOURNAL_DELETE, hash,
			"It is neither in force nor the best nor among the last that are kept.");
}

/* Tells of what the next state no longer keeps. */
static void change_drop(struct change *change)
{
	const struct store_state *before = &change->store->state;
	drop(change, before->active);
	drop(change, before->best);
	for (size_t i = 0; i < STORE_RECENT; i++)
		drop(change, before->recent[i]);
}

static void remove_deleted(const struct change *change)
{
	for (size_t i = 0; i < change->count; i++)
		if (change->events[i].kind == JOURNAL_DELETE)
			store_unlink(change->store, change->events[i].adapter);
}

/* What was appended is taken back where the state could not be written. Where that fails too, the
 * next opening does it. */
static void take_back(const char *journal_path, const struct change *change)
{
	struct journal journal;
	if (change->count == 0 || journal_read(&journal, journal_path, NULL))
		return;
	size_t kept = journal.count;
	while (kept > 0 && journal.events[kept - 1].commit == change->next.commit)
		kept--;
	journal_cut(journal_path, kept > 0 ? journal.events[kept - 1].end : 0, NULL);
	journal_release(&journal);
}

/* Whether the state was written after all, and only making it durable failed: then the change has
 * happened for everybody who looks. */
static bool is_committed(const char *state_path, const struct change *change)
{
	struct store_state found;
	return store_state_read(&found, state_path, NULL) == 0 &&
	       found.commit == change->next.commit;
}

static int change_commit(struct change *change, struct store *store, struct error *error)
{
	int rc = 0;
	char *journal = store_path(store, STORE_JOURNAL), *state = store_path(store, STORE_STATE);
	change_drop(change);
	if (change->count > 0)
		rc = journal_append(journal, change->events, change->count, error);
	if (!rc) {
		struct error reason = {0};
		rc = store_state_write(&change->next, state, &reason);
		if (rc && is_committed(state, change))
			rc = 0;
		if (rc) {
			take_back(journal, change);
			error_set(error, reason.code, "%s", reason.message);
		}
	}
	free(journal);
	free(state);
	if (rc)
		return rc;
	store->state = change->next;
	store_write_pointers(store);
	remove_deleted(change);
	return 0;
}

/* ---- the changes ---- */

static int write_checkpoint(const struct store *store, const struct learner_state *learner,
	const struct window_decision *decision, struct checkpoint *about, struct error *error)
{
	struct bytes content;
	*about = (struct checkpoint){
		.success = decision->success,
		.commit = store->state.commit + 1,
		.budget_used = store->state.gate.updates_used,
	};
	snprintf(about->task, sizeof(about->task), "%s", store->task);
	set_hash(about->parent, store->state.active);
	window_text(&store->state.window, about->window);
	clock_utc_iso(about->saved);
	int rc = checkpoint_encode(about, learner, &content, error);
	if (rc)
		return rc;
	char *path = checkpoint_path(store->folder, about->hash);
	rc = file_replace(path, content.data, content.length, 0600, error);
	free(path);
	bytes_release(&content);
	if (rc)
		store_unlink(store, about->hash);
	return rc;
}

int store_save(struct store *store, const struct learner_state *learner,
	const struct window_decision *decision, struct error *error)
{
	assert(decision->verdict == WINDOW_SAVE || decision->verdict == WINDOW_BEST);
	struct checkpoint about;
	struct change change;
	change_begin(&change, store);
	int rc = write_checkpoint(store, learner, decision, &about, error);
	if (rc)
		return rc;
	set_hash(change.next.active, about.hash);
	remember(&change.next, about.hash);
	window_saved(&change.next.window, decision->verdict);
	change_tell(&change, JOURNAL_SAVE, about.hash, decision->reason);
	if (decision->verdict == WINDOW_BEST) {
		set_hash(change.next.best, about.hash);
		change_tell(&change, JOURNAL_BEST, about.hash, decision->reason);
	}
	rc = change_commit(&change, store, error);
	if (rc)
		store_unlink(store, about.hash);
	return rc;
}

static int check_sound(const struct store *store, const char *hash, struct error *error)
{
	struct checkpoint about;
	struct safetensors file;
	int rc = checkpoint_open(&about, &file, store->folder, hash, error);
	if (!rc)
		safetensors_release(&file);
	return rc;
}

static void put_in_force(struct store_state *state, const char *hash)
{
	bool is_best = *hash && strcmp(hash, state->best) == 0;
	set_hash(state->active, hash);
	remember(state, hash);
	window_switch(&state->window, !*hash	? WINDOW_TO_FROZEN
				      : is_best ? WINDOW_TO_BEST
						: WINDOW_TO_OTHER);
}

int store_rollback(struct store *store, const char *hash, const struct gate_options *options,
	const char *reason, struct error *error)
{
	struct change change;
	int rc = *hash ? check_sound(store, hash, error) : 0;
	if (rc)
		return rc;
	change_begin(&change, store);
	if (!*hash) {
		remember(&change.next, change.next.best);
		set_hash(change.next.best, "");
	}
	put_in_force(&change.next, hash);
	gate_rolled_back(options, &change.next.gate);
	change_tell(&change, JOURNAL_ROLLBACK, hash, reason);
	return change_commit(&change, store, error);
}

int store_activate(struct store *store, const char *hash, struct error *error)
{
	struct change change;
	int rc = check_sound(store, hash, error);
	if (rc)
		return rc;
	change_begin(&change, store);
	put_in_force(&change.next, hash);
	change_tell(&change, JOURNAL_ACTIVATE, hash, "A person put it in force.");
	return change_commit(&change, store, error);
}

int store_delete(struct store *store, const char *hash, struct error *error)
{
	struct change change;
	if (strcmp(store->state.active, hash) == 0)
		return error_set(error, ERROR_REFUSED,
			"The adapter %.12s is in force. Put another in its place first: apprentice "
			"rollback --task %s.",
			hash, store->task);
	change_begin(&change, store);
	forget(&change.next, hash);
	if (strcmp(store->state.best, hash) == 0) {
		set_hash(change.next.best, "");
		change.next.window.best_of = WINDOW_BEST_UNKNOWN;
		change.next.window.best = 0;
	}
	change_tell(&change, JOURNAL_DELETE, hash, "A person deleted it.");
	return change_commit(&change, store, error);
}

int store_record(
	struct store *store, enum journal_kind kind, const char *reason, struct error *error)
{
	assert(kind == JOURNAL_PAUSE || kind == JOURNAL_RESET_BUDGET);
	struct change change;
	change_begin(&change, store);
	if (kind == JOURNAL_RESET_BUDGET)
		gate_reset_budget(&change.next.gate);
	change_tell(&change, kind, store->state.active, reason);
	return change_commit(&change, store, error);
}

int store_keep(struct store *store, struct error *error)
{
	struct change change;
	change_begin(&change, store);
	return change_commit(&change, store, error);
}
