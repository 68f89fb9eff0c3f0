#include "metrics/learning_curve.h"

#include "base/memory.h"
#include "chart/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All in px: for each task, success on the left and steps on the right. */
enum {
	WIDTH = 880,
	LEFT = 60,
	SUCCESS = 460,
	BETWEEN = 60,
	STEPS = 270,
	TOP = 34,
	HEIGHT = 130,
	TASK = HEIGHT + 84, /* with title and scale */
};

/* Told apart also by people who do not see red and green (Okabe and Ito, 2008). */
#define RATE_COLOUR	"#0072b2"
#define FAILURE_COLOUR	"#d55e00"
#define ROLLBACK_COLOUR "#cc79a7"

struct series {
	double *x, *y, *low, *high; /* owned; one per run that counts */
	size_t count;
};

static void series_init(struct series *series, size_t room)
{
	*series = (struct series){.x = memory_new(room + 1, sizeof(double)),
		.y = memory_new(room + 1, sizeof(double)),
		.low = memory_new(room + 1, sizeof(double)),
		.high = memory_new(room + 1, sizeof(double))};
}

static void series_release(struct series *series)
{
	free(series->x);
	free(series->y);
	free(series->low);
	free(series->high);
}

/* Runs are counted from 1; one alone stands in the middle of its scale. */
static struct plot plot_at(struct bytes *svg, double left, double top, double width,
	const struct task_statistics *task)
{
	bool alone = task->counted_count == 1;
	return (struct plot){svg, left, top, width, HEIGHT, alone ? 0 : 1,
		alone ? 2 : (double)task->counted_count, 0, 1};
}

/* As many parts as there are whole runs to stand at them. */
static void draw_runs_scale(const struct plot *plot, const struct task_statistics *task)
{
	int parts = 1;
	for (int next = 2; next <= 8; next++)
		if ((task->counted_count - 1) % (size_t)next == 0)
			parts = next;
	plot_x_scale(plot, task->counted_count == 1 ? 2 : parts, PLOT_PLAIN, "run");
}

static void draw_success(const struct plot *plot, const struct task_statistics *task)
{
	struct series rate;
	char title[200];
	series_init(&rate, task->counted_count);
	snprintf(title, sizeof title, "%s: success of the last %d runs", task->task,
		STATISTICS_LAST);
	plot_frame(plot, title, PLOT_PERCENT);
	for (size_t i = 0; i < task->counted_count; i++) {
		rate.x[i] = (double)i + 1;
		rate.y[i] = rate_value(&task->curve[i]);
		rate.low[i] = task->curve[i].reach.low;
		rate.high[i] = task->curve[i].reach.high;
	}
	plot_band(plot, rate.x, rate.low, rate.high, task->counted_count, RATE_COLOUR);
	plot_line(plot, rate.x, rate.y, task->counted_count, RATE_COLOUR);
	for (size_t i = 0; i < task->counted_count; i++) {
		const struct run_row *row = task->counted[i];
		bool good = !strcmp(row->outcome, "success");
		plot_dot(plot, rate.x[i], good, good ? RATE_COLOUR : FAILURE_COLOUR);
		if (row->rollbacks > 0)
			plot_mark(plot, rate.x[i], ROLLBACK_COLOUR, "rollback");
	}
	draw_runs_scale(plot, task);
	series_release(&rate);
}

/* Failures have no steps to completion: the line passes over them. */
static void draw_steps(struct plot *plot, const struct task_statistics *task)
{
	struct series steps;
	plot->y_high = 4;
	series_init(&steps, task->counted_count);
	for (size_t i = 0; i < task->counted_count; i++) {
		const struct run_row *row = task->counted[i];
		if (strcmp(row->outcome, "success") != 0 || !isfinite(row->steps))
			continue;
		steps.x[steps.count] = (double)i + 1;
		steps.y[steps.count++] = row->steps;
		plot->y_high = fmax(plot->y_high, 4 * ceil(row->steps / 4));
	}
	plot_frame(plot, "steps to completion", PLOT_PLAIN);
	plot_line(plot, steps.x, steps.y, steps.count, RATE_COLOUR);
	for (size_t i = 0; i < steps.count; i++)
		plot_dot(plot, steps.x[i], steps.y[i], RATE_COLOUR);
	draw_runs_scale(plot, task);
	series_release(&steps);
}

static void draw_task(struct bytes *svg, const struct task_statistics *task, size_t place)
{
	double top = TOP + (double)place * TASK;
	struct plot success = plot_at(svg, LEFT, top, SUCCESS, task);
	struct plot steps = plot_at(svg, LEFT + SUCCESS + BETWEEN, top, STEPS, task);
	draw_success(&success, task);
	draw_steps(&steps, task);
}

static void draw_note(struct bytes *svg, size_t shown, size_t left_out)
{
	if (shown && !left_out)
		return;
	bytes_format(svg, NULL, "<text x='%d' y='%zu'>", LEFT, TOP + shown * TASK);
	if (left_out)
		bytes_format(svg, NULL, "and %zu more tasks", left_out);
	else
		bytes_append_text(svg, "no runs yet", NULL);
	bytes_append_text(svg, "</text>\n", NULL);
}

int learning_curve_draw(const struct statistics *statistics, struct bytes *svg, struct error *error)
{
	size_t with_runs = 0;
	for (size_t i = 0; i < statistics->count; i++)
		with_runs += statistics->tasks[i].counted_count > 0;
	size_t shown = with_runs < LEARNING_CURVES_MAXIMUM ? with_runs : LEARNING_CURVES_MAXIMUM;
	picture_begin(svg, WIDTH, TOP + (int)shown * TASK + (shown == with_runs && shown ? 0 : 20));
	size_t place = 0;
	for (size_t i = 0; i < statistics->count && place < shown; i++)
		if (statistics->tasks[i].counted_count > 0)
			draw_task(svg, &statistics->tasks[i], place++);
	draw_note(svg, shown, with_runs - shown);
	return picture_end(svg, error);
}
