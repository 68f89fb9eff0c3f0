#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16, FIRST_BLOCK_BYTES = 4096 };

struct arena_block {
	struct arena_block *next; /* the one before it in time */
	size_t used, size;	  /* bytes of data */
	alignas(ALIGNMENT) unsigned char data[];
};

void arena_init(struct arena *arena, size_t maximum_bytes)
{
	*arena = (struct arena){.maximum_bytes = maximum_bytes};
}

/* Twice the newest block, but no more than the arena may still use, and at least what is
 * asked for. calloc() gives the zeroes that arena_take() promises. */
static struct arena_block *block_add(struct arena *arena, size_t needed)
{
	size_t size = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK_BYTES;
	size_t left = arena->maximum_bytes - arena->used_bytes;
	if (size > left)
		size = left;
	if (size < needed)
		size = needed;
	struct arena_block *block = calloc(1, sizeof(*block) + size);
	if (!block)
		return NULL;
	block->size = size;
	block->next = arena->blocks;
	arena->blocks = block;
	return block;
}

void *arena_take(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes) || bytes > PTRDIFF_MAX / 2)
		return NULL;
	bytes = bytes == 0 ? ALIGNMENT : (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (bytes > arena->maximum_bytes - arena->used_bytes)
		return NULL;
	struct arena_block *block = arena->blocks;
	if (!block || bytes > block->size - block->used)
		block = block_add(arena, bytes);
	if (!block)
		return NULL;
	void *memory = block->data + block->used;
	block->used += bytes;
	arena->used_bytes += bytes;
	return memory;
}

char *arena_copy_text(struct arena *arena, const char *text)
{
	return text ? arena_copy_span(arena, text, strlen(text)) : NULL;
}

char *arena_copy_span(struct arena *arena, const char *text, size_t length)
{
	char *copy = length < SIZE_MAX ? arena_take(arena, length + 1, 1) : NULL;
	if (copy && length > 0)
		memcpy(copy, text, length);
	return copy;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	assert(length >= 0);
	char *text = arena_take(arena, (size_t)length + 1, 1);
	if (text)
		vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

void arena_release(struct arena *arena)
{
	struct arena_block *block = arena->blocks;
	while (block) {
		struct arena_block *next = block->next;
		free(block);
		block = next;
	}
	arena->blocks = NULL;
	arena->used_bytes = 0;
}
