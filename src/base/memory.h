/*
 * memory.h - allocation that cannot fail, for what is small.
 *
 * Sizes here are bounded by the program, not by input: running out is reported on
 * stderr with file and line in one place and ends the process. What is sized by a
 * page, a model or a file goes through bytes.h or arena.h, which have maxima.
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

void *memory_new(size_t count, size_t size); /* zeroed; freed with free() */
void *memory_resize(void *memory, size_t count, size_t size);
char *memory_copy_text(const char *text);		 /* NULL gives NULL */
char *memory_copy_span(const char *text, size_t length); /* adds the NUL */
char *memory_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
