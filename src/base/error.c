#include "base/error.h"

#include "base/text.h"

#include <assert.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { MESSAGE_SIZE = sizeof(((struct error *)0)->message) };

/* A sentence under construction has room for the character behind the cut, so that
 * text_cut() can see whether the cut would split it. */
enum { DRAFT_SIZE = MESSAGE_SIZE + 4 };

static void store(struct error *error, int code, const char *draft)
{
	size_t length = text_cut(draft, strlen(draft), MESSAGE_SIZE - 1);
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)draft[i];
		error->message[i] = byte < ' ' || byte == 0x7f ? ' ' : draft[i];
	}
	error->message[length] = 0;
	error->code = (enum error_code)code;
}

int error_set(struct error *error, enum error_code code, const char *format, ...)
{
	assert(code < 0);
	if (!error)
		return code;
	char draft[DRAFT_SIZE];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(draft, sizeof(draft), format, arguments);
	va_end(arguments);
	store(error, code, draft);
	return code;
}

int error_set_errno(struct error *error, int errno_value, const char *format, ...)
{
	enum error_code code = errno_value == ENOENT ? ERROR_NOT_FOUND : ERROR_IO;
	if (!error)
		return code;
	char reason[128], head[DRAFT_SIZE], draft[2 * DRAFT_SIZE];
	snprintf(reason, sizeof(reason), ": %s.", strerror(errno_value));
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(head, sizeof(head), format, arguments);
	va_end(arguments);
	size_t length = strlen(head);
	if (text_ends_with(format, ".") && text_ends_with(head, "."))
		length--;
	length = text_cut(head, length, MESSAGE_SIZE - 1 - strlen(reason));
	snprintf(draft, sizeof(draft), "%.*s%s", (int)length, head, reason);
	store(error, code, draft);
	return code;
}

int error_prefix(struct error *error, const char *format, ...)
{
	if (!error)
		return ERROR_IO;
	assert(error->code < 0);
	char context[DRAFT_SIZE], draft[2 * DRAFT_SIZE];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(context, sizeof(context), format, arguments);
	va_end(arguments);
	snprintf(draft, sizeof(draft), "%s: %s", context, error->message);
	store(error, error->code, draft);
	return error->code;
}

const char *error_code_name(int code)
{
	switch (code) {
	case 0:
		return "OK";
#define ERROR_NAME(name, value, advice)                                                            \
	case value:                                                                                \
		return #name;
		ERROR_CODES(ERROR_NAME)
#undef ERROR_NAME
	default:
		return "UNKNOWN";
	}
}
