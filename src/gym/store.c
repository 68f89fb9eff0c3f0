#include "gym/store.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *sure(void *memory)
{
	if (!memory) {
		fputs("gym: out of memory\n", stderr);
		abort();
	}
	return memory;
}

void *store_take(struct arena *arena, size_t count, size_t size)
{
	return sure(arena_take(arena, count, size));
}

const char *store_format(struct arena *arena, const char *format, ...)
{
	char text[2048];
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (length < (int)sizeof text)
		return store_span(arena, text, (size_t)length);
	char *longer = store_take(arena, (size_t)length + 1, 1);
	va_start(arguments, format);
	vsnprintf(longer, (size_t)length + 1, format, arguments);
	va_end(arguments);
	return longer;
}

char *store_copy(struct arena *arena, const char *text)
{
	return store_span(arena, text, strlen(text));
}

char *store_span(struct arena *arena, const char *text, size_t length)
{
	char *copy = store_take(arena, length + 1, 1);
	memcpy(copy, text, length);
	return copy;
}
