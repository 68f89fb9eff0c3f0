#include "appserver/sessions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"

#include <stdio.h>

static void sessions_are_found_by_app_and_name(void **state)
{
	(void)state;
	struct sessions sessions;
	sessions_init(&sessions, 10);
	session_store(sessions_make(&sessions, "orders", "a"), memory_copy_text("1"));
	session_store(sessions_make(&sessions, "billing", "a"), memory_copy_text("2"));
	assert_string_equal(sessions_find(&sessions, "orders", "a")->data, "1");
	assert_string_equal(sessions_find(&sessions, "billing", "a")->data, "2");
	assert_null(sessions_find(&sessions, "orders", "b"));
	assert_ptr_equal(
		sessions_make(&sessions, "orders", "a"), sessions_find(&sessions, "orders", "a"));
	sessions_release(&sessions);
}

static void sessions_beyond_the_maximum_drop_the_oldest(void **state)
{
	(void)state;
	struct sessions sessions;
	sessions_init(&sessions, 20);
	for (int i = 0; i < 50; i++) {
		char name[16];
		snprintf(name, sizeof(name), "s%d", i);
		session_store(sessions_make(&sessions, "shop", name), memory_format("%d", i));
	}
	assert_int_equal(sessions.length, 20);
	assert_null(sessions_find(&sessions, "shop", "s29"));
	assert_string_equal(sessions_find(&sessions, "shop", "s30")->data, "30");
	assert_string_equal(sessions_find(&sessions, "shop", "s49")->data, "49");
	sessions_release(&sessions);
}

static void assert_described(const struct session *session, const char *expected)
{
	struct bytes out;
	bytes_init(&out, 1000);
	assert_int_equal(session_describe(session, &out, NULL), 0);
	assert_string_equal(out.data, expected);
	bytes_release(&out);
}

static void session_describe_tells_data_downloads_and_version(void **state)
{
	(void)state;
	struct sessions sessions;
	sessions_init(&sessions, 2);
	struct session *session = sessions_make(&sessions, "billing", "x");
	assert_described(session, "{\"data\":null,\"downloads\":[],\"version\":0}");
	session_store(session, memory_copy_text("{\"a\":1}"));
	session_store(session, memory_copy_text("{\"a\":2}"));
	assert_int_equal(session_add_download(session, "a.pdf", NULL), 0);
	assert_int_equal(session_add_download(session, "b.pdf", NULL), 0);
	assert_described(
		session, "{\"data\":{\"a\":2},\"downloads\":[\"a.pdf\",\"b.pdf\"],\"version\":2}");
	sessions_release(&sessions);
}

static void session_add_download_stops_at_the_maximum(void **state)
{
	(void)state;
	struct sessions sessions;
	struct error error = {0};
	sessions_init(&sessions, 1);
	struct session *session = sessions_make(&sessions, "billing", "x");
	for (int i = 0; i < SESSION_DOWNLOADS_MAXIMUM; i++)
		assert_int_equal(session_add_download(session, "a.pdf", &error), 0);
	assert_int_equal(session_add_download(session, "a.pdf", &error), ERROR_LIMIT);
	assert_int_equal(session->downloads_length, SESSION_DOWNLOADS_MAXIMUM);
	sessions_release(&sessions);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sessions_are_found_by_app_and_name),
		cmocka_unit_test(sessions_beyond_the_maximum_drop_the_oldest),
		cmocka_unit_test(session_describe_tells_data_downloads_and_version),
		cmocka_unit_test(session_add_download_stops_at_the_maximum),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
