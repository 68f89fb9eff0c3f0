#include "policy/native.h"

#include "base/memory.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WAITS_IN_A_ROW = 3, CIRCLE = 2 };

/* Texts of moves below this probability are not looked into: they could only be candidates that
 * nobody reads, and each costs a pass over all entries. */
static const double text_floor = 0.005;

struct policy_native {
	struct policy policy;
	const struct model *model; /* borrowed */
	const real *adapter;	   /* borrowed; NULL */
	struct encoder *encoder;
	struct network_pass *pass;
};

/* One item of the joint distribution. */
struct joint {
	double probability;
	size_t move, outcome;
};

/* The best of the joint, and what is told of all of it. */
struct ranking {
	struct joint best[POLICY_CANDIDATES_MAXIMUM]; /* descending */
	size_t count;
	size_t considered;
	double entropy;
};

/* ---- the joint distribution ---- */

static void count_item(struct ranking *ranking, double probability)
{
	ranking->considered++;
	if (probability > 0)
		ranking->entropy -= probability * log(probability);
}

/* Of equal ones the first stays before. */
static void rank_item(struct ranking *ranking, struct joint item)
{
	size_t at = ranking->count;
	bool full = at == POLICY_CANDIDATES_MAXIMUM;
	if (full && item.probability <= ranking->best[at - 1].probability)
		return;
	at -= full;
	for (; at > 0 && ranking->best[at - 1].probability < item.probability; at--)
		ranking->best[at] = ranking->best[at - 1];
	ranking->best[at] = item;
	ranking->count += !full;
}

static int rank_texts(struct ranking *ranking, const struct choice_set *set, const real *entries,
	struct joint item, struct arena *arena)
{
	double *sums = arena_take(arena, set->outcomes, sizeof(*sums));
	if (!sums)
		return ERROR_LIMIT;
	for (size_t i = 0; i < set->entry_count; i++)
		sums[set->entries[i].outcome] += (double)entries[i];
	double move = item.probability;
	for (item.outcome = 0; item.outcome < set->outcomes; item.outcome++) {
		item.probability = move * sums[item.outcome];
		count_item(ranking, item.probability);
		rank_item(ranking, item);
	}
	return 0;
}

static int rank_joint(struct ranking *ranking, const struct encoding *encoding,
	const struct network_distribution *distribution, struct arena *arena)
{
	*ranking = (struct ranking){.count = 0};
	for (size_t m = 0; m < encoding->move_count; m++) {
		struct joint item = {(double)distribution->moves[m], m, 0};
		size_t set = encoding->moves[m].choice_set;
		if (set == MOVE_WITHOUT_TEXT)
			rank_item(ranking, item);
		else if (distribution->entries[m]) {
			if (rank_texts(ranking, &encoding->choice_sets[set],
				    distribution->entries[m], item, arena))
				return ERROR_LIMIT;
			continue;
		}
		count_item(ranking, item.probability);
	}
	return 0;
}

/* ---- what was tried ---- */

/* The same on the same page had no effect, or could not be done: it would be no different now. What led
 * back here twice is a circle. */
static bool was_in_vain(
	const struct policy_input *input, uint64_t page_hash, const struct action *action)
{
	int times = 0;
	for (size_t i = 0; i < input->history_count && action->kind != ACTION_WAIT; i++) {
		const struct history_step *past = &input->history[i];
		if (past->page_hash != page_hash || !actions_equal(&past->action, action))
			continue;
		if (past->failed || text_is_blank(past->changes) || ++times == CIRCLE)
			return true;
	}
	return false;
}

/* ---- candidates ---- */

/* Two moves may mean one action: Enter where the focus is, and as it was shown. */
static void add_candidate(struct decision *decision, const struct candidate *candidate)
{
	for (size_t i = 0; i < decision->candidate_count; i++) {
		struct candidate *other = &decision->candidates[i];
		if (!actions_equal(&other->action, &candidate->action))
			continue;
		other->probability += candidate->probability;
		if (other->demonstration_step < 0)
			other->demonstration_step = candidate->demonstration_step;
		return;
	}
	decision->candidates[decision->candidate_count++] = *candidate;
}

static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;
	return (left->probability < right->probability) - (left->probability > right->probability);
}

/* What turned out impossible, or was tried in vain, takes no part; the others share its probability. */
static int fill_candidates(struct policy_native *self, const struct policy_input *input,
	const struct page_encoding *page, const struct ranking *ranking, struct arena *arena,
	struct decision *decision)
{
	uint64_t page_hash = observation_hash(input->observation);
	double impossible = 0;
	decision->candidates =
		arena_take(arena, POLICY_CANDIDATES_MAXIMUM, sizeof(*decision->candidates));
	if (!decision->candidates)
		return ERROR_LIMIT;
	for (size_t i = 0; i < ranking->count; i++) {
		const struct joint *item = &ranking->best[i];
		struct candidate candidate;
		if (!encoded_action(self->encoder, input, page, item->move, item->outcome, arena,
			    &candidate) ||
			was_in_vain(input, page_hash, &candidate.action)) {
			impossible += item->probability;
			continue;
		}
		candidate.probability = item->probability;
		add_candidate(decision, &candidate);
	}
	for (size_t i = 0; i < decision->candidate_count && impossible < 1; i++)
		decision->candidates[i].probability /= 1 - impossible;
	qsort(decision->candidates, decision->candidate_count, sizeof(*decision->candidates),
		compare_candidates);
	return 0;
}

/* ---- deciding ---- */

static bool waited_in_vain(const struct policy_input *input)
{
	size_t waits = 0, count = input->history_count;
	while (waits < count && input->history[count - 1 - waits].action.kind == ACTION_WAIT) {
		const char *changes = input->history[count - 1 - waits].changes;
		if (changes && changes[0])
			return false;
		waits++;
	}
	return waits >= WAITS_IN_A_ROW;
}

static int run_network(struct policy_native *self, const struct encoding *encoding,
	struct arena *arena, struct network_distribution *distribution, struct error *error)
{
	struct weights weights = {.backbone = self->model->values, .adapter = self->adapter};
	int code = network_pass_reserve(self->pass, &encoding, 1, error);
	if (code)
		return code;
	network_forward(self->pass, &weights);
	return network_distribution(self->pass, &weights, 0, self->model->temperature, text_floor,
		arena, distribution, error);
}

static int answer(struct policy_native *self, const struct policy_input *input,
	const struct page_encoding *page, const struct network_distribution *distribution,
	struct arena *arena, struct decision *decision, struct error *error)
{
	struct ranking ranking;
	if (rank_joint(&ranking, &page->encoding, distribution, arena) ||
		fill_candidates(self, input, page, &ranking, arena, decision))
		return error_set(
			error, ERROR_LIMIT, "A decision needs more memory than a step may use.");
	if (decision->candidate_count == 0)
		return error_set(error, ERROR_NOT_FOUND,
			"All that could be done on this page for \"%.120s\" was tried in vain.",
			input->goal);
	decision->entropy = ranking.entropy;
	decision->confidence =
		ranking.considered > 1
			? fmax(0, 1 - ranking.entropy / log((double)ranking.considered))
			: 1;
	if (decision->candidates[0].action.kind == ACTION_WAIT && waited_in_vain(input))
		return error_set(error, ERROR_NOT_FOUND,
			"The page does not show what could be done next for \"%.120s\", although "
			"it was waited for.",
			input->goal);
	return 0;
}

/* A page that has nothing on it is one that has not come yet. */
static bool is_blank(const struct observation *page)
{
	return page->element_count == 0 && text_is_blank(page->dialog_type);
}

static int native_decide(struct policy *policy, const struct policy_input *input,
	struct arena *arena, struct decision *decision, struct error *error)
{
	struct policy_native *self = (struct policy_native *)policy;
	struct page_encoding page;
	struct network_distribution distribution;
	if (is_blank(input->observation))
		return error_set(error, ERROR_NOT_FOUND, "The page shows nothing at all.");
	int code = encode(self->encoder, input, arena, &page, error);
	if (!code)
		code = run_network(self, &page.encoding, arena, &distribution, error);
	return code ? code : answer(self, input, &page, &distribution, arena, decision, error);
}

static void native_free(struct policy *policy)
{
	struct policy_native *self = (struct policy_native *)policy;
	network_pass_free(self->pass);
	encoder_free(self->encoder);
	free(self);
}

struct policy *policy_native_new(
	const struct model *model, const real *adapter, struct error *error)
{
	static const struct policy_type type = {"network", native_decide, native_free};
	if (encoder_check(&model->network.shape, error))
		return NULL;
	struct policy_native *self = memory_new(1, sizeof(*self));
	self->policy.type = &type;
	self->model = model;
	self->adapter = adapter;
	self->pass = network_pass_new(&model->network, false, error);
	if (!self->pass) {
		free(self);
		return NULL;
	}
	self->encoder = encoder_new();
	return &self->policy;
}
