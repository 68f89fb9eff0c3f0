#include "network/encoding.h"

#include "network/network.h"

/* ---- copying ---- */

/* Copies what *at points to; false when the arena is full. */
static bool keep(struct arena *arena, const void **at, size_t count, size_t size)
{
	void *copy = arena_take(arena, count, size);
	if (copy && count > 0)
		memcpy(copy, *at, count * size);
	*at = copy;
	return copy != NULL;
}

static bool keep_bags(struct arena *arena, struct bags *bags, size_t positions)
{
	size_t rows = bags->first[positions];
	const void *first = bags->first, *row = bags->row, *share = bags->share;
	bool kept = keep(arena, &first, positions + 1, sizeof(*bags->first)) &&
		    keep(arena, &row, rows, sizeof(*bags->row)) &&
		    (!share || keep(arena, &share, rows, sizeof(*bags->share)));
	*bags = (struct bags){first, row, share};
	return kept;
}

static bool keep_relations(struct arena *arena, struct relations *relations)
{
	size_t pairs = relations->positions * relations->positions;
	const void *mask = relations->mask, *pair = relations->pair, *channel = relations->channel;
	bool kept = keep(arena, &mask, relations->classes, sizeof(*relations->mask)) &&
		    keep(arena, &pair, pairs, sizeof(*relations->pair)) &&
		    (!channel || keep(arena, &channel, relations->channels * pairs,
					 sizeof(*relations->channel)));
	relations->mask = mask;
	relations->pair = pair;
	relations->channel = channel;
	return kept;
}

static bool keep_choices(struct arena *arena, struct encoding *encoding)
{
	size_t count = encoding->choice_set_count;
	struct choice_set *sets = arena_take(arena, count, sizeof(*sets));
	for (size_t i = 0; sets && i < count; i++) {
		const void *entries = encoding->choice_sets[i].entries;
		sets[i] = encoding->choice_sets[i];
		if (!keep(arena, &entries, sets[i].entry_count, sizeof(*sets[i].entries)))
			return false;
		sets[i].entries = entries;
	}
	encoding->choice_sets = sets;
	return sets != NULL;
}

int encoding_copy(struct encoding *copy, const struct encoding *encoding, struct arena *arena,
	struct error *error)
{
	const void *moves = encoding->moves;
	*copy = *encoding;
	bool kept = keep_bags(arena, &copy->words, copy->positions) &&
		    keep_bags(arena, &copy->values, copy->positions) &&
		    keep_bags(arena, &copy->features, copy->positions) &&
		    keep_relations(arena, &copy->relations) &&
		    keep(arena, &moves, copy->move_count, sizeof(*copy->moves)) &&
		    keep_choices(arena, copy);
	copy->moves = moves;
	return kept ? 0
		    : error_set(error, ERROR_LIMIT,
			      "A decision is too large to be kept for learning.");
}

/* ---- checking ---- */

static const char *bags_fault(const struct bags *bags, size_t positions, size_t rows)
{
	for (size_t n = 0; n < positions; n++) {
		if (bags->first[n] > bags->first[n + 1])
			return "its bags do not follow each other";
		for (size_t i = bags->first[n]; i < bags->first[n + 1]; i++) {
			if (bags->row[i] >= rows)
				return "a bag names a row that its table does not have";
			if (bags->share && !isfinite(bags->share[i]))
				return "a bag's share is not a finite number";
		}
	}
	return NULL;
}

static const char *relations_fault(
	const struct relations *relations, size_t positions, const struct network_shape *shape)
{
	size_t pairs = positions * positions;
	if (relations->positions != positions)
		return "its relations are over another number of positions";
	if (relations->bits != shape->bits || relations->channels != shape->channels)
		return "its relations are others than the network's";
	for (size_t p = 0; p < pairs; p++)
		if (relations->pair[p] >= relations->classes)
			return "a pair's class is out of range";
	for (size_t c = 0; c < relations->classes; c++)
		if (relations->bits < RELATION_BITS_MAX && relations->mask[c] >> relations->bits)
			return "a class has a bit that is no relation";
	for (size_t i = 0; i < relations->channels * pairs; i++)
		if (!isfinite(relations->channel[i]))
			return "a relation channel is not a finite number";
	return NULL;
}

static bool outcome_occurs(const struct choice_set *set, size_t outcome)
{
	for (size_t i = 0; i < set->entry_count; i++)
		if (set->entries[i].outcome == outcome)
			return true;
	return false;
}

static const char *choices_fault(const struct choice_set *set, size_t positions)
{
	if (set->entry_count < 1 || set->entry_count > ENCODING_ENTRIES_MAX)
		return "a choice set has no entries or too many";
	for (size_t i = 0; i < set->entry_count; i++) {
		const struct choice_entry *entry = &set->entries[i];
		if (entry->first > entry->last || entry->last >= positions)
			return "an entry's positions are out of range";
		if (entry->source == ENTRY_COPY ? entry->first != entry->last
						: entry->source != ENTRY_SPAN)
			return "an entry is neither a span nor a copy of one position";
		if (entry->outcome >= set->outcomes)
			return "an entry's outcome is out of range";
	}
	for (size_t outcome = 0; outcome < set->outcomes; outcome++)
		if (!outcome_occurs(set, outcome))
			return "an outcome has no entry";
	return NULL;
}

static const char *moves_fault(const struct encoding *encoding, const struct network_shape *shape)
{
	if (encoding->move_count < 1 || encoding->move_count > ENCODING_MOVES_MAX)
		return "it has no moves or too many";
	for (size_t m = 0; m < encoding->move_count; m++) {
		const struct encoded_move *move = &encoding->moves[m];
		if (move->position >= encoding->positions || move->kind >= shape->kinds)
			return "a move's position or kind is out of range";
		if (move->choice_set != MOVE_WITHOUT_TEXT &&
			move->choice_set >= encoding->choice_set_count)
			return "a move names a choice set that is not there";
	}
	return NULL;
}

const char *encoding_fault(const struct encoding *encoding, const struct network_shape *shape)
{
	size_t positions = encoding->positions;
	if (positions < 1 || positions > ENCODING_POSITIONS_MAX)
		return "it has no positions or too many";
	const char *fault = bags_fault(&encoding->words, positions, shape->word_rows);
	if (!fault)
		fault = bags_fault(&encoding->values, positions, shape->value_rows);
	if (!fault)
		fault = bags_fault(&encoding->features, positions, shape->feature_rows);
	if (!fault)
		fault = relations_fault(&encoding->relations, positions, shape);
	if (!fault)
		fault = moves_fault(encoding, shape);
	for (size_t i = 0; !fault && i < encoding->choice_set_count; i++)
		fault = choices_fault(&encoding->choice_sets[i], positions);
	return fault;
}
