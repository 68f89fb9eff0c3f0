/*
 * hash.h - the name that content gives itself: SHA-256 (FIPS 180-4) by libcrypto.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>

enum { HASH_TEXT_SIZE = 65 };

/* 64 lower-case hexadecimal digits and a NUL. */
void hash_sha256(const void *data, size_t length, char out[static HASH_TEXT_SIZE]);

#endif
