/*
 * meaning.h - numbers for actions: what moves and texts of several encodings of one page come to.
 */
#ifndef LEARNING_MEANING_H
#define LEARNING_MEANING_H

#include "network/transfer.h"
#include "policy/encode.h"

/* The actions met so far, each with its number. */
struct meaning_table;

struct meaning_table *meaning_table_new(void);
void meaning_table_free(struct meaning_table *table);
/* Forgets all; of the next page. */
void meaning_table_clear(struct meaning_table *table);
size_t meaning_table_count(const struct meaning_table *table);

/* The number of an action; a new one is given where it was not met before. Pressing a key at the
 * element that has the focus is pressing it there or anywhere: observation (may be NULL) tells. Texts
 * are borrowed until the table is cleared. */
uint32_t meaning_of(struct meaning_table *table, const struct observation *observation,
	const struct action *action);

/* Numbers all moves and outcomes of an encoding, in the arena; meanings->count is that of the table
 * so far, for the caller to set to the last. LIMIT when the arena is full. */
int meanings_make(struct meanings *meanings, struct meaning_table *table,
	const struct page_encoding *page, const struct observation *observation,
	struct arena *arena, struct error *error);

#endif
