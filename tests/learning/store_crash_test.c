/*
 * A process that changes a store dies, by SIGKILL, at each of its file operations in turn; and each
 * of them in turn is refused, as by a full or broken disk. Afterwards there is the old state or the
 * new one, whole.
 *
 * The operations are this program's own definitions of the C library's functions, which the linker
 * prefers: they count, fail or kill, and else ask the kernel. A write that is to be the last one
 * writes half of its bytes first. What a loss of power does to data that is not synced yet is not
 * tested here.
 */
#include "learning/store.h"
#include "sample_learner.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- file operations that can be made to fail ---- */

enum fault { FAULT_NONE, FAULT_KILL, FAULT_KILL_HALF, FAULT_REFUSE };

static struct {
	enum fault fault;
	int at;	   /* number of the operation, from 0 */
	int count; /* so far */
} plan;

static bool is_due(void)
{
	return plan.fault != FAULT_NONE && plan.count++ == plan.at;
}

/* True: the operation is to fail. */
static bool meet_fault(void)
{
	if (!is_due())
		return false;
	if (plan.fault != FAULT_REFUSE)
		kill(getpid(), SIGKILL);
	errno = ENOSPC;
	return true;
}

ssize_t write(int fd, const void *data, size_t length)
{
	if (is_due()) {
		if (plan.fault == FAULT_KILL_HALF)
			syscall(SYS_write, fd, data, length / 2);
		if (plan.fault != FAULT_REFUSE)
			kill(getpid(), SIGKILL);
		errno = ENOSPC;
		return -1;
	}
	return syscall(SYS_write, fd, data, length);
}

int open(const char *path, int flags, ...)
{
	va_list arguments;
	va_start(arguments, flags);
	mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
	va_end(arguments);
	if ((flags & O_ACCMODE) != O_RDONLY && meet_fault())
		return -1;
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int fsync(int fd)
{
	(void)fd; /* nothing here depends on what reaches the disk, and this takes most of the time */
	return meet_fault() ? -1 : 0;
}

int ftruncate(int fd, off_t length)
{
	return meet_fault() ? -1 : (int)syscall(SYS_ftruncate, fd, length);
}

int rename(const char *from, const char *to)
{
	return meet_fault() ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char *path)
{
	return meet_fault() ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int mkdir(const char *path, mode_t mode)
{
	return meet_fault() ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

/* ---- the changes ---- */

/* What the child was sure of, in memory that outlives it. */
struct witness {
	bool opened; /* the store was opened ... */
	bool done;   /* ... and the change reported success ... */
	int code;    /* ... or this */
	struct store_state before, after;
};

struct fixture {
	char *folder;
	struct sample_learner learner;
	struct witness *witness;
	bool tries_again; /* the child, after a failure and without further faults */
};

typedef int change_function(
	struct store *store, struct sample_learner *learner, struct error *error);

static int save_as(struct store *store, struct sample_learner *learner, uint64_t mark,
	enum window_verdict verdict, struct error *error)
{
	struct window_decision decision = {.verdict = verdict, .success = 1, .reason = "Good."};
	sample_mark(learner, mark);
	gate_updated(&store->state.gate, 8);
	return store_save(store, &learner->state, &decision, error);
}

static int save(struct store *store, struct sample_learner *learner, struct error *error)
{
	return save_as(store, learner, 100, WINDOW_SAVE, error);
}

/* Of the prepared store this drops the old best too. */
static int save_best(struct store *store, struct sample_learner *learner, struct error *error)
{
	return save_as(store, learner, 100, WINDOW_BEST, error);
}

static int rollback(struct store *store, struct sample_learner *learner, struct error *error)
{
	(void)learner;
	return store_rollback(store, store->state.best, &gate_defaults, "Bad.", error);
}

static int delete (struct store *store, struct sample_learner *learner, struct error *error)
{
	(void)learner;
	return store_delete(store, store->state.recent[2], error);
}

static int reset_budget(struct store *store, struct sample_learner *learner, struct error *error)
{
	(void)learner;
	return store_record(store, JOURNAL_RESET_BUDGET, "A person.", error);
}

static int keep(struct store *store, struct sample_learner *learner, struct error *error)
{
	(void)learner;
	window_add(&window_defaults, &store->state.window, false);
	return store_keep(store, error);
}

/* ---- a child that meets a fault ---- */

static void change_in_child(
	struct fixture *f, change_function *change, bool opening_too, enum fault fault, int at)
{
	struct store store;
	struct error error = {0};
	plan.at = at;
	plan.count = 0;
	plan.fault = opening_too ? fault : FAULT_NONE;
	f->witness->code = store_open(&store, f->folder, "book", STORE_CHANGE, &error);
	if (f->witness->code == 0) {
		f->witness->opened = true;
		f->witness->before = store.state;
		plan.fault = fault;
		f->witness->code = change(&store, &f->learner, &error);
		if (f->witness->code && f->tries_again) {
			plan.fault = FAULT_NONE;
			store.state.gate = f->witness->before.gate;
			f->witness->code = change(&store, &f->learner, &error);
		}
		f->witness->done = f->witness->code == 0;
		f->witness->after = store.state;
		if (f->witness->code && !*error.message)
			abort(); /* a failure that says nothing */
	}
	_exit(plan.count <= at ? 1 : 0); /* 1: there is no such operation any more */
}

/* False once the change has fewer operations than that. */
static bool run_child(
	struct fixture *f, change_function *change, bool opening_too, enum fault fault, int at)
{
	int status;
	*f->witness = (struct witness){0};
	fflush(NULL);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		change_in_child(f, change, opening_too, fault, at);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFSIGNALED(status))
		assert_int_equal(WTERMSIG(status), SIGKILL);
	return !(WIFEXITED(status) && WEXITSTATUS(status) == 1);
}

/* ---- what must hold afterwards ---- */

static void assert_file_says(const struct store *store, const char *name, const char *hash)
{
	struct bytes content;
	char *path = store_path(store, name), line[HASH_TEXT_SIZE + 1];
	assert_int_equal(file_read(path, 100, &content, NULL), 0);
	snprintf(line, sizeof(line), "%s\n", *hash ? hash : "none");
	assert_string_equal(content.data, line);
	bytes_release(&content);
	free(path);
}

/* Its lines are of changes that happened, in order and each once, and every file that it says was
 * deleted is gone. */
static void assert_journal_is_whole(const struct store *store)
{
	struct journal journal;
	char *path = store_path(store, "journal.jsonl");
	assert_int_equal(journal_read(&journal, path, NULL), 0);
	assert_int_equal(journal.bytes, journal.whole_bytes);
	for (size_t i = 0; i < journal.count; i++) {
		const struct journal_event *event = &journal.events[i];
		assert_true(event->commit <= store->state.commit);
		assert_true(i == 0 || event->commit >= journal.events[i - 1].commit);
		for (size_t j = 0; j < i; j++)
			assert_true(event->kind == JOURNAL_DELETE ||
				    event->kind != journal.events[j].kind ||
				    event->commit != journal.events[j].commit);
		char *adapter = checkpoint_path(store->folder, event->adapter);
		if (event->kind == JOURNAL_DELETE)
			assert_false(file_exists(adapter));
		free(adapter);
	}
	journal_release(&journal);
	free(path);
}

static void assert_is_whole(struct fixture *f, const char *hash)
{
	struct checkpoint about;
	struct safetensors file;
	char *folder = path_join(f->folder, "book");
	assert_int_equal(checkpoint_open(&about, &file, folder, hash, NULL), 0);
	assert_int_equal(checkpoint_load(&about, &file, &f->learner.state, NULL), 0);
	assert_true(sample_is(&f->learner, about.updates));
	safetensors_release(&file);
	free(folder);
}

static void assert_no_drafts(const struct store *store)
{
	char **names;
	assert_int_equal(folder_list(store->folder, &names, NULL), 0);
	for (char **name = names; *name; name++)
		assert_null(strstr(*name, ".tmp-"));
	file_names_free(names);
}

/* Adapters that the state does not refer to: one, of a save that was cut short. */
static size_t count_orphans(const struct store *store)
{
	struct store_item *items;
	size_t count, orphans = 0;
	assert_int_equal(store_list(store, &items, &count, NULL), 0);
	for (size_t i = 0; i < count; i++)
		orphans += !store_state_keeps(&store->state, items[i].about.hash);
	free(items);
	return orphans;
}

/* Opens the store anew. It must be in the state `old` or, if the change got that far, the next. */
static void examine(struct fixture *f, const struct store_state *old, uint64_t new_updates_used)
{
	struct store store;
	open_store(&store, f->folder, STORE_CHANGE);
	const struct store_state *state = &store.state;
	bool is_old = state->commit == old->commit;
	if (is_old) {
		assert_memory_equal(state, old, sizeof(*old));
	} else {
		assert_int_equal(state->commit, old->commit + 1);
		assert_int_equal(state->gate.updates_used, new_updates_used);
	}
	if (f->witness->done)
		assert_false(is_old);
	if (f->witness->opened && f->witness->code) {
		assert_true(is_old);
		assert_string_equal(f->witness->after.active, f->witness->before.active);
		assert_int_equal(f->witness->after.commit, f->witness->before.commit);
	}
	assert_in_range(count_orphans(&store), 0, f->witness->code || f->witness->done ? 0 : 1);
	assert_is_whole(f, state->active);
	if (*state->best)
		assert_is_whole(f, state->best);
	for (size_t i = 0; i < STORE_RECENT && *state->recent[i]; i++)
		assert_is_whole(f, state->recent[i]);
	assert_file_says(&store, "best", state->best);
	assert_file_says(&store, "latest", state->active);
	assert_journal_is_whole(&store);
	assert_no_drafts(&store);
	store_close(&store);
}

/* A store with a best that is not among the last five, and five more. */
static void prepare(struct fixture *f, struct store_state *state)
{
	struct store store;
	assert_int_equal(folder_remove(f->folder, NULL), 0);
	open_store(&store, f->folder, STORE_CHANGE);
	save_mark(&store, &f->learner, 1, WINDOW_BEST);
	for (uint64_t mark = 2; mark <= 6; mark++)
		save_mark(&store, &f->learner, mark, WINDOW_SAVE);
	*state = store.state;
	store_close(&store);
}

static const struct {
	const char *name;
	change_function *change;
	int64_t updates; /* what it adds to the updates used */
} changes[] = {
	{"save", save, 1},
	{"save_best", save_best, 1},
	{"rollback", rollback, 0},
	{"delete", delete, 0},
	{"reset_budget", reset_budget, -6},
	{"keep", keep, 0},
};

/* In memory where the machine has such a place: thousands of files are made. */
static char *fast_folder(void)
{
	char *folder = strdup("/dev/shm/apprentice-learning-test-XXXXXX");
	if (mkdtemp(folder))
		return folder;
	free(folder);
	return temporary_folder();
}

static void setup(struct fixture *f)
{
	*f = (struct fixture){.folder = fast_folder()};
	sample_init(&f->learner, 1);
	f->witness = mmap(NULL, sizeof(*f->witness), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(f->witness != MAP_FAILED);
}

static void teardown(struct fixture *f)
{
	munmap(f->witness, sizeof(*f->witness));
	sample_release(&f->learner);
	discard(f->folder);
}

static void try_everywhere(enum fault fault, bool tries_again)
{
	enum { OPERATIONS_LEAST = 6 };
	struct fixture f;
	struct store_state state;
	setup(&f);
	f.tries_again = tries_again;
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
		int at = 0;
		bool more = true;
		for (; more; at++) {
			prepare(&f, &state);
			more = run_child(&f, changes[i].change, false, fault, at);
			examine(&f, &state,
				(uint64_t)((int64_t)state.gate.updates_used + changes[i].updates));
		}
		if (at < OPERATIONS_LEAST)
			fail_msg("%s has %d operations only: are they counted?", changes[i].name,
				at);
	}
	teardown(&f);
}

static void killed_before_any_operation_the_old_or_new_state_is_whole(void **state)
{
	(void)state;
	try_everywhere(FAULT_KILL, false);
}

static void killed_in_the_middle_of_a_write_it_is_whole_too(void **state)
{
	(void)state;
	try_everywhere(FAULT_KILL_HALF, false);
}

static void refused_at_any_operation_it_is_whole_and_told(void **state)
{
	(void)state;
	try_everywhere(FAULT_REFUSE, false);
}

static void refused_and_tried_again_it_happens_once(void **state)
{
	(void)state;
	try_everywhere(FAULT_REFUSE, true);
}

/* The very first opening and save, from nothing; and afterwards learning goes on. */
static void killed_while_the_first_adapter_is_saved_nothing_is_in_the_way(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	bool more = true;
	for (int at = 0; more; at++) {
		struct store store;
		assert_int_equal(folder_remove(f.folder, NULL), 0);
		more = run_child(&f, save, true, FAULT_KILL_HALF, at);
		open_store(&store, f.folder, STORE_CHANGE);
		assert_true(store.state.commit <= 1);
		save_mark(&store, &f.learner, 50, WINDOW_BEST);
		assert_journal_is_whole(&store);
		assert_no_drafts(&store);
		store_close(&store);
	}
	teardown(&f);
}

/* Repairing is itself interrupted at each operation, after a crash at each operation. */
static void killed_again_while_it_is_repaired_it_is_whole(void **state)
{
	(void)state;
	struct fixture f;
	struct store_state old;
	setup(&f);
	bool more_first = true;
	for (int first = 0; more_first; first++) {
		bool more_second = true;
		for (int second = 0; more_second && second < 12; second++) {
			prepare(&f, &old);
			more_first = run_child(&f, save_best, false, FAULT_KILL_HALF, first);
			more_second = run_child(&f, keep, true, FAULT_KILL_HALF, second);
			struct store store;
			open_store(&store, f.folder, STORE_CHANGE);
			assert_in_range(store.state.commit, old.commit, old.commit + 2);
			assert_is_whole(&f, store.state.active);
			assert_is_whole(&f, store.state.best);
			assert_journal_is_whole(&store);
			assert_no_drafts(&store);
			store_close(&store);
		}
	}
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(killed_before_any_operation_the_old_or_new_state_is_whole),
		cmocka_unit_test(killed_in_the_middle_of_a_write_it_is_whole_too),
		cmocka_unit_test(refused_at_any_operation_it_is_whole_and_told),
		cmocka_unit_test(refused_and_tried_again_it_happens_once),
		cmocka_unit_test(killed_while_the_first_adapter_is_saved_nothing_is_in_the_way),
		cmocka_unit_test(killed_again_while_it_is_repaired_it_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
