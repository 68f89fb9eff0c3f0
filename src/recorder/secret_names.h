/*
 * secret_names.h - what the secrets of a recording are called. Private to recorder.
 *
 * A secret is named after its field, and two fields of one host may have the same words: the first
 * is "code", the next "code_2". Fields are told apart by the author's own key for them, its name or
 * id; a field that comes again, on another page of the host too, keeps its name, and so does one
 * without a key.
 */
#ifndef RECORDER_SECRET_NAMES_H
#define RECORDER_SECRET_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct secret_name {
	char *host, *words, *key; /* owned */
	char *name;		  /* owned; words, or with a number */
};

struct secret_names {
	struct secret_name *items;
	size_t count;
};

void secret_names_release(struct secret_names *names);

/* words: [a-z0-9_]+ of the field's label. Borrowed, until the next call. */
const char *secret_names_take(
	struct secret_names *names, const char *host, const char *words, const char *key);

#endif
