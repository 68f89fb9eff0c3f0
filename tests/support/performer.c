#include "performer.h"

#include "base/memory.h"
#include "base/text.h"
#include "performer_input.h"
#include "performer_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void take_end(void *context, const char *reason)
{
	(void)context;
	(void)reason;
}

int performer_open(
	struct loop *loop, const char *endpoint, struct performer **out, struct error *error)
{
	struct performer *performer = memory_new(1, sizeof(*performer));
	struct cdp_listener listener = {performer, performer_take_event, take_end};
	int status;

	performer->loop = loop;
	status = cdp_open_endpoint(
		loop, endpoint, deadline_in(10000), listener, &performer->connection, error);
	if (status == 0)
		status = cdp_call(cdp_root(performer->connection), "Target.setAutoAttach",
			json_pack("{s:b, s:b, s:b, s:[{s:s}]}", "autoAttach", true,
				"waitForDebuggerOnStart", false, "flatten", true, "filter", "type",
				"page"),
			deadline_in(10000), NULL, error);
	if (status < 0) {
		performer_close(performer);
		return status;
	}
	*out = performer;
	return 0;
}

void performer_close(struct performer *performer)
{
	if (!performer)
		return;
	for (size_t i = 0; i < performer->page_count; i++) {
		struct performer_page *page = &performer->pages[i];

		for (size_t j = 0; j < page->frame_count; j++) {
			cdp_session_free(page->frames[j].session);
			free(page->frames[j].id);
		}
		if (page->session)
			cdp_session_free(page->session);
		free(page->target_id);
		json_decref(page->drag_data);
	}
	if (performer->connection)
		cdp_close(performer->connection);
	free(performer);
}

/* ---- steps */

struct doing {
	struct performer *performer;
	struct performer_page *page;
	const json_t *step, *secrets;
};

static int find(struct doing *doing, const char *key, const char *label,
	struct performer_spot *spot, struct error *error)
{
	return performer_find(doing->performer, &doing->page, doing->step, key, label, spot, error);
}

static int do_click(struct doing *doing, struct error *error)
{
	const char *kind = json_text_at(doing->step, "do", "");
	struct performer_spot spot = {0};
	int status = find(doing, "css", NULL, &spot, error);

	if (status == 0 && strcmp(kind, "right_click") == 0)
		performer_click_at(doing->page, spot.x_px, spot.y_px, "right", 1);
	else if (status == 0)
		performer_click_at(doing->page, spot.x_px, spot.y_px, "left",
			strcmp(kind, "double_click") == 0 ? 2 : 1);
	performer_spot_release(&spot);
	return status;
}

static int do_hover(struct doing *doing, struct error *error)
{
	struct performer_spot spot = {0};
	int status = find(doing, "css", NULL, &spot, error);

	if (status == 0)
		performer_mouse(doing->page, "mouseMoved", spot.x_px, spot.y_px, "none", 0);
	performer_spot_release(&spot);
	return status;
}

/* A date-like field is typed part by part, in the order of an English locale. */
static char *keys_for(const char *type, const char *text)
{
	int year, month, day, hour, minute;

	if (strcmp(type, "date") == 0 && sscanf(text, "%d-%d-%d", &year, &month, &day) == 3)
		return memory_format("%02d%02d%04d", month, day, year);
	if (strcmp(type, "month") == 0 && sscanf(text, "%d-%d", &year, &month) == 2)
		return memory_format("%02d%04d", month, year);
	if (strcmp(type, "week") == 0 && sscanf(text, "%d-W%d", &year, &day) == 2)
		return memory_format("%02d%04d", day, year);
	if (strcmp(type, "time") == 0 && sscanf(text, "%d:%d", &hour, &minute) == 2)
		return memory_format(
			"%02d%02d%c", (hour + 11) % 12 + 1, minute, hour < 12 ? 'a' : 'p');
	if (strcmp(type, "datetime-local") == 0 &&
		sscanf(text, "%d-%d-%dT%d:%d", &year, &month, &day, &hour, &minute) == 5)
		return memory_format("%02d%02d%04d\t%02d%02d%c", month, day, year,
			(hour + 11) % 12 + 1, minute, hour < 12 ? 'a' : 'p');
	return NULL;
}

/* Keys go to the field that has the focus, which in a frame of another process comes a moment after the
 * click. A page that moves the focus elsewhere is given up waiting for. */
static void await_focus(const struct performer_spot *spot)
{
	static const char wait[] =
		"function () { return new Promise(done => { setTimeout(done, 1000);"
		"  const look = () => this.getRootNode().activeElement === this ? done()"
		"    : setTimeout(look, 10); look(); }); }";

	cdp_call(spot->session, "Runtime.callFunctionOn",
		json_pack("{s:s, s:s, s:b}", "functionDeclaration", wait, "objectId",
			spot->object_id, "awaitPromise", true),
		deadline_in(3000), NULL, NULL);
}

/* The first part of a date-like field is focused by a click at its left edge. */
static void type_parts(
	const struct performer_page *page, const struct performer_spot *spot, const char *keys)
{
	double left_px = spot->x_px - spot->width_px / 2;

	performer_click_at(page, left_px + 6, spot->y_px, "left", 1);
	await_focus(spot);
	for (; *keys; keys++) {
		if (*keys == '\t')
			performer_press(page, "Tab", NULL);
		else
			performer_type_character(page, *keys, 0);
	}
}

static void type_range(const struct performer_page *page, const struct performer_spot *spot)
{
	performer_click(page, spot);
	await_focus(spot);
	performer_press(page, "Home", NULL);
	for (long i = lround(spot->steps); i > 0; i--)
		performer_press(page, "ArrowRight", NULL);
}

static void type_field(
	const struct performer_page *page, const struct performer_spot *spot, const char *text)
{
	performer_click(page, spot);
	await_focus(spot);
	if (!spot->is_empty)
		performer_press(page, "Control+a", NULL);
	if (*text)
		performer_type(page, text);
	else
		performer_press(page, "Delete", NULL);
}

static int do_type(struct doing *doing, struct error *error)
{
	const char *secret = json_text_at(doing->step, "secret", NULL);
	const char *text = secret ? json_string_value(json_object_get(doing->secrets, secret))
				  : json_text_at(doing->step, "text", "");
	struct performer_spot spot = {0};
	char *keys;
	int status;

	if (!text)
		return error_set(error, ERROR_NOT_FOUND, "The secret '%s' is not given.", secret);
	status = find(doing, "css", text, &spot, error);
	keys = keys_for(spot.type, text);
	if (status == 0 && keys)
		type_parts(doing->page, &spot, keys);
	else if (status == 0 && strcmp(spot.type, "range") == 0)
		type_range(doing->page, &spot);
	else if (status == 0)
		type_field(doing->page, &spot, text);
	free(keys);
	performer_spot_release(&spot);
	return status;
}

/* The list opens by a click, the keys go to the list, Enter takes the choice. */
static int do_select(struct doing *doing, struct error *error)
{
	const char *label = json_text_at(doing->step, "label", "");
	struct performer_spot spot = {0};
	int status = find(doing, "css", label, &spot, error);

	if (status == 0 && spot.downs == 9999)
		status = error_set(error, ERROR_NOT_FOUND, "There is no option '%s'.", label);
	if (status == 0 && spot.downs) {
		performer_click(doing->page, &spot);
		for (int i = abs(spot.downs); i > 0; i--)
			performer_press(
				doing->page, spot.downs > 0 ? "ArrowDown" : "ArrowUp", NULL);
		performer_press(doing->page, "Enter", NULL);
	}
	performer_spot_release(&spot);
	return status;
}

static int do_check(struct doing *doing, struct error *error)
{
	struct performer_spot spot = {0};
	int status = find(doing, "css", NULL, &spot, error);

	if (status == 0 && spot.is_on != json_bool_at(doing->step, "on", true))
		performer_click(doing->page, &spot);
	performer_spot_release(&spot);
	return status;
}

static int do_press(struct doing *doing, struct error *error)
{
	return performer_press(doing->page, json_text_at(doing->step, "key", ""), error);
}

/* ---- dragging: a page's own by pointer events, or HTML5's, whose data the browser hands over */

static int has_drag_data(void *context, struct error *error)
{
	const struct performer_page *page = context;

	(void)error;
	return page->drag_data != NULL;
}

static void drop_data(struct performer_page *page, const struct performer_spot *to)
{
	static const char *const types[] = {"dragEnter", "dragOver", "drop"};

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		cdp_post(page->session, "Input.dispatchDragEvent",
			json_pack("{s:s, s:f, s:f, s:O}", "type", types[i], "x", to->x_px, "y",
				to->y_px, "data", page->drag_data));
	json_decref(page->drag_data);
	page->drag_data = NULL;
}

static void drag(const struct doing *doing, const struct performer_spot *from,
	const struct performer_spot *to)
{
	struct performer_page *page = doing->page;

	cdp_post(page->session, "Input.setInterceptDrags", json_pack("{s:b}", "enabled", true));
	performer_mouse(page, "mouseMoved", from->x_px, from->y_px, "none", 0);
	performer_mouse(page, "mousePressed", from->x_px, from->y_px, "left", 1);
	for (int i = 1; i <= 5; i++)
		performer_mouse(page, "mouseMoved", from->x_px + (to->x_px - from->x_px) * i / 5,
			from->y_px + (to->y_px - from->y_px) * i / 5, "left", -1);
	if (loop_wait(doing->performer->loop, has_drag_data, page, deadline_in(300), "a drag",
		    NULL) == 0)
		drop_data(page, to);
	performer_mouse(page, "mouseReleased", to->x_px, to->y_px, "left", 1);
	cdp_post(page->session, "Input.setInterceptDrags", json_pack("{s:b}", "enabled", false));
}

static int do_drag(struct doing *doing, struct error *error)
{
	struct performer_spot from = {0}, to = {0};
	int status = find(doing, "css", NULL, &from, error);

	if (status == 0)
		status = find(doing, "to", NULL, &to, error);
	if (status == 0)
		drag(doing, &from, &to);
	performer_spot_release(&from);
	performer_spot_release(&to);
	return status;
}

/* ---- the rest */

static int do_upload(struct doing *doing, struct error *error)
{
	struct performer_spot spot = {0};
	int status = find(doing, "css", NULL, &spot, error);

	if (status == 0)
		status = cdp_call(spot.session, "DOM.setFileInputFiles",
			json_pack("{s:O, s:s}", "files", json_object_get(doing->step, "files"),
				"objectId", spot.object_id),
			deadline_in(5000), NULL, error);
	performer_spot_release(&spot);
	return status;
}

static int do_scroll(struct doing *doing, struct error *error)
{
	struct performer_spot spot = {0};
	int status = find(doing, "css", NULL, &spot, error);

	if (status == 0)
		cdp_post(doing->page->session, "Input.dispatchMouseEvent",
			json_pack("{s:s, s:f, s:f, s:f, s:f}", "type", "mouseWheel", "x", spot.x_px,
				"y", spot.y_px, "deltaX", 0.0, "deltaY",
				json_number_at(doing->step, "dy", 0)));
	performer_spot_release(&spot);
	return status;
}

static int is_asked(void *context, struct error *error)
{
	const struct performer_page *page = context;

	(void)error;
	return page->has_dialog;
}

static int do_dialog(struct doing *doing, struct error *error)
{
	int status = loop_wait(doing->performer->loop, is_asked, doing->page, deadline_in(5000),
		"a dialog", error);

	if (status == 0)
		cdp_post(doing->page->session, "Page.handleJavaScriptDialog",
			json_pack("{s:b, s:s}", "accept", json_bool_at(doing->step, "accept", true),
				"promptText", json_text_at(doing->step, "text", "")));
	doing->page->has_dialog = false;
	return status;
}

static int do_navigate(struct doing *doing, struct error *error)
{
	return cdp_call(doing->page->session, "Page.navigate",
		json_pack("{s:s}", "url", json_text_at(doing->step, "url", "")), deadline_in(10000),
		NULL, error);
}

static int do_back(struct doing *doing, struct error *error)
{
	json_t *history = NULL;
	json_int_t index;
	int status = cdp_call(doing->page->session, "Page.getNavigationHistory", NULL,
		deadline_in(5000), &history, error);

	index = json_integer_at(history, "currentIndex", 0);
	if (status == 0 && index > 0) {
		const json_t *entry =
			json_array_get(json_object_get(history, "entries"), (size_t)index - 1);

		status = cdp_call(doing->page->session, "Page.navigateToHistoryEntry",
			json_pack("{s:I}", "entryId", json_integer_at(entry, "id", 0)),
			deadline_in(5000), NULL, error);
	}
	json_decref(history);
	return status;
}

static int do_close(struct doing *doing, struct error *error)
{
	return cdp_call(cdp_root(doing->performer->connection), "Target.closeTarget",
		json_pack("{s:s}", "targetId", doing->page->target_id), deadline_in(5000), NULL,
		error);
}

/* Its buttons are found by place: they stand in a closed shadow root. */
static int do_overlay(struct doing *doing, struct error *error)
{
	static const struct {
		const char *act;
		double from_right_px;
	} buttons[] = {{"move", 28}, {"discard", 80}, {"finish", 152}, {"undo", 215}};
	const char *act = json_text_at(doing->step, "act", "");
	json_t *step = json_pack("{s:s}", "css", "[data-apprentice-overlay]");
	struct doing there = {doing->performer, doing->page, step, NULL};
	struct performer_spot spot = {0};
	int status = find(&there, "css", NULL, &spot, error);

	for (size_t i = 0; i < sizeof(buttons) / sizeof(*buttons) && status == 0; i++)
		if (strcmp(buttons[i].act, act) == 0)
			performer_click_at(doing->page,
				spot.x_px + spot.width_px / 2 - buttons[i].from_right_px, spot.y_px,
				"left", 1);
	performer_spot_release(&spot);
	json_decref(step);
	return status;
}

static int do_wait(struct doing *doing, struct error *error)
{
	struct performer_spot spot = {0};
	int status = find(doing, "css", NULL, &spot, error);

	performer_spot_release(&spot);
	return status;
}

static int never(void *context, struct error *error)
{
	(void)context;
	(void)error;
	return 0;
}

/* What depends on a person's taking time can be shown in no other way. */
static int do_pause(struct doing *doing, struct error *error)
{
	int status = loop_wait(doing->performer->loop, never, NULL,
		deadline_in(json_integer_at(doing->step, "ms", 0)), "nothing", error);

	return status == ERROR_TIMEOUT ? 0 : status;
}

static const struct {
	const char *name;
	int (*function)(struct doing *doing, struct error *error);
} kinds[] = {{"click", do_click}, {"double_click", do_click}, {"right_click", do_click},
	{"hover", do_hover}, {"type", do_type}, {"select", do_select}, {"check", do_check},
	{"press", do_press}, {"drag", do_drag}, {"upload", do_upload}, {"scroll", do_scroll},
	{"dialog", do_dialog}, {"navigate", do_navigate}, {"back", do_back}, {"close", do_close},
	{"overlay", do_overlay}, {"wait", do_wait}, {"pause", do_pause}};

int performer_do(
	struct performer *performer, const json_t *step, const json_t *secrets, struct error *error)
{
	struct doing doing = {performer, NULL, step, secrets};
	const char *name = json_text_at(step, "do", "");
	int status = performer_page_of(performer, step, &doing.page, error);

	if (status < 0)
		return status;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (strcmp(kinds[i].name, name) != 0)
			continue;
		status = kinds[i].function(&doing, error);
		return status < 0 ? status : performer_rest(performer, doing.page, error);
	}
	return error_set(error, ERROR_INPUT, "There is no step '%s'.", name);
}

/* A person looks at the page before beginning and, if there is a recorder, waits for its bar. */
static int look_first(struct performer *performer, const json_t *step, struct error *error)
{
	static const char bar_is_shown[] =
		"new Promise(done => { setTimeout(done, 10000); const look = () => {"
		"  const bar = document.querySelector('[data-apprentice-overlay]');"
		"  if (!bar || bar.matches(':popover-open')) done(); else setTimeout(look, 20); };"
		"  look(); })";
	struct doing doing = {performer, NULL, step, NULL};
	struct performer_spot spot = {0};
	json_t *value = NULL;
	int status = 0;

	if (json_object_get(step, "css"))
		status = find(&doing, "css", NULL, &spot, error);
	if (status == 0 && doing.page)
		status = performer_evaluate(performer, bar_is_shown, &value, error);
	if (status == 0 && doing.page)
		status = performer_rest(performer, doing.page, error);
	performer_spot_release(&spot);
	json_decref(value);
	return status;
}

int performer_run(struct performer *performer, const json_t *steps, const json_t *secrets,
	struct error *error)
{
	int looked = look_first(performer, json_array_get(steps, 0), error);

	if (looked < 0)
		return error_prefix(error, "Before the first step");
	for (size_t i = 0; i < json_array_size(steps); i++) {
		const json_t *step = json_array_get(steps, i);
		int status = performer_do(performer, step, secrets, error);

		if (status < 0) {
			char *text = json_print(step);

			error_prefix(error, "Step %zu, %s", i + 1, text);
			free(text);
			return status;
		}
	}
	return 0;
}

int performer_evaluate(
	struct performer *performer, const char *expression, json_t **value, struct error *error)
{
	json_t *step = json_object(), *result = NULL;
	struct performer_page *page = NULL;
	int status = performer_page_of(performer, step, &page, error);

	if (status == 0)
		status = cdp_call(page->session, "Runtime.evaluate",
			json_pack("{s:s, s:b, s:b}", "expression", expression, "awaitPromise", true,
				"returnByValue", true),
			deadline_in(PERFORMER_STEP_MS), &result, error);
	if (status == 0)
		*value = json_incref(json_at(result, "result.value"));
	json_decref(result);
	json_decref(step);
	return status;
}
