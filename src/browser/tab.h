/*
 * tab.h - one page: its frames, navigation, scripts, dialogs, screenshots.
 *
 * Frames form a tree, flattened here with the main frame first: a parent stands before its
 * children, siblings in the order in which they were attached. A frame keeps its identity when it
 * moves to another process.
 *
 * A tab leaves the browser's list with BROWSER_TAB_CLOSED, a frame leaves its tab's list when it
 * is removed or the page around it is replaced. Pointers to them stay readable for a while (until
 * 32 more tabs of the browser, or 64 more frames of the tab, have gone), so that one may wait with
 * them in hand; calls on them are STALE.
 *
 * Calls here wait in the loop and have deadlines. With a dialog open, Chrome answers almost
 * nothing: calls that would hang fail at once with BLOCKED and say so.
 */
#ifndef BROWSER_TAB_H
#define BROWSER_TAB_H

#include "base/bytes.h"
#include "base/json.h"
#include "browser/browser.h"

struct tab;
struct frame;

struct tab *tab_opener(const struct tab *tab); /* NULL: none, or gone */
/* Where one goes on when the tab is closed, or was: its opener, else the newest other tab of the
 * same cookies. NULL: there is none. */
struct tab *tab_successor(const struct tab *tab);
const char *tab_url(const struct tab *tab);   /* of the main frame, with any fragment */
const char *tab_title(const struct tab *tab); /* as last announced; may be "" */
bool tab_is_ours(const struct tab *tab);      /* opened by us or by such a tab, not by a person */
bool tab_is_crashed(const struct tab *tab);
bool tab_is_closed(const struct tab *tab); /* still readable; calls on it are STALE */
struct browser *tab_browser(const struct tab *tab);

size_t tab_frame_count(const struct tab *tab);
struct frame *tab_frame(const struct tab *tab, size_t index); /* 0: main frame */
struct frame *tab_frame_by_id(const struct tab *tab, const char *id);

const char *frame_id(const struct frame *frame);
const char *frame_url(const struct frame *frame);
struct frame *frame_parent(const struct frame *frame); /* NULL: main frame */
struct tab *frame_tab(const struct frame *frame);

/* Where the frame's own origin lies in the page's viewport, CSS px: two round trips for each
 * process between the frame and the page, none for the main frame. BLOCKED when the frame is not
 * shown. */
int frame_offset(
	struct frame *frame, deadline_ms deadline, double *x_px, double *y_px, struct error *error);

/* Runs a JavaScript expression in BROWSER_WORLD of the frame and gives its value as JSON (NULL:
 * not wanted; undefined is json null). Promises are awaited. A thrown exception is PROTOCOL with
 * its message. The world is made if the document predates us. STALE when the document goes away
 * meanwhile. */
int frame_evaluate(struct frame *frame, const char *expression, deadline_ms deadline,
	json_t **value, struct error *error);

/* The same begun on several frames at once: start on each, then finish each. To start waits only
 * where the world must be made first. */
struct cdp_pending;
struct cdp_pending *frame_evaluate_start(
	struct frame *frame, const char *expression, deadline_ms deadline);
int frame_evaluate_finish(struct frame *frame, struct cdp_pending *pending, deadline_ms deadline,
	json_t **value, struct error *error);

bool frame_evaluate_is_done(const struct cdp_pending *pending); /* false for NULL */
void frame_evaluate_drop(struct cdp_pending *pending);		/* in place of finishing; or NULL */

/* As the page itself would run it (success_js). */
int tab_evaluate_in_page(struct tab *tab, const char *expression, deadline_ms deadline,
	json_t **value, struct error *error);
/* Whether it could be run at all, without running it: INPUT with the syntax error's own words. */
int tab_compile_in_page(
	struct tab *tab, const char *expression, deadline_ms deadline, struct error *error);

/* A JavaScript expression in BROWSER_WORLD whose value is an element -> a remote object id,
 * for the few protocol calls that need one (file inputs, closed shadow roots). Heap text. */
int frame_object(struct frame *frame, const char *expression, deadline_ms deadline,
	char **object_id, struct error *error);
int frame_set_files(struct frame *frame, const char *expression, const char *const *paths,
	size_t count, deadline_ms deadline, struct error *error);

/* Gives the closed shadow root of an element to a JavaScript function, whose `this` is the element;
 * both in BROWSER_WORLD. NOT_FOUND if the element has none. */
int frame_closed_root(struct frame *frame, const char *element_expression, const char *function,
	deadline_ms deadline, struct error *error);

/* Tells a JavaScript function, whose `this` is an array of elements, which of them the page itself
 * listens to clicks on (or to the mouse going down or up): an array of positions. The array is that
 * of an expression, both are in BROWSER_WORLD. *count: how many were found. */
int frame_listeners(struct frame *frame, const char *elements_expression, const char *function,
	deadline_ms deadline, size_t *count, struct error *error);

/* Goes to url and waits for DOMContentLoaded (and up to 3 s more for load). Errors: INPUT (not a
 * URL), NOT_FOUND (name not resolved), REFUSED (connection refused, certificate), TIMEOUT; each
 * sentence names the URL and the remedy. A download instead of a page is no error. */
int tab_navigate(struct tab *tab, const char *url, deadline_ms deadline, struct error *error);
int tab_history(
	struct tab *tab, int offset, deadline_ms deadline, struct error *error); /* -1: back */
int tab_activate(struct tab *tab, struct error *error);
int tab_close(struct tab *tab, deadline_ms deadline, struct error *error);

/* The JavaScript dialog that is open, or NULL. alert and beforeunload are accepted by the tab
 * itself at once; confirm and prompt wait for an answer. All are reported by
 * BROWSER_DIALOG_OPENED. From the 21st of a document on they are dismissed and the script that
 * opens them is ended; of those only the first is reported. */
struct dialog {
	const char *type; /* "confirm" or "prompt" */
	const char *message;
	const char *default_value;
};
const struct dialog *tab_dialog(const struct tab *tab);
int tab_answer_dialog(struct tab *tab, bool accept, const char *text, struct error *error);
/* How many dialogs this document has opened. */
size_t tab_dialog_count(const struct tab *tab);

/* The viewport as JPEG, quality 1..100, scale 0.1..1 of CSS px. */
int tab_screenshot(struct tab *tab, int quality, double scale, deadline_ms deadline,
	struct bytes *jpeg, struct error *error);

#endif
