#include "base/random.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

static uint64_t splitmix(uint64_t *state)
{
	uint64_t mixed = (*state += 0x9e3779b97f4a7c15u);
	mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
	mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
	return mixed ^ (mixed >> 31);
}

void random_seed(struct random *random, uint64_t seed)
{
	for (int i = 0; i < 4; i++)
		random->state[i] = splitmix(&seed);
}

static uint64_t rotate(uint64_t value, int bits)
{
	return value << bits | value >> (64 - bits);
}

uint64_t random_next(struct random *random)
{
	uint64_t *state = random->state;
	uint64_t result = rotate(state[1] * 5, 7) * 9;
	uint64_t shifted = state[1] << 17;
	state[2] ^= state[0];
	state[3] ^= state[1];
	state[1] ^= state[2];
	state[0] ^= state[3];
	state[2] ^= shifted;
	state[3] = rotate(state[3], 45);
	return result;
}

double random_unit(struct random *random)
{
	return (double)(random_next(random) >> 11) * 0x1p-53;
}

/* Lemire 2019, "Fast Random Integer Generation in an Interval": the high half of a product is
 * the result; the few low halves that would favour some results are drawn again. */
uint32_t random_below(struct random *random, uint32_t bound)
{
	assert(bound > 0);
	uint32_t unfair = -bound % bound;
	uint64_t product;
	do {
		product = (random_next(random) >> 32) * bound;
	} while ((uint32_t)product < unfair);
	return (uint32_t)(product >> 32);
}

void random_identifier(char *out, size_t digits)
{
	unsigned char drawn[32];
	for (size_t i = 0; i < digits; i++) {
		size_t place = i % sizeof(drawn);
		if (place == 0 && getentropy(drawn, sizeof(drawn)) != 0) {
			perror("The operating system gives no random bytes");
			abort();
		}
		out[i] = "0123456789abcdef"[drawn[place] & 15];
	}
	out[digits] = 0;
}
