/*
 * store.h - a task's adapters on disk: adapters/<task>/.
 *
 *     <hash>.safetensors   states of the learner (checkpoint.h), each named by its content
 *     state.json           which is in force, the best, the recent; budget, gate, window
 *     journal.jsonl        what happened, one line per event (journal.h)
 *     best, latest         a hash or "none", for other tools; never read by this program
 *     lock                 held by whoever may change the rest
 *
 * A change goes through these states; it has happened once state.json is replaced:
 *
 *     write <hash>.safetensors -> append to the journal -> replace state.json   (the commit)
 *         -> replace best, latest -> remove adapters that are no longer kept
 *
 * A process that dies on the way leaves, before the commit, a file that nobody refers to and
 * journal lines that the next opening cuts off; after it, work that the next opening finishes. So
 * everybody sees the old state or the new one. A change that fails (a full disk) undoes its part
 * and leaves the old state.
 *
 * Invariants
 * 1. The adapter in force, the best and the last STORE_RECENT that were saved or chosen are kept;
 *    what falls out of these is deleted by the change that drops it, which the journal says.
 * 2. Budget, gate and window are not part of an adapter: going back to an older adapter gives no
 *    budget back.
 * 3. One process at a time changes a store. A second one is told ERROR_BLOCKED and may still look.
 */
#ifndef LEARNING_STORE_H
#define LEARNING_STORE_H

#include "learning/checkpoint.h"
#include "learning/journal.h"
#include "learning/store_state.h"

enum store_mode {
	STORE_LOOK,   /* read only; needs no lock */
	STORE_CHANGE, /* makes the folder, takes the lock, finishes what was left undone */
	STORE_REPAIR  /* as CHANGE; without a usable state.json begins a new one, from no adapter,
			 with the budget that the journal knows to be used */
};

struct store {
	char *folder; /* adapters/<task>; owned */
	char *task;   /* owned */
	enum store_mode mode;
	int lock; /* -1: none */
	/* The caller asks and tells gate and window in here; every change writes them too. */
	struct store_state state;
};

/* NOT_FOUND: nothing to look at. BLOCKED: another process changes it. INPUT: state or journal is
 * damaged or lost; the sentence says what to do. */
int store_open(struct store *store, const char *adapters_folder, const char *task,
	enum store_mode mode, struct error *error);
void store_close(struct store *store); /* accepts a zeroed one */

/* "adapters/<task>/journal.jsonl" for "journal.jsonl". Heap text. */
char *store_path(const struct store *store, const char *name);

/* ---- changes; each is one commit. A failure leaves files and `state` as they were. ---- */

/* Saves the learner as the adapter in force, and with verdict BEST as the best. The decision is
 * told to the window. */
int store_save(struct store *store, const struct learner_state *learner,
	const struct window_decision *decision, struct error *error);

/* Puts an adapter in force, or none (""), because what is in force is bad: the cool-down begins.
 * Going back to none forgets the best too, though its file is kept among the recent. The adapter
 * must be sound. */
int store_rollback(struct store *store, const char *hash, const struct gate_options *options,
	const char *reason, struct error *error);

/* Puts an adapter in force because a person wants it. */
int store_activate(struct store *store, const char *hash, struct error *error);

/* REFUSED for the adapter in force. */
int store_delete(struct store *store, const char *hash, struct error *error);

/* An event that changes no adapter: PAUSE, RESET_BUDGET. A new budget is granted here. */
int store_record(
	struct store *store, enum journal_kind kind, const char *reason, struct error *error);

/* Writes gate and window as they are now, without an event. */
int store_keep(struct store *store, struct error *error);

/* ---- looking ---- */

struct store_resumed {
	char hash[HASH_TEXT_SIZE]; /* what was loaded; "": nothing, the learner is unchanged */
	struct error trouble;	   /* why it is not the one in force; code 0: it is */
};

/* Loads the adapter in force; where its file is damaged or gone, the best. Whoever may change the
 * store then rolls it back to what was loaded. trouble.code is REFUSED where the adapter is sound
 * and belongs to something else: nothing was loaded, and nothing is to be changed. */
void store_resume(
	const struct store *store, struct learner_state *learner, struct store_resumed *resumed);

struct store_item {
	struct checkpoint about; /* only the hash, where the file is damaged */
	struct error trouble;	 /* code 0: sound */
};

/* All adapters, newest first, damaged ones last. Owned array. */
int store_list(
	const struct store *store, struct store_item **items, size_t *count, struct error *error);

enum { STORE_PREFIX_MIN = 4 };

/* The adapter whose hash begins with these letters. USAGE, NOT_FOUND, AMBIGUOUS. */
int store_find(const struct store *store, const char *prefix, char hash[static HASH_TEXT_SIZE],
	struct error *error);

#endif
