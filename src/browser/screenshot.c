/*
 * screenshot.c - the viewport as a JPEG.
 */
#include "base/base64.h"
#include "browser/model.h"
#include "browser/tab.h"
#include "browser/tab_call.h"

/* The clip is given in px of the document, and with the scroll bars, as without a clip. */
static int add_clip(
	struct tab *tab, double scale, deadline_ms deadline, json_t *params, struct error *error)
{
	json_t *view = NULL;
	int status = frame_evaluate(tab->frames[0],
		"({x: scrollX, y: scrollY, width: innerWidth, height: innerHeight})", deadline,
		&view, error);

	if (status == 0) {
		json_object_set_new(view, "scale", json_real(scale));
		json_object_set(params, "clip", view);
	}
	json_decref(view);
	return status;
}

int tab_screenshot(struct tab *tab, int quality, double scale, deadline_ms deadline,
	struct bytes *jpeg, struct error *error)
{
	json_t *params = json_pack("{s:s, s:i}", "format", "jpeg", "quality", quality);
	json_t *result = NULL;
	int status = tab_check(tab, error);

	if (status == 0 && scale < 1)
		status = add_clip(tab, scale, deadline, params, error);
	if (status == 0)
		status = tab_check(tab, error);
	if (status == 0)
		status = tab_call(tab, tab->target->session, "Page.captureScreenshot",
			json_incref(params), deadline, &result, error);
	if (status == 0)
		status = base64_decode(jpeg, json_text_at(result, "data", ""), error);
	json_decref(params);
	json_decref(result);
	return status;
}
