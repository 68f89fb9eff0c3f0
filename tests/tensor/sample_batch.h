/*
 * sample_batch.h - three sequences of odd lengths, packed, with relations.
 */
#ifndef SAMPLE_BATCH_H
#define SAMPLE_BATCH_H

#include "sample_relations.h"
#include "tensor/attention.h"

enum { SEQUENCES = 3, ROWS = 13, LONGEST = 7, PAIRS = 25 + 1 + 49, BITS = 6, CHANNELS = 2 };

struct sample_batch {
	size_t first[SEQUENCES + 1];
	struct sample_relations samples[SEQUENCES];
	const struct relations *list[SEQUENCES];
	struct batch batch;
};

static inline void sample_batch_init(struct sample_batch *sample, bool related)
{
	const size_t lengths[SEQUENCES] = {5, 1, 7};
	sample->first[0] = 0;
	for (size_t s = 0; s < SEQUENCES; s++) {
		sample_relations_init(&sample->samples[s], lengths[s], BITS, CHANNELS, 100 + s);
		sample->list[s] = &sample->samples[s].relations;
		sample->first[s + 1] = sample->first[s] + lengths[s];
	}
	sample->batch = (struct batch){SEQUENCES, sample->first, related ? sample->list : NULL};
}

static inline void sample_batch_release(struct sample_batch *sample)
{
	for (size_t s = 0; s < SEQUENCES; s++)
		sample_relations_release(&sample->samples[s]);
}

#endif
