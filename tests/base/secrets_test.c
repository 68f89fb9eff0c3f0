#include "base/secrets.h"

#include "base/bytes.h"
#include "base/file.h"
#include "base/json.h"
#include "base/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

static void add(struct secrets *secrets, const char *name, const char *host, const char *value)
{
	struct error error = {0};
	if (secrets_add(secrets, name, host, value, &error))
		fail_msg("%s", error.message);
}

static void assert_found(
	const struct secrets *secrets, const char *name, const char *host, const char *expected)
{
	const char *value = NULL;
	struct error error = {0};
	if (secrets_find(secrets, name, host, host, &value, &error))
		fail_msg("%s", error.message);
	assert_string_equal(value, expected);
}

static void secrets_add_refuses_bad_names_and_no_value(void **state)
{
	(void)state;
	struct secrets secrets;
	struct error error = {0};
	char long_name[66];
	memset(long_name, 'n', 65);
	long_name[65] = 0;
	secrets_init(&secrets);
	const char *const bad[] = {"", "a b", "a=b", "pass}", "é", "a@b", long_name};
	for (size_t i = 0; i < SIZE(bad); i++)
		assert_int_equal(secrets_add(&secrets, bad[i], NULL, "value", &error), ERROR_INPUT);
	assert_int_equal(secrets_add(&secrets, "name", NULL, "", &error), ERROR_INPUT);
	assert_int_equal(secrets_add(&secrets, "name", NULL, NULL, &error), ERROR_INPUT);
	assert_int_equal(secrets.count, 0);
	assert_int_equal(secrets_add(&secrets, long_name + 1, NULL, "value", &error), 0);
	secrets_release(&secrets);
	secrets_release(&secrets);
	assert_int_equal(secrets.count, 0);
}

static void secrets_add_replaces_a_value_for_the_same_host(void **state)
{
	(void)state;
	struct secrets secrets;
	secrets_init(&secrets);
	add(&secrets, "pass-word", NULL, "first");
	add(&secrets, "PASS_WORD", NULL, "second");
	add(&secrets, "pass-word", "a.test", "third");
	assert_int_equal(secrets.count, 2);
	assert_found(&secrets, "pass-word", "b.test", "second");
	assert_found(&secrets, "pass_word", "A.test", "third");
	secrets_release(&secrets);
}

static void secrets_read_environment_takes_its_variables(void **state)
{
	(void)state;
	struct secrets secrets;
	secrets_init(&secrets);
	char *environment[] = {(char[]){"HOME=/home/ann"},
		(char[]){"APPRENTICE_SECRET_SHOP_PASSWORD=a=b c"},
		(char[]){"APPRENTICE_SECRET_EMPTY="}, (char[]){"APPRENTICE_SECRET_=x"},
		(char[]){"APPRENTICE_SECRET"}, (char[]){"APPRENTICE_SECRET_NO"},
		(char[]){"XAPPRENTICE_SECRET_NO=x"}, NULL};
	secrets_read_environment(&secrets, environment);
	secrets_read_environment(&secrets, NULL);
	assert_int_equal(secrets.count, 1);
	assert_string_equal(secrets.items[0].name, "shop_password");
	assert_found(&secrets, "shop-password", "shop.test", "a=b c");
	secrets_release(&secrets);
}

struct secrets_file {
	char folder[64], path[80];
};

static void secrets_file_make(struct secrets_file *file, const char *content, mode_t mode)
{
	strcpy(file->folder, "/tmp/apprentice-secrets-test-XXXXXX");
	assert_non_null(mkdtemp(file->folder));
	snprintf(file->path, sizeof(file->path), "%s/secrets", file->folder);
	assert_int_equal(file_replace(file->path, content, strlen(content), 0600, NULL), 0);
	assert_int_equal(chmod(file->path, mode), 0);
}

/* Reads content as a secrets file; the result of reading is returned. */
static int read_content(
	struct secrets *secrets, const char *content, mode_t mode, struct error *error)
{
	struct secrets_file file;
	secrets_file_make(&file, content, mode);
	secrets_init(secrets);
	int rc = secrets_read_file(secrets, file.path, error);
	assert_int_equal(folder_remove(file.folder, NULL), 0);
	return rc;
}

static void secrets_read_file_reads_names_hosts_and_values(void **state)
{
	(void)state;
	struct secrets secrets;
	struct error error = {0};
	const char *content = "# comment\n\n  \npassword=p=a s#s \r\n"
			      "password@shop.test:8080=other\nlast=no newline";
	assert_int_equal(read_content(&secrets, content, 0600, &error), 0);
	assert_int_equal(secrets.count, 3);
	assert_found(&secrets, "password", "a.test", "p=a s#s ");
	assert_found(&secrets, "password", "shop.test:8080", "other");
	assert_found(&secrets, "last", "a.test", "no newline");
	secrets_release(&secrets);
}

static void secrets_read_file_refuses_a_file_that_others_may_read(void **state)
{
	(void)state;
	static const mode_t open_modes[] = {0640, 0604, 0620, 0602, 0610, 0601, 0644, 0666};
	for (size_t i = 0; i < SIZE(open_modes); i++) {
		struct secrets secrets;
		struct error error = {0};
		int rc = read_content(&secrets, "password=hidden", open_modes[i], &error);
		assert_int_equal(rc, ERROR_REFUSED);
		assert_non_null(strstr(error.message, "chmod 600"));
		assert_int_equal(secrets.count, 0);
	}
	static const mode_t private_modes[] = {0600, 0400};
	for (size_t i = 0; i < SIZE(private_modes); i++) {
		struct secrets secrets;
		assert_int_equal(
			read_content(&secrets, "password=hidden", private_modes[i], NULL), 0);
		secrets_release(&secrets);
	}
}

static void secrets_read_file_refuses_a_file_of_someone_else(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	struct secrets_file file;
	struct secrets secrets;
	secrets_file_make(&file, "password=hidden", 0600);
	assert_int_equal(chown(file.path, 65534, 65534), 0);
	secrets_init(&secrets);
	assert_int_equal(secrets_read_file(&secrets, file.path, NULL), ERROR_REFUSED);
	folder_remove(file.folder, NULL);
}

static void secrets_read_file_names_a_bad_line_without_showing_it(void **state)
{
	(void)state;
	static const char *const bad[] = {"a=b\nhunter22", "a=b\n=hunter22", "a=b\n@h=hunter22",
		"a=b\nname@=hunter22", "a=b\nmy name=hunter22", "a=b\nhunter22 = x",
		"a=b\nhunter22@x"};
	for (size_t i = 0; i < SIZE(bad); i++) {
		struct secrets secrets;
		struct error error = {0};
		assert_int_equal(read_content(&secrets, bad[i], 0600, &error), ERROR_INPUT);
		assert_non_null(strstr(error.message, "Line 2 of "));
		assert_null(strstr(error.message, "hunter22"));
		secrets_release(&secrets);
	}
	struct secrets secrets;
	struct error error = {0};
	assert_int_equal(read_content(&secrets, "name=", 0600, &error), ERROR_INPUT);
	assert_non_null(strstr(error.message, "Line 1 of "));
	assert_non_null(strstr(error.message, "has no value"));
}

static void secrets_read_file_refuses_what_is_no_secrets_file(void **state)
{
	(void)state;
	struct secrets secrets;
	struct error error = {0};
	secrets_init(&secrets);
	assert_int_equal(secrets_read_file(&secrets, "/nowhere", &error), ERROR_NOT_FOUND);
	assert_int_equal(secrets_read_file(&secrets, "/tmp", &error), ERROR_REFUSED);
	char *large = malloc(70001);
	memset(large, '#', 70000);
	large[70000] = 0;
	assert_int_equal(read_content(&secrets, large, 0600, &error), ERROR_LIMIT);
	free(large);
	struct secrets_file file;
	secrets_file_make(&file, "", 0600);
	assert_int_equal(file_replace(file.path, "a=b\0c", 5, 0600, NULL), 0);
	assert_int_equal(secrets_read_file(&secrets, file.path, &error), ERROR_INPUT);
	assert_int_equal(unlink(file.path), 0);
	assert_int_equal(mkfifo(file.path, 0600), 0);
	assert_int_equal(secrets_read_file(&secrets, file.path, &error), ERROR_REFUSED);
	folder_remove(file.folder, NULL);
}

static void secrets_find_prefers_the_value_for_the_host(void **state)
{
	(void)state;
	struct secrets secrets;
	secrets_init(&secrets);
	add(&secrets, "password", "shop.test", "for shop");
	add(&secrets, "password", NULL, "for any");
	add(&secrets, "password", "bank.test", "for bank");
	assert_found(&secrets, "password", "shop.test", "for shop");
	assert_found(&secrets, "password", "BANK.test", "for bank");
	assert_found(&secrets, "password", "other.test", "for any");
	secrets_release(&secrets);
}

static void secrets_find_refuses_another_host(void **state)
{
	(void)state;
	static const struct {
		const char *item, *declared, *page;
		int rc;
	} cases[] = {
		{NULL, "a.test", "a.test", 0},
		{"a.test", "a.test", "a.test", 0},
		{"a.test", NULL, "a.test", 0},
		{"a.test", "", "a.test", 0},
		{NULL, "a.test", "b.test", ERROR_REFUSED},
		{NULL, "a.test", "evil.a.test", ERROR_REFUSED},
		{NULL, "a.test", "a.test.evil", ERROR_REFUSED},
		{NULL, "a.test", "", ERROR_REFUSED},
		{NULL, "a.test", NULL, ERROR_REFUSED},
		{NULL, NULL, "a.test", ERROR_REFUSED},
		{NULL, NULL, NULL, ERROR_REFUSED},
		{"a.test", "b.test", "b.test", ERROR_REFUSED},
		{"a.test", "b.test", "a.test", ERROR_REFUSED},
		{"a.test", NULL, "b.test", ERROR_REFUSED},
		{"a.test", NULL, NULL, ERROR_REFUSED},
	};
	for (size_t i = 0; i < SIZE(cases); i++) {
		struct secrets secrets;
		struct error error = {0};
		const char *value = NULL;
		secrets_init(&secrets);
		add(&secrets, "password", cases[i].item, "hunter22");
		int rc = secrets_find(
			&secrets, "password", cases[i].declared, cases[i].page, &value, &error);
		if (rc != cases[i].rc)
			fail_msg("case %zu gave %s", i, error_code_name(rc));
		assert_true(rc == 0 || (!value && !strstr(error.message, "hunter22")));
		secrets_release(&secrets);
	}
}

static void secrets_find_says_how_to_provide_a_value(void **state)
{
	(void)state;
	struct secrets secrets;
	struct error error = {0};
	const char *value;
	secrets_init(&secrets);
	assert_int_equal(
		secrets_find(&secrets, "shop-password", "a.test", "a.test", &value, &error),
		ERROR_NOT_FOUND);
	assert_non_null(strstr(error.message, "APPRENTICE_SECRET_SHOP_PASSWORD"));
}

static void assert_redacted(const struct secrets *secrets, const char *text, const char *expected)
{
	char *redacted = secrets_redact(secrets, text);
	assert_string_equal(redacted, expected);
	free(redacted);
}

static void secrets_redact_replaces_every_occurrence(void **state)
{
	(void)state;
	struct secrets secrets;
	secrets_init(&secrets);
	add(&secrets, "password", NULL, "hunter22");
	add(&secrets, "user", "a.test", "ann.lee");
	assert_redacted(&secrets, "", "");
	assert_redacted(&secrets, "nothing here", "nothing here");
	assert_redacted(&secrets, "hunter22", "[secret:password]");
	assert_redacted(&secrets, "ann.lee:hunter22hunter22, hunter2",
		"[secret:user]:[secret:password][secret:password], hunter2");
	assert_redacted(&secrets, "hhunter22", "h[secret:password]");
	assert_redacted(&secrets, "HUNTER22", "HUNTER22");
	secrets_release(&secrets);
}

static void secrets_redact_without_secrets_copies(void **state)
{
	(void)state;
	struct secrets secrets;
	secrets_init(&secrets);
	assert_redacted(NULL, "text", "text");
	assert_redacted(&secrets, "text", "text");
	assert_null(secrets_redact(&secrets, NULL));
	assert_null(secrets_redact(NULL, NULL));
}

static void secrets_redact_leaves_values_below_four_bytes(void **state)
{
	(void)state;
	struct secrets secrets;
	secrets_init(&secrets);
	add(&secrets, "pin", NULL, "123");
	add(&secrets, "code", NULL, "1234");
	assert_redacted(&secrets, "123 1234", "123 [secret:code]");
	secrets_release(&secrets);
}

static void secrets_redact_knows_json_forms(void **state)
{
	(void)state;
	struct secrets secrets;
	secrets_init(&secrets);
	add(&secrets, "p", NULL, "a\"b\\c/d\n\xc3\xa9\xf0\x9f\x98\x80<");
	static const char *const forms[] = {
		"a\"b\\c/d\n\xc3\xa9\xf0\x9f\x98\x80<",
		"a\\\"b\\\\c/d\\n\xc3\xa9\xf0\x9f\x98\x80<",
		"a\\\"b\\\\c\\/d\\n\\u00e9\\ud83d\\ude00<",
		"a\\u0022b\\u005cc\\u002fd\\u000a\\u00E9\\uD83D\\uDE00\\u003C",
		"\\u0061\\\"b\\\\c/d\\n\xc3\xa9\xf0\x9f\x98\x80<",
	};
	for (size_t i = 0; i < SIZE(forms); i++) {
		char text[256];
		snprintf(text, sizeof(text), "{\"v\":\"%s\"}", forms[i]);
		assert_redacted(&secrets, text, "{\"v\":\"[secret:p]\"}");
	}
	static const char *const others[] = {"a\\\"b", "a\\", "a\\u", "a\\u00",
		"a\\\"b\\\\c/d\\n\\ud83d", "a\\\"b\\\\c/d\\n\\u00e9\\ud83d",
		"a\\\"b\\\\c/d\\n\\u00e9\\ud83d\\ude01<", "\\"};
	for (size_t i = 0; i < SIZE(others); i++)
		assert_redacted(&secrets, others[i], others[i]);
	secrets_release(&secrets);
}

static void secrets_redact_knows_url_forms(void **state)
{
	(void)state;
	struct secrets secrets;
	secrets_init(&secrets);
	add(&secrets, "p", NULL, "p&s w+d%\xc3\xa9");
	static const char *const forms[] = {
		"p&s w+d%\xc3\xa9",
		"p%26s%20w%2Bd%25%C3%A9",
		"p%26s%20w%2bd%25%c3%a9",
		"p%26s+w%2Bd%25%C3%A9",
		"p&s%20w+d%25%C3%A9",
		"%70%26%73%20%77%2B%64%25%C3%A9",
	};
	for (size_t i = 0; i < SIZE(forms); i++) {
		char text[256];
		snprintf(text, sizeof(text), "https://a.test/?p=%s&q=1", forms[i]);
		assert_redacted(&secrets, text, "https://a.test/?p=[secret:p]&q=1");
	}
	static const char *const others[] = {
		"p%26s%20w%2Bd%25%C3", "p%", "p%2", "p%26s%20w%2Bd%25%C3%A", "%70"};
	for (size_t i = 0; i < SIZE(others); i++)
		assert_redacted(&secrets, others[i], others[i]);
	secrets_release(&secrets);
}

static void secrets_redact_leaves_no_end_of_overlapping_values(void **state)
{
	(void)state;
	struct secrets secrets;
	secrets_init(&secrets);
	add(&secrets, "short", NULL, "abcd");
	add(&secrets, "long", NULL, "abcdef");
	add(&secrets, "other", NULL, "defghi");
	assert_redacted(&secrets, "abcdef", "[secret:long]");
	assert_redacted(&secrets, "abcd", "[secret:short]");
	assert_redacted(&secrets, "abcdefghi!", "[secret:long]!");
	assert_redacted(&secrets, "abcdefgh", "[secret:long]gh");
	secrets_release(&secrets);
	add(&secrets, "same", NULL, "aaaa");
	assert_redacted(&secrets, "aaaaa", "[secret:same]");
	assert_redacted(&secrets, "baaab", "baaab");
	secrets_release(&secrets);
}

/* Whatever the value, what json_quote() makes of it is found. */
static void secrets_redact_hides_any_quoted_value(void **state)
{
	(void)state;
	struct random random;
	random_seed(&random, 8);
	for (int round = 0; round < 3000; round++) {
		char value[20];
		size_t length = 4 + random_below(&random, 15);
		for (size_t i = 0; i < length; i++)
			value[i] = (char)(1 + random_below(&random, 127));
		value[length] = 0;
		struct secrets secrets;
		struct bytes quoted;
		secrets_init(&secrets);
		add(&secrets, "v", NULL, value);
		bytes_init(&quoted, 1000);
		json_quote(&quoted, value, NULL);
		assert_redacted(&secrets, quoted.data, "\"[secret:v]\"");
		assert_redacted(&secrets, value, "[secret:v]");
		bytes_release(&quoted);
		secrets_release(&secrets);
	}
}

static void secret_placeholder_is_the_whole_text(void **state)
{
	(void)state;
	const char *name;
	size_t length;
	assert_true(secret_placeholder_parse("{{secret:shop-pass_1}}", &name, &length));
	assert_int_equal(length, 11);
	assert_memory_equal(name, "shop-pass_1", 11);
	static const char *const others[] = {"", "x", "{{secret:}}", "{{secret:a}", "{{secret:a}} ",
		" {{secret:a}}", "{{secret:a b}}", "{{secret:a", "{{secret:", "{{param:a}}",
		"{{secret:a}}{{secret:b}}"};
	for (size_t i = 0; i < SIZE(others); i++)
		assert_false(secret_placeholder_parse(others[i], &name, &length));
	assert_false(secret_placeholder_parse(NULL, &name, &length));
	char *text = secret_placeholder_new("pin");
	assert_string_equal(text, "{{secret:pin}}");
	assert_true(secret_placeholder_parse(text, &name, &length));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(secrets_add_refuses_bad_names_and_no_value),
		cmocka_unit_test(secrets_add_replaces_a_value_for_the_same_host),
		cmocka_unit_test(secrets_read_environment_takes_its_variables),
		cmocka_unit_test(secrets_read_file_reads_names_hosts_and_values),
		cmocka_unit_test(secrets_read_file_refuses_a_file_that_others_may_read),
		cmocka_unit_test(secrets_read_file_refuses_a_file_of_someone_else),
		cmocka_unit_test(secrets_read_file_names_a_bad_line_without_showing_it),
		cmocka_unit_test(secrets_read_file_refuses_what_is_no_secrets_file),
		cmocka_unit_test(secrets_find_prefers_the_value_for_the_host),
		cmocka_unit_test(secrets_find_refuses_another_host),
		cmocka_unit_test(secrets_find_says_how_to_provide_a_value),
		cmocka_unit_test(secrets_redact_replaces_every_occurrence),
		cmocka_unit_test(secrets_redact_without_secrets_copies),
		cmocka_unit_test(secrets_redact_leaves_values_below_four_bytes),
		cmocka_unit_test(secrets_redact_knows_json_forms),
		cmocka_unit_test(secrets_redact_knows_url_forms),
		cmocka_unit_test(secrets_redact_leaves_no_end_of_overlapping_values),
		cmocka_unit_test(secrets_redact_hides_any_quoted_value),
		cmocka_unit_test(secret_placeholder_is_the_whole_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
