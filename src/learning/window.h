/*
 * window.h - does the adapter help? The last K verified outcomes, and what follows from them: keep
 * a checkpoint, call it the best, or go back. A value machine: no clock, no files.
 *
 *                first update            switch TO_BEST
 *     [frozen] ----------------> [adapted] <--------.
 *        ^                          |  '------------'
 *        '------ switch TO_FROZEN --'
 *
 * 1. A window holds outcomes of one side of a switch only: it is emptied by the first update and by
 *    every switch, so that the frozen policy's successes do not hide an adapter's failures.
 * 2. Success is compared with that of the state a rollback would go back to: the best checkpoint,
 *    or before there is one the frozen policy, as it did before the first update. From fewer than K
 *    outcomes its rate is estimated by Laplace's rule (s + 1) / (n + 2): one of one is not 100 %.
 * 3. With n < K outcomes a window is not yet good, whatever they are; it is bad as soon as K - n
 *    successes could not save it. With K outcomes both are the plain rate.
 * 4. A window measures what acted in it. So judge after adding an outcome, before the updates that
 *    follow from it, and what is saved then has acted at least once. Saves also wait for a newest
 *    outcome that is a success.
 * 5. Of equally good checkpoints the newer is the best: it did so on newer pages.
 */
#ifndef LEARNING_WINDOW_H
#define LEARNING_WINDOW_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WINDOW_OUTCOMES_MAX = 64, WINDOW_TEXT_SIZE = WINDOW_OUTCOMES_MAX + 1 };

struct window_options {
	size_t outcomes;	   /* K, 1..WINDOW_OUTCOMES_MAX */
	double good;		   /* 0..1: a full window with so much success is saved */
	double rollback_threshold; /* 0..1: share of the best's success below which it rolls back */
	double shadow_margin;	   /* 0..1: by how much the frozen policy may be better */
	size_t shadow_least;	   /* decisions compared before the shadow is believed */
	size_t save_every;	   /* updates; >= 1 */
};

extern const struct window_options window_defaults;

/* INPUT: says which is impossible. */
int window_options_check(const struct window_options *options, struct error *error);

enum window_best { WINDOW_BEST_UNKNOWN, WINDOW_BEST_FROZEN, WINDOW_BEST_ADAPTER };

/* Survives the run. Zeroed memory is a policy without adapter and without outcomes. */
struct window {
	uint64_t outcomes; /* newest in bit 0; 1: success */
	size_t count;	   /* 0..K */
	enum window_best best_of;
	double best;		     /* success of that; 0 while unknown */
	bool adapted;		     /* an adapter acts: there is something to go back from */
	uint64_t updates_since_save; /* of the adapter that acts */
	uint64_t updates_since_best; /* 0: the best itself acts, unless best_of is another */
};

enum window_verdict { WINDOW_NOTHING, WINDOW_SAVE, WINDOW_BEST, WINDOW_ROLLBACK };
enum window_cause { WINDOW_BY_OUTCOMES, WINDOW_BY_SHADOW, WINDOW_BY_NUMBERS, WINDOW_BY_COUNT };
enum window_target { WINDOW_TO_FROZEN, WINDOW_TO_BEST, WINDOW_TO_OTHER };

struct window_evidence {
	bool not_finite;	 /* a loss, a gradient or a weight is NaN or infinite */
	size_t shadow_decisions; /* compared since the last switch */
	double shadow_gain;	 /* adapted less frozen policy on them, -1..1 */
};

struct window_decision {
	enum window_verdict verdict; /* BEST is a save too */
	enum window_cause cause;
	enum window_target target; /* of a rollback: TO_FROZEN or TO_BEST */
	double success;		   /* plain rate; 0 without outcomes */
	size_t count;
	double best;
	char reason[256]; /* a sentence; "" for NOTHING */
};

/* The plain rate of success; 0 without outcomes. */
double window_success(const struct window *window);
/* Oldest first, "1" a success: "1101". */
void window_text(const struct window *window, char out[static WINDOW_TEXT_SIZE]);

/* Changes nothing: what was decided is told back by the functions below once it is done. */
struct window_decision window_judge(const struct window_options *options,
	const struct window *window, const struct window_evidence *evidence);

void window_add(const struct window_options *options, struct window *window, bool success);
/* After an update, also one that ended in numbers that are not finite. */
void window_updated(const struct window_options *options, struct window *window);
/* After a save with this verdict, SAVE or BEST. */
void window_saved(struct window *window, enum window_verdict verdict);
/* After another adapter, or none, was put in force: a rollback, or a person's choice (TO_OTHER). */
void window_switch(struct window *window, enum window_target target);

#endif
