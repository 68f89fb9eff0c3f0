#include "dashboard/live_view.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/terminal.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define FRAME_MAXIMUM (64u << 10) /* bytes; far more than a window holds */
#define BAR_COLUMNS   20
#define SURE	      0.8 /* from here on the bar is green */
#define UNSURE	      0.5 /* below it is red */

#define STRONG "\033[1m"
#define FAINT  "\033[2m"
#define RED    "\033[31m"
#define GREEN  "\033[32m"
#define YELLOW "\033[33m"
#define NORMAL "\033[0m"

struct live_view {
	struct live_options options;
	int64_t began_ms;
	int done;		       /* steps */
	bool acting;		       /* `step` is being carried out; else the page is looked at */
	struct live_step step;	       /* texts owned */
	struct live_learning learning; /* texts owned */
	struct bytes shown;	       /* the frame on the screen; empty: none */
	int shown_columns;
};

/* ---- texts ---- */

/* Without secrets and escapes, as all that is shown; NULL stays NULL. Heap text. */
static char *clean(const struct live_view *view, const char *text)
{
	return text ? log_text(view->options.secrets, text) : NULL;
}

static void print(const struct live_view *view, const char *colour, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* A line that stays. */
static void print(const struct live_view *view, const char *colour, const char *format, ...)
{
	char *text = NULL;
	va_list arguments;
	va_start(arguments, format);
	int length = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	char *line = clean(view, text);
	bool coloured = view->options.colour && *colour;
	fprintf(view->options.stream, "%s%s%s\n", coloured ? colour : "", line,
		coloured ? NORMAL : "");
	free(line);
	free(text);
}

/* " of about 3", or nothing. */
struct total {
	char words[32];
};

static struct total total_of(const struct live_view *view)
{
	struct total total = {""};
	if (view->options.about)
		snprintf(total.words, sizeof total.words, " of about %d", view->options.about);
	return total;
}

/* "learning on, 12 of 100 updates; 3 refused (entropy); ...", or nothing. Heap text. */
static char *learning_words(const struct live_learning *learning)
{
	struct bytes out;
	bytes_init(&out, FRAME_MAXIMUM);
	if (learning->on)
		bytes_append_text(&out, "learning on", NULL);
	else if (learning->off_because)
		bytes_format(&out, NULL, "learning off: %s", learning->off_because);
	if (learning->budget)
		bytes_format(&out, NULL, "%s%zu of %zu updates", out.length ? ", " : "",
			learning->updates, learning->budget);
	if (learning->refused)
		bytes_format(&out, NULL, "; %zu refused%s%s%s", learning->refused,
			learning->last_refusal ? " (" : "",
			learning->last_refusal ? learning->last_refusal : "",
			learning->last_refusal ? ")" : "");
	if (learning->shadow_steps)
		bytes_format(&out, NULL, "%sshadow agrees %.0f %%", out.length ? "; " : "",
			100 * learning->shadow_agreement);
	if (learning->window_count)
		bytes_format(&out, NULL, "%s%zu of the last %zu succeeded", out.length ? "; " : "",
			learning->window_successes, learning->window_count);
	if (learning->rollbacks)
		bytes_format(&out, NULL, "%s%zu rollback%s", out.length ? "; " : "",
			learning->rollbacks, learning->rollbacks == 1 ? "" : "s");
	return bytes_take(&out);
}

/* ---- the frame ---- */

struct canvas {
	const struct live_view *view;
	struct bytes *out;
	size_t columns;
	int lines_left;
};

/* One line, as much as fits. Colour goes around what is left of it, so that no code is cut. */
static void draw_line(struct canvas *canvas, const char *colour, const char *text)
{
	if (canvas->lines_left-- <= 0)
		return;
	bool coloured = canvas->view->options.colour && *colour;
	char *cut = terminal_cut(text, canvas->columns);
	if (canvas->out->length)
		bytes_append_text(canvas->out, "\n", NULL);
	bytes_format(
		canvas->out, NULL, "%s%s%s", coloured ? colour : "", cut, coloured ? NORMAL : "");
	free(cut);
}

static void draw(struct canvas *canvas, const char *colour, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void draw(struct canvas *canvas, const char *colour, const char *format, ...)
{
	char *text = NULL;
	va_list arguments;
	va_start(arguments, format);
	int length = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (length >= 0)
		draw_line(canvas, colour, text);
	free(text);
}

static void draw_head(struct canvas *canvas, int64_t elapsed_ms)
{
	const struct live_view *view = canvas->view;
	char *goal = clean(view, view->options.goal);
	draw(canvas, STRONG, "%s%d%s%s   %" PRId64 " s   %s: %s", view->acting ? "step " : "",
		view->acting ? view->step.index + 1 : view->done, total_of(view).words,
		view->acting ? "" : " steps done", elapsed_ms / 1000, view->options.task,
		goal ? goal : "");
	free(goal);
}

static const char *colour_of(double confidence)
{
	return confidence >= SURE ? GREEN : confidence >= UNSURE ? YELLOW : RED;
}

static void draw_sureness(struct canvas *canvas)
{
	const struct live_step *step = &canvas->view->step;
	bool utf8 = canvas->view->options.utf8;
	struct bytes bar;
	bytes_init(&bar, FRAME_MAXIMUM);
	for (int i = 0; i < BAR_COLUMNS; i++) {
		bool full = (i + 0.5) / BAR_COLUMNS <= step->confidence;
		bytes_append_text(&bar, utf8 ? full ? "█" : "░" : full ? "#" : "-", NULL);
	}
	draw(canvas, colour_of(step->confidence), "  sure  %s %3.0f %%   %s%s%s", bar.data,
		100 * step->confidence, step->policy, step->reason && *step->reason ? ": " : "",
		step->reason ? step->reason : "");
	bytes_release(&bar);
}

static void draw_step(struct canvas *canvas)
{
	const struct live_view *view = canvas->view;
	if (!view->acting) {
		draw(canvas, "", "  looking at the page");
		return;
	}
	draw(canvas, "", "  %s", view->step.action);
	if (view->step.policy)
		draw_sureness(canvas);
	for (size_t i = 0; i < view->step.alternative_count; i++)
		draw(canvas, FAINT, "  else  %3.0f %%  %s",
			100 * view->step.alternatives[i].probability,
			view->step.alternatives[i].words);
}

void live_view_frame(const struct live_view *view, int columns, int rows, int64_t elapsed_ms,
	struct bytes *frame)
{
	/* The last column stays free: some terminals wrap there. So does a row, for the cursor. */
	struct canvas canvas = {.view = view,
		.out = frame,
		.columns = columns > 1 ? (size_t)columns - 1 : 1,
		.lines_left = rows > 2 ? rows - 1 : 1};
	char *learning = learning_words(&view->learning);
	draw_head(&canvas, elapsed_ms);
	draw_step(&canvas);
	if (*learning)
		draw(&canvas, FAINT, "  %s", learning);
	free(learning);
}

static int line_count(const char *text)
{
	int lines = 1;
	for (; *text; text++)
		lines += *text == '\n';
	return lines;
}

/* From the frame's corner on, what is there goes away; the cursor stays at the corner. */
static void erase(struct live_view *view)
{
	if (!view->shown.length)
		return;
	fputs("\r\033[J", view->options.stream);
	bytes_clear(&view->shown);
}

/* Lines that are too long are cut off by the terminal (?7l) should the window just have become
 * narrower; the mode is back before the write ends. */
static void show(struct live_view *view)
{
	int columns, rows;
	struct bytes frame;
	if (!view->options.in_place)
		return;
	terminal_size(view->options.stream, &columns, &rows);
	bytes_init(&frame, FRAME_MAXIMUM);
	live_view_frame(view, columns, rows, clock_now_ms() - view->began_ms, &frame);
	bool same = view->shown.length && view->shown_columns == columns &&
		    !strcmp(view->shown.data, frame.data);
	if (!same) {
		int up = line_count(frame.data) - 1;
		fprintf(view->options.stream, "\033[?7l\r\033[J%s\r", frame.data);
		if (up)
			fprintf(view->options.stream, "\033[%dA", up);
		fputs("\033[?7h", view->options.stream);
		fflush(view->options.stream);
		bytes_release(&view->shown);
		view->shown = frame;
		view->shown_columns = columns;
	} else {
		bytes_release(&frame);
	}
}

/* ---- what it is told ---- */

/* Of a copy that clean() made: borrowed by everyone else. */
static void drop(const char *text)
{
	free((char *)(uintptr_t)text);
}

static void forget_step(struct live_view *view)
{
	struct live_step *step = &view->step;
	drop(step->action);
	drop(step->policy);
	drop(step->reason);
	for (size_t i = 0; i < step->alternative_count; i++)
		drop(step->alternatives[i].words);
	*step = (struct live_step){0};
}

static void keep_step(struct live_view *view, const struct live_step *step)
{
	forget_step(view);
	view->step = *step;
	view->step.action = clean(view, step->action);
	view->step.policy = clean(view, step->policy);
	view->step.reason = clean(view, step->reason);
	for (size_t i = 0; i < step->alternative_count; i++)
		view->step.alternatives[i].words = clean(view, step->alternatives[i].words);
}

struct live_view *live_view_begin(const struct live_options *options)
{
	struct live_view *view = memory_new(1, sizeof *view);
	view->options = *options;
	view->options.in_place = options->in_place && options->detail != LIVE_NOTHING;
	view->began_ms = clock_now_ms();
	bytes_init(&view->shown, FRAME_MAXIMUM);
	if (options->detail == LIVE_NOTHING)
		return view;
	print(view, STRONG, "%s: %s", options->task, options->goal ? options->goal : "");
	if (options->caution)
		print(view, YELLOW, "%s", options->caution);
	show(view);
	fflush(options->stream);
	return view;
}

void live_view_step(struct live_view *view, const struct live_step *step)
{
	keep_step(view, step);
	view->acting = true;
	show(view);
}

/* Why this action: who chose it, how sure, what speaks for it; and what else there was. */
static void print_reasons(const struct live_view *view, const struct live_step *step)
{
	if (step->policy)
		print(view, FAINT, "      %s, %.0f %% sure%s%s", step->policy,
			100 * step->confidence, step->reason && *step->reason ? ": " : "",
			step->reason ? step->reason : "");
	for (size_t i = 0; i < step->alternative_count; i++)
		print(view, FAINT, "      else %.0f %%: %s",
			100 * step->alternatives[i].probability, step->alternatives[i].words);
}

static void print_result(const struct live_view *view, const struct live_step *step,
	const struct live_result *result)
{
	int64_t took_ms = result->observe_ms + result->decide_ms + result->act_ms +
			  result->settle_ms + result->wait_ms;
	print(view, "", "  %2d%s  %s  (%.1f s)", step->index + 1, total_of(view).words,
		step->action, (double)took_ms / 1000);
	if (*result->error)
		print(view, RED, "      %s", result->error);
	if (view->options.detail < LIVE_MORE)
		return;
	print_reasons(view, step);
	print(view, FAINT,
		"      observe %" PRId64 ", decide %" PRId64 ", act %" PRId64 ", settle %" PRId64
		", wait %" PRId64 " ms",
		result->observe_ms, result->decide_ms, result->act_ms, result->settle_ms,
		result->wait_ms);
	if (*result->changes)
		print(view, FAINT, "      %s", result->changes);
}

void live_view_result(
	struct live_view *view, const struct live_step *step, const struct live_result *result)
{
	if (view->options.detail == LIVE_NOTHING)
		return;
	erase(view);
	print_result(view, step, result);
	forget_step(view);
	view->done = step->index + 1;
	view->acting = false;
	show(view);
	fflush(view->options.stream);
}

static void forget_learning(struct live_view *view)
{
	drop(view->learning.off_because);
	drop(view->learning.last_refusal);
}

void live_view_learning(struct live_view *view, const struct live_learning *learning)
{
	if (view->options.detail == LIVE_NOTHING)
		return;
	forget_learning(view);
	view->learning = *learning;
	view->learning.off_because = clean(view, learning->off_because);
	view->learning.last_refusal = clean(view, learning->last_refusal);
	if (view->options.detail == LIVE_MORE) {
		char *words = learning_words(&view->learning);
		erase(view);
		if (*words)
			print(view, FAINT, "      %s", words);
		free(words);
	}
	show(view);
	fflush(view->options.stream);
}

void live_view_tick(struct live_view *view)
{
	show(view);
}

void live_view_end(struct live_view *view)
{
	if (!view)
		return;
	erase(view);
	fflush(view->options.stream);
	forget_step(view);
	forget_learning(view);
	bytes_release(&view->shown);
	free(view);
}
