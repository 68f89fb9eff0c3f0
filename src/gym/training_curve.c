#include "gym/training_card.h"

#include "base/memory.h"
#include "chart/plot.h"

#include <math.h>
#include <stdlib.h>

/* Two plots, one above the other: accuracy of each split, and the loss. In px. */
#define WIDTH  720
#define LEFT   60
#define RIGHT  150 /* room for the legend */
#define TOP    30
#define HEIGHT 190
#define GAP    50

#define ACCURACY_LOW 0.5 /* where the accuracy's scale starts: what is below is an early point */

static const char *const colours[GYM_SPLITS] = {
	"#1b6ca8", "#d1495b", "#2e8b57", "#b07d12", "#6a4c93"};

/* split -1: the loss. */
static void draw_line(const struct plot *plot, const struct training_result *result, int split,
	const char *colour)
{
	double *x = memory_new(result->points + 1, sizeof *x);
	double *y = memory_new(result->points + 1, sizeof *y);
	for (size_t i = 0; i < result->points; i++) {
		const struct training_point *point = &result->curve[i];
		x[i] = (double)point->decisions;
		y[i] = split < 0 ? point->loss : point->accuracy[split];
	}
	plot_line(plot, x, y, result->points, colour);
	free(x);
	free(y);
}

static double highest_loss(const struct training_result *result)
{
	double highest = 0.1;
	for (size_t i = 0; i < result->points; i++)
		highest = fmax(highest, result->curve[i].loss);
	return highest;
}

int training_curve_draw(
	const struct training_result *result, struct bytes *svg, struct error *error)
{
	double last = result->points ? (double)result->curve[result->points - 1].decisions : 1;
	struct plot accuracy = {
		svg, LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT, 0, last, ACCURACY_LOW, 1};
	struct plot loss = accuracy;
	loss.top = TOP + HEIGHT + GAP;
	loss.y_low = 0;
	loss.y_high = highest_loss(result);
	picture_begin(svg, WIDTH, TOP + 2 * HEIGHT + GAP + 50);
	plot_frame(&accuracy, "single decisions right", PLOT_PLAIN);
	for (int split = 0; split < GYM_SPLITS; split++) {
		plot_legend(
			&accuracy, split, colours[split], gym_split_name((enum gym_split)split));
		draw_line(&accuracy, result, split, colours[split]);
	}
	plot_frame(&loss, "loss (nats)", PLOT_PLAIN);
	plot_x_scale(&loss, 4, PLOT_THOUSANDS, "decisions");
	draw_line(&loss, result, -1, "#333");
	return picture_end(svg, error);
}
