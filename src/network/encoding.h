/*
 * encoding.h - one decision as the network sees it: positions, relations between them, and the
 * legal moves. Plain numbers: this module knows nothing of pages, goals or browsers.
 *
 * A position is a thing (the decision itself, a word of the goal, a step of the demonstration, a
 * step done so far, an element of the page). Position 0 is the decision. What a position is, the
 * network reads from three bags of embedding rows and from the relations to all others.
 *
 * A move is a kind of action at a position: "click, at element 17", "do as shown, at step 3",
 * "finish, at the decision". A move may take a text: then it names a choice set, whose entries are
 * spans of the goal's words or copies from positions. Entries that come to the same text share an
 * outcome; the probability of an outcome is the sum over its entries.
 *
 * Everything is borrowed and constant, usually from one arena.
 */
#ifndef NETWORK_ENCODING_H
#define NETWORK_ENCODING_H

#include "tensor/embedding.h"
#include "tensor/relations.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ENCODING_POSITIONS_MAX = 256, ENCODING_MOVES_MAX = 1024, ENCODING_ENTRIES_MAX = 4096 };
enum { MOVE_WITHOUT_TEXT = UINT16_MAX };

struct encoded_move {
	uint16_t position;
	uint16_t kind;	     /* < kinds of the network's shape */
	uint16_t choice_set; /* index, or MOVE_WITHOUT_TEXT */
};

enum entry_source {
	ENTRY_SPAN, /* goal words from position `first` to position `last` */
	ENTRY_COPY  /* what position `first` says; last == first */
};

struct choice_entry {
	uint8_t source;	      /* enum entry_source */
	uint16_t first, last; /* positions */
	uint16_t outcome;     /* < outcomes of the set */
};

struct choice_set {
	const struct choice_entry *entries; /* [entry_count], at least one */
	size_t entry_count;
	size_t outcomes; /* every number below it occurs */
};

struct encoding {
	size_t positions; /* T, 1..ENCODING_POSITIONS_MAX */
	/* What a position is called, what it contains, and of which kinds it is. */
	struct bags words, values, features;
	struct relations relations;	  /* over T positions */
	const struct encoded_move *moves; /* [move_count], at least one; all legal */
	size_t move_count;
	const struct choice_set *choice_sets;
	size_t choice_set_count;
};

/* A copy of all that the encoding borrows, in the arena and no larger than needed; for decisions that
 * are kept when the page they came from is gone. LIMIT when the arena is full. */
int encoding_copy(struct encoding *copy, const struct encoding *encoding, struct arena *arena,
	struct error *error);

struct network_shape;

/* What is wrong with an encoding for a network of this shape, in words; NULL when nothing is. For
 * tests and assertions: it looks at every pair. */
const char *encoding_fault(const struct encoding *encoding, const struct network_shape *shape);

#endif
