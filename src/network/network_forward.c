#include "network/pass.h"

#include <assert.h>
#include <string.h>

/* ---- the body: positions -> h ---- */

static void embed(struct network_pass *pass, const struct weights *weights)
{
	const struct network *n = pass->network;
	size_t D = n->shape.width, text_width = n->shape.text_width, N = pass->size.rows;
	real *x = pass->x[0];
	for (size_t i = 0; i < pass->count; i++) {
		const struct encoding *e = pass->encodings[i];
		size_t first = pass->first[i];
		embedding_forward(&n->features, weights, &e->features, e->positions, x + first * D);
		embedding_forward(&n->words, weights, &e->words, e->positions,
			pass->word_bags + first * text_width);
	}
	linear_forward(&n->word_projection, weights, pass->word_bags, N, x, x, pass->room.linear);
	for (size_t i = 0; i < pass->count; i++) {
		const struct encoding *e = pass->encodings[i];
		embedding_forward(&n->values, weights, &e->values, e->positions,
			pass->value_bags + pass->first[i] * text_width);
	}
	linear_forward(&n->value_projection, weights, pass->value_bags, N, x, x, pass->room.linear);
}

/* ---- heads ---- */

struct pointer_keys pass_move_keys(const struct network_pass *pass, size_t i)
{
	size_t P = pass->network->shape.pointer_width;
	return (struct pointer_keys){pass->keys + pass->first_read[i] * P, P, pass->read[i]};
}

struct pointer_keys pass_entry_keys(
	const struct network_pass *pass, size_t i, enum entry_pointer which)
{
	size_t P = pass->network->shape.pointer_width, stride = ENTRY_POINTERS * P;
	return (struct pointer_keys){
		pass->entry_keys + pass->first_read[i] * stride + which * P, stride, pass->read[i]};
}

const struct pointer *pass_entry_pointer(const struct network_pass *pass, enum entry_pointer which)
{
	const struct network *n = pass->network;
	const struct pointer *const pointers[ENTRY_POINTERS] = {&n->starts, &n->ends, &n->copies};
	return pointers[which];
}

static void score_moves(struct network_pass *pass, const struct weights *weights, size_t i)
{
	const struct network *n = pass->network;
	const struct encoding *e = pass->encodings[i];
	size_t D = n->shape.width, K = n->shape.kinds, first = pass->first_read[i];
	real *query = pass->queries + i * n->shape.pointer_width;
	struct pointer_keys keys = pass_move_keys(pass, i);
	linear_forward(&n->query, weights, pass->h + first * D, 1, NULL, query, pass->room.linear);
	pointer_forward(&n->moves, weights, &e->relations, 0, query, &keys, pass->pointed);
	real *scores = pass->move_scores + pass->first_move[i];
	for (size_t m = 0; m < e->move_count; m++) {
		size_t place = pass_place(pass, i, e->moves[m].position);
		scores[m] =
			pass->kinds[(first + place) * K + e->moves[m].kind] + pass->pointed[place];
	}
}

void network_forward(struct network_pass *pass, const struct weights *weights)
{
	const struct network *n = pass->network;
	size_t depth = n->shape.blocks, R = pass->size.read;
	assert(pass->count > 0);
	embed(pass, weights);
	for (size_t b = 0; b < depth; b++)
		block_forward(&n->blocks[b], weights, b + 1 < depth ? &pass->batch : &pass->last,
			pass->x[b], pass->x[b + 1], &pass->kept[b], &pass->room);
	norm_forward(&n->last, weights, pass->x[depth], R, pass->h, pass->statistics);
	linear_forward(&n->kinds, weights, pass->h, R, NULL, pass->kinds, pass->room.linear);
	linear_forward(&n->key, weights, pass->h, R, NULL, pass->keys, pass->room.linear);
	for (size_t i = 0; i < pass->count; i++)
		score_moves(pass, weights, i);
	memset(pass->keyed, 0, pass->count);
}

const real *network_move_scores(const struct network_pass *pass, size_t i)
{
	assert(i < pass->count);
	return pass->move_scores + pass->first_move[i];
}

/* The keys of a decision's entries, unless they are there. */
static void need_entry_keys(struct network_pass *pass, const struct weights *weights, size_t i)
{
	const struct network *n = pass->network;
	size_t first = pass->first_read[i];
	if (pass->keyed[i])
		return;
	linear_forward(&n->entry_key, weights, pass->h + first * n->shape.width,
		pass_read_count(pass, i), NULL,
		pass->entry_keys + first * ENTRY_POINTERS * n->shape.pointer_width,
		pass->room.linear);
	pass->keyed[i] = 1;
}

void network_entry_scores(
	struct network_pass *pass, const struct weights *weights, size_t i, size_t move, real *out)
{
	const struct network *n = pass->network;
	assert(i < pass->count && pass_takes_text(pass, i, move));
	const struct encoding *e = pass->encodings[i];
	const struct choice_set *set = pass_choices(pass, i, move);
	size_t position = e->moves[move].position, most = pass->read_most;
	size_t row = pass->first_read[i] + pass_place(pass, i, position);
	need_entry_keys(pass, weights, i);
	linear_forward(&n->entry_query, weights, pass->h + row * n->shape.width, 1, NULL,
		pass->entry_query, pass->room.linear);
	for (int which = 0; which < ENTRY_POINTERS; which++) {
		struct pointer_keys keys = pass_entry_keys(pass, i, which);
		pointer_forward(pass_entry_pointer(pass, which), weights, &e->relations, position,
			pass->entry_query + which * n->shape.pointer_width, &keys,
			pass->pointed + which * most);
	}
	const real *starts = pass->pointed, *ends = starts + most, *copies = ends + most;
	for (size_t c = 0; c < set->entry_count; c++) {
		const struct choice_entry *entry = &set->entries[c];
		size_t first = pass_place(pass, i, entry->first);
		out[c] = entry->source == ENTRY_COPY
				 ? copies[first]
				 : starts[first] + ends[pass_place(pass, i, entry->last)];
	}
}
