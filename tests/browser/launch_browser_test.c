#include "scene.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct page pages[] = {{.path = "/", .body = "<title>here</title>"}, {.path = NULL}};
static const struct browser_options usual = {.debugging_port = -1};

/* A folder of this test's own, in which browsers make their profiles. */
static char *folder;

static int make_folder(void **state)
{
	char name[] = "/tmp/apprentice-launch-test-XXXXXX";

	(void)state;
	folder = memory_copy_text(mkdtemp(name));
	setenv("TMPDIR", folder, 1);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	unsetenv("TMPDIR");
	folder_remove(folder, NULL);
	free(folder);
	return 0;
}

static size_t profiles_left(void)
{
	char **names;
	size_t count = 0;

	if (folder_list(folder, &names, NULL) < 0)
		return 0;
	while (names[count])
		count++;
	file_names_free(names);
	return count;
}

/* A process of the group that still runs; the dead that nobody has waited for do not count. */
static bool is_running(const char *pid, pid_t group)
{
	char *path = memory_format("/proc/%s/stat", pid);
	FILE *file = fopen(path, "re");
	char process_state = 'Z';
	int process_group = 0;

	if (file && fscanf(file, "%*d (%*[^)]) %c %*d %d", &process_state, &process_group) != 2)
		process_group = 0;
	if (file)
		fclose(file);
	free(path);
	return process_group == group && process_state != 'Z' && process_state != 'X';
}

static size_t processes_left(pid_t group)
{
	DIR *processes = opendir("/proc");
	struct dirent *entry;
	size_t count = 0;

	while ((entry = readdir(processes)))
		if (strspn(entry->d_name, "0123456789") == strlen(entry->d_name))
			count += is_running(entry->d_name, group);
	closedir(processes);
	return count;
}

struct traces {
	pid_t group;
	uv_timer_t tick; /* nothing else wakes the loop when foreign processes end */
};

static void look_again(uv_timer_t *tick)
{
	(void)tick;
}

static int no_traces(void *context, struct error *error)
{
	const struct traces *traces = context;

	(void)error;
	return profiles_left() == 0 && processes_left(traces->group) == 0;
}

static void assert_no_traces(struct loop *loop, pid_t group)
{
	struct traces traces = {.group = group};

	uv_timer_init(&loop->uv, &traces.tick);
	uv_timer_start(&traces.tick, look_again, 20, 20);
	loop_wait(loop, no_traces, &traces, deadline_in(SCENE_MS), "the traces to vanish", NULL);
	uv_close((uv_handle_t *)&traces.tick, NULL);
	loop_poll(loop);
	assert_int_equal(profiles_left(), 0);
	assert_int_equal(processes_left(group), 0);
}

/* --- tests -------------------------------------------------------------------------- */

static void closing_leaves_no_process_and_no_profile(void **state)
{
	struct scene scene;
	pid_t group;

	(void)state;
	scene_open(&scene, pages, NULL);
	scene_new_tab(&scene);
	scene_go(&scene, "/");
	group = browser_process(scene.browser);
	assert_true(group > 0);
	assert_int_equal(profiles_left(), 1);
	assert_true(processes_left(group) > 1);
	browser_close(scene.browser);
	assert_int_equal(profiles_left(), 0); /* at once, without waiting */
	scene.browser = NULL;
	assert_no_traces(&scene.loop, group);
	scene_close(&scene);
}

static size_t open_descriptors(void)
{
	char **names;
	size_t count = 0;

	assert_int_equal(folder_list("/proc/self/fd", &names, NULL), 0);
	while (names[count])
		count++;
	file_names_free(names);
	return count;
}

static void opening_again_and_again_keeps_no_descriptors(void **state)
{
	size_t before = open_descriptors();

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct scene scene;

		scene_open(&scene, pages, NULL);
		scene_new_tab(&scene);
		scene_close(&scene);
		assert_int_equal(open_descriptors(), before);
	}
}

static void closing_works_after_an_interrupt(void **state)
{
	struct scene scene;
	pid_t group;

	(void)state;
	scene_open(&scene, pages, NULL);
	group = browser_process(scene.browser);
	scene.loop.cancelled = true;
	browser_close(scene.browser);
	scene.browser = NULL;
	assert_true(scene.loop.cancelled);
	assert_int_equal(profiles_left(), 0);
	loop_forgive_cancel(&scene.loop);
	assert_no_traces(&scene.loop, group);
	scene_close(&scene);
}

/* Opens a browser, tells its process group through fd, and waits to be killed. */
static void run_driver(int fd)
{
	struct loop loop;
	struct browser *browser = NULL;
	struct tab *tab = NULL;
	pid_t group;

	if (loop_init(&loop, NULL) < 0 || browser_open(&loop, &usual, &browser, NULL) < 0 ||
		browser_new_tab(browser, false, &tab, NULL) < 0)
		_exit(1);
	group = browser_process(browser);
	if (write(fd, &group, sizeof group) != sizeof group)
		_exit(1);
	uv_run(&loop.uv, UV_RUN_DEFAULT);
	_exit(1);
}

static void kill_9_of_the_driver_leaves_no_process_and_no_profile(void **state)
{
	struct loop loop;
	pid_t driver, group = 0;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	driver = fork();
	if (driver == 0)
		run_driver(ends[1]);
	assert_int_equal(read(ends[0], &group, sizeof group), sizeof group);
	assert_int_equal(profiles_left(), 1);
	kill(driver, SIGKILL);
	waitpid(driver, NULL, 0);
	loop_init(&loop, NULL);
	assert_no_traces(&loop, group);
	loop_release(&loop);
	close(ends[0]);
	close(ends[1]);
}

static void a_browser_that_dies_ends_calls_and_is_reported(void **state)
{
	struct scene scene;

	(void)state;
	scene_open(&scene, pages, NULL);
	scene_new_tab(&scene);
	kill(browser_process(scene.browser), SIGKILL);
	assert_int_equal(frame_evaluate(tab_frame(scene.tab, 0), "new Promise(() => {})", soon(),
				 NULL, &scene.error),
		ERROR_CLOSED);
	assert_false(browser_is_open(scene.browser));
	assert_int_equal(
		tab_navigate(scene.tab, "about:blank", soon(), &scene.error), ERROR_CLOSED);
	assert_int_equal(
		browser_new_tab(scene.browser, false, &scene.tab, &scene.error), ERROR_CLOSED);
	scene_close(&scene);
	assert_int_equal(profiles_left(), 0);
}

static int open_with(const struct browser_options *options, struct error *error)
{
	struct browser *browser = NULL;
	struct loop loop;
	int status;

	loop_init(&loop, NULL);
	*error = (struct error){0};
	status = browser_open(&loop, options, &browser, error);
	browser_close(browser);
	loop_release(&loop);
	return status;
}

static void a_missing_chromium_is_named(void **state)
{
	struct browser_options options = usual;
	struct error error;

	(void)state;
	options.chromium = "/nowhere/chromium";
	assert_int_equal(open_with(&options, &error), ERROR_NOT_FOUND);
	assert_non_null(strstr(error.message, "/nowhere/chromium"));
	assert_non_null(strstr(error.message, "APPRENTICE_CHROMIUM"));
	assert_int_equal(profiles_left(), 0);
}

static void the_environment_names_a_chromium(void **state)
{
	struct error error;

	(void)state;
	setenv("APPRENTICE_CHROMIUM", "/nowhere/else", 1);
	assert_int_equal(open_with(&usual, &error), ERROR_NOT_FOUND);
	unsetenv("APPRENTICE_CHROMIUM");
	assert_non_null(strstr(error.message, "/nowhere/else"));
}

static void a_program_that_is_no_browser_is_told_with_its_last_words(void **state)
{
	struct browser_options options = usual;
	char *path = path_join(folder, "liar");
	static const char script[] =
		"#!/bin/sh\necho first >&2\necho 'no shared memory' >&2\nexit 3\n";
	struct error error;

	(void)state;
	assert_int_equal(file_replace(path, script, sizeof script - 1, 0700, NULL), 0);
	options.chromium = path;
	assert_int_equal(open_with(&options, &error), ERROR_IO);
	assert_non_null(strstr(error.message, "status 3"));
	assert_non_null(strstr(error.message, "no shared memory"));
	unlink(path);
	free(path);
	assert_int_equal(profiles_left(), 0);
}

static void a_program_that_cannot_run_is_told(void **state)
{
	struct browser_options options = usual;
	char *path = path_join(folder, "empty");
	struct error error;

	(void)state;
	assert_int_equal(file_replace(path,
				 "\x7f"
				 "ELF",
				 4, 0700, NULL),
		0);
	options.chromium = path;
	assert_true(open_with(&options, &error) < 0);
	assert_non_null(strstr(error.message, path));
	unlink(path);
	free(path);
	assert_int_equal(profiles_left(), 0);
}

static void assert_profile_is_guarded(const char *chromium)
{
	struct browser_options options = usual;
	struct browser *first = NULL;
	struct loop loop;
	struct error error = {0};
	char *profile = path_join(folder, "mine");

	options.profile = profile;
	options.chromium = chromium;
	loop_init(&loop, NULL);
	if (browser_open(&loop, &options, &first, &error) < 0)
		fail_msg("%s", error.message);
	assert_int_equal(open_with(&options, &error), ERROR_REFUSED);
	assert_non_null(strstr(error.message, profile));
	assert_true(browser_is_open(first));
	browser_close(first);
	assert_int_equal(open_with(&options, &error), 0); /* free again */
	assert_true(file_is_folder(profile));		  /* given, so kept */
	folder_remove(profile, NULL);
	loop_release(&loop);
	free(profile);
}

static void a_profile_in_use_is_refused(void **state)
{
	(void)state;
	assert_profile_is_guarded(NULL);
}

static void a_profile_in_use_by_another_program_is_refused(void **state)
{
	struct browser_options options = usual;
	char *profile = path_join(folder, "theirs");
	char *mark = path_join(profile, "SingletonLock");
	char *owner = memory_format("host-%d", (int)getpid());
	struct error error;

	(void)state;
	options.profile = profile;
	folder_make(profile, 0700, NULL);
	assert_int_equal(symlink(owner, mark), 0);
	assert_int_equal(open_with(&options, &error), ERROR_REFUSED);
	folder_remove(profile, NULL);
	free(owner);
	free(mark);
	free(profile);
}

static int has_one_tab(void *context, struct error *error)
{
	(void)error;
	return browser_tab_count(context) == 1;
}

static void assert_in_page(
	struct scene *scene, struct tab *tab, const char *expression, const char *expected)
{
	json_t *value = NULL;

	assert_ok(scene, tab_evaluate_in_page(tab, expression, soon(), &value, &scene->error));
	assert_string_equal(json_string_value(value), expected);
	json_decref(value);
}

static void a_running_browser_is_attached_to_and_left_as_it_was(void **state)
{
	static const struct browser_script marks = {.world = "", .source = "globalThis.mark = 1"};
	struct browser_options options = {.debugging_port = 0};
	struct browser *other = NULL;
	struct tab *mine = NULL;
	struct scene scene;
	char *endpoint;

	(void)state;
	scene_open(&scene, pages, &options);
	scene_new_tab(&scene);
	scene_go(&scene, "/");
	assert_true(browser_debugging_port(scene.browser) > 0);
	endpoint = memory_format("http://127.0.0.1:%d", browser_debugging_port(scene.browser));
	options.endpoint = endpoint;
	options.scripts = &marks;
	options.script_count = 1;
	assert_ok(&scene, browser_open(&scene.loop, &options, &other, &scene.error));
	assert_int_equal(browser_process(other), 0);
	assert_int_equal(browser_tab_count(other), 1);
	assert_ok(&scene, browser_new_tab(other, false, &mine, &scene.error));
	assert_int_equal(browser_tab_count(other), 2);
	{
		struct frame *theirs = tab_frame(browser_tab(other, 0), 0);

		assert_value_in(&scene, theirs, "document.title", "here");
		assert_false(tab_is_ours(browser_tab(other, 0)));
	}
	assert_in_page(&scene, scene.tab, "typeof mark", "undefined");
	assert_in_page(&scene, mine, "typeof mark", "number");
	assert_true(tab_is_ours(mine));
	assert_int_equal(tab_peer_count(mine), 1);
	assert_ptr_equal(tab_peer(mine, 0), mine);
	browser_close(other);
	assert_true(browser_is_open(scene.browser));
	assert_value(&scene, "document.title", "here");
	assert_ok(&scene, loop_wait(&scene.loop, has_one_tab, scene.browser, soon(), "one tab",
				  &scene.error));
	free(endpoint);
	scene_close(&scene);
}

static void an_endpoint_where_nothing_listens_is_told(void **state)
{
	struct browser_options options = {.endpoint = "http://127.0.0.1:9", .debugging_port = -1};
	struct error error;

	(void)state;
	assert_int_equal(open_with(&options, &error), ERROR_NOT_FOUND);
	assert_non_null(strstr(error.message, "127.0.0.1:9"));
	options.endpoint = "localhost";
	assert_int_equal(open_with(&options, &error), ERROR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(closing_leaves_no_process_and_no_profile),
		cmocka_unit_test(opening_again_and_again_keeps_no_descriptors),
		cmocka_unit_test(closing_works_after_an_interrupt),
		cmocka_unit_test(kill_9_of_the_driver_leaves_no_process_and_no_profile),
		cmocka_unit_test(a_browser_that_dies_ends_calls_and_is_reported),
		cmocka_unit_test(a_missing_chromium_is_named),
		cmocka_unit_test(the_environment_names_a_chromium),
		cmocka_unit_test(a_program_that_is_no_browser_is_told_with_its_last_words),
		cmocka_unit_test(a_program_that_cannot_run_is_told),
		cmocka_unit_test(a_profile_in_use_is_refused),
		cmocka_unit_test(a_profile_in_use_by_another_program_is_refused),
		cmocka_unit_test(a_running_browser_is_attached_to_and_left_as_it_was),
		cmocka_unit_test(an_endpoint_where_nothing_listens_is_told),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
