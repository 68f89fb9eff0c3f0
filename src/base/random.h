/*
 * random.h - seeded randomness (xoshiro256**, Blackman and Vigna 2018), passed in by
 * whoever needs it, so that a run can be repeated; and unpredictable identifiers.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t state[4];
};

void random_seed(struct random *random, uint64_t seed); /* by splitmix64 */
uint64_t random_next(struct random *random);
double random_unit(struct random *random);		      /* [0, 1) */
uint32_t random_below(struct random *random, uint32_t bound); /* [0, bound), unbiased */

/* digits lower-case hexadecimal digits from the operating system, and a NUL. */
void random_identifier(char *out, size_t digits);

#endif
