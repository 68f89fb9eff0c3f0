#include "recorder/secret_urls.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "base/url.h"

#include <ctype.h>
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

static bool is_lower(char sign)
{
	return sign >= 'a' && sign <= 'z';
}

static bool is_upper(char sign)
{
	return sign >= 'A' && sign <= 'Z';
}

static int hex_digit(char digit)
{
	const char *digits = "0123456789abcdef";
	const char *at = digit ? strchr(digits, tolower((unsigned char)digit)) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* The letter or other sign at *at, which moves on; "%5B" is '['. */
static char next_sign(const char **at, const char *end)
{
	const char *text = *at;
	bool is_escape = text[0] == '%' && end - text > 2 && hex_digit(text[1]) >= 0 &&
			 hex_digit(text[2]) >= 0;

	*at += is_escape ? 3 : 1;
	return is_escape ? (char)(hex_digit(text[1]) * 16 + hex_digit(text[2])) : text[0];
}

/* "newPassword" and "new_password" are " new password ". Heap text. */
static char *words_of_name(const char *name, size_t length)
{
	char *words = memory_new(2 * length + 3, 1);
	const char *end = name + length;
	size_t count = 0;
	char last = 0;

	words[count++] = ' ';
	while (name < end) {
		char sign = next_sign(&name, end);

		if (is_lower(last) && is_upper(sign))
			words[count++] = ' ';
		words[count++] = is_lower(sign) || is_upper(sign) ? (char)(sign | 0x20) : ' ';
		last = sign;
	}
	words[count] = ' ';
	return words;
}

/* SECRET_NAME of observation/secrets.js. */
static bool sounds_secret(const char *name, size_t length)
{
	static const char *const signs[] = {"passw", "passcode", "passphrase", " pass ", " pwd ",
		" pswd ", " otp ", " totp ", " token ", " secret ", " cvv ", " cvc ", " csc ",
		" ssn "};
	char *words = words_of_name(name, length);
	bool found = false;

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs) && !found; i++)
		found = strstr(words, signs[i]) != NULL;
	free(words);
	return found;
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
		bytes_append_text(out, URL_SECRET, NULL);
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
