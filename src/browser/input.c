#include "browser/input.h"

#include "browser/burst.h"
#include "browser/input_events.h"
#include "browser/model.h"

#include <string.h>

enum {
	DRAG_STEPS = 8,	     /* moves between the ends of a plain drag */
	DRAG_NOTICE_MS = 100 /* for the page to begin an HTML5 drag after the second move */
};

/* --- the mouse ---------------------------------------------------------------------- */

static const struct {
	const char *name;
	int bit;
} buttons[] = {
	[MOUSE_LEFT] = {"left", 1}, [MOUSE_MIDDLE] = {"middle", 4}, [MOUSE_RIGHT] = {"right", 2}};

static json_t *mouse_params(const char *type, double x_px, double y_px)
{
	return json_pack("{s:s, s:f, s:f, s:s, s:i}", "type", type, "x", x_px, "y", y_px, "button",
		"none", "buttons", 0);
}

static void send_move(struct burst *burst, double x_px, double y_px, bool pressed)
{
	json_t *params = mouse_params("mouseMoved", x_px, y_px);

	if (pressed) {
		json_object_set_new(params, "button", json_string("left"));
		json_object_set_new(params, "buttons", json_integer(1));
	}
	burst_send(burst, "Input.dispatchMouseEvent", params);
	burst->tab->mouse_x_px = x_px;
	burst->tab->mouse_y_px = y_px;
}

static void send_button(struct burst *burst, const char *type, enum mouse_button button, int clicks)
{
	struct tab *tab = burst->tab;
	json_t *params = mouse_params(type, tab->mouse_x_px, tab->mouse_y_px);
	bool press = strcmp(type, "mousePressed") == 0;

	json_object_set_new(params, "button", json_string(buttons[button].name));
	json_object_set_new(params, "buttons", json_integer(press ? buttons[button].bit : 0));
	json_object_set_new(params, "clickCount", json_integer(clicks));
	json_object_set_new(params, "force", json_real(press ? 0.5 : 0));
	burst_send(burst, "Input.dispatchMouseEvent", params);
}

int input_move(struct tab *tab, double x_px, double y_px, deadline_ms deadline, struct error *error)
{
	struct burst burst;
	int status = burst_begin(&burst, tab, error);

	if (status < 0)
		return status;
	send_move(&burst, x_px, y_px, false);
	return burst_finish(&burst, deadline, error);
}

int input_click(struct tab *tab, double x_px, double y_px, enum mouse_button button, int clicks,
	deadline_ms deadline, struct error *error)
{
	struct burst burst;
	int status = burst_begin(&burst, tab, error);

	if (status < 0)
		return status;
	send_move(&burst, x_px, y_px, false);
	for (int click = 1; click <= clicks && click <= 3; click++) {
		send_button(&burst, "mousePressed", button, click);
		send_button(&burst, "mouseReleased", button, click);
	}
	return burst_finish(&burst, deadline, error);
}

int input_wheel(struct tab *tab, double x_px, double y_px, double delta_x_px, double delta_y_px,
	deadline_ms deadline, struct error *error)
{
	struct burst burst;
	json_t *params;
	int status = burst_begin(&burst, tab, error);

	if (status < 0)
		return status;
	send_move(&burst, x_px, y_px, false);
	params = mouse_params("mouseWheel", x_px, y_px);
	json_object_set_new(params, "deltaX", json_real(delta_x_px));
	json_object_set_new(params, "deltaY", json_real(delta_y_px));
	burst_send(&burst, "Input.dispatchMouseEvent", params);
	return burst_finish(&burst, deadline, error);
}

/* --- dragging ----------------------------------------------------------------------- */

struct drag {
	double from_x_px, from_y_px, to_x_px, to_y_px;
};

void on_drag_intercepted(struct browser *browser, struct target *target, const json_t *params)
{
	(void)browser;
	json_decref(target->tab->drag_data);
	target->tab->drag_data = json_incref(json_object_get(params, "data"));
}

static void send_step(struct burst *burst, const struct drag *drag, int step)
{
	double share = (double)step / DRAG_STEPS;

	send_move(burst, drag->from_x_px + (drag->to_x_px - drag->from_x_px) * share,
		drag->from_y_px + (drag->to_y_px - drag->from_y_px) * share, true);
}

static void send_drag_event(struct burst *burst, const char *type)
{
	struct tab *tab = burst->tab;

	burst_send(burst, "Input.dispatchDragEvent",
		json_pack("{s:s, s:f, s:f, s:O}", "type", type, "x", tab->mouse_x_px, "y",
			tab->mouse_y_px, "data", tab->drag_data));
}

static int drag_began(void *context, struct error *error)
{
	const struct tab *tab = context;

	(void)error;
	return tab->drag_data || !tab->target;
}

/* Two moves after the press tell which kind of drag it is: the browser's own, whose data then
 * arrives, or one that the page makes of mouse events. */
static int begin_drag(
	struct burst *burst, const struct drag *drag, deadline_ms deadline, struct error *error)
{
	struct tab *tab = burst->tab;
	int status;

	burst_send(burst, "Input.setInterceptDrags", json_pack("{s:b}", "enabled", true));
	send_move(burst, drag->from_x_px, drag->from_y_px, false);
	send_button(burst, "mousePressed", MOUSE_LEFT, 1);
	send_step(burst, drag, 1);
	send_step(burst, drag, 2);
	status = burst_finish(burst, deadline, error);
	if (status == 0)
		loop_wait(tab->browser->loop, drag_began, tab,
			deadline_earlier(deadline, deadline_in(DRAG_NOTICE_MS)), "a drag", NULL);
	return status;
}

/* One by one: moves that are sent together reach the page as one. */
static int move_on(
	struct burst *burst, const struct drag *drag, deadline_ms deadline, struct error *error)
{
	int status = 0;

	for (int step = 3; status == 0 && step <= DRAG_STEPS; step++) {
		status = burst_begin(burst, burst->tab, error);
		if (status == 0) {
			send_step(burst, drag, step);
			status = burst_finish(burst, deadline, error);
		}
	}
	return status;
}

static void send_drop(struct burst *burst, const struct drag *drag)
{
	burst->tab->mouse_x_px = drag->to_x_px;
	burst->tab->mouse_y_px = drag->to_y_px;
	send_drag_event(burst, "dragEnter");
	send_drag_event(burst, "dragOver");
	send_drag_event(burst, "drop");
}

int input_drag(struct tab *tab, double from_x_px, double from_y_px, double to_x_px, double to_y_px,
	deadline_ms deadline, struct error *error)
{
	struct drag drag = {from_x_px, from_y_px, to_x_px, to_y_px};
	struct burst burst;
	int status = burst_begin(&burst, tab, error);

	if (status == 0)
		status = begin_drag(&burst, &drag, deadline, error);
	if (status == 0 && !tab->drag_data)
		status = move_on(&burst, &drag, deadline, error);
	if (status == 0)
		status = burst_begin(&burst, tab, error);
	if (status == 0) {
		if (tab->drag_data)
			send_drop(&burst, &drag);
		send_button(&burst, "mouseReleased", MOUSE_LEFT, 1);
		burst_send(&burst, "Input.setInterceptDrags", json_pack("{s:b}", "enabled", false));
		status = burst_finish(&burst, deadline, error);
	}
	json_decref(tab->drag_data);
	tab->drag_data = NULL;
	return status;
}
