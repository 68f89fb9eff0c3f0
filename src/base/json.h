/*
 * json.h - the one door to the JSON library (jansson).
 *
 * Chromium sends lone surrogates ("\ud83d") and \u0000, at which jansson rejects the
 * whole message; json_parse() repairs such escapes first, so that no message is lost.
 * Depth is bounded by the library (2048), size by the caller's buffer. Values are
 * reference-counted: `json_decref`, and functions named *_new give steal what they are
 * given (jansson's own rule).
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/bytes.h"
#include "base/error.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A new value, or NULL with ERROR_INPUT and line and column. Invalid UTF-8, lone
 * surrogates and NUL characters become U+FFFD; an integer beyond 64 bits, as JavaScript prints
 * 1e20, becomes a real. */
json_t *json_parse(const char *text, size_t length, struct error *error);

/* One line, no spaces, keys in insertion order. Heap text; NULL only on lack of memory. */
char *json_print(const json_t *value);

/* Look-ups along a dotted path ("result.value", "frames.0.id"), with a default for what is absent
 * or of another type; 5.0 is also an integer. Returned texts and values are borrowed from the
 * tree. */
json_t *json_at(const json_t *root, const char *path);
const char *json_text_at(const json_t *root, const char *path, const char *fallback);
int64_t json_integer_at(const json_t *root, const char *path, int64_t fallback);
double json_number_at(const json_t *root, const char *path, double fallback);
bool json_bool_at(const json_t *root, const char *path, bool fallback);

/* Appends text as a JSON string literal with quotes, repairing invalid UTF-8; also a
 * valid JavaScript string literal (U+2028 and U+2029 are escaped). NULL gives null. */
int json_quote(struct bytes *out, const char *text, struct error *error);

/* json_string() that repairs invalid UTF-8 instead of failing; NULL gives json null. */
json_t *json_text_new(const char *text);

#endif
