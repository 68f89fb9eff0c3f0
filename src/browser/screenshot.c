/*
 * screenshot.c - the viewport as a JPEG.
 */
#include "browser/model.h"
#include "browser/tab.h"
#include "browser/tab_call.h"

#include <stdint.h>

static int digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Base64 as Chrome writes it: no line breaks, padded. Decoded in blocks of the stack. */
static int decode(const char *text, struct bytes *out, struct error *error)
{
	unsigned char block[3072];
	size_t used = 0;
	uint32_t bits = 0;
	int held = 0, value, status = 0;

	for (; status == 0 && (value = digit(*text)) >= 0; text++) {
		bits = bits << 6 | (uint32_t)value;
		held += 6;
		if (held < 8)
			continue;
		held -= 8;
		block[used++] = (unsigned char)(bits >> held);
		if (used == sizeof block) {
			status = bytes_append(out, block, used, error);
			used = 0;
		}
	}
	return status < 0 ? status : bytes_append(out, block, used, error);
}

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
		status = decode(json_text_at(result, "data", ""), jpeg, error);
	json_decref(params);
	json_decref(result);
	return status;
}
