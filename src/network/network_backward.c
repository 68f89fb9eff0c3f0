#include "network/pass.h"

#include "tensor/vector.h"

#include <assert.h>
#include <string.h>

/* Slopes of moves -> slopes of kinds and of what the pointer gave. */
static void gather_move_slopes(struct network_pass *pass, size_t i)
{
	const struct encoding *e = pass->encodings[i];
	size_t K = pass->network->shape.kinds, count = pass_read_count(pass, i);
	memset(pass->dkinds, 0, count * K * sizeof(real));
	memset(pass->dpointed, 0, count * sizeof(real));
	for (size_t m = 0; m < e->move_count; m++) {
		size_t place = pass_place(pass, i, e->moves[m].position);
		pass->dkinds[place * K + e->moves[m].kind] += pass->dmoves[m];
		pass->dpointed[place] += pass->dmoves[m];
	}
}

void pass_no_backward(struct network_pass *pass, size_t i)
{
	size_t D = pass->network->shape.width;
	memset(pass->dh + pass->first_read[i] * D, 0, pass_read_count(pass, i) * D * sizeof(real));
}

void pass_moves_backward(struct network_pass *pass, const struct weights *weights,
	const struct gradients *gradients, size_t i)
{
	const struct network *n = pass->network;
	size_t D = n->shape.width, P = n->shape.pointer_width, count = pass_read_count(pass, i);
	const real *h = pass->h + pass->first_read[i] * D;
	real *dh = pass->dh + pass->first_read[i] * D, *room = pass->room.linear;
	struct pointer_keys keys = pass_move_keys(pass, i);
	gather_move_slopes(pass, i);
	memset(pass->dquery, 0, P * sizeof(real));
	memset(pass->dkeys, 0, count * P * sizeof(real));
	pointer_backward(&n->moves, gradients, pass->relations[i], 0, pass->queries + i * P, &keys,
		pass->dpointed, pass->dquery, pass->dkeys);
	linear_backward(&n->kinds, weights, gradients, h, pass->dkinds, count, NULL, dh, room);
	linear_backward(&n->key, weights, gradients, h, pass->dkeys, count, dh, dh, room);
	linear_backward(&n->query, weights, gradients, h, pass->dquery, 1, dh, dh, room);
	pass->entries_met = false;
}

/* Slopes of entries -> slopes of what the three pointers gave. */
static void gather_entry_slopes(struct network_pass *pass, size_t i, const struct choice_set *set)
{
	size_t most = pass->read_most;
	real *starts = pass->dpointed, *ends = starts + most, *copies = ends + most;
	memset(pass->dpointed, 0, ENTRY_POINTERS * most * sizeof(real));
	for (size_t c = 0; c < set->entry_count; c++) {
		const struct choice_entry *entry = &set->entries[c];
		size_t first = pass_place(pass, i, entry->first);
		if (entry->source == ENTRY_COPY) {
			copies[first] += pass->dentries[c];
			continue;
		}
		starts[first] += pass->dentries[c];
		ends[pass_place(pass, i, entry->last)] += pass->dentries[c];
	}
}

void pass_entries_backward(struct network_pass *pass, const struct weights *weights,
	const struct gradients *gradients, size_t i, size_t move)
{
	const struct network *n = pass->network;
	size_t D = n->shape.width, P = n->shape.pointer_width;
	size_t position = pass->encodings[i]->moves[move].position;
	size_t row = pass->first_read[i] + pass_place(pass, i, position);
	real *dh = pass->dh + row * D;
	if (!pass->entries_met)
		memset(pass->dentry_keys, 0,
			pass_read_count(pass, i) * ENTRY_POINTERS * P * sizeof(real));
	pass->entries_met = true;
	gather_entry_slopes(pass, i, pass_choices(pass, i, move));
	memset(pass->dentry_query, 0, ENTRY_POINTERS * P * sizeof(real));
	for (int which = 0; which < ENTRY_POINTERS; which++) {
		struct pointer_keys keys = pass_entry_keys(pass, i, which);
		pointer_backward(pass_entry_pointer(pass, which), gradients, pass->relations[i],
			position, pass->entry_query + which * P, &keys,
			pass->dpointed + which * pass->read_most, pass->dentry_query + which * P,
			pass->dentry_keys + which * P);
	}
	linear_backward(&n->entry_query, weights, gradients, pass->h + row * D, pass->dentry_query,
		1, dh, dh, pass->room.linear);
}

void pass_decision_backward(struct network_pass *pass, const struct weights *weights,
	const struct gradients *gradients, size_t i)
{
	const struct network *n = pass->network;
	size_t first = pass->first_read[i] * n->shape.width;
	if (pass->entries_met)
		linear_backward(&n->entry_key, weights, gradients, pass->h + first,
			pass->dentry_keys, pass_read_count(pass, i), pass->dh + first,
			pass->dh + first, pass->room.linear);
}

/* Slopes of one kind of text's bags, through its projection, to its table. */
static void text_backward(struct network_pass *pass, const struct weights *weights,
	const struct gradients *gradients, const struct linear *projection,
	const struct embedding *table, const real *bags)
{
	linear_backward(projection, weights, gradients, bags, pass->dx, pass->size.rows, NULL,
		gradients->backbone ? pass->dbags : NULL, pass->room.linear);
	for (size_t i = 0; i < pass->count; i++) {
		const struct encoding *e = pass->encodings[i];
		embedding_backward(table, gradients,
			table == &pass->network->words ? &e->words : &e->values,
			pass->dbags + pass->first[i] * table->width, e->positions);
	}
}

void pass_body_backward(
	struct network_pass *pass, const struct weights *weights, const struct gradients *gradients)
{
	const struct network *n = pass->network;
	size_t depth = n->shape.blocks;
	const real *dy = pass->dread;
	assert(pass->training);
	norm_backward(&n->last, weights, gradients, pass->x[depth], pass->statistics, pass->dh,
		pass->size.read, NULL, pass->dread);
	for (size_t b = depth; b-- > 0; dy = pass->dx)
		block_backward(&n->blocks[b], weights, gradients,
			b + 1 < depth ? &pass->batch : &pass->last, &pass->kept[b], dy, pass->dx,
			&pass->room);
	for (size_t i = 0; i < pass->count; i++)
		embedding_backward(&n->features, gradients, &pass->encodings[i]->features,
			pass->dx + pass->first[i] * n->shape.width, pass->encodings[i]->positions);
	text_backward(pass, weights, gradients, &n->word_projection, &n->words, pass->word_bags);
	text_backward(pass, weights, gradients, &n->value_projection, &n->values, pass->value_bags);
}
