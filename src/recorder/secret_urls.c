#include "recorder/secret_urls.h"

#include "base/bytes.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void secret_fields_release(struct secret_fields *fields)
{
	for (size_t i = 0; i < fields->count; i++)
		free(fields->names[i]);
	free(fields->names);
	*fields = (struct secret_fields){0};
}

static bool is_known(const struct secret_fields *fields, const char *name, size_t length)
{
	for (size_t i = 0; i < fields->count; i++)
		if (strlen(fields->names[i]) == length &&
			strncasecmp(fields->names[i], name, length) == 0)
			return true;
	return false;
}

void secret_fields_add(struct secret_fields *fields, const char *name)
{
	if (!*name || is_known(fields, name, strlen(name)))
		return;
	fields->names = memory_resize(fields->names, fields->count + 1, sizeof(*fields->names));
	fields->names[fields->count++] = memory_copy_text(name);
}

static bool sounds_secret(const char *name, size_t length)
{
	static const char *const words[] = {
		"pass", "pwd", "otp", "token", "secret", "cvv", "cvc", "ssn"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		for (size_t at = 0; at + strlen(words[i]) <= length; at++)
			if (strncasecmp(name + at, words[i], strlen(words[i])) == 0)
				return true;
	return false;
}

/* "name=value", up to the next '&' or '#', with its value cut out if it is secret. */
static void append_pair(
	struct bytes *out, const char *pair, size_t length, const struct secret_fields *fields)
{
	const char *equals = memchr(pair, '=', length);
	size_t name_length = equals ? (size_t)(equals - pair) : length;

	if (!equals || !(is_known(fields, pair, name_length) || sounds_secret(pair, name_length))) {
		bytes_append(out, pair, length, NULL);
		return;
	}
	bytes_append(out, pair, name_length + 1, NULL);
	if (name_length + 1 < length)
		bytes_append_text(out, "[secret]", NULL);
}

char *url_without_secrets(const char *url, const struct secret_fields *fields)
{
	size_t prefix = strcspn(url, "?#");
	struct bytes out;

	bytes_init(&out, strlen(url) * 9 + 16);
	bytes_append(&out, url, prefix, NULL);
	for (url += prefix; *url;) {
		size_t length;

		bytes_append(&out, url++, 1, NULL);
		length = strcspn(url, "?&#");
		append_pair(&out, url, length, fields);
		url += length;
	}
	return bytes_take(&out);
}
