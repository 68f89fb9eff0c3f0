/*
 * secrets.h - values that are typed but never kept.
 *
 * A demonstration holds placeholders ("{{secret:password}}") with the host they were typed
 * on. Values come from the environment (APPRENTICE_SECRET_<NAME>, upper case, '-' as '_') or
 * from a file of "name=value" or "name@host=value" lines which only its owner may read (mode
 * 0600 or stricter, else refused). They are looked up at the moment of typing.
 *
 * secrets_redact() replaces every known value of at least 4 bytes, also in its JSON-escaped and
 * URL-encoded forms, by "[secret:name]"; logs, records and prompts pass through it.
 */
#ifndef BASE_SECRETS_H
#define BASE_SECRETS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct secret {
	char *name;
	char *value;
	char *host; /* NULL: any host the placeholder was declared for */
};

struct secrets {
	struct secret *items;
	size_t count;
};

void secrets_init(struct secrets *secrets);
void secrets_release(struct secrets *secrets); /* wipes the values */
int secrets_read_file(struct secrets *secrets, const char *path, struct error *error);
void secrets_read_environment(struct secrets *secrets, char *const *environment);
int secrets_add(struct secrets *secrets, const char *name, const char *host, const char *value,
	struct error *error);

/* The value for `name` on `page_host`, where `declared_host` is the host in the placeholder's
 * declaration. NOT_FOUND (saying how to provide it) or REFUSED (another host). Borrowed. */
int secrets_find(const struct secrets *secrets, const char *name, const char *declared_host,
	const char *page_host, const char **value, struct error *error);

/* A heap copy of text with every secret value replaced. secrets may be NULL. */
char *secrets_redact(const struct secrets *secrets, const char *text);

/* Placeholders in texts: true when text is exactly "{{secret:NAME}}"; the name's span. */
bool secret_placeholder_parse(const char *text, const char **name, size_t *name_length);
char *secret_placeholder_new(const char *name);

#endif
