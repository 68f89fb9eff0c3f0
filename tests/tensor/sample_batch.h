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
	sample->batch =
		(struct batch){SEQUENCES, sample->first, related ? sample->list : NULL, NULL};
}

/* A batch of which some positions are read: two of the first sequence, the second's only one, three
 * of the third. */
enum { READ = 6 };

struct sample_read {
	struct positions lists[SEQUENCES];
	size_t row[READ]; /* in the batch */
};

static inline void sample_read_init(struct sample_read *read, struct sample_batch *sample)
{
	static const size_t first[] = {0, 3}, second[] = {0}, third[] = {1, 2, 6};
	*read = (struct sample_read){
		{{2, first}, {1, second}, {3, third}},
		{0, 3, 5, 7, 8, 12},
	};
	sample->batch.read = read->lists;
}

static inline void sample_batch_release(struct sample_batch *sample)
{
	for (size_t s = 0; s < SEQUENCES; s++)
		sample_relations_release(&sample->samples[s]);
}

#endif
