#include "network/pass.h"

#include "tensor/candidates.h"
#include "tensor/vector.h"

#include <assert.h>

/* One decision of a batch, as its loss is computed. */
struct lesson {
	struct network_pass *pass;
	const struct weights *weights;
	const struct gradients *gradients;
	size_t i;     /* which decision */
	double share; /* of its loss in the batch's */
	bool slopes;  /* are wanted */
};

static bool wants_slopes(const struct network_pass *pass, const struct gradients *gradients)
{
	bool wanted = gradients->backbone || gradients->adapter;
	assert(!wanted || pass->training);
	(void)pass;
	return wanted;
}

/* ---- what is right ----
 *
 * With accepted moves A and, of each that takes a text, accepted entries:
 *
 *     a_m = log p(m) + log p(right text | m)        L = -log Σ_A exp a_m
 *
 * π_m = exp(a_m + L) is the share of move m in what is right. Then the slope of a move's score is
 * p(m) - π_m, and those of its entries are π_m times the slopes of their own -log p(right | m). */

/* -log p(right text | move); its slopes in dentries. */
static double text_loss(
	const struct lesson *lesson, const struct network_target *target, size_t move)
{
	struct network_pass *pass = lesson->pass;
	const struct choice_set *set = pass_choices(pass, lesson->i, move);
	const unsigned char *outcomes = target->outcomes[move];
	bool any = false;
	for (size_t c = 0; c < set->entry_count; c++) {
		pass->accepted[c] = outcomes[set->entries[c].outcome];
		any |= pass->accepted[c];
	}
	assert(any);
	(void)any;
	network_entry_scores(pass, lesson->weights, lesson->i, move, pass->entry_scores);
	return candidates_cross_entropy_any(
		pass->entry_scores, pass->accepted, set->entry_count, pass->dentries);
}

/* log Σ exp over what is accepted. */
static double log_sum(const double *logs, const unsigned char *accepted, size_t count)
{
	double highest = -INFINITY, sum = 0;
	for (size_t m = 0; m < count; m++)
		if (accepted[m] && logs[m] > highest)
			highest = logs[m];
	for (size_t m = 0; m < count; m++)
		if (accepted[m])
			sum += exp(logs[m] - highest);
	return highest + log(sum);
}

/* Fills log_right; returns log Σ. */
static double weigh_target(const struct lesson *lesson, const struct network_target *target,
	struct candidates_scale scale)
{
	struct network_pass *pass = lesson->pass;
	size_t count = pass->encodings[lesson->i]->move_count;
	const real *scores = network_move_scores(pass, lesson->i);
	for (size_t m = 0; m < count; m++) {
		if (!target->moves[m])
			continue;
		pass->log_right[m] = candidates_log_probability(scale, scores[m]);
		if (pass_takes_text(pass, lesson->i, m))
			pass->log_right[m] -= text_loss(lesson, target, m);
	}
	return log_sum(pass->log_right, target->moves, count);
}

static void target_backward(const struct lesson *lesson, const struct network_target *target,
	struct candidates_scale scale, double total)
{
	struct network_pass *pass = lesson->pass;
	size_t i = lesson->i, count = pass->encodings[i]->move_count;
	const real *scores = network_move_scores(pass, i);
	for (size_t m = 0; m < count; m++) {
		double pull = target->moves[m] ? exp(pass->log_right[m] - total) : 0;
		double p = exp(candidates_log_probability(scale, scores[m]));
		pass->dmoves[m] = (real)(lesson->share * (p - pull));
	}
	pass_moves_backward(pass, lesson->weights, lesson->gradients, i);
	for (size_t m = 0; m < count; m++) {
		if (!target->moves[m] || !pass_takes_text(pass, i, m))
			continue;
		double pull = exp(pass->log_right[m] - total);
		text_loss(lesson, target, m);
		vector_scale(pass->dentries, (real)(lesson->share * pull),
			pass_choices(pass, i, m)->entry_count);
		pass_entries_backward(pass, lesson->weights, lesson->gradients, i, m);
	}
	pass_decision_backward(pass, lesson->weights, lesson->gradients, i);
}

static double learn_target(const struct lesson *lesson, const struct network_target *target)
{
	struct network_pass *pass = lesson->pass;
	if (target->weight == 0) { /* nothing may be right in it */
		if (lesson->slopes)
			pass_no_backward(pass, lesson->i);
		return 0;
	}
	struct candidates_scale scale = candidates_scale(
		network_move_scores(pass, lesson->i), pass->encodings[lesson->i]->move_count);
	double total = weigh_target(lesson, target, scale);
	if (lesson->slopes)
		target_backward(lesson, target, scale, total);
	return -lesson->share * total;
}

double network_learn_targets(struct network_pass *pass, const struct weights *weights,
	const struct network_target *targets, const struct gradients *gradients)
{
	bool slopes = wants_slopes(pass, gradients);
	double loss = 0, weight = 0;
	for (size_t i = 0; i < pass->count; i++)
		weight += targets[i].weight;
	if (weight == 0)
		return 0;
	for (size_t i = 0; i < pass->count; i++) {
		struct lesson lesson = {
			pass, weights, gradients, i, targets[i].weight / weight, slopes};
		loss += learn_target(&lesson, &targets[i]);
	}
	if (slopes)
		pass_body_backward(pass, weights, gradients);
	return loss;
}

/* ---- what a teacher says ---- */

/* The loss of one move's text, weighted with the teacher's probability of the move. */
static double learn_text(const struct lesson *lesson, const struct network_distribution *teacher,
	const struct divergence *divergence, size_t move)
{
	struct network_pass *pass = lesson->pass;
	size_t count = pass_choices(pass, lesson->i, move)->entry_count;
	double share = lesson->share * teacher->moves[move];
	network_entry_scores(pass, lesson->weights, lesson->i, move, pass->entry_scores);
	double loss = divergence_loss(
		divergence, pass->entry_scores, teacher->entries[move], count, pass->dentries);
	if (lesson->slopes) {
		vector_scale(pass->dentries, (real)share, count);
		pass_entries_backward(pass, lesson->weights, lesson->gradients, lesson->i, move);
	}
	return share * loss;
}

static double learn_decision(const struct lesson *lesson,
	const struct network_distribution *teacher, const struct divergence *divergence)
{
	struct network_pass *pass = lesson->pass;
	size_t i = lesson->i, count = pass->encodings[i]->move_count;
	double loss = lesson->share * divergence_loss(divergence, network_move_scores(pass, i),
					      teacher->moves, count, pass->dmoves);
	if (lesson->slopes) {
		vector_scale(pass->dmoves, (real)lesson->share, count);
		pass_moves_backward(pass, lesson->weights, lesson->gradients, i);
	}
	for (size_t m = 0; m < count; m++)
		if (teacher->entries[m] && teacher->moves[m] > 0)
			loss += learn_text(lesson, teacher, divergence, m);
	if (lesson->slopes)
		pass_decision_backward(pass, lesson->weights, lesson->gradients, i);
	return loss;
}

double network_learn_teacher(struct network_pass *pass, const struct weights *weights,
	const struct network_distribution *teachers, const struct divergence *divergence,
	const struct gradients *gradients)
{
	bool slopes = wants_slopes(pass, gradients);
	double loss = 0;
	for (size_t i = 0; i < pass->count; i++) {
		struct lesson lesson = {
			pass, weights, gradients, i, 1 / (double)pass->count, slopes};
		loss += learn_decision(&lesson, &teachers[i], divergence);
	}
	if (slopes)
		pass_body_backward(pass, weights, gradients);
	return loss;
}
