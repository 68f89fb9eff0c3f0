/*
 * pass.h - what a pass over a batch of decisions computes with. Private to this module.
 *
 * Rows: the batch's N positions stand one after another, N = Σ T. Of these R are read by heads (the decision,
 * and every position that a move or an entry names); the last block, the last norm and the heads compute
 * those alone, packed. `place` says where a position's row is among those of its decision.
 *
 * Two workspaces: `index` for who is where, which must be known to size `numbers`. Both are kept from
 * batch to batch and grow when a larger one comes.
 */
#ifndef NETWORK_PASS_H
#define NETWORK_PASS_H

#include "network/network.h"

struct network_pass {
	const struct network *network; /* borrowed */
	bool training;

	/* ---- in `index` ---- */
	struct workspace index;
	size_t count;			   /* of decisions */
	const struct encoding **encodings; /* [count], borrowed */
	size_t *first;			   /* [count + 1]: rows */
	size_t *first_read;		   /* [count + 1]: rows that are read */
	size_t *first_move;		   /* [count + 1] */
	const struct relations **relations;
	struct positions *read;	  /* [count] */
	size_t *read_list;	  /* [R of N] */
	uint16_t *place;	  /* [N] */
	unsigned char *keyed;	  /* [count]: entry_keys are computed */
	struct batch batch, last; /* the same; `last` for the last block */
	struct batch_size size;	  /* of `last` */
	size_t moves_most;	  /* of one decision, as are these: */
	size_t read_most, entries_most;

	/* ---- in `numbers`: forward ---- */
	struct workspace numbers;
	struct block_kept kept[NETWORK_BLOCKS_MAX];
	struct block_room room;
	real *word_bags, *value_bags;	 /* [N][text_width]; one buffer unless training */
	real *x[NETWORK_BLOCKS_MAX + 1]; /* [N][D], the last [R][D]; one buffer unless training */
	real *statistics, *h;		 /* [R][2], [R][D] */
	real *kinds;			 /* [R][K] */
	real *queries, *keys;		 /* [count][P], [R][P] */
	real *entry_keys;		 /* [R][3P] */
	real *pointed;			 /* [3][read_most]: scores of pointers */
	real *entry_query;		 /* [3P] */
	real *move_scores;		 /* of all decisions */

	/* ---- losses, of one decision at a time ---- */
	real *entry_scores;	 /* [entries_most] */
	double *log_right;	 /* [moves_most] */
	unsigned char *accepted; /* [entries_most] */
	real *dmoves, *dentries; /* [moves_most], [entries_most] */

	/* ---- backward; training only ---- */
	real *dkinds;			  /* [read_most][K] */
	real *dpointed;			  /* [3][read_most] */
	real *dquery, *dkeys;		  /* [P], [read_most][P] */
	real *dentry_query, *dentry_keys; /* [3P], [read_most][3P] */
	bool entries_met;		  /* dentry_keys holds slopes of this decision's */
	real *dh, *dread, *dx;		  /* [R][D], [R][D], [N][D] */
	real *dbags;			  /* [N][text_width] */
};

/* Rows of decision i. */
static inline size_t pass_read_count(const struct network_pass *pass, size_t i)
{
	return pass->read[i].count;
}

/* The row, among those of decision i that are read, of one of its positions. */
static inline size_t pass_place(const struct network_pass *pass, size_t i, size_t position)
{
	return pass->place[pass->first[i] + position];
}

static inline const struct choice_set *pass_choices(
	const struct network_pass *pass, size_t i, size_t move)
{
	const struct encoding *encoding = pass->encodings[i];
	return &encoding->choice_sets[encoding->moves[move].choice_set];
}

static inline bool pass_takes_text(const struct network_pass *pass, size_t i, size_t move)
{
	return pass->encodings[i]->moves[move].choice_set != MOVE_WITHOUT_TEXT;
}

/* The keys that the three pointers of entries read, and the same places in their slopes. */
enum entry_pointer { ENTRY_START, ENTRY_END, ENTRY_COPIED, ENTRY_POINTERS };

struct pointer_keys pass_move_keys(const struct network_pass *pass, size_t i);
struct pointer_keys pass_entry_keys(
	const struct network_pass *pass, size_t i, enum entry_pointer which);
const struct pointer *pass_entry_pointer(const struct network_pass *pass, enum entry_pointer which);

/* ---- backward (network_backward.c), for one decision after another, then the body once ---- */

/* For a decision that does not count: its rows of dh are 0. */
void pass_no_backward(struct network_pass *pass, size_t i);
/* From dmoves; writes this decision's rows of dh. */
void pass_moves_backward(struct network_pass *pass, const struct weights *weights,
	const struct gradients *gradients, size_t i);
/* From dentries of one move, whose entries were the last that were scored; adds to dh. */
void pass_entries_backward(struct network_pass *pass, const struct weights *weights,
	const struct gradients *gradients, size_t i, size_t move);
/* After the entries of all its moves. */
void pass_decision_backward(struct network_pass *pass, const struct weights *weights,
	const struct gradients *gradients, size_t i);
/* From dh of all decisions down to the embeddings. */
void pass_body_backward(struct network_pass *pass, const struct weights *weights,
	const struct gradients *gradients);

#endif
