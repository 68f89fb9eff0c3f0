/*
 * base64.h - bytes as text (RFC 4648, section 4), as data URLs and image parts of prompts need them.
 */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/bytes.h"

/* Appends the encoding with padding. LIMIT leaves text as it was. */
int base64_append(struct bytes *text, const void *data, size_t length, struct error *error);

/* Appends what text encodes, with or without padding; ends at the first other character. LIMIT may
 * leave part of it appended. */
int base64_decode(struct bytes *data, const char *text, struct error *error);

#endif
