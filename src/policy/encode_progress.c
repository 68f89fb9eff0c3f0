#include "policy/encode_progress.h"

#include <string.h>

static void read_done(struct progress *progress, const struct policy_input *input)
{
	for (size_t i = 0; i < input->history_count; i++) {
		const struct history_step *past = &input->history[i];
		int step = past->demonstration_step;
		if (step < 0 || (size_t)step >= progress->count || past->failed)
			continue;
		progress->done_count += !progress->done[step];
		progress->done[step] = true;
		progress->last = step;
	}
}

static void find_next(struct progress *progress)
{
	progress->next = progress->last + 1;
	while ((size_t)progress->next < progress->count && progress->done[progress->next])
		progress->next++;
}

static void add_to_window(struct progress *progress, int step)
{
	progress->window[progress->window_count++] = step;
}

/* Ascending, as steps before the next one are counted back from it and then turned around. */
static void make_window(struct progress *progress)
{
	int before[WINDOW_SKIPPED + 1], count = 0, skipped = 0;
	bool has_last = false;
	for (int step = progress->next - 1; step >= 0; step--) {
		bool is_last = step == progress->last;
		if (is_last && !has_last)
			has_last = true;
		else if (progress->done[step] || skipped == WINDOW_SKIPPED)
			continue;
		else
			skipped++;
		before[count++] = step;
	}
	while (count > 0)
		add_to_window(progress, before[--count]);
	for (int step = progress->next, ahead = 0;
		(size_t)step < progress->count && ahead < WINDOW_AHEAD; step++)
		if (!progress->done[step]) {
			add_to_window(progress, step);
			ahead++;
		}
}

static void find_shown(struct progress *progress)
{
	size_t first = progress->next > STEPS_SHOWN_BEHIND
			       ? (size_t)progress->next - STEPS_SHOWN_BEHIND
			       : 0;
	if (progress->count <= STEPS_SHOWN_MAX)
		first = 0;
	else if (first + STEPS_SHOWN_MAX > progress->count)
		first = progress->count - STEPS_SHOWN_MAX;
	progress->first_shown = first;
	progress->shown = progress->count - first < STEPS_SHOWN_MAX ? progress->count - first
								    : STEPS_SHOWN_MAX;
}

void progress_read(
	struct progress *progress, const struct policy_input *input, const struct task_plan *plan)
{
	memset(progress, 0, sizeof(*progress));
	progress->count = plan->count;
	progress->last = -1;
	read_done(progress, input);
	find_next(progress);
	make_window(progress);
	find_shown(progress);
}

int progress_in_window(const struct progress *progress, int step)
{
	for (size_t i = 0; i < progress->window_count; i++)
		if (progress->window[i] == step)
			return (int)i;
	return -1;
}
