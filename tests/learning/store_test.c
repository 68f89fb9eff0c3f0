#include "store_fixture.h"

/* ---- saving, resuming ---- */

static void a_task_that_never_learned_has_no_adapter(void **state)
{
	(void)state;
	struct fixture f;
	struct store_resumed resumed;
	setup(&f);
	assert_string_equal(f.store.state.active, "");
	assert_int_equal(f.store.state.commit, 0);
	store_resume(&f.store, &f.learner.state, &resumed);
	assert_string_equal(resumed.hash, "");
	assert_int_equal(resumed.trouble.code, 0);
	assert_true(sample_is(&f.learner, 1));
	teardown(&f);
}

static void what_was_saved_is_in_force_after_reopening(void **state)
{
	(void)state;
	struct fixture f;
	struct store_resumed resumed;
	setup(&f);
	f.store.state.gate.refused[GATE_ENTROPY] = 3;
	save_mark(&f.store, &f.learner, 1, WINDOW_SAVE);
	save_mark(&f.store, &f.learner, 2, WINDOW_BEST);
	struct store_state expected = f.store.state;
	reopen(&f);
	assert_same_state(&f.store.state, &expected);
	assert_string_equal(f.store.state.best, f.store.state.active);
	assert_int_equal(f.store.state.gate.updates_used, 2);
	assert_int_equal(f.store.state.gate.steps, 16);
	assert_int_equal(f.store.state.gate.refused[GATE_ENTROPY], 3);
	assert_int_equal(f.store.state.window.count, 2);
	sample_mark(&f.learner, 9);
	store_resume(&f.store, &f.learner.state, &resumed);
	assert_string_equal(resumed.hash, expected.active);
	assert_true(sample_is(&f.learner, 2));
	assert_pointer(&f, "best", expected.best);
	assert_pointer(&f, "latest", expected.active);
	assert_events(&f, 0, "save save best");
	teardown(&f);
}

static void gate_and_window_are_kept_without_an_event(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_SAVE);
	window_add(&window_defaults, &f.store.state.window, false);
	gate_outcome(&f.store.state.gate, OUTCOME_FAILURE);
	assert_int_equal(store_keep(&f.store, NULL), 0);
	struct store_state expected = f.store.state;
	reopen(&f);
	assert_same_state(&f.store.state, &expected);
	assert_events(&f, 0, "save");
	teardown(&f);
}

static void the_best_and_the_last_five_are_kept(void **state)
{
	(void)state;
	struct fixture f;
	char best[HASH_TEXT_SIZE], second[HASH_TEXT_SIZE];
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	memcpy(best, f.store.state.active, sizeof(best));
	save_mark(&f.store, &f.learner, 2, WINDOW_SAVE);
	memcpy(second, f.store.state.active, sizeof(second));
	for (uint64_t mark = 3; mark <= 6; mark++)
		save_mark(&f.store, &f.learner, mark, WINDOW_SAVE);
	assert_int_equal(count_adapters(&f), 6);
	assert_events(&f, 0, "save best save save save save save");
	save_mark(&f.store, &f.learner, 7, WINDOW_SAVE);
	assert_int_equal(count_adapters(&f), 6);
	assert_events(&f, 7, "save delete");
	assert_true(holds(&f, best, 1));
	assert_false(holds(&f, second, 2));
	save_mark(&f.store, &f.learner, 8, WINDOW_BEST);
	assert_false(holds(&f, best, 1));
	assert_int_equal(count_adapters(&f), 5);
	assert_events(&f, 9, "save best delete delete");
	teardown(&f);
}

static void a_save_that_is_not_finite_changes_nothing(void **state)
{
	(void)state;
	struct fixture f;
	struct error error = {0};
	struct window_decision decision = {.verdict = WINDOW_SAVE};
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_SAVE);
	struct store_state expected = f.store.state;
	f.learner.adapter[0] = (real)NAN;
	assert_int_equal(store_save(&f.store, &f.learner.state, &decision, &error), ERROR_INPUT);
	assert_same_state(&f.store.state, &expected);
	assert_int_equal(count_adapters(&f), 1);
	assert_events(&f, 0, "save");
	teardown(&f);
}

/* ---- rollback and a person's changes ---- */

static void a_rollback_restores_the_best_and_begins_the_cool_down(void **state)
{
	(void)state;
	struct fixture f;
	struct store_resumed resumed;
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	save_mark(&f.store, &f.learner, 2, WINDOW_SAVE);
	char bad[HASH_TEXT_SIZE], best[HASH_TEXT_SIZE];
	memcpy(bad, f.store.state.active, sizeof(bad));
	memcpy(best, f.store.state.best, sizeof(best));
	assert_int_equal(store_rollback(&f.store, best, &gate_defaults, "Too bad.", NULL), 0);
	reopen(&f);
	store_resume(&f.store, &f.learner.state, &resumed);
	assert_string_equal(resumed.hash, best);
	assert_true(sample_is(&f.learner, 1));
	assert_int_equal(f.store.state.gate.cool_down_left, gate_defaults.cool_down);
	assert_int_equal(f.store.state.gate.updates_used, 2); /* no budget is given back */
	assert_int_equal(f.store.state.window.count, 0);
	assert_true(holds(&f, bad, 2)); /* for who wants to look */
	struct journal journal = read_journal(&f);
	const struct journal_event *last = &journal.events[journal.count - 1];
	assert_int_equal(last->kind, JOURNAL_ROLLBACK);
	assert_string_equal(last->adapter, best);
	assert_string_equal(last->from, bad);
	assert_string_equal(last->window, "11");
	assert_string_equal(last->reason, "Too bad.");
	assert_int_equal(last->budget_used, 2);
	journal_release(&journal);
	teardown(&f);
}

static void a_rollback_to_none_leaves_the_frozen_policy(void **state)
{
	(void)state;
	struct fixture f;
	struct store_resumed resumed;
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	assert_int_equal(store_rollback(&f.store, "", &gate_defaults, "Too bad.", NULL), 0);
	reopen(&f);
	sample_mark(&f.learner, 5);
	store_resume(&f.store, &f.learner.state, &resumed);
	assert_string_equal(resumed.hash, "");
	assert_int_equal(resumed.trouble.code, 0);
	assert_true(sample_is(&f.learner, 5));
	assert_string_equal(f.store.state.best, "");
	assert_false(f.store.state.window.adapted);
	assert_pointer(&f, "latest", "");
	assert_pointer(&f, "best", "");
	assert_int_equal(count_adapters(&f), 1); /* still there to activate */
	teardown(&f);
}

static void a_person_activates_and_deletes(void **state)
{
	(void)state;
	struct fixture f;
	struct error error = {0};
	char first[HASH_TEXT_SIZE], second[HASH_TEXT_SIZE];
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	memcpy(first, f.store.state.active, sizeof(first));
	save_mark(&f.store, &f.learner, 2, WINDOW_SAVE);
	memcpy(second, f.store.state.active, sizeof(second));
	assert_int_equal(store_delete(&f.store, second, &error), ERROR_REFUSED);
	assert_non_null(strstr(error.message, "is in force"));
	assert_int_equal(store_activate(&f.store, first, NULL), 0);
	assert_int_equal(f.store.state.gate.cool_down_left, 0);
	assert_int_equal(store_delete(&f.store, second, NULL), 0);
	assert_false(holds(&f, second, 2));
	assert_int_equal(store_activate(&f.store, second, &error), ERROR_NOT_FOUND);
	reopen(&f);
	assert_string_equal(f.store.state.active, first);
	assert_events(&f, 3, "activate delete");
	teardown(&f);
}

static void deleting_the_best_leaves_none_to_go_back_to(void **state)
{
	(void)state;
	struct fixture f;
	char best[HASH_TEXT_SIZE];
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	memcpy(best, f.store.state.best, sizeof(best));
	save_mark(&f.store, &f.learner, 2, WINDOW_SAVE);
	assert_int_equal(store_delete(&f.store, best, NULL), 0);
	assert_string_equal(f.store.state.best, "");
	assert_int_equal(f.store.state.window.best_of, WINDOW_BEST_UNKNOWN);
	assert_int_equal(count_adapters(&f), 1);
	teardown(&f);
}

static void an_unsound_adapter_is_not_put_in_force(void **state)
{
	(void)state;
	struct fixture f;
	struct error error = {0};
	char first[HASH_TEXT_SIZE];
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	memcpy(first, f.store.state.active, sizeof(first));
	save_mark(&f.store, &f.learner, 2, WINDOW_SAVE);
	struct store_state expected = f.store.state;
	char *name = memory_format("%s" CHECKPOINT_SUFFIX, first);
	put(&f, name, "nonsense", 8);
	free(name);
	assert_int_equal(store_activate(&f.store, first, &error), ERROR_INPUT);
	assert_int_equal(store_rollback(&f.store, first, &gate_defaults, "", &error), ERROR_INPUT);
	assert_non_null(strstr(error.message, "is damaged"));
	assert_same_state(&f.store.state, &expected);
	teardown(&f);
}

static void a_new_budget_and_a_pause_are_events(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_SAVE);
	const char *reason = gate_refusal_sentence(GATE_BUDGET);
	assert_int_equal(store_record(&f.store, JOURNAL_PAUSE, reason, NULL), 0);
	assert_int_equal(f.store.state.gate.updates_used, 1);
	assert_int_equal(store_record(&f.store, JOURNAL_RESET_BUDGET, "A person.", NULL), 0);
	reopen(&f);
	assert_int_equal(f.store.state.gate.updates_used, 0);
	assert_int_equal(f.store.state.gate.updates, 1);
	assert_events(&f, 1, "pause reset-budget");
	teardown(&f);
}

/* ---- finding ---- */

static void adapters_are_listed_newest_first_and_damaged_ones_last(void **state)
{
	(void)state;
	struct fixture f;
	struct store_item *items;
	size_t count;
	setup(&f);
	for (uint64_t mark = 1; mark <= 3; mark++)
		save_mark(&f.store, &f.learner, mark, WINDOW_SAVE);
	char *name = memory_format("%s" CHECKPOINT_SUFFIX, f.store.state.active);
	put(&f, name, "nonsense", 8);
	put(&f, "notes.safetensors", "a person's", 10);
	assert_int_equal(store_list(&f.store, &items, &count, NULL), 0);
	assert_int_equal(count, 3);
	assert_int_equal(items[0].about.updates, 2);
	assert_int_equal(items[1].about.updates, 1);
	assert_string_equal(items[2].about.hash, f.store.state.active);
	assert_int_equal(items[2].trouble.code, ERROR_INPUT);
	free(items);
	free(name);
	teardown(&f);
}

static void an_adapter_is_found_by_the_beginning_of_its_hash(void **state)
{
	(void)state;
	struct fixture f;
	struct error error = {0};
	char hash[HASH_TEXT_SIZE], prefix[8];
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_SAVE);
	snprintf(prefix, sizeof(prefix), "%.4s", f.store.state.active);
	assert_int_equal(store_find(&f.store, prefix, hash, NULL), 0);
	assert_string_equal(hash, f.store.state.active);
	assert_int_equal(store_find(&f.store, f.store.state.active, hash, NULL), 0);
	prefix[3] = 0;
	assert_int_equal(store_find(&f.store, prefix, hash, &error), ERROR_USAGE);
	assert_int_equal(store_find(&f.store, "../../etc", hash, &error), ERROR_USAGE);
	prefix[3] = f.store.state.active[3] == '0' ? '1' : '0';
	assert_int_equal(store_find(&f.store, prefix, hash, &error), ERROR_NOT_FOUND);
	char *twin = memory_format("%.63s%c" CHECKPOINT_SUFFIX, f.store.state.active,
		f.store.state.active[63] == '0' ? '1' : '0');
	put(&f, twin, "", 0);
	free(twin);
	snprintf(prefix, sizeof(prefix), "%.4s", f.store.state.active);
	assert_int_equal(store_find(&f.store, prefix, hash, &error), ERROR_AMBIGUOUS);
	teardown(&f);
}

static void there_is_nothing_to_look_at_without_a_folder(void **state)
{
	(void)state;
	char *folder = temporary_folder();
	struct store store;
	struct error error = {0};
	assert_int_equal(store_open(&store, folder, "book", STORE_LOOK, &error), ERROR_NOT_FOUND);
	assert_non_null(strstr(error.message, "'book'"));
	store_close(&store);
	char *path = path_join(folder, "book");
	assert_false(file_exists(path));
	free(path);
	discard(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_task_that_never_learned_has_no_adapter),
		cmocka_unit_test(what_was_saved_is_in_force_after_reopening),
		cmocka_unit_test(gate_and_window_are_kept_without_an_event),
		cmocka_unit_test(the_best_and_the_last_five_are_kept),
		cmocka_unit_test(a_save_that_is_not_finite_changes_nothing),
		cmocka_unit_test(a_rollback_restores_the_best_and_begins_the_cool_down),
		cmocka_unit_test(a_rollback_to_none_leaves_the_frozen_policy),
		cmocka_unit_test(a_person_activates_and_deletes),
		cmocka_unit_test(deleting_the_best_leaves_none_to_go_back_to),
		cmocka_unit_test(an_unsound_adapter_is_not_put_in_force),
		cmocka_unit_test(a_new_budget_and_a_pause_are_events),
		cmocka_unit_test(adapters_are_listed_newest_first_and_damaged_ones_last),
		cmocka_unit_test(an_adapter_is_found_by_the_beginning_of_its_hash),
		cmocka_unit_test(there_is_nothing_to_look_at_without_a_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
