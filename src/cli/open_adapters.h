/*
 * open_adapters.h - the store of a task's adapters, for the commands that look at it or change it.
 */
#ifndef CLI_OPEN_ADAPTERS_H
#define CLI_OPEN_ADAPTERS_H

#include "config/options.h"
#include "learning/store.h"

enum { HASH_SHOWN = 12 }; /* digits of a hash that are shown: enough to name an adapter by */

/* The store of --task below --adapters-dir. NOT_FOUND where the task has no adapters, with the name
 * that was probably meant; no folder is made. */
int adapters_open(struct store *store, const struct options *options, enum store_mode mode,
	struct error *error);

/* "3fa9c1d2e4b5", or "none". */
void adapter_short_name(const char *hash, char out[static HASH_SHOWN + 1]);

#endif
