#include "evaluation/bar_chart.h"

#include "base/bytes.h"

#define PICTURE_MAXIMUM (4u << 20) /* bytes */
#define TICKS		4

/* All lengths in px. */
enum {
	WIDTH = 880,
	LABELS = 220, /* where the bars begin */
	PLOT = 620,   /* length of a bar of 100 % */
	HEAD = 64,    /* title and legend */
	FOOT = 16,
	BAR = 9,
	GAP = 6,   /* between groups */
	KEY = 110, /* of one series in the legend */
};

/* Told apart also by people who do not see red and green (Okabe and Ito, 2008). */
static const char *const colours[BAR_CHART_SERIES_MAXIMUM] = {
	"#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"};

static void add_text(struct bytes *svg, const char *text)
{
	for (; *text; text++)
		switch (*text) {
		case '&':
			bytes_append_text(svg, "&amp;", NULL);
			break;
		case '<':
			bytes_append_text(svg, "&lt;", NULL);
			break;
		default:
			bytes_append(svg, text, 1, NULL);
		}
}

static int group_height(const struct bar_chart *chart)
{
	return (int)chart->series_count * BAR + GAP;
}

static void add_legend(struct bytes *svg, const struct bar_chart *chart)
{
	bytes_append_text(svg, "<text x=\"8\" y=\"18\" font-size=\"14\">", NULL);
	add_text(svg, chart->title);
	bytes_append_text(svg, "</text>\n", NULL);
	for (size_t i = 0; i < chart->series_count; i++) {
		int x = LABELS + (int)i * KEY;
		bytes_format(svg, NULL,
			"<rect x=\"%d\" y=\"30\" width=\"10\" height=\"10\" fill=\"%s\"/>"
			"<text x=\"%d\" y=\"39\">",
			x, colours[i], x + 14);
		add_text(svg, chart->series[i]);
		bytes_append_text(svg, "</text>\n", NULL);
	}
}

static void add_scale(struct bytes *svg, int bottom)
{
	for (int i = 0; i <= TICKS; i++) {
		int x = LABELS + i * PLOT / TICKS;
		bytes_format(svg, NULL,
			"<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ccc\"/>"
			"<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d %%</text>\n",
			x, HEAD, x, bottom, x, HEAD - 4, 100 * i / TICKS);
	}
}

static void add_bar(struct bytes *svg, const struct bar *bar, const char *colour, double top)
{
	if (bar->rate < 0)
		return;
	double middle = top + BAR / 2.0;
	bytes_format(svg, NULL,
		"<rect x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>"
		"<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#333\"/>\n",
		LABELS, top, bar->rate * PLOT, BAR - 1, colour, LABELS + bar->reach.low * PLOT,
		middle, LABELS + bar->reach.high * PLOT, middle);
}

static void add_group(struct bytes *svg, const struct bar_chart *chart, size_t index)
{
	const struct bar_group *group = &chart->groups[index];
	double top = HEAD + GAP / 2.0 + (double)index * group_height(chart);
	double middle = top + (double)chart->series_count * BAR / 2.0;
	bytes_format(svg, NULL, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">", LABELS - 6,
		middle + 4);
	add_text(svg, group->label);
	bytes_append_text(svg, "</text>\n", NULL);
	for (size_t i = 0; i < chart->series_count; i++)
		add_bar(svg, &group->bars[i], colours[i], top + (double)i * BAR);
}

char *bar_chart_svg(const struct bar_chart *chart)
{
	struct bytes svg;
	int bottom = HEAD + (int)chart->group_count * group_height(chart);
	bytes_init(&svg, PICTURE_MAXIMUM);
	bytes_format(&svg, NULL,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
		"height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">\n"
		"<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
		WIDTH, bottom + FOOT, WIDTH, bottom + FOOT);
	add_legend(&svg, chart);
	add_scale(&svg, bottom);
	for (size_t i = 0; i < chart->group_count; i++)
		add_group(&svg, chart, i);
	bytes_append_text(&svg, "</svg>\n", NULL);
	return bytes_take(&svg);
}
