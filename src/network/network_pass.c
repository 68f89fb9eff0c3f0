#include "network/pass.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct network_pass *network_pass_new(
	const struct network *network, bool training, struct error *error)
{
	struct network_pass *pass = calloc(1, sizeof(*pass));
	if (!pass) {
		error_set(error, ERROR_LIMIT, "There is no memory for a pass of the network.");
		return NULL;
	}
	pass->network = network;
	pass->training = training;
	return pass;
}

void network_pass_free(struct network_pass *pass)
{
	if (!pass)
		return;
	workspace_release(&pass->index);
	workspace_release(&pass->numbers);
	free(pass);
}

/* Takes by counting first, growing if needed (by half more than asked, so that it ends), and again. */
static int fit(struct network_pass *pass, struct workspace *workspace,
	void (*take)(struct network_pass *pass, struct workspace *workspace), struct error *error)
{
	struct workspace counting = {0};
	take(pass, &counting);
	if (!workspace->memory || workspace->capacity_bytes < counting.used_bytes) {
		workspace_release(workspace);
		size_t spare = counting.used_bytes < SIZE_MAX / 2 ? counting.used_bytes / 2 : 0;
		int rc = workspace_init(workspace, counting.used_bytes + spare, error);
		if (rc)
			return rc;
	}
	workspace_rewind(workspace, 0);
	take(pass, workspace);
	assert(workspace_fits(workspace));
	return 0;
}

/* ---- who is where ---- */

static void take_index(struct network_pass *pass, struct workspace *w)
{
	size_t count = pass->count, N = pass->size.rows;
	pass->encodings = workspace_take(w, count, sizeof(const struct encoding *));
	pass->first = workspace_take(w, count + 1, sizeof(*pass->first));
	pass->first_read = workspace_take(w, count + 1, sizeof(*pass->first_read));
	pass->first_move = workspace_take(w, count + 1, sizeof(*pass->first_move));
	pass->relations = workspace_take(w, count, sizeof(const struct relations *));
	pass->read = workspace_take(w, count, sizeof(*pass->read));
	pass->read_list = workspace_take(w, N, sizeof(*pass->read_list));
	pass->place = workspace_take(w, N, sizeof(*pass->place));
	pass->keyed = workspace_take(w, count, sizeof(*pass->keyed));
}

/* Marks in place[T] what heads read of a decision: the decision itself, moves and entries. */
static void mark_read(const struct encoding *encoding, uint16_t *place)
{
	memset(place, 0, encoding->positions * sizeof(*place));
	place[0] = 1;
	for (size_t m = 0; m < encoding->move_count; m++)
		place[encoding->moves[m].position] = 1;
	for (size_t c = 0; c < encoding->choice_set_count; c++)
		for (size_t e = 0; e < encoding->choice_sets[c].entry_count; e++) {
			place[encoding->choice_sets[c].entries[e].first] = 1;
			place[encoding->choice_sets[c].entries[e].last] = 1;
		}
}

/* Turns marks into rows; returns how many there are. */
static size_t number_read(size_t positions, uint16_t *place, size_t *list)
{
	size_t count = 0;
	for (size_t position = 0; position < positions; position++) {
		if (!place[position])
			continue;
		list[count] = position;
		place[position] = (uint16_t)count++;
	}
	return count;
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static void index_decision(struct network_pass *pass, size_t i, const struct encoding *encoding)
{
	size_t first = pass->first[i], first_read = pass->first_read[i];
	pass->encodings[i] = encoding;
	pass->relations[i] = &encoding->relations;
	mark_read(encoding, pass->place + first);
	size_t count =
		number_read(encoding->positions, pass->place + first, pass->read_list + first_read);
	pass->read[i] = (struct positions){count, pass->read_list + first_read};
	pass->first[i + 1] = first + encoding->positions;
	pass->first_read[i + 1] = first_read + count;
	pass->first_move[i + 1] = pass->first_move[i] + encoding->move_count;
	pass->moves_most = larger(pass->moves_most, encoding->move_count);
	pass->read_most = larger(pass->read_most, count);
	for (size_t c = 0; c < encoding->choice_set_count; c++)
		pass->entries_most =
			larger(pass->entries_most, encoding->choice_sets[c].entry_count);
}

static void index_batch(struct network_pass *pass, const struct encoding *const *encodings)
{
	pass->first[0] = pass->first_read[0] = pass->first_move[0] = 0;
	pass->moves_most = pass->read_most = pass->entries_most = 0;
	for (size_t i = 0; i < pass->count; i++)
		index_decision(pass, i, encodings[i]);
	pass->batch = (struct batch){pass->count, pass->first, pass->relations, NULL};
	pass->last = pass->batch;
	pass->last.read = pass->read;
	pass->size = batch_size(&pass->last);
}

/* ---- numbers ---- */

static void take_training(struct network_pass *pass, struct workspace *w)
{
	const struct network_shape *s = &pass->network->shape;
	size_t N = pass->size.rows, R = pass->size.read, D = s->width;
	struct batch_size whole = batch_size(&pass->batch);
	for (size_t b = 0; b < s->blocks; b++)
		block_kept_take(&pass->kept[b], &pass->network->blocks[b],
			b + 1 < s->blocks ? &whole : &pass->size, true, w);
	block_room_take(&pass->room, &pass->network->blocks[0], &whole, true, w);
	for (size_t b = 0; b < s->blocks; b++)
		pass->x[b] = workspace_reals(w, N * D);
	pass->x[s->blocks] = workspace_reals(w, R * D);
	pass->value_bags = workspace_reals(w, N * s->text_width);

	pass->dkinds = workspace_reals(w, pass->read_most * s->kinds);
	pass->dpointed = workspace_reals(w, ENTRY_POINTERS * pass->read_most);
	pass->dquery = workspace_reals(w, s->pointer_width);
	pass->dkeys = workspace_reals(w, pass->read_most * s->pointer_width);
	pass->dentry_query = workspace_reals(w, ENTRY_POINTERS * s->pointer_width);
	pass->dentry_keys = workspace_reals(w, pass->read_most * ENTRY_POINTERS * s->pointer_width);
	pass->dh = workspace_reals(w, R * D);
	pass->dread = workspace_reals(w, R * D);
	pass->dx = workspace_reals(w, N * D);
	pass->dbags = workspace_reals(w, N * s->text_width);
}

/* One buffer carries the stream, one block_kept serves all blocks, the last one too. */
static void take_inference(struct network_pass *pass, struct workspace *w)
{
	const struct network_shape *s = &pass->network->shape;
	struct batch_size size = batch_size(&pass->batch);
	size.read = pass->size.read;
	real *x = workspace_reals(w, size.rows * s->width);
	block_kept_take(&pass->kept[0], &pass->network->blocks[0], &size, false, w);
	block_room_take(&pass->room, &pass->network->blocks[0], &size, false, w);
	for (size_t b = 0; b <= s->blocks; b++)
		pass->x[b] = x;
	for (size_t b = 1; b < s->blocks; b++)
		pass->kept[b] = pass->kept[0];
	pass->value_bags = pass->word_bags;
}

static void take_numbers(struct network_pass *pass, struct workspace *w)
{
	const struct network_shape *s = &pass->network->shape;
	size_t R = pass->size.read, P = s->pointer_width;
	pass->word_bags = workspace_reals(w, pass->size.rows * s->text_width);
	if (pass->training)
		take_training(pass, w);
	else
		take_inference(pass, w);
	pass->statistics = workspace_reals(w, 2 * R);
	pass->h = workspace_reals(w, R * s->width);
	pass->kinds = workspace_reals(w, R * s->kinds);
	pass->queries = workspace_reals(w, pass->count * P);
	pass->keys = workspace_reals(w, R * P);
	pass->entry_keys = workspace_reals(w, R * ENTRY_POINTERS * P);
	pass->pointed = workspace_reals(w, ENTRY_POINTERS * pass->read_most);
	pass->entry_query = workspace_reals(w, ENTRY_POINTERS * P);
	pass->move_scores = workspace_reals(w, pass->first_move[pass->count]);

	pass->entry_scores = workspace_reals(w, pass->entries_most);
	pass->log_right = workspace_take(w, pass->moves_most, sizeof(*pass->log_right));
	pass->accepted = workspace_take(w, pass->entries_most, sizeof(*pass->accepted));
	pass->dmoves = workspace_reals(w, pass->moves_most);
	pass->dentries = workspace_reals(w, pass->entries_most);
}

/* ---- reserving ---- */

static int check_limits(const struct encoding *encoding, struct error *error)
{
	if (encoding->positions > ENCODING_POSITIONS_MAX)
		return error_set(error, ERROR_LIMIT,
			"A decision over %zu positions is too large: at most %d fit.",
			encoding->positions, ENCODING_POSITIONS_MAX);
	if (encoding->move_count > ENCODING_MOVES_MAX)
		return error_set(error, ERROR_LIMIT,
			"A decision among %zu moves is too large: at most %d fit.",
			encoding->move_count, ENCODING_MOVES_MAX);
	for (size_t c = 0; c < encoding->choice_set_count; c++)
		if (encoding->choice_sets[c].entry_count > ENCODING_ENTRIES_MAX)
			return error_set(error, ERROR_LIMIT,
				"A choice among %zu texts is too large: at most %d fit.",
				encoding->choice_sets[c].entry_count, ENCODING_ENTRIES_MAX);
	return 0;
}

int network_pass_reserve(struct network_pass *pass, const struct encoding *const *encodings,
	size_t count, struct error *error)
{
	assert(count > 0);
	size_t rows = 0;
	for (size_t i = 0; i < count; i++) {
		int rc = check_limits(encodings[i], error);
		if (rc)
			return rc;
		assert(!encoding_fault(encodings[i], &pass->network->shape));
		rows += encodings[i]->positions;
	}
	pass->count = count;
	pass->size.rows = rows;
	int rc = fit(pass, &pass->index, take_index, error);
	if (rc)
		return rc;
	index_batch(pass, encodings);
	return fit(pass, &pass->numbers, take_numbers, error);
}
