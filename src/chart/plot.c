#include "chart/plot.h"

#include <math.h>

void picture_begin(struct bytes *svg, int width, int height)
{
	bytes_format(svg, NULL,
		"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' "
		"height='%d' font-family='sans-serif' font-size='12' fill='#333'>\n"
		"<rect width='%d' height='%d' fill='#fff'/>\n",
		width, height, width, height, width, height);
}

int picture_end(struct bytes *svg, struct error *error)
{
	return bytes_append_text(svg, "</svg>\n", error);
}

void picture_text(struct bytes *svg, const char *text)
{
	for (; *text; text++)
		switch (*text) {
		case '&':
			bytes_append_text(svg, "&amp;", NULL);
			break;
		case '<':
			bytes_append_text(svg, "&lt;", NULL);
			break;
		case '>':
			bytes_append_text(svg, "&gt;", NULL);
			break;
		default:
			bytes_append(svg, text, 1, NULL);
		}
}

static double share_of(double value, double low, double high)
{
	return fmin(fmax((value - low) / (high - low), 0), 1);
}

double plot_x(const struct plot *plot, double value)
{
	return plot->left + share_of(value, plot->x_low, plot->x_high) * plot->width;
}

double plot_y(const struct plot *plot, double value)
{
	return plot->top + (1 - share_of(value, plot->y_low, plot->y_high)) * plot->height;
}

static void add_number(struct bytes *svg, double value, enum plot_unit unit)
{
	if (unit == PLOT_PERCENT)
		bytes_format(svg, NULL, "%.0f %%", 100 * value);
	else if (unit == PLOT_THOUSANDS)
		bytes_format(svg, NULL, "%.0fk", value / 1000);
	else
		bytes_format(svg, NULL, "%.3g", value);
}

void plot_frame(const struct plot *plot, const char *title, enum plot_unit unit)
{
	double right = plot->left + plot->width;
	bytes_format(plot->svg, NULL, "<text x='%.0f' y='%.0f' font-weight='bold'>", plot->left,
		plot->top - 8);
	picture_text(plot->svg, title);
	bytes_format(plot->svg, NULL,
		"</text>\n<rect x='%.0f' y='%.0f' width='%.0f' height='%.0f' fill='none' "
		"stroke='#999'/>\n",
		plot->left, plot->top, plot->width, plot->height);
	for (int i = 0; i <= 4; i++) {
		double value = plot->y_low + (plot->y_high - plot->y_low) * i / 4;
		double y = plot_y(plot, value);
		bytes_format(plot->svg, NULL,
			"<line x1='%.0f' x2='%.0f' y1='%.1f' y2='%.1f' stroke='#ddd'/>"
			"<text x='%.0f' y='%.1f' text-anchor='end'>",
			plot->left, right, y, y, plot->left - 6, y + 4);
		add_number(plot->svg, value, unit);
		bytes_append_text(plot->svg, "</text>\n", NULL);
	}
}

void plot_x_scale(const struct plot *plot, int parts, enum plot_unit unit, const char *label)
{
	double bottom = plot->top + plot->height;
	for (int i = 0; i <= parts; i++) {
		double value = plot->x_low + (plot->x_high - plot->x_low) * i / parts;
		bytes_format(plot->svg, NULL, "<text x='%.1f' y='%.1f' text-anchor='middle'>",
			plot_x(plot, value), bottom + 16);
		add_number(plot->svg, value, unit);
		bytes_append_text(plot->svg, "</text>\n", NULL);
	}
	bytes_format(plot->svg, NULL, "<text x='%.0f' y='%.1f' text-anchor='middle'>",
		plot->left + plot->width / 2, bottom + 34);
	picture_text(plot->svg, label);
	bytes_append_text(plot->svg, "</text>\n", NULL);
}

static void add_point(const struct plot *plot, double x, double y)
{
	bytes_format(plot->svg, NULL, "%.1f,%.1f ", plot_x(plot, x), plot_y(plot, y));
}

void plot_line(
	const struct plot *plot, const double *x, const double *y, size_t count, const char *colour)
{
	bytes_format(plot->svg, NULL,
		"<polyline fill='none' stroke='%s' stroke-width='1.6' points='", colour);
	for (size_t i = 0; i < count; i++)
		add_point(plot, x[i], y[i]);
	bytes_append_text(plot->svg, "'/>\n", NULL);
}

void plot_band(const struct plot *plot, const double *x, const double *low, const double *high,
	size_t count, const char *colour)
{
	bytes_format(plot->svg, NULL, "<polygon fill='%s' fill-opacity='0.15' points='", colour);
	for (size_t i = 0; i < count; i++)
		add_point(plot, x[i], high[i]);
	for (size_t i = count; i > 0; i--)
		add_point(plot, x[i - 1], low[i - 1]);
	bytes_append_text(plot->svg, "'/>\n", NULL);
}

void plot_dot(const struct plot *plot, double x, double y, const char *colour)
{
	bytes_format(plot->svg, NULL, "<circle cx='%.1f' cy='%.1f' r='2.5' fill='%s'/>\n",
		plot_x(plot, x), plot_y(plot, y), colour);
}

void plot_mark(const struct plot *plot, double x, const char *colour, const char *title)
{
	bytes_format(plot->svg, NULL,
		"<line x1='%.1f' x2='%.1f' y1='%.1f' y2='%.1f' stroke='%s' "
		"stroke-width='1.5' stroke-dasharray='3 3'/>"
		"<text x='%.1f' y='%.0f' font-size='10' text-anchor='end'>",
		plot_x(plot, x), plot_x(plot, x), plot->top, plot->top + plot->height, colour,
		plot_x(plot, x) - 3, plot->top + plot->height - 10);
	picture_text(plot->svg, title);
	bytes_append_text(plot->svg, "</text>\n", NULL);
}

void plot_legend(const struct plot *plot, int index, const char *colour, const char *text)
{
	double left = plot->left + plot->width, y = plot->top + 14 + 18 * index;
	bytes_format(plot->svg, NULL,
		"<line x1='%.0f' x2='%.0f' y1='%.0f' y2='%.0f' stroke='%s' stroke-width='3'/>"
		"<text x='%.0f' y='%.0f'>",
		left + 10, left + 28, y - 4, y - 4, colour, left + 34, y);
	picture_text(plot->svg, text);
	bytes_append_text(plot->svg, "</text>\n", NULL);
}
