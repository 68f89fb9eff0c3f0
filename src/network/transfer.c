#include "network/transfer.h"

#include "network/pass.h"
#include "tensor/candidates.h"

#include <assert.h>

/* Added to each of the student's probabilities, so that what means the same shares evenly where all
 * of it has underflown. */
#define LEAST 1e-30

#define LEAST_STUDENT 1e-12

static const uint32_t *outcomes_of(const struct meanings *meanings, size_t move)
{
	return meanings->outcome + meanings->first[move];
}

void transfer_opinion(const struct encoding *encoding, const struct meanings *meanings,
	const struct network_distribution *distribution, double *opinion)
{
	for (size_t m = 0; m < encoding->move_count; m++) {
		double p = (double)distribution->moves[m];
		const real *entries = distribution->entries[m];
		if (!entries) {
			opinion[meanings->whole[m]] += p;
			continue;
		}
		const struct choice_set *set =
			&encoding->choice_sets[encoding->moves[m].choice_set];
		const uint32_t *outcome = outcomes_of(meanings, m);
		for (size_t e = 0; e < set->entry_count; e++)
			opinion[outcome[set->entries[e].outcome]] += p * (double)entries[e];
	}
}

double transfer_divergence(const double *teacher, const double *student, size_t count)
{
	double sum = 0;
	for (size_t a = 0; a < count; a++)
		if (teacher[a] > 0)
			sum += teacher[a] * log(teacher[a] / fmax(student[a], LEAST_STUDENT));
	return sum;
}

/* ---- targets ---- */

/* One decision's target in the making. */
struct transfer {
	struct network_pass *pass;
	const struct weights *weights;
	size_t i;
	const struct encoding *encoding;
	const struct meanings *meanings;
	const double *opinion;		     /* T[count] */
	double *own;			     /* S[count] */
	struct network_distribution *target; /* at first the student's own */
	double kept;
};

static const struct choice_set *choices_of(const struct transfer *transfer, size_t move)
{
	return pass_choices(transfer->pass, transfer->i, move);
}

/* Whether the teacher says anything of this move's texts. */
static bool is_spoken_of(const struct transfer *transfer, size_t move)
{
	const uint32_t *outcome = outcomes_of(transfer->meanings, move);
	size_t count = choices_of(transfer, move)->outcomes;
	for (size_t o = 0; o < count; o++)
		if (transfer->opinion[outcome[o]] > 0)
			return true;
	return false;
}

/* The student's probabilities, of texts only where the teacher speaks of them. */
static int take_own(struct transfer *transfer, struct arena *arena)
{
	struct network_pass *pass = transfer->pass;
	size_t i = transfer->i, count = transfer->encoding->move_count;
	struct network_distribution *own = transfer->target;
	own->moves = arena_take(arena, count, sizeof(*own->moves));
	own->entries = arena_take(arena, count, sizeof(*own->entries));
	transfer->own = arena_take(arena, transfer->meanings->count, sizeof(*transfer->own));
	if (!own->moves || !own->entries || !transfer->own)
		return ERROR_LIMIT;
	candidates_probabilities(network_move_scores(pass, i), count, 1, own->moves);
	for (size_t m = 0; m < count; m++) {
		if (!pass_takes_text(pass, i, m) || !is_spoken_of(transfer, m))
			continue;
		size_t entries = choices_of(transfer, m)->entry_count;
		own->entries[m] = arena_take(arena, entries, sizeof(*own->entries[m]));
		if (!own->entries[m])
			return ERROR_LIMIT;
		network_entry_scores(pass, transfer->weights, i, m, pass->entry_scores);
		candidates_probabilities(pass->entry_scores, entries, 1, own->entries[m]);
	}
	return 0;
}

static double own_entry(const struct transfer *transfer, size_t move, size_t entry)
{
	const struct network_distribution *own = transfer->target;
	return (double)own->moves[move] * (double)own->entries[move][entry] + LEAST;
}

/* S(a), and how much of the opinion has any S. */
static void add_up(struct transfer *transfer)
{
	const struct meanings *meanings = transfer->meanings;
	for (size_t m = 0; m < transfer->encoding->move_count; m++) {
		transfer->own[meanings->whole[m]] += (double)transfer->target->moves[m] + LEAST;
		if (!transfer->target->entries[m])
			continue;
		const struct choice_set *set = choices_of(transfer, m);
		const uint32_t *outcome = outcomes_of(meanings, m);
		for (size_t e = 0; e < set->entry_count; e++)
			transfer->own[outcome[set->entries[e].outcome]] +=
				own_entry(transfer, m, e);
	}
	for (size_t a = 0; a < meanings->count; a++)
		if (transfer->own[a] > 0)
			transfer->kept += transfer->opinion[a];
}

/* T(a)/kept · 1/S(a): what each of the student's probabilities is multiplied with. */
static double factor(const struct transfer *transfer, uint32_t meaning)
{
	double opinion = transfer->opinion[meaning];
	return opinion > 0 ? opinion / transfer->kept / transfer->own[meaning] : 0;
}

/* τ(m, ·) of the texts; returns their sum and leaves them conditional on it. */
static double aim_texts(struct transfer *transfer, size_t move)
{
	const struct choice_set *set = choices_of(transfer, move);
	const uint32_t *outcome = outcomes_of(transfer->meanings, move);
	real *entries = transfer->target->entries[move];
	double sum = 0;
	for (size_t e = 0; e < set->entry_count; e++)
		sum += own_entry(transfer, move, e) *
		       factor(transfer, outcome[set->entries[e].outcome]);
	for (size_t e = 0; e < set->entry_count; e++)
		entries[e] = (real)(own_entry(transfer, move, e) *
				    factor(transfer, outcome[set->entries[e].outcome]) / sum);
	return sum;
}

static void aim(struct transfer *transfer)
{
	struct network_distribution *target = transfer->target;
	for (size_t m = 0; m < transfer->encoding->move_count; m++) {
		double own = (double)target->moves[m] + LEAST;
		double sum = own * factor(transfer, transfer->meanings->whole[m]);
		if (target->entries[m])
			sum += aim_texts(transfer, m);
		target->moves[m] = (real)sum;
	}
}

int transfer_target(struct network_pass *pass, const struct weights *weights, size_t i,
	const struct meanings *meanings, const double *opinion, struct arena *arena,
	struct network_distribution *target, double *kept, struct error *error)
{
	assert(i < pass->count);
	struct transfer transfer = {.pass = pass,
		.weights = weights,
		.i = i,
		.encoding = pass->encodings[i],
		.meanings = meanings,
		.opinion = opinion,
		.target = target};
	if (take_own(&transfer, arena))
		return error_set(error, ERROR_LIMIT,
			"The target of a decision needs more memory than a step may use.");
	add_up(&transfer);
	*kept = transfer.kept;
	if (transfer.kept > 0) {
		aim(&transfer);
		return 0;
	}
	memset(target->moves, 0, transfer.encoding->move_count * sizeof(*target->moves));
	memset(target->entries, 0, transfer.encoding->move_count * sizeof(*target->entries));
	return 0;
}
