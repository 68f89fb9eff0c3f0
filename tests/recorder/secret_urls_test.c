#include "recorder/secret_urls.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void check(const char *url, const char *expected)
{
	struct secret_fields fields = {0};
	char *clean;

	secret_fields_add(&fields, "member");
	secret_fields_add(&fields, "member");
	secret_fields_add(&fields, "");
	assert_int_equal(fields.count, 1);
	clean = url_without_secrets(url, &fields);
	assert_string_equal(clean, expected);
	free(clean);
	secret_fields_release(&fields);
}

static void urls_keep_what_is_no_secret(void **state)
{
	(void)state;
	check("", "");
	check("http://a/b", "http://a/b");
	check("http://a/b?user=ann&page=2#top", "http://a/b?user=ann&page=2#top");
	check("http://a/b?passwords", "http://a/b?passwords");
	check("http://a/?passengers=2&compass=north", "http://a/?passengers=2&compass=north");
	check("http://a/?bypass=1&tokens=3&laptop=x", "http://a/?bypass=1&tokens=3&laptop=x");
	check("http://a/?one%2=1&%=2", "http://a/?one%2=1&%=2");
}

static void urls_lose_secret_fields(void **state)
{
	(void)state;
	check("http://a/?user=ann&member=M-1", "http://a/?user=ann&member=[secret]");
	check("http://a/?MEMBER=M-1&x=1", "http://a/?MEMBER=[secret]&x=1");
	check("http://a/?member=", "http://a/?member=");
}

static void urls_lose_what_sounds_secret(void **state)
{
	(void)state;
	check("http://a/?newPassword=x", "http://a/?newPassword=[secret]");
	check("http://a/#access_token=abc&state=1", "http://a/#access_token=[secret]&state=1");
	check("http://a/?q=1?otp=22", "http://a/?q=1?otp=[secret]");
	check("http://a/?OTP=1&my-pwd=2&userCvv=3",
		"http://a/?OTP=[secret]&my-pwd=[secret]&userCvv=[secret]");
	check("http://a/?user%5Botp%5D=1&user[pass]=2",
		"http://a/?user%5Botp%5D=[secret]&user[pass]=[secret]");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(urls_keep_what_is_no_secret),
		cmocka_unit_test(urls_lose_secret_fields),
		cmocka_unit_test(urls_lose_what_sounds_secret),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
