/*
 * network.h - the policy network: a transformer over things, with pointer heads.
 *
 *     x        = words·Ew·Pw + values·Ev·Pv + features·Ef          (embedding bags, projected)
 *     h        = norm(block_n(... block_1(x)))                      (attention biased by relations)
 *     move     (kind k at position j):  u_k·h_j  +  q(h_0)·key(h_j)/√P + relation terms of (0, j)
 *     entry    of a move at position m: span (i..j): start(h_m)·skey(h_i) + end(h_m)·ekey(h_j)
 *                                       copy of i:   copy(h_m)·ckey(h_i)
 *                                       each /√P + relation terms of (m, i), (m, j)
 *
 * One softmax over all legal moves, and for a move that takes a text one softmax over its entries:
 * together the joint distribution of the decision, p(move)·p(outcome | move).
 *
 * Layers hold offsets into `backbone` and `adapter`; which weights are computed with is said at each
 * call. Passes compute in a workspace sized beforehand and neither allocate nor fail.
 */
#ifndef NETWORK_NETWORK_H
#define NETWORK_NETWORK_H

#include "network/encoding.h"
#include "tensor/block.h"
#include "tensor/divergence.h"
#include "tensor/pointer.h"

enum { NETWORK_BLOCKS_MAX = 8 };

struct network_shape {
	size_t word_rows, value_rows, text_width; /* Ew[word_rows][text_width], Ev the same */
	size_t feature_rows;
	size_t width, heads, inner, blocks; /* D, H, F, depth */
	size_t bits, channels;		    /* of the relations */
	size_t kinds;			    /* of moves */
	size_t pointer_width;		    /* P */
};

struct network {
	struct network_shape shape;
	struct tensors backbone, adapter;
	struct embedding words, values, features;
	struct linear word_projection, value_projection;
	struct block blocks[NETWORK_BLOCKS_MAX];
	struct norm last;
	struct linear kinds;		      /* D -> K */
	struct linear query, key;	      /* of moves: D -> P, the key without bias */
	struct linear entry_query, entry_key; /* D -> 3P: start, end, copy */
	struct pointer moves, starts, ends, copies;
};

/* INPUT: names the number that is out of range (widths up to 1024, heads divide the width, ...). */
int network_init(struct network *network, const struct network_shape *shape, struct error *error);
void network_release(struct network *network);

/* Declares adapters of this rank on every linear layer; once, before buffers are made. */
void network_adapt(struct network *network, size_t rank, double scale);
/* backbone, the values of a copy: every W += s·B·A. */
void network_merge(const struct network *network, const real *adapter, real *backbone);

/* A pass over a batch of decisions. Owns its workspace, grown by network_pass_reserve(). */
struct network_pass;

/* training: backward is possible, every block keeps its own; else one serves all. */
struct network_pass *network_pass_new(
	const struct network *network, bool training, struct error *error);
void network_pass_free(struct network_pass *pass);

/* Makes the pass ready for these encodings (borrowed until the next reserve; no less than one). LIMIT
 * when one is beyond the maxima of encoding.h, or memory is out. */
int network_pass_reserve(struct network_pass *pass, const struct encoding *const *encodings,
	size_t count, struct error *error);

/* Computes scores of all moves of all encodings. */
void network_forward(struct network_pass *pass, const struct weights *weights);
/* [move_count] scores of encoding i; valid until the next forward. */
const real *network_move_scores(const struct network_pass *pass, size_t i);
/* Scores of the entries of one move that takes a text -> out[entry_count]. After network_forward with
 * the same weights; what is common to a decision's moves is computed once. */
void network_entry_scores(
	struct network_pass *pass, const struct weights *weights, size_t i, size_t move, real *out);

/* What a pass should have said; one per encoding. Several moves may be right, and for each that
 * takes a text several outcomes. */
struct network_target {
	const unsigned char *moves; /* [move_count]: accepted */
	/* [move_count] of [outcomes] or NULL: accepted outcomes of accepted moves with texts. */
	const unsigned char *const *outcomes;
	double weight; /* of this decision in the loss: 1; 0 where nothing is accepted */
};

/* Cross-entropy -log Σ p(accepted), averaged over the batch by weight; slopes to `gradients`.
 * After network_forward with the same weights. Where neither gradient is given, the loss is all that
 * is computed, and the pass need not be a training one. */
double network_learn_targets(struct network_pass *pass, const struct weights *weights,
	const struct network_target *targets, const struct gradients *gradients);

/* A decision's distribution, for teachers: moves [move_count]; entries of each move with a text
 * whose probability is at least `floor`, else NULL. In the arena. */
struct network_distribution {
	real *moves;	/* [move_count] */
	real **entries; /* [move_count] of [entry_count] or NULL, conditional on the move */
};

int network_distribution(struct network_pass *pass, const struct weights *weights, size_t i,
	double temperature, double floor, struct arena *arena,
	struct network_distribution *distribution, struct error *error);

/* Divergence from the teachers' distributions over the whole joint: moves, and each text weighted
 * with the teacher's probability of its move; averaged over the batch; slopes to `gradients`.
 * A teacher's distribution must be over the same moves and entries. */
double network_learn_teacher(struct network_pass *pass, const struct weights *weights,
	const struct network_distribution *teachers, const struct divergence *divergence,
	const struct gradients *gradients);

#endif
