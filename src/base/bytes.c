#include "base/bytes.h"

#include "base/memory.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 64 };

void bytes_init(struct bytes *bytes, size_t maximum)
{
	if (maximum >= PTRDIFF_MAX / 2)
		maximum = PTRDIFF_MAX / 2;
	*bytes = (struct bytes){.maximum = maximum};
}

void bytes_release(struct bytes *bytes)
{
	free(bytes->data);
	bytes_init(bytes, bytes->maximum);
}

void bytes_clear(struct bytes *bytes)
{
	bytes->length = 0;
	if (bytes->data)
		bytes->data[0] = 0;
}

/* Room for `extra` bytes and the NUL behind what is there. */
static int reserve(struct bytes *bytes, size_t extra, struct error *error)
{
	if (extra > bytes->maximum - bytes->length)
		return error_set(error, ERROR_LIMIT,
			"The content would grow beyond its maximum of %zu bytes.", bytes->maximum);
	size_t needed = bytes->length + extra + 1;
	if (needed <= bytes->capacity)
		return 0;
	size_t capacity = bytes->capacity ? bytes->capacity * 2 : FIRST_CAPACITY;
	if (capacity > bytes->maximum + 1)
		capacity = bytes->maximum + 1;
	if (capacity < needed)
		capacity = needed;
	char *data = realloc(bytes->data, capacity);
	if (!data)
		return error_set(
			error, ERROR_LIMIT, "There is not enough memory for %zu bytes.", capacity);
	bytes->data = data;
	bytes->capacity = capacity;
	bytes->data[bytes->length] = 0;
	return 0;
}

int bytes_append(struct bytes *bytes, const void *data, size_t length, struct error *error)
{
	int rc = reserve(bytes, length, error);
	if (rc)
		return rc;
	if (length > 0)
		memcpy(bytes->data + bytes->length, data, length);
	bytes->length += length;
	bytes->data[bytes->length] = 0;
	return 0;
}

int bytes_append_text(struct bytes *bytes, const char *text, struct error *error)
{
	return bytes_append(bytes, text, strlen(text), error);
}

int bytes_format(struct bytes *bytes, struct error *error, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	assert(length >= 0);
	int rc = reserve(bytes, (size_t)length, error);
	if (rc == 0) {
		vsnprintf(bytes->data + bytes->length, (size_t)length + 1, format, again);
		bytes->length += (size_t)length;
	}
	va_end(again);
	return rc;
}

void bytes_drop_front(struct bytes *bytes, size_t length)
{
	assert(length <= bytes->length);
	if (length == 0)
		return;
	bytes->length -= length;
	memmove(bytes->data, bytes->data + length, bytes->length + 1);
}

char *bytes_take(struct bytes *bytes)
{
	char *data = bytes->data ? bytes->data : memory_copy_text("");
	bytes_init(bytes, bytes->maximum);
	return data;
}
