#include "dashboard/report.h"

#include "base/bytes.h"
#include "base/file.h"
#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static const char *const run_json =
	"{\"format\":1,\"task\":\"book\",\"goal\":\"Book "
	"</script><b>Blue\",\"outcome\":\"success\","
	"\"final_screenshot\":\"final.jpg\",\"final\":{\"url\":\"SECRET-OBSERVATION\"}}";
static const char *const step_json =
	"{\"index\":0,\"action\":{\"kind\":\"click\"},\"screenshot\":\"step-000.jpg\","
	"\"observation\":{\"viewport\":[800,600],\"text\":\"SECRET-OBSERVATION\"}}\n";

struct folder {
	char path[64];
};

static void write_file(const struct folder *folder, const char *name, const char *content)
{
	char *path = path_join(folder->path, name);
	assert_int_equal(file_replace(path, content, strlen(content), 0600, NULL), 0);
	free(path);
}

static int setup(void **state)
{
	struct folder *folder = memory_new(1, sizeof *folder);
	strcpy(folder->path, "/tmp/report-XXXXXX");
	assert_non_null(mkdtemp(folder->path));
	write_file(folder, "run.json", run_json);
	write_file(folder, "steps.jsonl", step_json);
	write_file(folder, "step-000.jpg", "foobar");
	*state = folder;
	return 0;
}

static int teardown(void **state)
{
	struct folder *folder = *state;
	folder_remove(folder->path, NULL);
	free(folder);
	return 0;
}

/* The page that was written. */
static char *written(const struct folder *folder)
{
	struct error error = {0};
	struct bytes page;
	char *path = path_join(folder->path, REPORT_FILE);
	if (report_write(folder->path, &error))
		fail_msg("%s", error.message);
	assert_int_equal(file_read(path, 1 << 20, &page, NULL), 0);
	free(path);
	return bytes_take(&page);
}

static void it_holds_records_and_pictures(void **state)
{
	char *page = written(*state);
	assert_non_null(strstr(page, "\"outcome\":\"success\""));
	assert_non_null(strstr(page, "\"viewport\":[800,600]"));
	assert_non_null(strstr(page, "\"picture\":\"data:image/jpeg;base64,Zm9vYmFy\""));
	assert_non_null(strstr(page, "</html>"));
	free(page);
}

static void pages_themselves_are_left_out(void **state)
{
	char *page = written(*state);
	assert_null(strstr(page, "SECRET-OBSERVATION"));
	free(page);
}

static void texts_of_a_page_cannot_become_markup(void **state)
{
	char *page = written(*state);
	assert_null(strstr(page, "<b>Blue"));
	assert_non_null(strstr(page, "Book \\u003c/script>\\u003cb>Blue"));
	free(page);
}

static void it_asks_nothing_of_the_network(void **state)
{
	char *page = written(*state);
	assert_null(strstr(page, "http"));
	free(page);
}

static void it_is_private(void **state)
{
	const struct folder *folder = *state;
	struct stat about;
	free(written(folder));
	char *path = path_join(folder->path, REPORT_FILE);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	free(path);
}

static void a_cut_last_line_is_left_out(void **state)
{
	const struct folder *folder = *state;
	char *lines = memory_format("%s{\"index\":1,\"act", step_json);
	write_file(folder, "steps.jsonl", lines);
	char *page = written(folder);
	assert_non_null(strstr(page, "\"index\":0"));
	assert_null(strstr(page, "\"index\":1"));
	free(page);
	free(lines);
}

static void a_missing_picture_is_no_fault(void **state)
{
	const struct folder *folder = *state;
	write_file(folder, "steps.jsonl",
		"{\"index\":0,\"screenshot\":\"../../etc/passwd\"}\n"
		"{\"index\":1,\"screenshot\":\"step-009.jpg\"}\n");
	char *page = written(folder);
	assert_null(strstr(page, "data:image/jpeg;base64,cm9vd"));
	assert_non_null(strstr(page, "\"picture\":null"));
	free(page);
}

static void faults_name_their_file(void **state)
{
	const struct folder *folder = *state;
	struct error error = {0};
	write_file(folder, "steps.jsonl", "{}\n{broken}\n");
	assert_int_equal(report_write(folder->path, &error), ERROR_INPUT);
	assert_non_null(strstr(error.message, "steps.jsonl, line 2"));
	assert_int_equal(report_write("/nowhere", &error), ERROR_NOT_FOUND);
	assert_non_null(strstr(error.message, "/nowhere/run.json"));
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(it_holds_records_and_pictures),
		TEST(pages_themselves_are_left_out),
		TEST(texts_of_a_page_cannot_become_markup),
		TEST(it_asks_nothing_of_the_network),
		TEST(it_is_private),
		TEST(a_cut_last_line_is_left_out),
		TEST(a_missing_picture_is_no_fault),
		TEST(faults_name_their_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
