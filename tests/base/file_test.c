#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *temporary_folder(void)
{
	char *folder = strdup("/tmp/apprentice-file-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	return folder;
}

static void discard(char *folder)
{
	struct error error = {0};
	assert_int_equal(folder_remove(folder, &error), 0);
	assert_false(file_exists(folder));
	free(folder);
}

static void put(const char *path, const char *content)
{
	struct error error = {0};
	if (file_replace(path, content, strlen(content), 0644, &error))
		fail_msg("%s", error.message);
}

static void assert_content(const char *path, const char *expected)
{
	struct bytes content;
	struct error error = {0};
	if (file_read(path, 1 << 20, &content, &error))
		fail_msg("%s", error.message);
	assert_string_equal(content.data, expected);
	bytes_release(&content);
}

static size_t count_names(const char *folder)
{
	char **names;
	size_t count = 0;
	assert_int_equal(folder_list(folder, &names, NULL), 0);
	while (names[count])
		count++;
	file_names_free(names);
	return count;
}

static void file_read_gives_the_whole_file(void **state)
{
	(void)state;
	char *folder = temporary_folder(), *path = path_join(folder, "a");
	size_t length = 300000;
	char *data = malloc(length);
	for (size_t i = 0; i < length; i++)
		data[i] = (char)(i * 7);
	assert_int_equal(file_replace(path, data, length, 0600, NULL), 0);
	struct bytes content;
	assert_int_equal(file_read(path, length, &content, NULL), 0);
	assert_int_equal(content.length, length);
	assert_memory_equal(content.data, data, length);
	bytes_release(&content);
	put(path, "");
	assert_content(path, "");
	free(data);
	free(path);
	discard(folder);
}

static void file_read_refuses_what_is_larger_than_its_limit(void **state)
{
	(void)state;
	char *folder = temporary_folder(), *path = path_join(folder, "a");
	put(path, "12345");
	struct bytes content;
	struct error error = {0};
	assert_int_equal(file_read(path, 4, &content, &error), ERROR_LIMIT);
	assert_non_null(strstr(error.message, path));
	assert_null(content.data);
	assert_int_equal(file_read(path, 5, &content, &error), 0);
	bytes_release(&content);
	assert_int_equal(file_read("/dev/zero", 1 << 20, &content, &error), ERROR_LIMIT);
	bytes_release(&content);
	free(path);
	discard(folder);
}

static void file_read_names_what_it_cannot_read(void **state)
{
	(void)state;
	struct bytes content;
	struct error error = {0};
	assert_int_equal(file_read("/nowhere/a", 10, &content, &error), ERROR_NOT_FOUND);
	assert_string_equal(error.message, "Cannot open /nowhere/a: No such file or directory.");
	assert_int_equal(file_read("/tmp", 10, &content, &error), ERROR_IO);
	assert_string_equal(error.message, "Cannot read /tmp: Is a directory.");
	assert_null(content.data);
}

static void file_replace_replaces_and_leaves_no_draft(void **state)
{
	(void)state;
	char *folder = temporary_folder(), *path = path_join(folder, "a.json");
	put(path, "old");
	put(path, "new");
	assert_content(path, "new");
	assert_int_equal(count_names(folder), 1);
	struct stat status;
	assert_int_equal(file_replace(path, "x", 1, 0600, NULL), 0);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	free(path);
	discard(folder);
}

static void file_replace_works_beside_the_program(void **state)
{
	(void)state;
	char *folder = temporary_folder(), before[4096];
	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(folder), 0);
	put("plain", "content");
	assert_content("plain", "content");
	assert_int_equal(chdir(before), 0);
	discard(folder);
}

static void file_replace_fails_where_it_cannot_write(void **state)
{
	(void)state;
	char *folder = temporary_folder(), *path = path_join(folder, "a");
	struct error error = {0};
	char *below = path_join(path, "b");
	assert_int_equal(file_replace(below, "x", 1, 0600, &error), ERROR_NOT_FOUND);
	assert_non_null(strstr(error.message, below));
	/* A folder in its place: the draft is written, the rename fails. */
	assert_int_equal(folder_make(below, 0700, NULL), 0);
	assert_int_equal(file_replace(path, "x", 1, 0600, &error), ERROR_IO);
	assert_int_equal(count_names(folder), 1);
	free(below);
	free(path);
	discard(folder);
}

static void file_replace_keeps_the_old_content_in_a_folder_it_may_not_write(void **state)
{
	(void)state;
	char *folder = temporary_folder(), *path = path_join(folder, "a");
	put(path, "old");
	chmod(folder, 0555);
	bool root = geteuid() == 0;
	assert_true(!root || seteuid(65534) == 0);
	struct error error = {0};
	assert_int_equal(file_replace(path, "new", 3, 0644, &error), ERROR_IO);
	assert_non_null(strstr(error.message, "Permission denied"));
	assert_content(path, "old");
	assert_true(!root || seteuid(0) == 0);
	chmod(folder, 0755);
	assert_int_equal(count_names(folder), 1);
	free(path);
	discard(folder);
}

/* A file size limit stands for the full disk: writing stops in the middle. */
static void file_replace_keeps_the_old_content_when_the_disk_is_full(void **state)
{
	(void)state;
	char *folder = temporary_folder(), *path = path_join(folder, "a");
	put(path, "old");
	static char large[200000];
	struct rlimit limit, before;
	getrlimit(RLIMIT_FSIZE, &before);
	limit = before;
	limit.rlim_cur = 100000;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	struct error error = {0};
	int rc = file_replace(path, large, sizeof(large), 0644, &error);
	setrlimit(RLIMIT_FSIZE, &before);
	signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(rc, ERROR_IO);
	assert_content(path, "old");
	assert_int_equal(count_names(folder), 1);
	free(path);
	discard(folder);
}

static void replace_for_ever(const char *path)
{
	static char ones[50000], twos[50000];
	memset(ones, '1', sizeof(ones));
	memset(twos, '2', sizeof(twos));
	for (;;) {
		file_replace(path, ones, sizeof(ones), 0644, NULL);
		file_replace(path, twos, sizeof(twos), 0644, NULL);
	}
}

static void file_replace_shows_readers_old_or_new_even_when_killed(void **state)
{
	(void)state;
	char *folder = temporary_folder(), *path = path_join(folder, "a");
	put(path, "0");
	for (int round = 0; round < 5; round++) {
		pid_t child = fork();
		if (child == 0)
			replace_for_ever(path);
		for (int i = 0; i < 100 || round == 0; i++) {
			struct bytes content;
			assert_int_equal(file_read(path, 50000, &content, NULL), 0);
			bool first = content.length == 1;
			assert_true(first || content.length == 50000);
			assert_int_equal(
				strspn(content.data, (char[]){content.data[0], 0}), content.length);
			bytes_release(&content);
			if (round == 0 && !first)
				break;
		}
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	struct bytes content;
	assert_int_equal(file_read(path, 50000, &content, NULL), 0);
	assert_int_equal(content.length, 50000);
	bytes_release(&content);
	free(path);
	discard(folder);
}

static void file_append_line_appends_whole_lines(void **state)
{
	(void)state;
	char *folder = temporary_folder(), *path = path_join(folder, "log.jsonl");
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	assert_int_equal(file_append_line(fd, "{\"a\":1}", path, NULL), 0);
	assert_int_equal(file_append_line(fd, "", path, NULL), 0);
	assert_int_equal(file_append_line(fd, "{\"b\":2}", path, NULL), 0);
	close(fd);
	assert_content(path, "{\"a\":1}\n\n{\"b\":2}\n");
	free(path);
	discard(folder);
}

static void file_append_line_reports_a_full_disk(void **state)
{
	(void)state;
	struct error error = {0};
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	assert_int_equal(file_append_line(fd, "line", "steps.jsonl", &error), ERROR_IO);
	assert_string_equal(
		error.message, "Cannot append to steps.jsonl: No space left on device.");
	close(fd);
	assert_int_equal(file_append_line(-1, "line", "steps.jsonl", &error), ERROR_IO);
}

static void file_append_line_that_is_cut_leaves_the_file_as_it_was(void **state)
{
	(void)state;
	char *folder = temporary_folder(), *path = path_join(folder, "log.jsonl");
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	assert_int_equal(file_append_line(fd, "first", path, NULL), 0);
	struct rlimit limit, before;
	getrlimit(RLIMIT_FSIZE, &before);
	limit = before;
	limit.rlim_cur = 10;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	int rc = file_append_line(fd, "the second line", path, NULL);
	setrlimit(RLIMIT_FSIZE, &before);
	signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(rc, ERROR_IO);
	assert_content(path, "first\n");
	assert_int_equal(file_append_line(fd, "third", path, NULL), 0);
	assert_content(path, "first\nthird\n");
	close(fd);
	free(path);
	discard(folder);
}

static void file_exists_and_file_is_folder_tell_apart(void **state)
{
	(void)state;
	char *folder = temporary_folder(), *path = path_join(folder, "a"),
	     *link = path_join(folder, "link");
	assert_false(file_exists(path));
	put(path, "x");
	assert_true(file_exists(path));
	assert_false(file_is_folder(path));
	assert_true(file_exists(folder));
	assert_true(file_is_folder(folder));
	assert_int_equal(symlink("nowhere", link), 0);
	assert_false(file_exists(link));
	assert_false(file_is_folder("/nowhere"));
	free(link);
	free(path);
	discard(folder);
}

static void folder_make_makes_the_parents_too(void **state)
{
	(void)state;
	char *folder = temporary_folder(), *deep = path_join(folder, "a//b/c/");
	assert_int_equal(folder_make(deep, 0700, NULL), 0);
	assert_true(file_is_folder(deep));
	assert_int_equal(folder_make(deep, 0700, NULL), 0);
	assert_int_equal(folder_make("/", 0700, NULL), 0);
	free(deep);
	discard(folder);
}

static void folder_make_fails_where_a_file_stands(void **state)
{
	(void)state;
	char *folder = temporary_folder(), *file = path_join(folder, "file"),
	     *below = path_join(file, "b");
	struct error error = {0};
	put(file, "x");
	assert_int_equal(folder_make(file, 0700, &error), ERROR_IO);
	assert_non_null(strstr(error.message, "Not a directory"));
	assert_int_equal(folder_make(below, 0700, &error), ERROR_IO);
	assert_int_equal(folder_make("", 0700, &error), ERROR_NOT_FOUND);
	assert_content(file, "x");
	free(below);
	free(file);
	discard(folder);
}

static void folder_remove_takes_everything_but_what_links_point_to(void **state)
{
	(void)state;
	char *kept = temporary_folder(), *kept_file = path_join(kept, "kept"),
	     *folder = temporary_folder(), *deep = path_join(folder, "a/b/c"),
	     *link = path_join(folder, "a/link"), *dangling = path_join(folder, "dangling"),
	     *file = path_join(deep, "file");
	put(kept_file, "x");
	assert_int_equal(folder_make(deep, 0700, NULL), 0);
	put(file, "x");
	assert_int_equal(symlink(kept, link), 0);
	assert_int_equal(symlink("/nowhere", dangling), 0);
	assert_int_equal(folder_remove(folder, NULL), 0);
	assert_false(file_exists(folder));
	assert_content(kept_file, "x");
	free(file);
	free(dangling);
	free(link);
	free(deep);
	free(folder);
	free(kept_file);
	discard(kept);
}

static void folder_remove_accepts_what_does_not_exist(void **state)
{
	(void)state;
	assert_int_equal(folder_remove("/tmp/apprentice-never-made", NULL), 0);
}

static void folder_remove_refuses_files_and_links(void **state)
{
	(void)state;
	char *folder = temporary_folder(), *target = path_join(folder, "target"),
	     *link = path_join(folder, "link"), *file = path_join(folder, "file");
	assert_int_equal(folder_make(target, 0700, NULL), 0);
	assert_int_equal(symlink(target, link), 0);
	put(file, "x");
	assert_int_equal(folder_remove(link, NULL), ERROR_IO);
	assert_int_equal(folder_remove(file, NULL), ERROR_IO);
	assert_true(file_is_folder(target));
	assert_content(file, "x");
	free(file);
	free(link);
	free(target);
	discard(folder);
}

static void folder_list_is_sorted_and_complete(void **state)
{
	(void)state;
	char *folder = temporary_folder();
	assert_int_equal(count_names(folder), 0);
	for (int i = 99; i >= 0; i--) {
		char name[32];
		snprintf(name, sizeof(name), "%s%02d", i == 50 ? "." : "n", i);
		char *path = path_join(folder, name);
		put(path, "");
		free(path);
	}
	char **names;
	assert_int_equal(folder_list(folder, &names, NULL), 0);
	assert_string_equal(names[0], ".50");
	for (int i = 1; names[i]; i++)
		assert_true(strcmp(names[i - 1], names[i]) < 0);
	assert_string_equal(names[99], "n99");
	assert_null(names[100]);
	file_names_free(names);
	file_names_free(NULL);
	discard(folder);
}

static void folder_list_names_what_it_cannot_list(void **state)
{
	(void)state;
	char **names;
	struct error error = {0};
	assert_int_equal(folder_list("/nowhere", &names, &error), ERROR_NOT_FOUND);
	assert_string_equal(
		error.message, "Cannot list the folder /nowhere: No such file or directory.");
}

static void path_join_puts_one_slash(void **state)
{
	(void)state;
	static const char *const cases[][3] = {
		{"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"/", "b", "/b"}, {"", "b", "b"}};
	for (int i = 0; i < 4; i++) {
		char *path = path_join(cases[i][0], cases[i][1]);
		assert_string_equal(path, cases[i][2]);
		free(path);
	}
}

static void path_component_is_safe_refuses_escapes(void **state)
{
	(void)state;
	static const char *const safe[] = {"a", "Report-2_final.PDF", "a..b", "-x"};
	static const char *const unsafe[] = {
		"", ".", "..", ".hidden", "a/b", "/", "a\\b", "a b", "a\n", "é", "a:b", "~", "a*"};
	for (size_t i = 0; i < sizeof(safe) / sizeof(*safe); i++)
		assert_true(path_component_is_safe(safe[i]));
	for (size_t i = 0; i < sizeof(unsafe) / sizeof(*unsafe); i++)
		assert_false(path_component_is_safe(unsafe[i]));
	assert_false(path_component_is_safe(NULL));
	char name[102];
	memset(name, 'a', 101);
	name[101] = 0;
	assert_false(path_component_is_safe(name));
	name[100] = 0;
	assert_true(path_component_is_safe(name));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(file_read_gives_the_whole_file),
		cmocka_unit_test(file_read_refuses_what_is_larger_than_its_limit),
		cmocka_unit_test(file_read_names_what_it_cannot_read),
		cmocka_unit_test(file_replace_replaces_and_leaves_no_draft),
		cmocka_unit_test(file_replace_works_beside_the_program),
		cmocka_unit_test(file_replace_fails_where_it_cannot_write),
		cmocka_unit_test(file_replace_keeps_the_old_content_in_a_folder_it_may_not_write),
		cmocka_unit_test(file_replace_keeps_the_old_content_when_the_disk_is_full),
		cmocka_unit_test(file_replace_shows_readers_old_or_new_even_when_killed),
		cmocka_unit_test(file_append_line_appends_whole_lines),
		cmocka_unit_test(file_append_line_reports_a_full_disk),
		cmocka_unit_test(file_append_line_that_is_cut_leaves_the_file_as_it_was),
		cmocka_unit_test(file_exists_and_file_is_folder_tell_apart),
		cmocka_unit_test(folder_make_makes_the_parents_too),
		cmocka_unit_test(folder_make_fails_where_a_file_stands),
		cmocka_unit_test(folder_remove_takes_everything_but_what_links_point_to),
		cmocka_unit_test(folder_remove_accepts_what_does_not_exist),
		cmocka_unit_test(folder_remove_refuses_files_and_links),
		cmocka_unit_test(folder_list_is_sorted_and_complete),
		cmocka_unit_test(folder_list_names_what_it_cannot_list),
		cmocka_unit_test(path_join_puts_one_slash),
		cmocka_unit_test(path_component_is_safe_refuses_escapes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
