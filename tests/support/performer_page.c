#include "performer_page.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_MS = 3000, REST_MS = 4000, DIALOG_MS = 150 };

/* Runs in the page. find() follows a locator; meet() waits until its element can be clicked. Closed
 * shadow roots are opened through DevTools when a locator goes into one (open_root). */
/* clang-format off */
static const char page_script[] = "(() => {"
	"const roots = globalThis[Symbol.for('performer')] ||= new WeakMap();"
	"const inside = el => el.shadowRoot || roots.get(el);"
	"const one = (root, css) => css.startsWith('xpath=')"
	"  ? document.evaluate(css.slice(6), root, null, 9, null).singleNodeValue"
	"  : root.querySelector(css);"
	"const find = locator => [locator].flat().reduce((root, css, i) =>"
	"  root && one(i ? inside(root) || root : root, css), document);"
	"const closedHost = locator => { const list = [locator].flat();"
	"  for (let i = 1; i < list.length; i++) { const host = find(list.slice(0, i));"
	"    if (host && host.localName.includes('-') && !inside(host)) return host; }"
	"  return null; };"
	"const flatParent = node => node.assignedSlot || node.parentElement ||"
	"  (node.getRootNode() instanceof ShadowRoot ? node.getRootNode().host : null);"
	"const hitAt = (x, y) => { let hit = document.elementFromPoint(x, y), inner;"
	"  while (hit && inside(hit) && (inner = inside(hit).elementFromPoint(x, y)) && inner !== hit &&"
	"    inner.getRootNode() === inside(hit)) hit = inner;"
	"  return hit; };"
	"const accepts = (el, hit) => { for (let node = hit; node; node = flatParent(node))"
	"  if (node === el || (node.localName === 'label' && node.control === el)) return true;"
	"  return false; };"
	"const placeOf = el => { const r = el.getBoundingClientRect();"
	"  return { x: r.x + r.width / 2, y: r.y + r.height / 2, width: r.width, height: r.height }; };"
	"const barAt = ({ x, y }) => { const hit = document.elementFromPoint(x, y);"
	"  if (!hit || !hit.hasAttribute('data-apprentice-overlay')) return null;"
	"  const r = hit.getBoundingClientRect(); return { right: r.right, y: r.y + r.height / 2 }; };"
	"const isReady = (el, { x, y, width, height }, isFrame) => width > 0 && height > 0 &&"
	"  el.checkVisibility({ visibilityProperty: true }) &&"
	"  (isFrame || (!el.disabled && accepts(el, hitAt(x, y))));"
	"const enabled = el => [...el.options].filter(o => !o.disabled && !o.parentElement.disabled);"
	"const same = text => text.trim().replace(/\\s+/g, ' ');"
	"const downs = (el, label) => { if (el.localName !== 'select' || label === null) return 0;"
	"  const list = enabled(el), i = list.findIndex(o => same(o.label) === same(label));"
	"  return i < 0 ? 9999 : i - list.indexOf(el.selectedOptions[0]); };"
	"const steps = (el, label) => el.type !== 'range' || label === null ? 0"
	"  : (Number(label) - Number(el.min || 0)) / Number(el.step || 1);"
	"const textOf = el => el.isContentEditable ? el.innerText.trim() : el.value || '';"
	"const tell = (el, place, label) => ({ ...place, tag: el.localName, type: el.type || '',"
	"  on: el.checked ?? el.getAttribute('aria-checked') === 'true', empty: !textOf(el),"
	"  downs: downs(el, label), steps: steps(el, label),"
	"  inset: [el.clientLeft || 0, el.clientTop || 0].map((n, i) =>"
	"    n + parseFloat(getComputedStyle(el)[i ? 'paddingTop' : 'paddingLeft'])) });"
	"const meet = (locator, label, isFrame, ms) => new Promise(done => {"
	"  const end = performance.now() + ms; let last = '', tries = 0, why = 'is not there';"
	"  const meetAt = el => {"
	"    if (tries++ === 0)"
	"      el.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });"
	"    const place = placeOf(el), key = Object.values(place).join();"
	"    const ready = isReady(el, place, isFrame), was = last;"
	"    last = key;"
	"    if (ready && key === was) return tell(el, place, label);"
	"    why = ready ? 'moves' : 'cannot be clicked';"
	"    if (!ready && tries % 4 === 0)"
	"      el.scrollIntoView({ block: tries % 8 ? 'center' : 'start', behavior: 'instant' });"
	"    const bar = tries > 8 && barAt(placeOf(el));"
	"    return bar ? { why: 'is under the bar', bar } : null; };"
	"  const look = () => {"
	"    const el = find(locator), met = el && meetAt(el);"
	"    if (met) done(met);"
	"    else if (!el && closedHost(locator)) done({ why: 'is in a closed root', closed: true });"
	"    else if (performance.now() > end) done({ why });"
	"    else setTimeout(look, 25); };"
	"  look(); });"
	"return { find, meet, closedHost }; })()";

/* Runs in the page: until it has not changed for so many ms. */
static const char rest_script[] =
	"(ms => new Promise(done => { let timer;"
	"  setTimeout(done, 2000, true);"
	"  const later = () => { clearTimeout(timer);"
	"    timer = setTimeout(() => document.readyState === 'complete' ? done(true) : later(), ms); };"
	"  new MutationObserver(later).observe(document, { subtree: true, childList: true,"
	"    attributes: true, characterData: true }); later(); }))";
/* clang-format on */

/* ---- pages and frames, as Chromium announces them */

static struct performer_page *page_by_session(struct performer *performer, const char *session_id)
{
	for (size_t i = 0; i < performer->page_count; i++) {
		struct performer_page *page = &performer->pages[i];

		if (page->session && strcmp(cdp_session_id(page->session), session_id) == 0)
			return page;
		for (size_t j = 0; j < page->frame_count; j++)
			if (strcmp(cdp_session_id(page->frames[j].session), session_id) == 0)
				return page;
	}
	return NULL;
}

static void follow(struct cdp_session *session)
{
	cdp_post(session, "Page.enable", NULL);
	cdp_post(session, "Target.setAutoAttach",
		json_pack("{s:b, s:b, s:b}", "autoAttach", true, "waitForDebuggerOnStart", false,
			"flatten", true));
	cdp_post(session, "Runtime.runIfWaitingForDebugger", NULL);
}

static void on_attached(struct performer *performer, const char *parent, const json_t *params)
{
	const char *type = json_text_at(params, "targetInfo.type", "");
	const char *id = json_text_at(params, "targetInfo.targetId", "");
	struct cdp_session *session =
		cdp_session_new(performer->connection, json_text_at(params, "sessionId", ""));
	struct performer_page *page = page_by_session(performer, parent);

	if (strcmp(type, "page") == 0 && performer->page_count < PERFORMER_PAGES_MAXIMUM) {
		page = &performer->pages[performer->page_count++];
		*page = (struct performer_page){
			.target_id = memory_copy_text(id), .session = session};
	} else if (page && page->frame_count < PERFORMER_FRAMES_MAXIMUM)
		page->frames[page->frame_count++] =
			(struct performer_frame){memory_copy_text(id), session};
	else {
		cdp_session_free(session);
		return;
	}
	follow(session);
}

static void frame_drop(struct performer_page *page, size_t i)
{
	cdp_session_end(page->frames[i].session, ERROR_STALE, "The frame is gone.");
	cdp_session_free(page->frames[i].session);
	free(page->frames[i].id);
	page->frame_count--;
	memmove(page->frames + i, page->frames + i + 1,
		(page->frame_count - i) * sizeof(*page->frames));
}

static void page_drop(struct performer_page *page)
{
	while (page->frame_count)
		frame_drop(page, page->frame_count - 1);
	cdp_session_end(page->session, ERROR_STALE, "The page is gone.");
	cdp_session_free(page->session);
	page->session = NULL;
	json_decref(page->drag_data);
	page->drag_data = NULL;
}

static void on_detached(struct performer *performer, const json_t *params)
{
	const char *session_id = json_text_at(params, "sessionId", "");
	struct performer_page *page = page_by_session(performer, session_id);

	if (!page)
		return;
	if (strcmp(cdp_session_id(page->session), session_id) == 0) {
		page_drop(page);
		return;
	}
	for (size_t i = page->frame_count; i-- > 0;)
		if (strcmp(cdp_session_id(page->frames[i].session), session_id) == 0)
			frame_drop(page, i);
}

void performer_take_event(
	void *context, const char *session_id, const char *method, const json_t *params)
{
	struct performer *performer = context;
	struct performer_page *page = page_by_session(performer, session_id);

	if (strcmp(method, "Target.attachedToTarget") == 0)
		on_attached(performer, session_id, params);
	else if (strcmp(method, "Target.detachedFromTarget") == 0)
		on_detached(performer, params);
	else if (!page)
		return;
	else if (strcmp(method, "Page.frameStartedLoading") == 0)
		page->is_loading = true;
	else if (strcmp(method, "Page.frameStoppedLoading") == 0)
		page->is_loading = false;
	else if (strcmp(method, "Page.javascriptDialogOpening") == 0)
		page->has_dialog = strcmp(json_text_at(params, "type", ""), "alert") != 0;
	else if (strcmp(method, "Page.javascriptDialogClosed") == 0)
		page->has_dialog = false;
	else if (strcmp(method, "Input.dragIntercepted") == 0) {
		json_decref(page->drag_data);
		page->drag_data = json_deep_copy(json_object_get(params, "data"));
	}
}

static struct performer_page *pick_page(struct performer *performer, const json_t *step)
{
	const json_t *tab = json_object_get(step, "tab");
	size_t i = performer->page_count;

	if (tab) {
		i = (size_t)json_integer_value(tab);
		return i < performer->page_count && performer->pages[i].session
			       ? &performer->pages[i]
			       : NULL;
	}
	while (i-- > 0)
		if (performer->pages[i].session)
			return &performer->pages[i];
	return NULL;
}

struct awaited_page {
	struct performer *performer;
	const json_t *step;
};

static int has_page(void *context, struct error *error)
{
	struct awaited_page *awaited = context;

	(void)error;
	return pick_page(awaited->performer, awaited->step) != NULL;
}

int performer_page_of(struct performer *performer, const json_t *step, struct performer_page **page,
	struct error *error)
{
	struct awaited_page awaited = {performer, step};
	int status = loop_wait(performer->loop, has_page, &awaited, deadline_in(PERFORMER_STEP_MS),
		"the page to open", error);

	if (status == 0)
		*page = pick_page(performer, step);
	return status;
}

/* ---- scripts in a frame */

struct place {
	struct cdp_session *session;
	int64_t context; /* 0: the session's own page */
	double x_px, y_px;
};

static int evaluate(const struct place *place, const char *expression, bool by_value, int limit_ms,
	json_t **value, struct error *error)
{
	json_t *params = json_pack("{s:o, s:b, s:b}", "expression", json_text_new(expression),
		"awaitPromise", true, "returnByValue", by_value);
	json_t *result = NULL;
	int status;

	if (place->context)
		json_object_set_new(params, "contextId", json_integer(place->context));
	status = cdp_call(
		place->session, "Runtime.evaluate", params, deadline_in(limit_ms), &result, error);
	if (status == 0 && json_object_get(result, "exceptionDetails"))
		status = error_set(error, ERROR_PROTOCOL, "A script failed in the page: %s.",
			json_text_at(result, "exceptionDetails.exception.description", "?"));
	if (status == 0)
		*value =
			json_incref(json_at(result, by_value ? "result.value" : "result.objectId"));
	json_decref(result);
	return status;
}

static char *call_text(
	const char *function, const json_t *locator, const char *label, bool is_frame)
{
	char *where = json_dumps(locator, JSON_ENCODE_ANY);
	json_t *words = json_text_new(label);
	char *wanted = json_dumps(words, JSON_ENCODE_ANY);
	char *text = memory_format("%s.%s(%s, %s, %s, %d)", page_script, function, where, wanted,
		is_frame ? "true" : "false", LOOK_MS);

	json_decref(words);
	free(where);
	free(wanted);
	return text;
}

/* Makes the first closed root on the way known to the script in the page. */
static int open_root(const struct place *place, const json_t *locator, struct error *error)
{
	static const char keep[] =
		"function () { globalThis[Symbol.for('performer')].set(this.host, this); }";
	char *text = call_text("closedHost", locator, NULL, false);
	json_t *host = NULL, *described = NULL, *resolved = NULL, *params;
	int status = evaluate(place, text, false, LOOK_MS, &host, error);

	free(text);
	if (status == 0)
		status = cdp_call(place->session, "DOM.describeNode",
			json_pack("{s:s, s:b}", "objectId",
				json_is_string(host) ? json_string_value(host) : "", "pierce",
				true),
			deadline_in(LOOK_MS), &described, error);
	if (status == 0) {
		const json_t *roots = json_at(described, "node.shadowRoots");

		params = json_pack("{s:I}", "backendNodeId",
			json_integer_at(json_array_get(roots, 0), "backendNodeId", 0));
		if (place->context)
			json_object_set_new(
				params, "executionContextId", json_integer(place->context));
		status = cdp_call(place->session, "DOM.resolveNode", params, deadline_in(LOOK_MS),
			&resolved, error);
	}
	if (status == 0)
		status = cdp_call(place->session, "Runtime.callFunctionOn",
			json_pack("{s:s, s:s}", "functionDeclaration", keep, "objectId",
				json_text_at(resolved, "object.objectId", "")),
			deadline_in(LOOK_MS), NULL, error);
	json_decref(host);
	json_decref(described);
	json_decref(resolved);
	return status;
}

/* {x, y, ...} of the element, or an error that says why it cannot be met; *met then is the
 * recorder's bar, if that lies on it, else NULL. */
static int meet(const struct place *place, const json_t *locator, const char *label, bool is_frame,
	json_t **met, struct error *error)
{
	char *text = call_text("meet", locator, label, is_frame);
	int status = evaluate(place, text, true, LOOK_MS + 2000, met, error);

	free(text);
	if (status == 0 && json_object_get(*met, "why")) {
		json_t *bar = json_incref(json_object_get(*met, "bar"));

		status = error_set(
			error, ERROR_STALE, "The element %s.", json_text_at(*met, "why", ""));
		if (json_bool_at(*met, "closed", false))
			open_root(place, locator, NULL);
		json_decref(*met);
		*met = bar;
	}
	return status;
}

static int object_of(
	const struct place *place, const json_t *locator, char **object_id, struct error *error)
{
	char *text = call_text("find", locator, NULL, false);
	json_t *id = NULL;
	int status = evaluate(place, text, false, LOOK_MS, &id, error);

	free(text);
	if (status == 0 && !json_is_string(id))
		status = error_set(error, ERROR_STALE, "The element is not there.");
	if (status == 0)
		*object_id = memory_copy_text(json_string_value(id));
	json_decref(id);
	return status;
}

/* ---- frames */

static struct cdp_session *session_of_frame(const struct performer_page *page, const char *id)
{
	for (size_t i = 0; i < page->frame_count; i++)
		if (strcmp(page->frames[i].id, id) == 0)
			return page->frames[i].session;
	return NULL;
}

static int enter_document(
	struct performer_page *page, struct place *place, const char *frame_id, struct error *error)
{
	struct cdp_session *session = session_of_frame(page, frame_id);
	json_t *result = NULL;
	int status;

	place->context = 0;
	if (session) {
		place->session = session;
		return 0;
	}
	status = cdp_call(place->session, "Page.createIsolatedWorld",
		json_pack("{s:s, s:s}", "frameId", frame_id, "worldName", "performer"),
		deadline_in(LOOK_MS), &result, error);
	place->context = json_integer_at(result, "executionContextId", 0);
	json_decref(result);
	return status;
}

/* From a place into the frame of the iframe that the locator finds there. */
static int enter_frame(struct performer_page *page, struct place *place, const json_t *locator,
	struct error *error)
{
	json_t *met = NULL, *described = NULL;
	char *object_id = NULL;
	int status = meet(place, locator, NULL, true, &met, error);

	if (status == 0)
		status = object_of(place, locator, &object_id, error);
	if (status == 0)
		status = cdp_call(place->session, "DOM.describeNode",
			json_pack("{s:s}", "objectId", object_id), deadline_in(LOOK_MS), &described,
			error);
	if (status == 0) {
		const json_t *inset = json_object_get(met, "inset");

		place->x_px += json_number_at(met, "x", 0) - json_number_at(met, "width", 0) / 2 +
			       json_number_value(json_array_get(inset, 0));
		place->y_px += json_number_at(met, "y", 0) - json_number_at(met, "height", 0) / 2 +
			       json_number_value(json_array_get(inset, 1));
		status = enter_document(
			page, place, json_text_at(described, "node.frameId", ""), error);
	}
	free(object_id);
	json_decref(met);
	json_decref(described);
	return status;
}

static int enter_frames(
	struct performer_page *page, struct place *place, const json_t *frame, struct error *error)
{
	int status = 0;

	if (!frame)
		return 0;
	if (!json_is_array(frame) || json_is_string(json_array_get(frame, 0)))
		return enter_frame(page, place, frame, error);
	for (size_t i = 0; i < json_array_size(frame) && status == 0; i++)
		status = enter_frame(page, place, json_array_get(frame, i), error);
	return status;
}

/* ---- finding */

void performer_spot_release(struct performer_spot *spot)
{
	free(spot->object_id);
	*spot = (struct performer_spot){0};
}

static void fill_spot(struct performer_spot *spot, const struct place *place, const json_t *met)
{
	spot->x_px = place->x_px + json_number_at(met, "x", 0);
	spot->y_px = place->y_px + json_number_at(met, "y", 0);
	spot->width_px = json_number_at(met, "width", 0);
	spot->height_px = json_number_at(met, "height", 0);
	spot->is_on = json_bool_at(met, "on", false);
	spot->is_empty = json_bool_at(met, "empty", false);
	spot->downs = (int)json_integer_at(met, "downs", 0);
	spot->steps = json_number_at(met, "steps", 0);
	snprintf(spot->tag, sizeof(spot->tag), "%s", json_text_at(met, "tag", ""));
	snprintf(spot->type, sizeof(spot->type), "%s", json_text_at(met, "type", ""));
	spot->session = place->session;
}

static int find_once(struct performer_page *page, const json_t *step, const char *key,
	const char *label, struct performer_spot *spot, json_t **bar, struct error *error)
{
	struct place place = {.session = page->session};
	const json_t *locator = json_object_get(step, key);
	json_t *met = NULL;
	int status = enter_frames(page, &place, json_object_get(step, "frame"), error);

	if (status == 0)
		status = meet(&place, locator, label, false, &met, error);
	*bar = status < 0 ? met : NULL;
	if (status < 0)
		return status;
	status = object_of(&place, locator, &spot->object_id, error);
	if (status == 0)
		fill_spot(spot, &place, met);
	json_decref(met);
	return status;
}

/* The recorder's bar is in the way: a person would move it, by the last of its buttons. */
static void move_overlay(struct performer_page *page, const json_t *bar)
{
	static const char *const types[] = {"mouseMoved", "mousePressed", "mouseReleased"};

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		cdp_post(page->session, "Input.dispatchMouseEvent",
			json_pack("{s:s, s:f, s:f, s:s, s:i}", "type", types[i], "x",
				json_number_at(bar, "right", 0) - 28, "y",
				json_number_at(bar, "y", 0), "button", i ? "left" : "none",
				"clickCount", i ? 1 : 0));
}

int performer_find(struct performer *performer, struct performer_page **page, const json_t *step,
	const char *key, const char *label, struct performer_spot *spot, struct error *error)
{
	deadline_ms deadline = deadline_in(PERFORMER_STEP_MS);
	int status;

	do {
		json_t *bar = NULL;

		performer_spot_release(spot);
		status = performer_page_of(performer, step, page, error);
		if (status == 0)
			status = find_once(*page, step, key, label, spot, &bar, error);
		if (bar)
			move_overlay(*page, bar);
		json_decref(bar);
	} while (status < 0 && status != ERROR_CLOSED && deadline_left_ms(deadline) > 0);
	return status;
}

/* ---- coming to rest */

static int is_stopped(void *context, struct error *error)
{
	const struct performer_page *page = context;

	(void)error;
	return page->has_dialog || !page->session;
}

static int is_loaded(void *context, struct error *error)
{
	const struct performer_page *page = context;

	return !page->is_loading || is_stopped(context, error);
}

int performer_rest(struct performer *performer, struct performer_page *page, struct error *error)
{
	deadline_ms deadline = deadline_in(PERFORMER_STEP_MS);
	char *text = memory_format("%s(%d)", rest_script, 250);
	int status = ERROR_TIMEOUT;

	loop_wait(performer->loop, is_stopped, page, deadline_in(DIALOG_MS), "a dialog", NULL);
	while (status < 0 && page->session && !page->has_dialog && deadline_left_ms(deadline) > 0) {
		struct place place = {.session = page->session};
		json_t *value = NULL;

		status = loop_wait(
			performer->loop, is_loaded, page, deadline, "the page to load", error);
		if (status == 0 && page->session && !page->has_dialog)
			status = evaluate(&place, text, true, REST_MS, &value, NULL);
		json_decref(value);
	}
	free(text);
	return cdp_is_open(performer->connection)
		       ? 0
		       : error_set(error, ERROR_CLOSED, "The browser is gone.");
}
