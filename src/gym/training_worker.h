/*
 * training_worker.h - one thread's share of every training step. Private to training.
 *
 * A worker owns its lanes, its pass and its slopes, and shares nothing but the weights, which it
 * reads between the two meetings of a step:
 *
 *     leader   | barrier |  own share  | barrier |  sum, clip, AdamW, average  | barrier | ...
 *     others   | barrier |  own share  | barrier |            wait             | barrier | ...
 */
#ifndef GYM_TRAINING_WORKER_H
#define GYM_TRAINING_WORKER_H

#include "gym/feeder.h"
#include "gym/training.h"

#include <uv.h>

struct training_worker {
	const struct training_options *options; /* borrowed, as all pointers up to the feeder */
	const struct network *network;
	const real *values;    /* the weights in training */
	uv_barrier_t *barrier; /* NULL: the only worker */
	const bool *over;      /* read between the meetings only */

	struct feeder *feeder; /* owned, as all below */
	struct network_pass *pass;
	struct gradient gradient; /* of the last step, averaged over the worker's decisions */
	double loss;		  /* likewise */
	struct error error;	  /* of the last step; code 0: none */
	uv_thread_t thread;
};

/* index tells the workers' streams apart; `from` is the step that training continues from. */
int training_worker_init(
	struct training_worker *worker, size_t index, uint64_t from, struct error *error);
void training_worker_release(struct training_worker *worker);

/* One share: clears the slopes, looks at all lanes, learns, lets them act. */
void training_worker_step(struct training_worker *worker);

/* The body of a thread: shares until over. */
void training_worker_run(void *worker);

#endif
