/*
 * store_folder.h - what the parts of the store share. Private to this module.
 */
#ifndef LEARNING_STORE_FOLDER_H
#define LEARNING_STORE_FOLDER_H

#include "learning/store.h"

#define STORE_STATE   "state.json"
#define STORE_JOURNAL "journal.jsonl"

/* The hash of "<hash>.safetensors"; false for another name. */
bool store_hash_of_name(const char *name, char hash[static HASH_TEXT_SIZE]);

/* Removes the file of an adapter that the state does not keep. What cannot be removed stays; the
 * state does not refer to it. */
void store_unlink(const struct store *store, const char *hash);

/* Writes `best` and `latest` where they do not say what the state says. They are for others, and
 * written again by the next change or opening: a failure is none of the change. */
void store_write_pointers(const struct store *store);

#endif
