/*
 * bytes.h - a growable run of bytes with a declared maximum.
 *
 * Invariant: data[length] == 0 whenever data is not NULL, so a text can be passed on
 * as a C string. An append that would exceed `maximum` fails with ERROR_LIMIT and
 * leaves the content as it was: nothing is cut silently.
 */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include "base/error.h"

#include <stddef.h>

struct bytes {
	char *data;	 /* owned */
	size_t length;	 /* bytes in use, without the NUL */
	size_t capacity; /* bytes allocated */
	size_t maximum;	 /* upper bound of length */
};

void bytes_init(struct bytes *bytes, size_t maximum);
void bytes_release(struct bytes *bytes);
void bytes_clear(struct bytes *bytes); /* keeps the allocation */
int bytes_append(struct bytes *bytes, const void *data, size_t length, struct error *error);
int bytes_append_text(struct bytes *bytes, const char *text, struct error *error);
int bytes_format(struct bytes *bytes, struct error *error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void bytes_drop_front(struct bytes *bytes, size_t length);
char *bytes_take(struct bytes *bytes); /* never NULL; the caller owns it now, bytes is empty */

#endif
