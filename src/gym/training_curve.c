#include "gym/training_card.h"

#include <math.h>

/* Two plots, one above the other: accuracy of each split, and the loss. In px. */
#define WIDTH  720
#define LEFT   60
#define RIGHT  150 /* room for the legend */
#define TOP    30
#define HEIGHT 190
#define GAP    50

#define ACCURACY_LOW 0.5 /* where the accuracy's scale starts: what is below is an early point */

struct plot {
	struct bytes *svg;
	double x_maximum;
	double y_low, y_high;
	double top; /* px */
};

static const char *const colours[GYM_SPLITS] = {
	"#1b6ca8", "#d1495b", "#2e8b57", "#b07d12", "#6a4c93"};

static double x_of(const struct plot *plot, double value)
{
	return LEFT + value / plot->x_maximum * (WIDTH - LEFT - RIGHT);
}

static double y_of(const struct plot *plot, double value)
{
	double share = (value - plot->y_low) / (plot->y_high - plot->y_low);
	return plot->top + (1 - fmin(fmax(share, 0), 1)) * HEIGHT;
}

static void draw_frame(const struct plot *plot, const char *title)
{
	bytes_format(plot->svg, NULL,
		"<text x='%d' y='%.0f' font-weight='bold'>%s</text>\n"
		"<rect x='%d' y='%.0f' width='%d' height='%d' fill='none' stroke='#999'/>\n",
		LEFT, plot->top - 8, title, LEFT, plot->top, WIDTH - LEFT - RIGHT, HEIGHT);
	for (int i = 0; i <= 4; i++) {
		double value = plot->y_low + (plot->y_high - plot->y_low) * i / 4;
		bytes_format(plot->svg, NULL,
			"<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='#ddd'/>"
			"<text x='%d' y='%.1f' text-anchor='end'>%.3g</text>\n",
			LEFT, WIDTH - RIGHT, y_of(plot, value), y_of(plot, value), LEFT - 6,
			y_of(plot, value) + 4, value);
	}
}

static void draw_x_axis(const struct plot *plot)
{
	for (int i = 0; i <= 4; i++) {
		double value = plot->x_maximum * i / 4;
		bytes_format(plot->svg, NULL,
			"<text x='%.1f' y='%.1f' text-anchor='middle'>%.0fk</text>\n",
			x_of(plot, value), plot->top + HEIGHT + 16, value / 1000);
	}
	bytes_format(plot->svg, NULL,
		"<text x='%d' y='%.1f' text-anchor='middle'>decisions</text>\n",
		(LEFT + WIDTH - RIGHT) / 2, plot->top + HEIGHT + 34);
}

/* split -1: the loss. */
static void draw_line(const struct plot *plot, const struct training_result *result, int split,
	const char *colour)
{
	bytes_format(plot->svg, NULL,
		"<polyline fill='none' stroke='%s' stroke-width='1.6' points='", colour);
	for (size_t i = 0; i < result->points; i++) {
		const struct training_point *point = &result->curve[i];
		double value = split < 0 ? point->loss : point->accuracy[split];
		bytes_format(plot->svg, NULL, "%.1f,%.1f ", x_of(plot, (double)point->decisions),
			y_of(plot, value));
	}
	bytes_append_text(plot->svg, "'/>\n", NULL);
}

static void draw_legend(const struct plot *plot)
{
	for (int split = 0; split < GYM_SPLITS; split++) {
		double y = plot->top + 14 + 18 * split;
		bytes_format(plot->svg, NULL,
			"<line x1='%d' x2='%d' y1='%.0f' y2='%.0f' stroke='%s' stroke-width='3'/>"
			"<text x='%d' y='%.0f'>%s</text>\n",
			WIDTH - RIGHT + 10, WIDTH - RIGHT + 28, y - 4, y - 4, colours[split],
			WIDTH - RIGHT + 34, y, gym_split_name((enum gym_split)split));
	}
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
	struct plot accuracy = {svg, last, ACCURACY_LOW, 1, TOP};
	struct plot loss = {svg, last, 0, highest_loss(result), TOP + HEIGHT + GAP};
	int height = TOP + 2 * HEIGHT + GAP + 50;
	bytes_format(svg, NULL,
		"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' "
		"height='%d' font-family='sans-serif' font-size='12' fill='#333'>\n"
		"<rect width='%d' height='%d' fill='#fff'/>\n",
		WIDTH, height, WIDTH, height, WIDTH, height);
	draw_frame(&accuracy, "single decisions right");
	draw_legend(&accuracy);
	for (int split = 0; split < GYM_SPLITS; split++)
		draw_line(&accuracy, result, split, colours[split]);
	draw_frame(&loss, "loss (nats)");
	draw_x_axis(&loss);
	draw_line(&loss, result, -1, "#333");
	return bytes_append_text(svg, "</svg>\n", error);
}
