#include "network/pass.h"

#include "tensor/candidates.h"

#include <assert.h>

static int no_memory(struct error *error)
{
	return error_set(error, ERROR_LIMIT,
		"The distribution of a decision needs more memory than a step may use.");
}

int network_distribution(struct network_pass *pass, const struct weights *weights, size_t i,
	double temperature, double floor, struct arena *arena,
	struct network_distribution *distribution, struct error *error)
{
	assert(i < pass->count && temperature > 0);
	size_t count = pass->encodings[i]->move_count;
	distribution->moves = arena_take(arena, count, sizeof(*distribution->moves));
	distribution->entries = arena_take(arena, count, sizeof(*distribution->entries));
	if (!distribution->moves || !distribution->entries)
		return no_memory(error);
	candidates_probabilities(
		network_move_scores(pass, i), count, temperature, distribution->moves);
	for (size_t m = 0; m < count; m++) {
		if (!pass_takes_text(pass, i, m) || distribution->moves[m] < floor)
			continue;
		size_t entries = pass_choices(pass, i, m)->entry_count;
		distribution->entries[m] =
			arena_take(arena, entries, sizeof(*distribution->entries[m]));
		if (!distribution->entries[m])
			return no_memory(error);
		network_entry_scores(pass, weights, i, m, pass->entry_scores);
		candidates_probabilities(
			pass->entry_scores, entries, temperature, distribution->entries[m]);
	}
	return 0;
}
