#include "learning/learner_parts.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is in force ---- */

/* From what the store says; without an adapter in force, from none. */
static void load(struct learner *learner, struct store_resumed *resumed)
{
	learner_restart(learner);
	learner->unsaved = 0;
	learner->shadow_decisions = 0;
	learner->shadow_sum = 0;
	*resumed = (struct store_resumed){0};
	if (learner->store.folder)
		store_resume(&learner->store, &learner->state, resumed);
	if (*resumed->hash && !learner->state.teacher_loaded)
		distil_refresh_teacher(&learner->distiller);
	distil_forget_teacher(&learner->distiller);
}

static void rule_out(struct learner *learner, enum gate_refusal standing, const char *reason)
{
	learner->standing = standing;
	learner_tell(learner, LEARNER_TROUBLE, reason);
}

/* Where the adapter in force is damaged, what was loaded in its place is put in force. */
static void repair(struct learner *learner, const struct store_resumed *resumed)
{
	struct error error = {0};
	const struct error *trouble = &resumed->trouble;
	if (trouble->code == ERROR_REFUSED) {
		rule_out(learner, GATE_BASE_DIFFERS, trouble->message);
		return;
	}
	learner_tell(learner, LEARNER_TROUBLE, trouble->message);
	if (learner->store.mode != STORE_LOOK &&
		store_rollback(&learner->store, resumed->hash, &learner->options.gate,
			trouble->message, &error))
		rule_out(learner, GATE_NOT_SAVED, error.message);
}

static void resume(struct learner *learner)
{
	struct store_resumed resumed;
	load(learner, &resumed);
	if (resumed.trouble.code)
		repair(learner, &resumed);
	if (*resumed.hash)
		learner_tell(learner, LEARNER_RESUMED, "");
}

/* ---- opening ---- */

static void open_to_look(struct learner *learner)
{
	struct error error = {0};
	const struct learner_options *options = &learner->options;
	int code = store_open(
		&learner->store, options->adapters_folder, options->task, STORE_LOOK, &error);
	if (code && code != ERROR_NOT_FOUND)
		learner_tell(learner, LEARNER_TROUBLE, error.message);
}

static void open_to_learn(struct learner *learner)
{
	struct error error = {0};
	const struct learner_options *options = &learner->options;
	int code = store_open(
		&learner->store, options->adapters_folder, options->task, STORE_CHANGE, &error);
	if (!code && options->reset_budget)
		code = store_record(&learner->store, JOURNAL_RESET_BUDGET,
			"A person granted a new budget.", &error);
	if (!code)
		return;
	rule_out(learner, code == ERROR_BLOCKED ? GATE_BUSY : GATE_NOT_SAVED, error.message);
	if (!learner->store.folder)
		open_to_look(learner);
}

void learner_store_open(struct learner *learner)
{
	learner->standing = learner->options.train ? GATE_ALLOWED : GATE_LEARNING_OFF;
	if (learner->options.train)
		open_to_learn(learner);
	else
		open_to_look(learner);
	if (learner->store.folder)
		resume(learner);
}

/* ---- changes ---- */

/* What cannot be written is not kept either: everybody goes on from what is on the disk. */
static void give_up(struct learner *learner, const struct error *error)
{
	struct store_resumed resumed;
	rule_out(learner, GATE_NOT_SAVED, error->message);
	load(learner, &resumed);
}

void learner_save(struct learner *learner, const struct window_decision *decision)
{
	struct error error = {0};
	bool best = decision->verdict == WINDOW_BEST;
	if (best && learner->options.distil.teacher == DISTIL_GATED)
		distil_refresh_teacher(&learner->distiller);
	if (store_save(&learner->store, &learner->state, decision, &error)) {
		give_up(learner, &error);
		return;
	}
	learner->unsaved = 0;
	learner_tell(learner, best ? LEARNER_BEST : LEARNER_SAVED, decision->reason)->success =
		decision->success;
}

void learner_roll_back(struct learner *learner, const struct window_decision *decision)
{
	struct error error = {0};
	struct store_resumed resumed;
	char hash[HASH_TEXT_SIZE] = "";
	const struct gate_options *gate = &learner->options.gate;
	if (decision->target == WINDOW_TO_BEST)
		memcpy(hash, learner->store.state.best, sizeof(hash));
	int code = store_rollback(&learner->store, hash, gate, decision->reason, &error);
	if (code == ERROR_INPUT || code == ERROR_NOT_FOUND) /* the best is damaged or gone */
		code = store_rollback(&learner->store, "", gate, decision->reason, &error);
	replay_buffer_clear(&learner->recent);
	load(learner, &resumed);
	learner_tell(learner, LEARNER_ROLLED_BACK, decision->reason)->success = decision->success;
	if (code) {
		learner_restart(learner);
		rule_out(learner, GATE_NOT_SAVED, error.message);
	}
}

static void save_rest(struct learner *learner)
{
	const struct window *window = &learner->store.state.window;
	struct window_decision decision = {.verdict = WINDOW_SAVE,
		.cause = WINDOW_BY_COUNT,
		.success = window_success(window),
		.count = window->count,
		.best = window->best};
	if (learner->unsaved == 0)
		return;
	snprintf(decision.reason, sizeof(decision.reason),
		"Learning ends for now: %llu updates since the last save.",
		(unsigned long long)learner->unsaved);
	learner_save(learner, &decision);
}

void learner_stop(struct learner *learner, enum gate_refusal refusal)
{
	struct error error = {0};
	const char *reason = gate_refusal_sentence(refusal);
	save_rest(learner);
	if (learner->standing != GATE_ALLOWED)
		return;
	if (store_record(&learner->store, JOURNAL_PAUSE, reason, &error)) {
		give_up(learner, &error);
		return;
	}
	learner_tell(learner, LEARNER_STOPPED, reason)->refusal = refusal;
}

void learner_store_close(struct learner *learner)
{
	struct error error = {0};
	if (!learner->store.folder)
		return;
	if (learner->store.mode != STORE_LOOK && learner->standing != GATE_NOT_SAVED) {
		save_rest(learner);
		if (store_keep(&learner->store, &error))
			learner_tell(learner, LEARNER_TROUBLE, error.message);
	}
	struct store_state last = learner->store.state;
	store_close(&learner->store);
	learner->store.state = last;
}
