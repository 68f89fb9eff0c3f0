/*
 * secret_urls.h - addresses without what was typed into secret fields. Private to recorder.
 *
 * A form sent by GET puts its fields into the address. The values of those named like secret
 * fields, or like secrets in general, are cut out: "?user=ann&pin=[secret]". Names sound like
 * secrets by whole words ("newPassword", "user[otp]"), as in observation/secrets.js; what only
 * begins like one ("passengers") does not.
 */
#ifndef RECORDER_SECRET_URLS_H
#define RECORDER_SECRET_URLS_H

#include <stdbool.h>
#include <stddef.h>

struct secret_fields {
	char **names; /* owned; of fields that turned out to be secret */
	size_t count;
};

void secret_fields_release(struct secret_fields *fields);
void secret_fields_add(struct secret_fields *fields, const char *name);

/* Heap text. */
char *url_without_secrets(const char *url, const struct secret_fields *fields);

#endif
