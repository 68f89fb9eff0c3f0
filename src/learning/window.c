#include "learning/window.h"

#include <math.h>
#include <stdio.h>

const struct window_options window_defaults = {
	.outcomes = 10,
	.good = 0.8,
	.rollback_threshold = 0.8,
	.shadow_margin = 0.1,
	.shadow_least = 20,
	.save_every = 10,
};

static bool is_share(double value)
{
	return value >= 0 && value <= 1;
}

int window_options_check(const struct window_options *options, struct error *error)
{
	if (options->outcomes == 0 || options->outcomes > WINDOW_OUTCOMES_MAX)
		return error_set(error, ERROR_INPUT,
			"The window of outcomes must have from 1 to %d, not %zu.",
			WINDOW_OUTCOMES_MAX, options->outcomes);
	if (!is_share(options->good) || !is_share(options->rollback_threshold) ||
		!is_share(options->shadow_margin))
		return error_set(error, ERROR_INPUT,
			"The thresholds for keeping an adapter and for rolling back, and the "
			"shadow's margin, must be from 0 to 1.");
	if (options->save_every == 0)
		return error_set(error, ERROR_INPUT,
			"The number of updates between two saves must be at least 1.");
	return 0;
}

static size_t successes(const struct window *window)
{
	return (size_t)__builtin_popcountll(window->outcomes);
}

double window_success(const struct window *window)
{
	return window->count ? (double)successes(window) / (double)window->count : 0;
}

void window_text(const struct window *window, char out[static WINDOW_TEXT_SIZE])
{
	for (size_t i = 0; i < window->count; i++)
		out[i] = window->outcomes >> (window->count - 1 - i) & 1 ? '1' : '0';
	out[window->count] = 0;
}

/* ---- what happened ---- */

static void clear(struct window *window)
{
	window->outcomes = 0;
	window->count = 0;
}

void window_add(const struct window_options *options, struct window *window, bool success)
{
	uint64_t mask = UINT64_MAX >> (WINDOW_OUTCOMES_MAX - options->outcomes);
	window->outcomes = (window->outcomes << 1 | (uint64_t)success) & mask;
	window->count = window->count < options->outcomes ? window->count + 1 : options->outcomes;
}

/* How the frozen policy did, once an adapter takes over from it. */
static void remember_frozen(const struct window_options *options, struct window *window)
{
	double s = (double)successes(window), n = (double)window->count;
	if (window->count == 0)
		return;
	window->best_of = WINDOW_BEST_FROZEN;
	window->best = window->count < options->outcomes ? (s + 1) / (n + 2) : s / n;
}

void window_updated(const struct window_options *options, struct window *window)
{
	if (!window->adapted) {
		remember_frozen(options, window);
		clear(window);
		window->adapted = true;
	}
	window->updates_since_save++;
	window->updates_since_best++;
}

void window_saved(struct window *window, enum window_verdict verdict)
{
	window->updates_since_save = 0;
	if (verdict != WINDOW_BEST)
		return;
	window->updates_since_best = 0;
	window->best_of = WINDOW_BEST_ADAPTER;
	window->best = window_success(window);
}

void window_switch(struct window *window, enum window_target target)
{
	clear(window);
	window->adapted = target != WINDOW_TO_FROZEN;
	window->updates_since_save = 0;
	window->updates_since_best = target == WINDOW_TO_OTHER;
	if (target == WINDOW_TO_FROZEN) {
		window->best_of = WINDOW_BEST_UNKNOWN;
		window->best = 0;
	}
}

/* ---- what follows ---- */

static bool is_too_low(const struct window_options *options, const struct window *window)
{
	double K = (double)options->outcomes;
	double attainable = (double)successes(window) + K - (double)window->count;
	return window->best_of != WINDOW_BEST_UNKNOWN &&
	       attainable / K < options->rollback_threshold * window->best;
}

static const char *target_words(enum window_target target)
{
	return target == WINDOW_TO_BEST ? "back to the best adapter" : "back to no adapter";
}

static bool judge_rollback(const struct window_options *options, const struct window *window,
	const struct window_evidence *evidence, struct window_decision *decision)
{
	bool best_is_elsewhere =
		window->best_of == WINDOW_BEST_ADAPTER && window->updates_since_best > 0;
	decision->target = best_is_elsewhere ? WINDOW_TO_BEST : WINDOW_TO_FROZEN;
	const char *where = target_words(decision->target);
	char *reason = decision->reason;
	size_t size = sizeof(decision->reason);
	if (evidence->not_finite) {
		decision->cause = WINDOW_BY_NUMBERS;
		snprintf(reason, size, "A loss, gradient or weight was not a finite number: %s.",
			where);
	} else if (is_too_low(options, window)) {
		decision->cause = WINDOW_BY_OUTCOMES;
		snprintf(reason, size,
			"%zu of the last %zu verified outcomes were successes: below %.2f of the "
			"%.2f that it is compared with, %s.",
			successes(window), window->count, options->rollback_threshold, window->best,
			where);
	} else if (evidence->shadow_decisions >= options->shadow_least &&
		   !(evidence->shadow_gain >= -options->shadow_margin)) {
		decision->cause = WINDOW_BY_SHADOW;
		snprintf(reason, size,
			"On the same %zu decisions the frozen policy was better by %.2f, which is "
			"over the margin of %.2f: %s.",
			evidence->shadow_decisions, -evidence->shadow_gain, options->shadow_margin,
			where);
	} else {
		return false;
	}
	decision->verdict = WINDOW_ROLLBACK;
	return true;
}

static void judge_save(const struct window_options *options, const struct window *window,
	struct window_decision *decision)
{
	bool full = window->count == options->outcomes;
	bool newest_succeeded = window->outcomes & 1;
	if (full && newest_succeeded && window->updates_since_best > 0 &&
		decision->success >= window->best) {
		decision->verdict = WINDOW_BEST;
		snprintf(decision->reason, sizeof(decision->reason),
			"%zu of the last %zu verified outcomes were successes: as good as the best "
			"so far (%.2f), or better.",
			successes(window), window->count, window->best);
	} else if (full && newest_succeeded && window->updates_since_save > 0 &&
		   decision->success >= options->good) {
		decision->verdict = WINDOW_SAVE;
		snprintf(decision->reason, sizeof(decision->reason),
			"%zu of the last %zu verified outcomes were successes: at least %.2f.",
			successes(window), window->count, options->good);
	} else if (window->updates_since_save >= options->save_every) {
		decision->verdict = WINDOW_SAVE;
		decision->cause = WINDOW_BY_COUNT;
		snprintf(decision->reason, sizeof(decision->reason),
			"%llu updates since the last save.",
			(unsigned long long)window->updates_since_save);
	}
}

struct window_decision window_judge(const struct window_options *options,
	const struct window *window, const struct window_evidence *evidence)
{
	struct window_decision decision = {
		.success = window_success(window),
		.count = window->count,
		.best = window->best,
	};
	if (!window->adapted || judge_rollback(options, window, evidence, &decision))
		return decision;
	decision.target = WINDOW_TO_FROZEN;
	judge_save(options, window, &decision);
	return decision;
}
