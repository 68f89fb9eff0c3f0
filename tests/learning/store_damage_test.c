/* Files that are damaged, cut, lost; a second process; a full disk. */
#include "store_fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

static void a_damaged_adapter_in_force_gives_way_to_the_best(void **state)
{
	(void)state;
	struct fixture f;
	struct store_resumed resumed;
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	save_mark(&f.store, &f.learner, 2, WINDOW_SAVE);
	char *name = memory_format("%s" CHECKPOINT_SUFFIX, f.store.state.active);
	struct bytes content;
	get(&f, name, &content);
	for (size_t length = 0; length < content.length; length++) {
		put(&f, name, content.data, length);
		sample_mark(&f.learner, 9);
		store_resume(&f.store, &f.learner.state, &resumed);
		assert_int_equal(resumed.trouble.code, ERROR_INPUT);
		assert_string_equal(resumed.hash, f.store.state.best);
		assert_true(sample_is(&f.learner, 1));
	}
	remove_file(&f, name);
	store_resume(&f.store, &f.learner.state, &resumed);
	assert_int_equal(resumed.trouble.code, ERROR_INPUT);
	assert_non_null(strstr(resumed.trouble.message, "apprentice rollback --task book"));
	assert_string_equal(resumed.hash, f.store.state.best);
	bytes_release(&content);
	free(name);
	teardown(&f);
}

static void with_nothing_sound_the_policy_stays_frozen(void **state)
{
	(void)state;
	struct fixture f;
	struct store_resumed resumed;
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	char *name = memory_format("%s" CHECKPOINT_SUFFIX, f.store.state.active);
	put(&f, name, "", 0);
	sample_mark(&f.learner, 9);
	store_resume(&f.store, &f.learner.state, &resumed);
	assert_string_equal(resumed.hash, "");
	assert_int_equal(resumed.trouble.code, ERROR_INPUT);
	assert_true(sample_is(&f.learner, 9));
	free(name);
	teardown(&f);
}

static void an_adapter_of_another_base_is_left_alone(void **state)
{
	(void)state;
	struct fixture f;
	struct store_resumed resumed;
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	save_mark(&f.store, &f.learner, 2, WINDOW_SAVE);
	f.learner.state.identity.base[5] = 'e';
	store_resume(&f.store, &f.learner.state, &resumed);
	assert_string_equal(resumed.hash, "");
	assert_int_equal(resumed.trouble.code, ERROR_REFUSED);
	teardown(&f);
}

/* Cut anywhere, it is the same state or an error with a remedy; never another state. */
static void a_cut_state_is_refused_and_begun_again_on_request(void **state)
{
	(void)state;
	struct fixture f;
	struct bytes content;
	struct store store;
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	save_mark(&f.store, &f.learner, 2, WINDOW_SAVE);
	char best[HASH_TEXT_SIZE];
	memcpy(best, f.store.state.best, sizeof(best));
	get(&f, "state.json", &content);
	store_close(&f.store);
	char *path = memory_format("%s/book/state.json", f.folder);
	for (size_t length = 0; length < content.length; length++) {
		assert_int_equal(file_replace(path, content.data, length, 0600, NULL), 0);
		struct error error = {0};
		for (int mode = STORE_LOOK; mode <= STORE_CHANGE; mode++) {
			int rc =
				store_open(&store, f.folder, "book", (enum store_mode)mode, &error);
			assert_int_equal(rc, ERROR_INPUT);
			assert_non_null(strstr(error.message, "apprentice rollback"));
			assert_non_null(strstr(error.message, path));
		}
	}
	open_store(&f.store, f.folder, STORE_REPAIR);
	assert_string_equal(f.store.state.active, "");
	assert_int_equal(f.store.state.gate.updates_used, 2); /* still used */
	assert_int_equal(store_rollback(&f.store, best, &gate_defaults, "Begun again.", NULL), 0);
	reopen(&f);
	assert_string_equal(f.store.state.active, best);
	assert_events(&f, 0, "save best save rollback");
	bytes_release(&content);
	free(path);
	teardown(&f);
}

static void a_lost_state_is_noticed_by_the_journal(void **state)
{
	(void)state;
	struct fixture f;
	struct error error = {0};
	struct bytes content;
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	get(&f, "state.json", &content);
	save_mark(&f.store, &f.learner, 2, WINDOW_SAVE);
	save_mark(&f.store, &f.learner, 3, WINDOW_SAVE);
	remove_file(&f, "state.json");
	store_close(&f.store);
	assert_int_equal(store_open(&f.store, f.folder, "book", STORE_CHANGE, &error), ERROR_INPUT);
	assert_non_null(strstr(error.message, "is missing, or older than the journal"));
	char *path = memory_format("%s/book/state.json", f.folder);
	assert_int_equal(file_replace(path, content.data, content.length, 0600, NULL), 0);
	assert_int_equal(store_open(&f.store, f.folder, "book", STORE_CHANGE, &error), ERROR_INPUT);
	open_store(&f.store, f.folder, STORE_REPAIR);
	assert_events(&f, 0, "save best save save"); /* nothing of it was cut off */
	free(path);
	bytes_release(&content);
	teardown(&f);
}

/* A torn line is dropped; the state does not depend on it. */
static void a_cut_journal_loses_no_state(void **state)
{
	(void)state;
	struct fixture f;
	struct bytes content;
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	save_mark(&f.store, &f.learner, 2, WINDOW_SAVE);
	struct store_state expected = f.store.state;
	get(&f, "journal.jsonl", &content);
	for (size_t length = 0; length <= content.length; length++) {
		put(&f, "journal.jsonl", content.data, length);
		reopen(&f);
		assert_same_state(&f.store.state, &expected);
		struct journal journal = read_journal(&f);
		assert_int_equal(journal.bytes, journal.whole_bytes);
		assert_true(journal.bytes <= length);
		journal_release(&journal);
	}
	save_mark(&f.store, &f.learner, 3, WINDOW_SAVE);
	assert_events(&f, 0, "save best save save");
	bytes_release(&content);
	teardown(&f);
}

static void a_bad_line_of_the_journal_is_named(void **state)
{
	(void)state;
	struct fixture f;
	struct error error = {0};
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	struct bytes content;
	get(&f, "journal.jsonl", &content);
	memset(strchr(content.data, '\n') + 1, 'x', 10);
	put(&f, "journal.jsonl", content.data, content.length);
	bytes_release(&content);
	store_close(&f.store);
	assert_int_equal(store_open(&f.store, f.folder, "book", STORE_CHANGE, &error), ERROR_INPUT);
	assert_non_null(strstr(error.message, "journal.jsonl is damaged: its line 2"));
	open_store(&f.store, f.folder, STORE_LOOK); /* what it says is not needed for looking */
	teardown(&f);
}

static void cut_pointers_are_written_again(void **state)
{
	(void)state;
	struct fixture f;
	struct bytes content;
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	get(&f, "best", &content);
	for (size_t length = 0; length < content.length; length++) {
		put(&f, "best", content.data, length);
		put(&f, "latest", content.data, length);
		reopen(&f);
		assert_pointer(&f, "best", f.store.state.best);
		assert_pointer(&f, "latest", f.store.state.active);
	}
	bytes_release(&content);
	teardown(&f);
}

/* ---- two processes, full disks ---- */

static void a_second_process_may_look_and_not_change(void **state)
{
	(void)state;
	struct fixture f;
	struct store second;
	struct error error = {0};
	char process[32];
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	assert_int_equal(
		store_open(&second, f.folder, "book", STORE_CHANGE, &error), ERROR_BLOCKED);
	snprintf(process, sizeof(process), "(process %ld)", (long)getpid());
	assert_non_null(strstr(error.message, process));
	assert_non_null(strstr(error.message, "without learning"));
	open_store(&second, f.folder, STORE_LOOK);
	assert_string_equal(second.state.active, f.store.state.active);
	store_close(&second);
	assert_int_equal(store_open(&second, f.folder, "login", STORE_CHANGE, NULL), 0);
	store_close(&second); /* another task is another store */
	teardown(&f);
}

static void a_killed_process_holds_no_lock(void **state)
{
	(void)state;
	struct fixture f;
	int ready[2], status;
	char byte;
	setup(&f);
	store_close(&f.store);
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (child == 0) {
		int rc = store_open(&f.store, f.folder, "book", STORE_CHANGE, NULL);
		if (write(ready[1], rc ? "n" : "y", 1) == 1)
			pause();
		_exit(1);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(byte, 'y');
	assert_int_equal(store_open(&f.store, f.folder, "book", STORE_CHANGE, NULL), ERROR_BLOCKED);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	open_store(&f.store, f.folder, STORE_CHANGE);
	close(ready[0]);
	close(ready[1]);
	teardown(&f);
}

/* No file may become longer than so many bytes: a save fails in the adapter, in the journal or in
 * the state, and the old state is there. */
static void a_full_disk_keeps_the_old_state(void **state)
{
	(void)state;
	struct fixture f;
	struct rlimit unlimited, limit;
	struct window_decision decision = {.verdict = WINDOW_BEST, .reason = "It was good."};
	int failures = 0, successes = 0;
	setup(&f);
	save_mark(&f.store, &f.learner, 1, WINDOW_BEST);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &unlimited), 0);
	for (rlim_t bytes = 0; bytes < 6000; bytes += 61) {
		struct store_state expected = f.store.state;
		struct error error = {0};
		sample_mark(&f.learner, 2);
		limit = (struct rlimit){bytes, unlimited.rlim_max};
		setrlimit(RLIMIT_FSIZE, &limit);
		int rc = store_save(&f.store, &f.learner.state, &decision, &error);
		setrlimit(RLIMIT_FSIZE, &unlimited);
		if (rc) {
			failures++;
			assert_int_equal(rc, ERROR_IO);
			assert_same_state(&f.store.state, &expected);
			assert_int_equal(count_adapters(&f), 1);
			assert_events(&f, 0, "save best");
			reopen(&f);
			assert_same_state(&f.store.state, &expected);
			assert_true(holds(&f, expected.active, 1));
		} else {
			successes++;
			break;
		}
	}
	assert_true(failures > 10);
	assert_int_equal(successes, 1);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_damaged_adapter_in_force_gives_way_to_the_best),
		cmocka_unit_test(with_nothing_sound_the_policy_stays_frozen),
		cmocka_unit_test(an_adapter_of_another_base_is_left_alone),
		cmocka_unit_test(a_cut_state_is_refused_and_begun_again_on_request),
		cmocka_unit_test(a_lost_state_is_noticed_by_the_journal),
		cmocka_unit_test(a_cut_journal_loses_no_state),
		cmocka_unit_test(a_bad_line_of_the_journal_is_named),
		cmocka_unit_test(cut_pointers_are_written_again),
		cmocka_unit_test(a_second_process_may_look_and_not_change),
		cmocka_unit_test(a_killed_process_holds_no_lock),
		cmocka_unit_test(a_full_disk_keeps_the_old_state),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
