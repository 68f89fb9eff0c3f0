#include "scene.h"

#include "base/file.h"

#include <unistd.h>

#define FILE_NAMED(name)                                                                           \
	"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="     \
	"\"" name "\"\r\n"

static const struct page pages[] = {
	{.path = "/",
		.body = "<title>start</title><a id=file href='/file'>f</a> "
			"<a id=odd href='/odd'>o</a> <a id=blank href='/file' target=_blank>b"
			"</a> <a id=data download='n.txt' href='data:text/plain,inline'>d</a>"},
	{.path = "/file", .body = "content", .headers = FILE_NAMED("report.pdf")},
	{.path = "/odd", .body = "odd", .headers = FILE_NAMED("..; rm -rf %2e%2e .txt")},
	{.path = NULL},
};

static struct scene scene;
static char *folder;
static int begun, ended, failed;

static void hear(void *context, const struct browser_event *event)
{
	(void)context;
	begun += event->kind == BROWSER_DOWNLOAD_BEGUN;
	ended += event->kind == BROWSER_DOWNLOAD_ENDED;
	failed += event->kind == BROWSER_DOWNLOAD_ENDED && !event->text;
}

static int open_scene(bool with_folder)
{
	char name[] = "/tmp/apprentice-download-test-XXXXXX";
	struct browser_options options = {.debugging_port = -1};

	folder = memory_copy_text(mkdtemp(name));
	if (with_folder)
		options.download_folder = folder;
	scene_open(&scene, pages, &options);
	browser_listen(scene.browser, hear, NULL);
	scene_new_tab(&scene);
	scene_go(&scene, "/");
	begun = ended = failed = 0;
	return 0;
}

static int open_with_folder(void **state)
{
	(void)state;
	return open_scene(true);
}

static int open_without_folder(void **state)
{
	(void)state;
	return open_scene(false);
}

static int close_scene(void **state)
{
	(void)state;
	scene_close(&scene);
	folder_remove(folder, NULL);
	free(folder);
	return 0;
}

static int all_ended(void *context, struct error *error)
{
	const int *count = context;

	(void)error;
	return ended == *count && browser_downloads_pending(scene.browser) == 0;
}

static void await_downloads(int count)
{
	assert_ok(&scene,
		loop_wait(&scene.loop, all_ended, &count, soon(), "a download", &scene.error));
}

static void assert_saved(size_t index, const char *name, const char *content)
{
	const char *path = browser_download_path(scene.browser, index);
	char *wanted = path_join(folder, name);
	struct bytes bytes;

	assert_non_null(path);
	assert_string_equal(path, wanted);
	assert_int_equal(file_read(path, 1000, &bytes, NULL), 0);
	assert_string_equal(bytes.data, content);
	bytes_release(&bytes);
	free(wanted);
}

static void downloads_get_their_names_and_never_overwrite(void **state)
{
	(void)state;
	scene_click(&scene, "#file");
	await_downloads(1);
	scene_click(&scene, "#file");
	await_downloads(2);
	scene_click(&scene, "#data");
	await_downloads(3);
	assert_int_equal(browser_download_count(scene.browser), 3);
	assert_saved(0, "report.pdf", "content");
	assert_saved(1, "report-1.pdf", "content");
	assert_saved(2, "n.txt", "inline");
	assert_null(browser_download_path(scene.browser, 3));
	assert_value(&scene, "document.title", "start");
}

static void a_name_cannot_lead_out_of_the_folder(void **state)
{
	const char *path;

	(void)state;
	scene_click(&scene, "#odd");
	await_downloads(1);
	path = browser_download_path(scene.browser, 0);
	assert_memory_equal(path, folder, strlen(folder));
	assert_null(strchr(path + strlen(folder) + 1, '/'));
	assert_true(path_component_is_safe(path + strlen(folder) + 1));
	assert_true(file_exists(path));
}

static void navigating_to_a_file_saves_it_and_is_no_error(void **state)
{
	(void)state;
	scene_go(&scene, "/file");
	await_downloads(1);
	assert_saved(0, "report.pdf", "content");
	assert_value(&scene, "document.title", "start");
}

static void a_download_in_a_new_tab_is_saved(void **state)
{
	(void)state;
	scene_click(&scene, "#blank");
	await_downloads(1);
	assert_saved(0, "report.pdf", "content");
}

static void without_a_folder_downloads_are_refused(void **state)
{
	(void)state;
	scene_click(&scene, "#file");
	await_downloads(1);
	assert_int_equal(failed, 1);
	assert_int_equal(browser_download_count(scene.browser), 0);
	assert_value(&scene, "document.title", "start");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(downloads_get_their_names_and_never_overwrite,
			open_with_folder, close_scene),
		cmocka_unit_test_setup_teardown(
			a_name_cannot_lead_out_of_the_folder, open_with_folder, close_scene),
		cmocka_unit_test_setup_teardown(navigating_to_a_file_saves_it_and_is_no_error,
			open_with_folder, close_scene),
		cmocka_unit_test_setup_teardown(
			a_download_in_a_new_tab_is_saved, open_with_folder, close_scene),
		cmocka_unit_test_setup_teardown(
			without_a_folder_downloads_are_refused, open_without_folder, close_scene),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
