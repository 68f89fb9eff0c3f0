#include "tensor/relations.h"

#include "tensor/vector.h"

#include <assert.h>

/* Partial sums per class in backward: neighbouring pairs are often of one class, and adding to one
 * place again and again waits for itself. */
enum { LANES = 4, FIRST_SLOTS = 1024 };

/* ---- numbering: an open hash table of class numbers + 1, at most half full ---- */

struct numbering {
	struct arena *arena;
	uint32_t *slots;   /* 0: free */
	size_t slot_count; /* a power of two */
	uint32_t *mask;	   /* [slot_count / 2] */
	size_t classes;
};

static size_t slot_of(const struct numbering *numbering, uint32_t mask)
{
	size_t slot = (mask * 0x9e3779b1u) >> 7 & (numbering->slot_count - 1);
	while (numbering->slots[slot] && numbering->mask[numbering->slots[slot] - 1] != mask)
		slot = (slot + 1) & (numbering->slot_count - 1);
	return slot;
}

static int numbering_grow(struct numbering *numbering, size_t slot_count, struct error *error)
{
	struct numbering larger = {numbering->arena, NULL, slot_count, NULL, numbering->classes};
	larger.slots = arena_take(larger.arena, slot_count, sizeof(*larger.slots));
	larger.mask = arena_take(larger.arena, slot_count / 2, sizeof(*larger.mask));
	if (!larger.slots || !larger.mask) {
		error_set(error, ERROR_LIMIT,
			"The relations between positions need more memory than a step may use.");
		return ERROR_LIMIT;
	}
	for (size_t i = 0; i < larger.classes; i++) {
		larger.mask[i] = numbering->mask[i];
		larger.slots[slot_of(&larger, larger.mask[i])] = (uint32_t)i + 1;
	}
	*numbering = larger;
	return 0;
}

static int numbering_class(
	struct numbering *numbering, uint32_t mask, uint32_t *class, struct error *error)
{
	size_t slot = slot_of(numbering, mask);
	if (!numbering->slots[slot]) {
		if (numbering->classes == numbering->slot_count / 2) {
			int rc = numbering_grow(numbering, 2 * numbering->slot_count, error);
			if (rc)
				return rc;
			slot = slot_of(numbering, mask);
		}
		numbering->mask[numbering->classes++] = mask;
		numbering->slots[slot] = (uint32_t)numbering->classes;
	}
	*class = numbering->slots[slot] - 1;
	return 0;
}

int relations_index(
	struct relations *relations, uint32_t *masks, struct arena *arena, struct error *error)
{
	size_t pairs = relations->positions * relations->positions;
	struct numbering numbering = {.arena = arena};
	int rc = numbering_grow(&numbering, FIRST_SLOTS, error);
	if (rc)
		return rc;
	uint32_t last_mask = 0, class = 0;
	for (size_t p = 0; p < pairs; p++) {
		assert(relations->bits >= 32 || masks[p] >> relations->bits == 0);
		if (p == 0 || masks[p] != last_mask) {
			last_mask = masks[p];
			rc = numbering_class(&numbering, last_mask, &class, error);
			if (rc)
				return rc;
		}
		masks[p] = class;
	}
	relations->classes = numbering.classes;
	relations->mask = numbering.mask;
	relations->pair = masks;
	return 0;
}

/* ---- biases ---- */

size_t relations_room(size_t T)
{
	return LANES * T * T;
}

/* Σ of the weights of the bits that are set. */
static real weight_of_mask(uint32_t mask, const real *w)
{
	real sum = 0;
	for (; mask; mask &= mask - 1)
		sum += w[__builtin_ctz(mask)];
	return sum;
}

static void add_to_mask(uint32_t mask, real slope, real *dw)
{
	for (; mask; mask &= mask - 1)
		dw[__builtin_ctz(mask)] += slope;
}

/* out[j] = table[class[j]] + Σ_k w[k]·channel[k][j] for the T pairs of one row; a channel's next one
 * is `apart` reals away. */
static TENSOR_HOT void bias_of_row(const real *restrict table, const uint32_t *restrict class,
	size_t T, const real *restrict channel, size_t apart, const real *restrict w,
	size_t channels, real *restrict out)
{
	for (size_t j = 0; j < T; j++)
		out[j] = table[class[j]];
	for (size_t k = 0; k < channels; k++)
		for (size_t j = 0; j < T; j++)
			out[j] += w[k] * channel[k * apart + j];
}

/* The first channel's values of (i, ·), where there are channels. */
static const real *channel_row(const struct relations *relations, size_t i)
{
	return relations->channels > 0 ? relations->channel + i * relations->positions : NULL;
}

void relations_bias(const struct relations *relations, const real *w, struct positions rows,
	real *out, real *room)
{
	size_t T = relations->positions;
	for (size_t c = 0; c < relations->classes; c++)
		room[c] = weight_of_mask(relations->mask[c], w);
	for (size_t row = 0; row < rows.count; row++) {
		size_t i = positions_at(rows, row);
		bias_of_row(room, relations->pair + i * T, T, channel_row(relations, i), T * T,
			w + relations->bits, relations->channels, out + row * T);
	}
}

static void sum_by_class(const real *restrict dbias, const uint32_t *restrict class, size_t count,
	size_t classes, real *restrict sums)
{
	size_t p = 0;
	for (; p + LANES <= count; p += LANES)
		for (size_t lane = 0; lane < LANES; lane++)
			sums[lane * classes + class[p + lane]] += dbias[p + lane];
	for (; p < count; p++)
		sums[class[p]] += dbias[p];
}

/* dw[k] += Σ_j dbias[j]·channel[k][j] */
static void sum_by_channel(const struct relations *relations, size_t i, const real *dbias, real *dw)
{
	size_t T = relations->positions;
	for (size_t k = 0; k < relations->channels; k++)
		dw[k] += vector_dot(dbias, relations->channel + (k * T + i) * T, T);
}

void relations_bias_backward(const struct relations *relations, struct positions rows,
	const real *dbias, real *dw, real *room)
{
	size_t T = relations->positions, classes = relations->classes;
	memset(room, 0, LANES * classes * sizeof(*room));
	for (size_t row = 0; row < rows.count; row++, dbias += T) {
		size_t i = positions_at(rows, row);
		sum_by_class(dbias, relations->pair + i * T, T, classes, room);
		sum_by_channel(relations, i, dbias, dw + relations->bits);
	}
	for (size_t lane = 1; lane < LANES; lane++)
		vector_add(room, room + lane * classes, classes);
	for (size_t c = 0; c < classes; c++)
		add_to_mask(relations->mask[c], room[c], dw);
}

/* The channels' value k of the pair (i, j). */
static real channel_of(const struct relations *relations, size_t k, size_t i, size_t j)
{
	return relations->channel[(k * relations->positions + i) * relations->positions + j];
}

void relations_add_row(const struct relations *relations, const real *w, size_t i,
	struct positions columns, real *out)
{
	const uint32_t *class = relations->pair + i * relations->positions;
	for (size_t column = 0; column < columns.count; column++) {
		size_t j = positions_at(columns, column);
		out[column] += weight_of_mask(relations->mask[class[j]], w);
		for (size_t k = 0; k < relations->channels; k++)
			out[column] += w[relations->bits + k] * channel_of(relations, k, i, j);
	}
}

void relations_row_backward(const struct relations *relations, size_t i, struct positions columns,
	const real *dbias, real *dw)
{
	const uint32_t *class = relations->pair + i * relations->positions;
	for (size_t column = 0; column < columns.count; column++) {
		if (dbias[column] == 0)
			continue;
		size_t j = positions_at(columns, column);
		add_to_mask(relations->mask[class[j]], dbias[column], dw);
		for (size_t k = 0; k < relations->channels; k++)
			dw[relations->bits + k] += dbias[column] * channel_of(relations, k, i, j);
	}
}
