#include "observation/secret_boxes.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum { SELECTOR_MAXIMUM = 1 << 16, FRAME_MS = 1500 /* for all frames to answer */ };

struct question {
	struct frame *frame;
	struct cdp_pending *pending;
};

static char *expression_for(const char *secret_selectors)
{
	struct bytes text;
	bytes_init(&text, SELECTOR_MAXIMUM);
	bytes_append_text(&text, "apprenticePage.secretBoxes(", NULL);
	json_quote(&text, secret_selectors ? secret_selectors : "", NULL);
	bytes_append_text(&text, ")", NULL);
	return bytes_take(&text);
}

static void add(struct secret_boxes *out, const json_t *box, double x_px, double y_px)
{
	out->items = memory_resize(out->items, out->count + 1, sizeof *out->items);
	out->items[out->count++] =
		(struct secret_box){.x_px = x_px + json_number_value(json_array_get(box, 0)),
			.y_px = y_px + json_number_value(json_array_get(box, 1)),
			.width_px = json_number_value(json_array_get(box, 2)),
			.height_px = json_number_value(json_array_get(box, 3))};
}

/* The boxes of a frame that is not shown are nowhere. */
static int add_all(struct secret_boxes *out, struct frame *frame, const json_t *answer,
	deadline_ms deadline, struct error *error)
{
	const json_t *boxes = json_object_get(answer, "boxes");
	double x_px = 0, y_px = 0;
	struct error unseen = {0};
	if (!json_is_array(boxes))
		return error_set(error, ERROR_PROTOCOL,
			"The page does not say where its secret fields are.");
	if (!json_array_size(boxes))
		return 0;
	int problem = frame_offset(frame, deadline, &x_px, &y_px, &unseen);
	if (problem && (problem != ERROR_BLOCKED || tab_dialog(frame_tab(frame))))
		return error_set(error, unseen.code, "%s", unseen.message);
	for (size_t i = 0; !problem && i < json_array_size(boxes); i++)
		add(out, json_array_get(boxes, i), x_px, y_px);
	return 0;
}

static int take_answer(struct secret_boxes *out, struct question *question, bool is_main,
	deadline_ms deadline, struct error *error)
{
	json_t *answer = NULL;
	int problem =
		frame_evaluate_finish(question->frame, question->pending, deadline, &answer, error);
	question->pending = NULL;
	if (!problem && is_main)
		out->viewport_width_px = json_number_at(answer, "width", 0);
	if (!problem)
		problem = add_all(out, question->frame, answer, deadline, error);
	json_decref(answer);
	return problem;
}

int secret_boxes_read(struct secret_boxes *out, struct tab *tab, const char *secret_selectors,
	deadline_ms deadline, struct error *error)
{
	size_t count = tab_frame_count(tab);
	struct question *questions = memory_new(count + 1, sizeof *questions);
	char *expression = expression_for(secret_selectors);
	int problem = count ? 0 : error_set(error, ERROR_STALE, "The tab was closed.");
	*out = (struct secret_boxes){0};
	deadline = deadline_earlier(deadline, deadline_in(FRAME_MS));
	for (size_t i = 0; i < count; i++)
		questions[i].frame = tab_frame(tab, i);
	for (size_t i = 0; i < count; i++) /* frames may go while this waits */
		questions[i].pending =
			frame_evaluate_start(questions[i].frame, expression, deadline);
	for (size_t i = 0; i < count && !problem; i++)
		problem = take_answer(out, &questions[i], i == 0, deadline, error);
	for (size_t i = 0; i < count; i++)
		frame_evaluate_drop(questions[i].pending);
	free(questions);
	free(expression);
	return problem;
}

void secret_boxes_release(struct secret_boxes *boxes)
{
	free(boxes->items);
	*boxes = (struct secret_boxes){0};
}

static bool is_near(double a, double b)
{
	return fabs(a - b) <= 0.5;
}

bool secret_boxes_equal(const struct secret_boxes *a, const struct secret_boxes *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct secret_box *one = &a->items[i], *other = &b->items[i];
		if (!is_near(one->x_px, other->x_px) || !is_near(one->y_px, other->y_px) ||
			!is_near(one->width_px, other->width_px) ||
			!is_near(one->height_px, other->height_px))
			return false;
	}
	return true;
}
