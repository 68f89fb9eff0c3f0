#include "base/secrets.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* Values shorter than this are not redacted: they would take half of every text with them. */
enum { REDACTED_MINIMUM_BYTES = 4 };
enum { FILE_MAXIMUM_BYTES = 65536, NAME_MAXIMUM_BYTES = 64 };

static const char name_characters[] =
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
static const char environment_prefix[] = "APPRENTICE_SECRET_";
static const char placeholder_prefix[] = "{{secret:", placeholder_suffix[] = "}}";

void secrets_init(struct secrets *secrets)
{
	*secrets = (struct secrets){0};
}

static void wipe_and_free(char *text)
{
	if (text)
		explicit_bzero(text, strlen(text));
	free(text);
}

void secrets_release(struct secrets *secrets)
{
	for (size_t i = 0; i < secrets->count; i++) {
		wipe_and_free(secrets->items[i].value);
		free(secrets->items[i].name);
		free(secrets->items[i].host);
	}
	free(secrets->items);
	secrets_init(secrets);
}

/* Names meet in the form they have as environment variables: case does not count, '-' is '_'. */
static bool same_name(const char *a, const char *b)
{
	for (; *a && *b; a++, b++) {
		int left = *a == '-' ? '_' : tolower((unsigned char)*a);
		int right = *b == '-' ? '_' : tolower((unsigned char)*b);
		if (left != right)
			return false;
	}
	return *a == *b;
}

static bool same_host(const char *a, const char *b)
{
	return a == b || (a && b && strcasecmp(a, b) == 0);
}

static struct secret *item_for(struct secrets *secrets, const char *name, const char *host)
{
	for (size_t i = 0; i < secrets->count; i++) {
		struct secret *item = &secrets->items[i];
		if (same_name(item->name, name) && same_host(item->host, host))
			return item;
	}
	secrets->items = memory_resize(secrets->items, secrets->count + 1, sizeof(*secrets->items));
	struct secret *item = &secrets->items[secrets->count++];
	*item = (struct secret){
		.name = memory_copy_text(name),
		.host = memory_copy_text(host),
	};
	return item;
}

static bool name_is_valid(const char *name, size_t length)
{
	return length > 0 && length <= NAME_MAXIMUM_BYTES &&
	       strspn(name, name_characters) >= length;
}

int secrets_add(struct secrets *secrets, const char *name, const char *host, const char *value,
	struct error *error)
{
	if (!name_is_valid(name, strlen(name)))
		return error_set(error, ERROR_INPUT,
			"\"%.80s\" cannot name a secret: use up to %d letters, digits, '-' and "
			"'_'.",
			name, NAME_MAXIMUM_BYTES);
	if (!value || !*value)
		return error_set(error, ERROR_INPUT, "The secret \"%s\" has no value.", name);
	struct secret *item = item_for(secrets, name, host && *host ? host : NULL);
	wipe_and_free(item->value);
	item->value = memory_copy_text(value);
	return 0;
}

/* "name=value" or "name@host=value"; the line is written into. Nothing of a malformed line is
 * shown, as it may hold a value. */
static int read_line(
	struct secrets *secrets, char *line, const char *path, size_t number, struct error *error)
{
	size_t length = strlen(line);
	if (length > 0 && line[length - 1] == '\r')
		line[length - 1] = 0;
	if (text_is_blank(line) || line[0] == '#')
		return 0;
	char *value = strchr(line, '=');
	if (value)
		*value++ = 0;
	char *host = strchr(line, '@');
	if (host)
		*host++ = 0;
	if (!value || !name_is_valid(line, strlen(line)) || (host && !*host))
		return error_set(error, ERROR_INPUT,
			"Line %zu of %s is not \"name=value\" or \"name@host=value\".", number,
			path);
	int rc = secrets_add(secrets, line, host, value, error);
	return rc && error ? error_prefix(error, "Line %zu of %s", number, path) : rc;
}

static int read_lines(struct secrets *secrets, char *content, const char *path, struct error *error)
{
	int rc = 0;
	size_t number = 0;
	char *line;
	while (rc == 0 && (line = strsep(&content, "\n")))
		rc = read_line(secrets, line, path, ++number, error);
	return rc;
}

static int check_private(int fd, const char *path, struct error *error)
{
	struct stat status;
	if (fstat(fd, &status) != 0)
		return error_set_errno(error, errno, "Cannot read the secrets file %s", path);
	if (!S_ISREG(status.st_mode))
		return error_set(error, ERROR_REFUSED, "%s is not a regular file.", path);
	if (status.st_mode & 077 || status.st_uid != geteuid())
		return error_set(error, ERROR_REFUSED,
			"The secrets file %s must belong to you and be readable by nobody else: "
			"run "
			"\"chmod 600\" on it.",
			path);
	return 0;
}

/* Up to the size of content; one buffer that is never moved, so it can be wiped. */
static int read_content(int fd, const char *path, char *content, struct error *error)
{
	size_t length = 0;
	ssize_t count = 1;
	while (count != 0 && length <= FILE_MAXIMUM_BYTES) {
		count = read(fd, content + length, FILE_MAXIMUM_BYTES + 1 - length);
		if (count < 0 && errno != EINTR)
			return error_set_errno(error, errno, "Cannot read %s", path);
		length += count > 0 ? (size_t)count : 0;
	}
	if (length > FILE_MAXIMUM_BYTES)
		return error_set(error, ERROR_LIMIT, "The secrets file %s is larger than %d bytes.",
			path, FILE_MAXIMUM_BYTES);
	if (strlen(content) != length)
		return error_set(error, ERROR_INPUT, "The secrets file %s is not a text.", path);
	return 0;
}

int secrets_read_file(struct secrets *secrets, const char *path, struct error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return error_set_errno(error, errno, "Cannot open the secrets file %s", path);
	char *content = memory_new(FILE_MAXIMUM_BYTES + 2, 1);
	int rc = check_private(fd, path, error);
	if (rc == 0)
		rc = read_content(fd, path, content, error);
	if (rc == 0)
		rc = read_lines(secrets, content, path, error);
	explicit_bzero(content, FILE_MAXIMUM_BYTES + 2);
	free(content);
	close(fd);
	return rc;
}

void secrets_read_environment(struct secrets *secrets, char *const *environment)
{
	for (; environment && *environment; environment++) {
		const char *entry = *environment;
		const char *equals = strchr(entry, '=');
		if (!equals || !text_starts_with(entry, environment_prefix))
			continue;
		entry += strlen(environment_prefix);
		if (entry > equals)
			continue;
		char *name = memory_copy_span(entry, (size_t)(equals - entry));
		for (char *at = name; *at; at++)
			*at = (char)tolower((unsigned char)*at);
		/* What is no name or has no value is not one of ours. */
		secrets_add(secrets, name, NULL, equals + 1, NULL);
		free(name);
	}
}

static int not_provided(const char *name, struct error *error)
{
	char variable[NAME_MAXIMUM_BYTES + 1] = "";
	for (size_t i = 0; name[i] && i < NAME_MAXIMUM_BYTES; i++)
		variable[i] = name[i] == '-' ? '_' : (char)toupper((unsigned char)name[i]);
	return error_set(error, ERROR_NOT_FOUND,
		"There is no value for the secret \"%s\": set %s%s, or put \"%s=...\" into the "
		"secrets file.",
		name, environment_prefix, variable, name);
}

/* The item for this very host before the one for any host; *elsewhere tells whether there are
 * items for other hosts only. */
static const struct secret *best_item(
	const struct secrets *secrets, const char *name, const char *page_host, bool *elsewhere)
{
	const struct secret *any_host = NULL;
	*elsewhere = false;
	for (size_t i = 0; i < secrets->count; i++) {
		const struct secret *item = &secrets->items[i];
		if (!same_name(item->name, name))
			continue;
		if (!item->host)
			any_host = item;
		else if (same_host(item->host, page_host))
			return item;
		else
			*elsewhere = true;
	}
	return any_host;
}

int secrets_find(const struct secrets *secrets, const char *name, const char *declared_host,
	const char *page_host, const char **value, struct error *error)
{
	const char *page = page_host && *page_host ? page_host : "a page without a host";
	if (declared_host && *declared_host && !same_host(declared_host, page_host))
		return error_set(error, ERROR_REFUSED,
			"The secret \"%s\" is for %s and is not typed on %s.", name, declared_host,
			page);
	bool elsewhere;
	const struct secret *item = best_item(secrets, name, page_host, &elsewhere);
	if (!item && !elsewhere)
		return not_provided(name, error);
	bool declared = declared_host && *declared_host;
	if (!item || (!item->host && !declared))
		return error_set(error, ERROR_REFUSED,
			"The secret \"%s\" is not declared for %s and is not typed there.", name,
			page);
	*value = item->value;
	return 0;
}

/* The forms in which a value may stand in a text. Each fixes how a byte of the value can be
 * written, so that matching needs no second guess. */
enum form { FORM_PLAIN, FORM_JSON, FORM_URL, FORM_COUNT };

static int hexadecimal(const char *text, size_t digits)
{
	int value = 0;
	for (size_t i = 0; i < digits; i++) {
		if (!isxdigit((unsigned char)text[i]))
			return -1;
		int digit = tolower((unsigned char)text[i]);
		value = value * 16 + (digit <= '9' ? digit - '0' : digit - 'a' + 10);
	}
	return value;
}

/* Each of these returns how many bytes of text stand for the character of the value that starts
 * at *value and moves *value behind it, or returns 0. */
static size_t match_plain(const char *text, const char **value)
{
	if (*text != **value)
		return 0;
	++*value;
	return 1;
}

static size_t match_url(const char *text, const char **value)
{
	char byte = **value;
	size_t length = 0;
	if (*text == '%')
		length = hexadecimal(text + 1, 2) == (unsigned char)byte ? 3 : 0;
	else if (*text == byte || (*text == '+' && byte == ' '))
		length = 1;
	*value += length > 0;
	return length;
}

/* "\ud83d\ude00" counts as one character of 12 bytes. */
static size_t match_json_unit(const char *text, const char **value)
{
	const char *next = *value;
	uint32_t character = text_next(&next, next + strlen(next));
	int unit = hexadecimal(text + 2, 4);
	size_t length = 6;
	if (character >= 0x10000) {
		bool pair = unit == (int)(0xd7c0 + (character >> 10)) && text[6] == '\\' &&
			    text[7] == 'u';
		unit = pair ? hexadecimal(text + 8, 4) : -1;
		character = 0xdc00 + (character & 0x3ff);
		length = 12;
	}
	if (unit != (int)character)
		return 0;
	*value = next;
	return length;
}

static size_t match_json(const char *text, const char **value)
{
	static const char names[] = "\"\\/bfnrt", named[] = "\"\\/\b\f\n\r\t";
	if (text[0] != '\\')
		return match_plain(text, value);
	if (text[1] == 'u')
		return match_json_unit(text, value);
	const char *place = text[1] ? strchr(names, text[1]) : NULL;
	if (!place || named[place - names] != **value)
		return 0;
	++*value;
	return 2;
}

/* The length of the text that stands for the whole value in this form, or 0. */
static size_t match_form(const char *text, const char *value, enum form form)
{
	static size_t (*const matchers[])(const char *, const char **) = {
		[FORM_PLAIN] = match_plain,
		[FORM_JSON] = match_json,
		[FORM_URL] = match_url,
	};
	size_t length = 0;
	while (*value) {
		size_t step = text[length] ? matchers[form](text + length, &value) : 0;
		if (step == 0)
			return 0;
		length += step;
	}
	return length;
}

/* The longest match of any secret at text; 0 where there is none. */
static size_t match_secret(
	const struct secrets *secrets, const char *text, const struct secret **matched)
{
	size_t longest = 0;
	for (size_t i = 0; i < secrets->count; i++) {
		const struct secret *item = &secrets->items[i];
		bool may_begin = *text == item->value[0] || strchr("\\%+", *text);
		if (!may_begin || strlen(item->value) < REDACTED_MINIMUM_BYTES)
			continue;
		for (int form = 0; form < FORM_COUNT; form++) {
			size_t length = match_form(text, item->value, (enum form)form);
			if (length > longest) {
				longest = length;
				*matched = item;
			}
		}
	}
	return longest;
}

/* Secrets that overlap go as one region under the first one's name, so that no end of the
 * other stays behind. Appending fails only where memory is at its end; what is then missing
 * is missing, but nothing is shown. */
char *secrets_redact(const struct secrets *secrets, const char *text)
{
	if (!text || !secrets || secrets->count == 0)
		return memory_copy_text(text);
	struct bytes out;
	bytes_init(&out, SIZE_MAX);
	for (size_t at = 0, hidden_end = 0; text[at]; at++) {
		const struct secret *matched = NULL;
		size_t length = match_secret(secrets, text + at, &matched);
		if (matched && at >= hidden_end)
			bytes_format(&out, NULL, "[secret:%s]", matched->name);
		if (at + length > hidden_end)
			hidden_end = at + length;
		if (at >= hidden_end)
			bytes_append(&out, text + at, 1, NULL);
	}
	return bytes_take(&out);
}

bool secret_placeholder_parse(const char *text, const char **name, size_t *name_length)
{
	if (!text || !text_starts_with(text, placeholder_prefix))
		return false;
	const char *start = text + strlen(placeholder_prefix);
	size_t length = strspn(start, name_characters);
	if (!name_is_valid(start, length) || strcmp(start + length, placeholder_suffix) != 0)
		return false;
	*name = start;
	*name_length = length;
	return true;
}

char *secret_placeholder_new(const char *name)
{
	return memory_format("%s%s%s", placeholder_prefix, name, placeholder_suffix);
}
