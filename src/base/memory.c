#include "base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *require(void *memory, int line)
{
	if (!memory) {
		fprintf(stderr, "%s:%d: There is no memory left; the program ends.\n", __FILE__,
			line);
		abort();
	}
	return memory;
}

void *memory_new(size_t count, size_t size)
{
	if (count == 0 || size == 0)
		count = size = 1;
	return require(calloc(count, size), __LINE__);
}

void *memory_resize(void *memory, size_t count, size_t size)
{
	if (count == 0 || size == 0)
		count = size = 1;
	return require(reallocarray(memory, count, size), __LINE__);
}

char *memory_copy_text(const char *text)
{
	return text ? memory_copy_span(text, strlen(text)) : NULL;
}

char *memory_copy_span(const char *text, size_t length)
{
	char *copy = require(length < PTRDIFF_MAX ? malloc(length + 1) : NULL, __LINE__);
	if (length > 0)
		memcpy(copy, text, length);
	copy[length] = 0;
	return copy;
}

char *memory_format(const char *format, ...)
{
	char *text = NULL;
	va_list arguments;
	va_start(arguments, format);
	int length = vasprintf(&text, format, arguments);
	va_end(arguments);
	return require(length < 0 ? NULL : text, __LINE__);
}
