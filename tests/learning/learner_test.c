#include "learning/learner.h"

#include "gym_states.h"
#include "learning/rehearsal.h"

#include "base/file.h"

#include <stdio.h>

enum { WORKFLOW = 3 };

struct fixture {
	struct model model;
	struct policy *teacher; /* the frozen policy */
	char *folder;
	struct learner_options options;
	struct learner *learner;
	uint64_t episode;
};

static int set_up(void **state)
{
	struct fixture *f = memory_new(1, sizeof(*f));
	make_model(&f->model, 7);
	memset(f->model.hash, 'a', sizeof(f->model.hash) - 1);
	f->teacher = policy_native_new(&f->model, NULL, NULL);
	f->folder = memory_copy_text("/tmp/apprentice-learner-test-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	f->options = learner_defaults;
	f->options.adapters_folder = f->folder;
	f->options.task = "book";
	f->options.train = true;
	f->options.gate = gate_defaults;
	f->options.gate.entropy_max = 1;
	f->options.gate.least_advantage = -1; /* the gym acts here, not the teacher */
	f->options.gate.warm_up = 0;
	f->options.window = window_defaults;
	f->options.distil = distil_defaults;
	f->options.distil.batch = 4;
	f->options.distil.rehearsal = 0;
	f->options.distil.rate = (struct schedule){.peak = 1e-2, .floor = 1e-2};
	f->options.gate.steps_per_update = 2;
	f->options.updates_per_outcome = 2;
	f->options.slice_ms = 0;
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	learner_free(f->learner);
	policy_free(f->teacher);
	model_release(&f->model);
	folder_remove(f->folder, NULL);
	free(f->folder);
	free(f);
	return 0;
}

static void open_learner(struct fixture *f)
{
	struct error error = {0};
	if (learner_open(&f->learner, &f->options, &f->model, &error))
		fail_msg("%s", error.message);
}

static void reopen(struct fixture *f)
{
	learner_free(f->learner);
	open_learner(f);
}

static void visit_state(
	void *context, const struct policy_input *input, const struct decision *decision)
{
	struct fixture *f = context;
	learner_visit(f->learner, input, decision);
}

/* A run of the gym's teacher, said to have ended so. */
static void run_as(struct fixture *f, enum outcome outcome)
{
	struct gym_wish wish = workflow(WORKFLOW);
	struct error error = {0};
	play(NULL, &wish, ++f->episode, true, visit_state, f);
	if (learner_outcome(f->learner, outcome, &error))
		fail_msg("%s", error.message);
}

static size_t count_events(const struct fixture *f, enum learner_event_kind kind)
{
	size_t count, found = 0;
	const struct learner_event *events = learner_events(f->learner, &count);
	for (size_t i = 0; i < count; i++)
		found += events[i].kind == kind;
	return found;
}

static const struct learner_event *last_event(const struct fixture *f)
{
	size_t count;
	const struct learner_event *events = learner_events(f->learner, &count);
	assert_true(count > 0);
	return &events[count - 1];
}

static size_t adapter_bytes(const struct fixture *f)
{
	return f->model.network.adapter.total * sizeof(real);
}

static real *copy_adapter(const struct fixture *f)
{
	real *copy = malloc(adapter_bytes(f));
	memcpy(copy, learner_adapter(f->learner), adapter_bytes(f));
	return copy;
}

static void assert_adapter_is(const struct fixture *f, const real *expected)
{
	assert_memory_equal(learner_adapter(f->learner), expected, adapter_bytes(f));
}

/* ---- learning ---- */

static void a_verified_success_is_learned_from(void **state)
{
	struct fixture *f = *state;
	open_learner(f);
	assert_false(learner_is_adapted(f->learner));
	real *before = copy_adapter(f);
	run_as(f, OUTCOME_SUCCESS);
	assert_true(learner_is_adapted(f->learner));
	assert_int_equal(count_events(f, LEARNER_UPDATED), 2);
	assert_int_equal(learner_store_state(f->learner)->gate.updates_used, 2);
	assert_int_equal(learner_store_state(f->learner)->gate.steps, 4);
	assert_memory_not_equal(before, learner_adapter(f->learner), adapter_bytes(f));
	free(before);
}

static void check_refused(struct fixture *f, enum outcome outcome, enum gate_refusal refusal)
{
	real *before = copy_adapter(f);
	uint64_t counted = learner_store_state(f->learner)->gate.refused[refusal];
	run_as(f, outcome);
	assert_int_equal(last_event(f)->kind, LEARNER_REFUSED);
	assert_int_equal(last_event(f)->refusal, refusal);
	assert_int_equal(learner_store_state(f->learner)->gate.refused[refusal], counted + 1);
	assert_adapter_is(f, before);
	free(before);
}

static void what_was_no_verified_success_is_not(void **state)
{
	struct fixture *f = *state;
	open_learner(f);
	check_refused(f, OUTCOME_FAILURE, GATE_NOT_SUCCESSFUL);
	check_refused(f, OUTCOME_UNKNOWN, GATE_NOT_VERIFIED);
	check_refused(f, OUTCOME_ABORTED, GATE_NOT_VERIFIED);
}

static void without_an_advantage_nothing_is_learned(void **state)
{
	struct fixture *f = *state;
	f->options.gate.least_advantage = 0.99;
	open_learner(f);
	check_refused(f, OUTCOME_SUCCESS, GATE_NO_ADVANTAGE);
}

static void a_budget_that_is_used_up_stops_learning_and_says_so(void **state)
{
	struct fixture *f = *state;
	f->options.gate.update_budget = 3;
	open_learner(f);
	run_as(f, OUTCOME_SUCCESS);
	run_as(f, OUTCOME_SUCCESS);
	assert_int_equal(last_event(f)->kind, LEARNER_STOPPED);
	assert_int_equal(last_event(f)->refusal, GATE_BUDGET);
	check_refused(f, OUTCOME_SUCCESS, GATE_BUDGET);
	reopen(f);
	assert_true(learner_is_adapted(f->learner));
	check_refused(f, OUTCOME_SUCCESS, GATE_BUDGET);
	f->options.reset_budget = true;
	reopen(f);
	run_as(f, OUTCOME_SUCCESS);
	assert_int_equal(learner_store_state(f->learner)->gate.updates_used, 2);
	assert_int_equal(learner_store_state(f->learner)->gate.updates, 5);
}

static void who_is_not_to_learn_acts_with_what_is_in_force(void **state)
{
	struct fixture *f = *state;
	f->options.train = false;
	open_learner(f);
	assert_null(learner_adapter(f->learner));
	f->options.train = true;
	reopen(f);
	run_as(f, OUTCOME_SUCCESS);
	real *learned = copy_adapter(f);
	f->options.train = false;
	reopen(f);
	assert_non_null(learner_adapter(f->learner));
	assert_adapter_is(f, learned);
	run_as(f, OUTCOME_SUCCESS);
	assert_adapter_is(f, learned);
	assert_int_equal(count_events(f, LEARNER_UPDATED), 0);
	free(learned);
}

/* The page was looked at again: the same history, so it is the same state. */
static void a_state_that_was_looked_at_again_counts_once(void **state)
{
	struct fixture *f = *state;
	struct gym_wish wish = workflow(WORKFLOW);
	open_learner(f);
	struct gym_episode *episode = gym_episode_new(&wish, 1);
	struct candidate choice = {.action = {ACTION_WAIT, 0, ""}, .demonstration_step = -1};
	struct decision unsure = {.candidates = &choice, .candidate_count = 1, .confidence = 0};
	struct decision sure = unsure;
	sure.confidence = 1;
	f->options.gate.entropy_max = 0.25;
	reopen(f);
	learner_visit(f->learner, gym_episode_input(episode), &unsure);
	learner_visit(f->learner, gym_episode_input(episode), &sure);
	assert_int_equal(learner_outcome(f->learner, OUTCOME_SUCCESS, NULL), 0);
	assert_int_equal(count_events(f, LEARNER_UPDATED), 2);
	learner_visit(f->learner, gym_episode_input(episode), &unsure);
	assert_int_equal(learner_outcome(f->learner, OUTCOME_SUCCESS, NULL), 0);
	assert_int_equal(last_event(f)->refusal, GATE_ENTROPY);
	gym_episode_free(episode);
}

static void rehearsal_is_drawn_before_the_first_update(void **state)
{
	struct fixture *f = *state;
	struct rehearsal *rehearsal = rehearsal_new(5);
	f->options.rehearse = rehearsal_draw;
	f->options.rehearse_context = rehearsal;
	f->options.rehearse_states = 6;
	f->options.distil.rehearsal = 2;
	open_learner(f);
	run_as(f, OUTCOME_SUCCESS);
	assert_int_equal(last_event(f)->kind, LEARNER_UPDATED);
	assert_int_equal(last_event(f)->update.rehearsed, 4);
	rehearsal_free(rehearsal);
}

/* ---- going on ---- */

static void check_resumed(struct fixture *f, enum distil_teacher teacher)
{
	f->options.distil.teacher = teacher;
	f->episode = 0;
	open_learner(f);
	run_as(f, OUTCOME_SUCCESS);
	reopen(f); /* saved at the end, and loaded */
	assert_int_equal(count_events(f, LEARNER_RESUMED), 1);
	run_as(f, OUTCOME_SUCCESS);
	real *once = copy_adapter(f);
	learner_free(f->learner);

	/* Back to what was saved first, by way of the store. */
	struct store store;
	struct error error = {0};
	assert_int_equal(store_open(&store, f->folder, "book", STORE_CHANGE, &error), 0);
	char *first = memory_copy_text(store.state.recent[1]);
	if (store_activate(&store, first, &error))
		fail_msg("%s", error.message);
	store_close(&store);
	free(first);
	f->episode = 1;
	open_learner(f);
	run_as(f, OUTCOME_SUCCESS);
	assert_adapter_is(f, once);
	free(once);
	learner_free(f->learner);
	f->learner = NULL;
	folder_remove(f->folder, NULL);
	assert_int_equal(folder_make(f->folder, 0700, NULL), 0);
}

static void what_was_saved_takes_the_same_next_update_to_the_last_bit(void **state)
{
	check_resumed(*state, DISTIL_FROZEN);
	check_resumed(*state, DISTIL_EMA);
	check_resumed(*state, DISTIL_GATED);
}

static void two_at_once_do_not_learn_the_same_task(void **state)
{
	struct fixture *f = *state;
	struct learner *second;
	open_learner(f);
	run_as(f, OUTCOME_SUCCESS);
	assert_int_equal(learner_open(&second, &f->options, &f->model, NULL), 0);
	size_t count;
	const struct learner_event *events = learner_events(second, &count);
	assert_true(count >= 1);
	assert_int_equal(events[0].kind, LEARNER_TROUBLE);
	assert_int_equal(learner_outcome(second, OUTCOME_SUCCESS, NULL), 0);
	events = learner_events(second, &count);
	assert_int_equal(events[count - 1].refusal, GATE_BUSY);
	learner_free(second);
}

static void an_adapter_of_another_base_is_not_used(void **state)
{
	struct fixture *f = *state;
	open_learner(f);
	run_as(f, OUTCOME_SUCCESS);
	learner_free(f->learner);
	memset(f->model.hash, 'b', sizeof(f->model.hash) - 1);
	open_learner(f);
	assert_false(learner_is_adapted(f->learner));
	assert_int_equal(last_event(f)->kind, LEARNER_TROUBLE);
	check_refused(f, OUTCOME_SUCCESS, GATE_BASE_DIFFERS);
}

static void damage_in_what_is_in_force_is_told_and_left_behind(void **state)
{
	struct fixture *f = *state;
	open_learner(f);
	run_as(f, OUTCOME_SUCCESS);
	learner_close(f->learner);
	char *path = memory_format(
		"%s/book/%s.safetensors", f->folder, learner_store_state(f->learner)->active);
	assert_int_equal(file_replace(path, "damaged", 7, 0600, NULL), 0);
	free(path);
	reopen(f);
	assert_int_equal(count_events(f, LEARNER_TROUBLE), 1);
	assert_false(learner_is_adapted(f->learner));
	assert_string_equal(learner_store_state(f->learner)->active, "");
}

/* ---- rolling back ---- */

static void decide_first(
	void *context, const struct policy_input *input, const struct decision *decision)
{
	struct arena arena;
	struct decision other;
	arena_init(&arena, (size_t)64 << 20);
	assert_int_equal(policy_decide(context, input, &arena, &other, NULL), 0);
	assert_int_equal(other.candidate_count, decision->candidate_count);
	for (size_t i = 0; i < other.candidate_count; i++)
		assert_true(other.candidates[i].probability == decision->candidates[i].probability);
	arena_release(&arena);
}

/* The policy holds the learner's adapter throughout. */
static void assert_acts_frozen(struct fixture *f)
{
	struct gym_wish wish = workflow(WORKFLOW);
	struct policy *acting = policy_native_new(&f->model, learner_adapter(f->learner), NULL);
	play(f->teacher, &wish, 77, true, decide_first, acting);
	policy_free(acting);
}

static void numbers_that_are_not_finite_end_in_a_rollback(void **state)
{
	struct fixture *f = *state;
	open_learner(f);
	run_as(f, OUTCOME_SUCCESS);
	real *adapter = (real *)(uintptr_t)learner_adapter(f->learner);
	const struct tensors *table = &f->model.network.adapter;
	adapter[table->items[table->count - 1].offset] = (real)NAN;
	run_as(f, OUTCOME_SUCCESS);
	assert_int_equal(count_events(f, LEARNER_ROLLED_BACK), 1);
	assert_string_equal(learner_store_state(f->learner)->active, "");
	assert_false(learner_is_adapted(f->learner));
	assert_acts_frozen(f);
	assert_int_equal(learner_store_state(f->learner)->gate.cool_down_left, 5);
	check_refused(f, OUTCOME_SUCCESS, GATE_COOL_DOWN);
}

static void a_rate_that_overflows_the_weights_ends_in_a_rollback(void **state)
{
	struct fixture *f = *state;
	f->options.distil.rate.peak = f->options.distil.rate.floor = 1e39;
	open_learner(f);
	run_as(f, OUTCOME_SUCCESS);
	assert_int_equal(last_event(f)->kind, LEARNER_ROLLED_BACK);
	assert_non_null(strstr(last_event(f)->reason, "not a finite number"));
	assert_acts_frozen(f);
}

static void failures_after_learning_end_in_a_rollback_within_the_window(void **state)
{
	struct fixture *f = *state;
	open_learner(f);
	for (int i = 0; i < 3; i++)
		run_as(f, OUTCOME_SUCCESS);
	assert_true(learner_is_adapted(f->learner));
	int failures = 0;
	while (count_events(f, LEARNER_ROLLED_BACK) == 0 && failures < 20) {
		run_as(f, OUTCOME_FAILURE);
		failures++;
	}
	assert_true(failures <= (int)f->options.window.outcomes);
	assert_false(learner_is_adapted(f->learner));
	assert_acts_frozen(f);
}

static void the_best_is_gone_back_to_bit_for_bit(void **state)
{
	struct fixture *f = *state;
	f->options.window.outcomes = 3;
	open_learner(f);
	for (int i = 0; i < 12 && count_events(f, LEARNER_BEST) == 0; i++)
		run_as(f, OUTCOME_SUCCESS);
	assert_int_equal(count_events(f, LEARNER_BEST), 1);
	char hash[HASH_TEXT_SIZE];
	memcpy(hash, learner_store_state(f->learner)->best, sizeof(hash));
	assert_true(*hash);
	for (int i = 0; i < 12 && count_events(f, LEARNER_ROLLED_BACK) == 0; i++)
		run_as(f, OUTCOME_FAILURE);
	assert_int_equal(count_events(f, LEARNER_ROLLED_BACK), 1);
	assert_string_equal(learner_store_state(f->learner)->active, hash);
	/* What acts is what the file says. */
	real *best = copy_adapter(f);
	reopen(f);
	assert_adapter_is(f, best);
	free(best);
}

static void visit_shadowed(
	void *context, const struct policy_input *input, const struct decision *decision)
{
	static const struct shadow other = {.agrees = false};
	struct fixture *f = context;
	struct decision shadowed = *decision;
	shadowed.shadow = &other;
	learner_visit(f->learner, input, &shadowed);
}

static void the_shadow_can_bring_a_rollback(void **state)
{
	struct fixture *f = *state;
	struct gym_wish wish = workflow(WORKFLOW);
	f->options.window.rollback_threshold = 0;
	f->options.window.shadow_least = 4;
	open_learner(f);
	run_as(f, OUTCOME_SUCCESS);
	for (int i = 0; i < 4 && count_events(f, LEARNER_ROLLED_BACK) == 0; i++) {
		play(NULL, &wish, 1, true, visit_shadowed, f);
		assert_int_equal(learner_outcome(f->learner, OUTCOME_FAILURE, NULL), 0);
	}
	assert_int_equal(count_events(f, LEARNER_ROLLED_BACK), 1);
	size_t count;
	const struct learner_event *events = learner_events(f->learner, &count);
	for (size_t i = 0; i < count; i++)
		if (events[i].kind == LEARNER_ROLLED_BACK)
			assert_non_null(strstr(events[i].reason, "frozen policy was better"));
}

/* ---- files ---- */

static void what_cannot_be_saved_is_not_learned(void **state)
{
	struct fixture *f = *state;
	f->options.window.save_every = 1;
	char *missing = memory_format("%s/file", f->folder);
	assert_int_equal(file_replace(missing, "x", 1, 0600, NULL), 0);
	f->options.adapters_folder = missing; /* a file, where a folder is wanted */
	open_learner(f);
	assert_int_equal(last_event(f)->kind, LEARNER_TROUBLE);
	check_refused(f, OUTCOME_SUCCESS, GATE_NOT_SAVED);
	free(missing);
}

static void impossible_options_are_refused(void **state)
{
	struct fixture *f = *state;
	struct error error = {0};
	f->options.gate.steps_per_update = 0;
	assert_int_equal(learner_open(&f->learner, &f->options, &f->model, &error), ERROR_INPUT);
	assert_null(f->learner);
}

#define WITH_LEARNER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_LEARNER(a_verified_success_is_learned_from),
		WITH_LEARNER(what_was_no_verified_success_is_not),
		WITH_LEARNER(without_an_advantage_nothing_is_learned),
		WITH_LEARNER(a_budget_that_is_used_up_stops_learning_and_says_so),
		WITH_LEARNER(who_is_not_to_learn_acts_with_what_is_in_force),
		WITH_LEARNER(a_state_that_was_looked_at_again_counts_once),
		WITH_LEARNER(rehearsal_is_drawn_before_the_first_update),
		WITH_LEARNER(what_was_saved_takes_the_same_next_update_to_the_last_bit),
		WITH_LEARNER(two_at_once_do_not_learn_the_same_task),
		WITH_LEARNER(an_adapter_of_another_base_is_not_used),
		WITH_LEARNER(damage_in_what_is_in_force_is_told_and_left_behind),
		WITH_LEARNER(numbers_that_are_not_finite_end_in_a_rollback),
		WITH_LEARNER(a_rate_that_overflows_the_weights_ends_in_a_rollback),
		WITH_LEARNER(failures_after_learning_end_in_a_rollback_within_the_window),
		WITH_LEARNER(the_best_is_gone_back_to_bit_for_bit),
		WITH_LEARNER(the_shadow_can_bring_a_rollback),
		WITH_LEARNER(what_cannot_be_saved_is_not_learned),
		WITH_LEARNER(impossible_options_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
