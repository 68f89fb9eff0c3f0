#include "trajectory/writer.h"

#include "base/file.h"
#include "base/memory.h"
#include "page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char logs[] = "/tmp/apprentice-writer-XXXXXX";
static char task[16] = "order", goal[] = "Ship order 10482", url[] = "http://x.test/";
static char secret_name[] = "password", secret_host[] = "x.test";

static int make_logs(void **state)
{
	(void)state;
	strcpy(logs, "/tmp/apprentice-writer-XXXXXX");
	return mkdtemp(logs) ? 0 : -1;
}

static int remove_logs(void **state)
{
	(void)state;
	return folder_remove(logs, NULL);
}

static struct trajectory about_task(bool demonstration)
{
	return (struct trajectory){
		.task = task, .goal = goal, .start_url = url, .demonstration = demonstration};
}

static struct trajectory_writer *open_writer(const struct secrets *secrets)
{
	struct trajectory about = about_task(true);
	struct trajectory_writer *writer;
	struct error error = {0};
	if (trajectory_writer_open(logs, &about, secrets, &writer, &error))
		fail_msg("%s", error.message);
	return writer;
}

static void make_page(struct page *page)
{
	page_init(page, "http://x.test/orders", "Orders");
	page_add(page, "heading", "Orders", -1);
	page_add(page, "textbox", "Search", page_group(page, "form", "Find", -1));
}

static struct step typed(const struct page *page, const char *value)
{
	return (struct step){.url = page->observation.url,
		.observation = &page->observation,
		.action = {ACTION_TYPE, 2, value},
		.target = &page->elements[1],
		.target_frame_url = "",
		.changes = "'Search' is now 'x'",
		.screenshot = "",
		.error = ""};
}

static void write_steps(struct trajectory_writer *writer, int count)
{
	struct page page;
	make_page(&page);
	for (int i = 0; i < count; i++) {
		struct step step = typed(&page, "x");
		assert_int_equal(trajectory_writer_step(writer, &step, NULL, NULL), 0);
	}
}

static void assert_read(struct trajectory *trajectory, const char *folder)
{
	struct error error = {0};
	if (trajectory_read(trajectory, folder, &error))
		fail_msg("%s", error.message);
}

/* Nobody but the owner may read any file of the folder. */
static void assert_private(const char *folder)
{
	struct stat status;
	char **names;
	assert_int_equal(folder_list(folder, &names, NULL), 0);
	for (size_t i = 0; names[i]; i++) {
		char *path = path_join(folder, names[i]);
		assert_int_equal(stat(path, &status), 0);
		if ((status.st_mode & 0777) != 0600)
			fail_msg("%s has mode %o", names[i], (unsigned)status.st_mode & 0777);
		free(path);
	}
	file_names_free(names);
}

static bool has_file(const char *folder, const char *name)
{
	char *path = path_join(folder, name);
	bool has = file_exists(path);
	free(path);
	return has;
}

/* ---- what is written is read ---- */

static void a_trajectory_is_read_as_it_was_written(void **state)
{
	(void)state;
	struct trajectory about = about_task(true), again;
	struct secret_declaration secret = {secret_name, secret_host};
	struct page page;
	struct bytes jpeg;
	bytes_init(&jpeg, 100);
	bytes_append_text(&jpeg, "\xff\xd8jpeg", NULL);
	make_page(&page);
	struct trajectory_writer *writer;
	assert_int_equal(trajectory_writer_open(logs, &about, NULL, &writer, NULL), 0);
	struct step step = typed(&page, "Blue \"B\" \xe2\x82\xac");
	step.drop = &page.elements[0];
	step.target_frame_url = "http://frame.test/";
	json_t *decision = json_pack("{s:s}", "policy", "replay");
	step.decision = decision;
	assert_int_equal(trajectory_writer_step(writer, &step, &jpeg, NULL), 0);
	step.action = (struct action){ACTION_PRESS, 0, "Enter"};
	step.target = step.drop = NULL;
	step.observation = NULL;
	step.decision = NULL;
	assert_int_equal(trajectory_writer_step(writer, &step, NULL, NULL), 0);
	assert_int_equal(trajectory_writer_steps(writer), 2);
	parameters_add(&about.parameters, "order", "10482", "Order", false, NULL);
	about.criterion.text = memory_copy_text("Order {order} shipped");
	about.secrets = &secret;
	about.secret_count = 1;
	about.outcome = OUTCOME_SUCCESS;
	char reason[] = "the criterion holds";
	about.outcome_reason = reason;
	assert_int_equal(
		trajectory_writer_finish(writer, &about, &page.observation, &jpeg, NULL), 0);

	assert_read(&again, trajectory_writer_folder(writer));
	assert_string_equal(again.task, "order");
	assert_string_equal(again.goal, goal);
	assert_string_equal(again.start_url, url);
	assert_true(again.demonstration);
	assert_false(again.truncated);
	assert_int_equal(again.outcome, OUTCOME_SUCCESS);
	assert_string_equal(again.outcome_reason, "the criterion holds");
	assert_true(*again.started && *again.ended);
	assert_true(strncmp(again.id, "demo-", 5) == 0);
	assert_string_equal(parameters_find(&again.parameters, "order")->value, "10482");
	assert_string_equal(again.criterion.text, "Order {order} shipped");
	assert_int_equal(again.secret_count, 1);
	assert_string_equal(again.secrets[0].name, "password");
	assert_string_equal(again.secrets[0].host, "x.test");
	assert_int_equal(again.final->element_count, 2);
	assert_int_equal(again.step_count, 2);
	assert_int_equal(again.steps[0].action.kind, ACTION_TYPE);
	assert_string_equal(again.steps[0].action.value, "Blue \"B\" \xe2\x82\xac");
	assert_string_equal(again.steps[0].target->name, "Search");
	assert_string_equal(again.steps[0].drop->name, "Orders");
	assert_string_equal(again.steps[0].target_frame_url, "http://frame.test/");
	assert_string_equal(again.steps[0].screenshot, "step-000.jpg");
	assert_string_equal(json_text_at(again.steps[0].decision, "policy", ""), "replay");
	assert_int_equal(again.steps[0].observation->group_count, 1);
	assert_true(*again.steps[0].time);
	assert_null(again.steps[1].target);
	assert_null(again.steps[1].observation);
	assert_string_equal(again.steps[1].screenshot, "");
	assert_true(has_file(again.folder, "step-000.jpg"));
	assert_false(has_file(again.folder, "step-001.jpg"));
	assert_true(has_file(again.folder, "final.jpg"));
	assert_private(again.folder);
	trajectory_release(&again);
	trajectory_writer_close(writer);
	json_decref(decision);
	bytes_release(&jpeg);
	criterion_release(&about.criterion);
	parameters_release(&about.parameters);
}

static void folders_are_private_and_their_names_unique(void **state)
{
	(void)state;
	struct trajectory_writer *a = open_writer(NULL), *b = open_writer(NULL);
	struct trajectory about = about_task(false);
	struct trajectory_writer *run;
	struct stat status;
	assert_int_equal(trajectory_writer_open(logs, &about, NULL, &run, NULL), 0);
	assert_string_not_equal(trajectory_writer_folder(a), trajectory_writer_folder(b));
	assert_non_null(strstr(trajectory_writer_folder(run), "/order/run-"));
	assert_int_equal(stat(trajectory_writer_folder(a), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0700);
	trajectory_writer_close(a);
	trajectory_writer_close(b);
	trajectory_writer_close(run);
}

static void a_trajectory_can_be_read_while_it_is_written(void **state)
{
	(void)state;
	struct trajectory_writer *writer = open_writer(NULL);
	struct trajectory again;
	assert_read(&again, trajectory_writer_folder(writer));
	assert_int_equal(again.outcome, OUTCOME_RUNNING);
	assert_int_equal(again.step_count, 0);
	trajectory_release(&again);
	write_steps(writer, 1);
	assert_read(&again, trajectory_writer_folder(writer));
	assert_int_equal(again.step_count, 1);
	assert_string_equal(again.ended, "");
	trajectory_release(&again);
	trajectory_writer_close(writer);
}

static void unsafe_task_names_are_refused(void **state)
{
	(void)state;
	struct trajectory about = about_task(true);
	struct trajectory_writer *writer;
	char bad[] = "../x";
	struct error error = {0};
	about.task = bad;
	assert_int_equal(trajectory_writer_open(logs, &about, NULL, &writer, &error), ERROR_USAGE);
	about.task = NULL;
	assert_int_equal(trajectory_writer_open(logs, &about, NULL, &writer, &error), ERROR_USAGE);
}

static void a_folder_that_cannot_be_made_is_an_error(void **state)
{
	(void)state;
	struct trajectory about = about_task(true);
	struct trajectory_writer *writer;
	struct error error = {0};
	char *file = path_join(logs, "file");
	close(open(file, O_CREAT | O_WRONLY, 0600));
	assert_int_equal(trajectory_writer_open(file, &about, NULL, &writer, &error), ERROR_IO);
	assert_non_null(strstr(error.message, "Cannot make the folder"));
	free(file);
}

/* ---- undo and discard ---- */

static void undo_takes_back_the_last_step(void **state)
{
	(void)state;
	struct trajectory_writer *writer = open_writer(NULL);
	struct trajectory again;
	struct page page;
	struct bytes jpeg;
	bytes_init(&jpeg, 100);
	bytes_append_text(&jpeg, "jpeg", NULL);
	make_page(&page);
	assert_int_equal(trajectory_writer_undo(writer, NULL), ERROR_NOT_FOUND);
	const char *const values[] = {"first", "second", "third"};
	for (int i = 0; i < 3; i++) {
		struct step step = typed(&page, values[i]);
		assert_int_equal(trajectory_writer_step(writer, &step, &jpeg, NULL), 0);
	}
	assert_int_equal(trajectory_writer_undo(writer, NULL), 0);
	assert_int_equal(trajectory_writer_undo(writer, NULL), 0);
	assert_int_equal(trajectory_writer_steps(writer), 1);
	assert_false(has_file(trajectory_writer_folder(writer), "step-001.jpg"));
	struct step step = typed(&page, "fourth");
	assert_int_equal(trajectory_writer_step(writer, &step, NULL, NULL), 0);
	assert_read(&again, trajectory_writer_folder(writer));
	assert_int_equal(again.step_count, 2);
	assert_string_equal(again.steps[0].action.value, "first");
	assert_string_equal(again.steps[1].action.value, "fourth");
	trajectory_release(&again);
	for (int i = 0; i < 2; i++)
		assert_int_equal(trajectory_writer_undo(writer, NULL), 0);
	assert_int_equal(trajectory_writer_steps(writer), 0);
	bytes_release(&jpeg);
	trajectory_writer_close(writer);
}

static void a_discarded_recording_leaves_nothing(void **state)
{
	(void)state;
	struct trajectory_writer *writer = open_writer(NULL);
	char *folder = memory_copy_text(trajectory_writer_folder(writer));
	write_steps(writer, 2);
	assert_int_equal(trajectory_writer_discard(writer, NULL), 0);
	assert_false(file_exists(folder));
	free(folder);
}

/* ---- secrets ---- */

static bool file_has(const char *folder, const char *name, const char *needle)
{
	struct bytes content;
	char *path = path_join(folder, name);
	assert_int_equal(file_read(path, 1 << 20, &content, NULL), 0);
	bool has = strstr(content.data, needle) != NULL;
	bytes_release(&content);
	free(path);
	return has;
}

static void secret_values_do_not_reach_the_disk(void **state)
{
	(void)state;
	struct secrets secrets;
	struct trajectory about = about_task(true), again;
	struct page page;
	secrets_init(&secrets);
	secrets_add(&secrets, "password", NULL, "hunter2\"x", NULL);
	secrets_add(&secrets, "evil", NULL, "index", NULL);
	struct trajectory_writer *writer = open_writer(&secrets);
	make_page(&page);
	page.elements[0].name = "Your password is hunter2\"x";
	page.observation.text = "hunter2\"x";
	struct step step = typed(&page, "hunter2\"x");
	step.changes = "'Search' is now 'hunter2\"x'";
	assert_int_equal(trajectory_writer_step(writer, &step, NULL, NULL), 0);
	char leaky[] = "log in with hunter2\"x";
	about.goal = about.outcome_reason = leaky;
	assert_int_equal(
		trajectory_writer_finish(writer, &about, &page.observation, NULL, NULL), 0);
	const char *folder = trajectory_writer_folder(writer);
	assert_false(file_has(folder, "steps.jsonl", "hunter2"));
	assert_false(file_has(folder, "run.json", "hunter2"));
	assert_true(file_has(folder, "run.json", "[secret:password]"));
	/* a secret that equals the name of a field does not make the record unreadable */
	assert_read(&again, folder);
	assert_int_equal(again.step_count, 1);
	trajectory_release(&again);
	trajectory_writer_close(writer);
	secrets_release(&secrets);
}

/* ---- crashes and full disks ---- */

static void a_killed_writer_leaves_whole_steps(void **state)
{
	(void)state;
	int ready[2];
	strcpy(task, "killed");
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct trajectory_writer *writer = open_writer(NULL);
		for (;;) {
			write_steps(writer, 1);
			char count = (char)trajectory_writer_steps(writer);
			if (write(ready[1], &count, 1) != 1)
				_exit(1);
		}
	}
	close(ready[1]);
	char count = 0;
	while (count < 5)
		assert_int_equal(read(ready[0], &count, 1), 1);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	close(ready[0]);
	char *tasks = path_join(logs, task), **names;
	assert_int_equal(folder_list(tasks, &names, NULL), 0);
	char *folder = path_join(tasks, names[0]);
	struct trajectory again;
	assert_read(&again, folder);
	assert_true(again.step_count >= 5);
	assert_int_equal(again.outcome, OUTCOME_RUNNING);
	trajectory_release(&again);
	file_names_free(names);
	free(folder);
	free(tasks);
	strcpy(task, "order");
}

static void a_line_cut_anywhere_costs_only_the_last_step(void **state)
{
	(void)state;
	struct trajectory_writer *writer = open_writer(NULL);
	char *path = path_join(trajectory_writer_folder(writer), "steps.jsonl");
	struct bytes content;
	write_steps(writer, 2);
	assert_int_equal(file_read(path, 1 << 20, &content, NULL), 0);
	size_t first = strcspn(content.data, "\n") + 1;
	for (size_t length = content.length; length >= first; length -= 7) {
		struct trajectory again;
		assert_int_equal(truncate(path, (off_t)length), 0);
		assert_read(&again, trajectory_writer_folder(writer));
		bool whole = length >= content.length - 1;
		assert_int_equal(again.step_count, whole ? 2 : 1);
		assert_int_equal(again.truncated, !whole && length > first);
		trajectory_release(&again);
	}
	bytes_release(&content);
	free(path);
	trajectory_writer_close(writer);
}

/* Runs in a child, as the limit would hit the test's own output. Returns its exit status. */
static int fill_disk_in_child(const char *folder_note)
{
	struct trajectory_writer *writer = open_writer(NULL);
	struct error error = {0};
	struct page page;
	int fd = open(folder_note, O_CREAT | O_WRONLY, 0600);
	size_t length = strlen(trajectory_writer_folder(writer));
	if (write(fd, trajectory_writer_folder(writer), length) != (ssize_t)length)
		return 10;
	close(fd);
	write_steps(writer, 1);
	make_page(&page);
	signal(SIGXFSZ, SIG_IGN);
	struct rlimit limit = {2500, 2500};
	setrlimit(RLIMIT_FSIZE, &limit);
	int rc = 0;
	for (int i = 0; i < 20 && rc == 0; i++) {
		struct step step = typed(&page, "more");
		rc = trajectory_writer_step(writer, &step, NULL, &error);
	}
	if (rc != ERROR_IO || !strstr(error.message, "steps.jsonl"))
		return 11;
	struct trajectory about = about_task(true);
	trajectory_writer_finish(writer, &about, NULL, NULL, NULL);
	trajectory_writer_close(writer);
	return 0;
}

static void a_full_disk_keeps_what_was_there(void **state)
{
	(void)state;
	char *note = path_join(logs, "note");
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		int failed = fill_disk_in_child(note);
		free(note);
		_exit(failed);
	}
	int status;
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	struct bytes folder;
	assert_int_equal(file_read(note, 4096, &folder, NULL), 0);
	struct trajectory again;
	assert_read(&again, folder.data);
	assert_true(again.step_count >= 1);
	assert_false(again.truncated);
	trajectory_release(&again);
	bytes_release(&folder);
	free(note);
}

static void more_steps_than_allowed_are_refused(void **state)
{
	(void)state;
	struct trajectory_writer *writer = open_writer(NULL);
	struct step step = {.action = {ACTION_BACK, 0, ""}};
	struct error error = {0};
	for (int i = 0; i < TRAJECTORY_STEPS_MAXIMUM; i++)
		assert_int_equal(trajectory_writer_step(writer, &step, NULL, NULL), 0);
	assert_int_equal(trajectory_writer_step(writer, &step, NULL, &error), ERROR_LIMIT);
	struct trajectory again;
	assert_read(&again, trajectory_writer_folder(writer));
	assert_int_equal(again.step_count, TRAJECTORY_STEPS_MAXIMUM);
	trajectory_release(&again);
	trajectory_writer_close(writer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_trajectory_is_read_as_it_was_written),
		cmocka_unit_test(folders_are_private_and_their_names_unique),
		cmocka_unit_test(a_trajectory_can_be_read_while_it_is_written),
		cmocka_unit_test(unsafe_task_names_are_refused),
		cmocka_unit_test(a_folder_that_cannot_be_made_is_an_error),
		cmocka_unit_test(undo_takes_back_the_last_step),
		cmocka_unit_test(a_discarded_recording_leaves_nothing),
		cmocka_unit_test(secret_values_do_not_reach_the_disk),
		cmocka_unit_test(a_killed_writer_leaves_whole_steps),
		cmocka_unit_test(a_line_cut_anywhere_costs_only_the_last_step),
		cmocka_unit_test(a_full_disk_keeps_what_was_there),
		cmocka_unit_test(more_steps_than_allowed_are_refused),
	};
	return cmocka_run_group_tests(tests, make_logs, remove_logs);
}
