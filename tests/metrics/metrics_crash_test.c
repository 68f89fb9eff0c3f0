/*
 * A process that writes the database dies, by SIGKILL, at each of its file operations in turn; and
 * each of them in turn is refused, as by a full disk. Afterwards the file is sound and has the old
 * rows, or the old and the new one.
 *
 * SQLite lets its operations be replaced for tests (sqlite3_vfs.xSetSystemCall): ours count, fail or
 * kill, and else ask the kernel. A write that is to be the last one writes half of its bytes first.
 */
#include "metrics_fixture.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OPERATIONS_MAXIMUM = 500, ROWS = 3 };

static const char figures[] = "{\"outcome\":\"success\",\"steps\":1}";

/* ---- file operations that can be made to fail ---- */

enum fault_kind { FAULT_KILL, FAULT_REFUSE };

static struct {
	enum fault_kind kind;
	int at; /* number of the operation, from 0; -1: none */
	int count;
} plan = {.at = -1};

static bool is_due(void)
{
	return plan.at >= 0 && plan.count++ == plan.at;
}

static int meet(void)
{
	if (plan.kind == FAULT_KILL)
		kill(getpid(), SIGKILL);
	errno = ENOSPC;
	return -1;
}

static ssize_t faulty_write(int fd, const void *data, size_t length)
{
	if (!is_due())
		return write(fd, data, length);
	if (plan.kind == FAULT_KILL && write(fd, data, length / 2) < 0)
		_exit(3);
	return meet();
}

static ssize_t faulty_pwrite(int fd, const void *data, size_t length, off_t offset)
{
	if (!is_due())
		return pwrite(fd, data, length, offset);
	if (plan.kind == FAULT_KILL && pwrite(fd, data, length / 2, offset) < 0)
		_exit(3);
	return meet();
}

static int faulty_truncate(int fd, off_t length)
{
	return is_due() ? meet() : ftruncate(fd, length);
}

/* Only the kill: a journal that cannot be deleted after its transaction is not a full disk's. */
static int faulty_unlink(const char *path)
{
	if (plan.kind == FAULT_KILL && is_due())
		return meet();
	return unlink(path);
}

static void replace_operations(void)
{
	static const struct {
		const char *name;
		sqlite3_syscall_ptr call;
	} calls[] = {
		{"write", (sqlite3_syscall_ptr)faulty_write},
		{"pwrite", (sqlite3_syscall_ptr)faulty_pwrite},
		{"pwrite64", (sqlite3_syscall_ptr)faulty_pwrite},
		{"ftruncate", (sqlite3_syscall_ptr)faulty_truncate},
		{"unlink", (sqlite3_syscall_ptr)faulty_unlink},
	};
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		vfs->xSetSystemCall(vfs, calls[i].name, calls[i].call);
}

/* ---- what happens to a process ---- */

/* In a child: records the run, with the fault at this operation. Returns its wait status. */
static int record_with_fault(enum fault_kind kind, int at, const char *folder)
{
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		plan.kind = kind;
		plan.at = at;
		int code = metrics_record(logs, folder, &fault);
		_exit(!code ? 0 : *fault.message ? 1 : 2);
	}
	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void assert_sound(void)
{
	struct metrics *metrics;
	long sound = 0;
	assert_done(metrics_open(&metrics, logs, METRICS_CHANGE, &fault));
	assert_done(metrics_ask(metrics,
		"SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'", &sound,
		&fault));
	assert_int_equal(sound, 1);
	metrics_close(metrics);
}

static void record_before(void)
{
	for (int day = 1; day <= ROWS; day++) {
		char *folder = add_run("book", day, figures);
		assert_done(metrics_record(logs, folder, &fault));
		free(folder);
	}
}

/* Each operation in turn; the row is taken out again where it got in. Returns how many there are. */
static int fail_each(enum fault_kind kind)
{
	char *folder = add_run("book", 20, figures);
	int at = 0;
	for (; at < OPERATIONS_MAXIMUM; at++) {
		int status = record_with_fault(kind, at, folder);
		assert_sound();
		size_t rows = row_count();
		assert_true(rows == ROWS || rows == ROWS + 1);
		if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
			break;
		if (kind == FAULT_KILL)
			assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
		else
			assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1 && rows == ROWS);
		struct metrics *metrics;
		assert_done(metrics_open(&metrics, logs, METRICS_CHANGE, &fault));
		assert_done(metrics_execute(
			metrics, "DELETE FROM runs WHERE run LIKE 'run-20260120%'", &fault));
		metrics_close(metrics);
	}
	assert_int_equal(row_count(), ROWS + 1);
	free(folder);
	return at;
}

static void a_kill_at_any_operation_leaves_the_old_or_the_new(void **state)
{
	(void)state;
	record_before();
	assert_in_range(fail_each(FAULT_KILL), 4, OPERATIONS_MAXIMUM - 1);
}

static void a_full_disk_at_any_operation_leaves_the_old_and_is_told(void **state)
{
	(void)state;
	record_before();
	assert_in_range(fail_each(FAULT_REFUSE), 3, OPERATIONS_MAXIMUM - 1);
}

/* The first row makes the file and its tables: these are a transaction too. */
static void a_kill_while_it_is_made_leaves_nothing_or_all(void **state)
{
	(void)state;
	char *folder = add_run("book", 20, figures), *path = database_path();
	int at = 0, status;
	do {
		remove(path);
		status = record_with_fault(FAULT_KILL, at++, folder);
		assert_sound();
		assert_true(row_count() <= 1);
	} while (!WIFEXITED(status) && at < OPERATIONS_MAXIMUM);
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_in_range(at, 6, OPERATIONS_MAXIMUM - 1);
	free(folder);
	free(path);
}

static void a_file_that_may_not_grow_is_told_as_a_full_disk(void **state)
{
	(void)state;
	char *path = database_path();
	struct stat about;
	record_before();
	assert_int_equal(stat(path, &about), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct rlimit limit = {(rlim_t)about.st_size, (rlim_t)about.st_size};
		struct metrics *metrics;
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		int code = metrics_open(&metrics, logs, METRICS_CHANGE, &fault);
		char name[32], *goal = memory_new(8192, 1);
		memset(goal, 'x', 8191);
		for (int i = 0; i < 100 && !code; i++) {
			snprintf(name, sizeof name, "run-%d", i);
			struct run_row row = {
				.task = name, .run = name, .outcome = name, .goal = goal};
			code = metrics_add(metrics, &row, &fault);
		}
		_exit(code == ERROR_IO && strstr(fault.message, "the disk is full") ? 0 : 1);
	}
	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_sound();
	assert_true(row_count() >= ROWS);
	free(path);
}

static void two_processes_add_at_once(void **state)
{
	(void)state;
	pid_t children[4];
	for (int task = 0; task < 4; task++) {
		children[task] = fork();
		assert_true(children[task] >= 0);
		if (children[task] != 0)
			continue;
		int code = 0;
		for (int day = 1; day <= 20 && !code; day++) {
			char name[] = {(char)('a' + task), 0},
			     *folder = add_run(name, day, figures);
			code = metrics_record(logs, folder, &fault);
			free(folder);
		}
		if (code)
			fprintf(stderr, "%s\n", fault.message);
		_exit(code ? 1 : 0);
	}
	for (int task = 0; task < 4; task++) {
		int status = 0;
		assert_int_equal(waitpid(children[task], &status, 0), children[task]);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	assert_sound();
	assert_int_equal(row_count(), 80);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_logs, remove_logs)
	const struct CMUnitTest tests[] = {
		TEST(a_kill_at_any_operation_leaves_the_old_or_the_new),
		TEST(a_full_disk_at_any_operation_leaves_the_old_and_is_told),
		TEST(a_kill_while_it_is_made_leaves_nothing_or_all),
		TEST(a_file_that_may_not_grow_is_told_as_a_full_disk),
		TEST(two_processes_add_at_once),
	};
	replace_operations();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
