/*
 * transfer.h - a teacher's opinion about one encoding of a decision, as a target for another one.
 *
 * Teacher and student may see the same page differently (with a demonstration and without): their
 * moves and entries are others, and several of them may come to the same. What they come to is a
 * meaning, a number that both encodings share. With meanings a, b, ... of a page:
 *
 *     opinion    T(a) = Σ p(m)·p(e | m)   over the teacher's moves m and entries e that mean a
 *     target     τ(m, e) = T(a)/kept · S(m, e)/S(a)      S the student's present probabilities
 *
 * kept = Σ T(a) over the meanings that the student has: what it cannot say is dropped. Within a
 * meaning the student's own proportions stand, so nothing pulls at how it divides its belief
 * among ways to say the same. Then KL(τ‖S) over entries is KL(T‖S) over meanings, and so are the
 * slopes: Σ τ·log(τ/S) = Σ_a T(a)·log(T(a)/S(a)).
 *
 * Texts of moves that are hardly probable are not looked into; then the move as a whole is a meaning
 * of its own. Plain numbers: what a meaning is, the maker of the numbers knows.
 */
#ifndef NETWORK_TRANSFER_H
#define NETWORK_TRANSFER_H

#include "network/network.h"

/* What an encoding's moves and outcomes come to. */
struct meanings {
	const uint32_t *whole;	 /* [move_count]: of a move without a text all that it means; of one
				  with a text "this move, whatever the text", which no outcome is */
	const size_t *first;	 /* [move_count]: where a move's outcomes begin in `outcome` */
	const uint32_t *outcome; /* of all moves with texts, one after another */
	size_t count;		 /* of meanings: each number is below it */
};

/* Adds the distribution's probabilities to opinion[meanings->count]. */
void transfer_opinion(const struct encoding *encoding, const struct meanings *meanings,
	const struct network_distribution *distribution, double *opinion);

/* The target of decision i of the pass, after network_forward with these weights; in the arena.
 * *kept, 0..1: the share of the opinion that the student can express; with 0 the target is all 0.
 * LIMIT when the arena is full. */
int transfer_target(struct network_pass *pass, const struct weights *weights, size_t i,
	const struct meanings *meanings, const double *opinion, struct arena *arena,
	struct network_distribution *target, double *kept, struct error *error);

/* Σ T·log(T/S) over meanings of two opinions, in nats; where S is 0 it counts as 1e-12. */
double transfer_divergence(const double *teacher, const double *student, size_t count);

#endif
