/*
 * performer_input.h - the performer's hands: mouse and keys, sent and not waited for, since a dialog
 * would withhold the answer. Private to support.
 */
#ifndef SUPPORT_PERFORMER_INPUT_H
#define SUPPORT_PERFORMER_INPUT_H

#include "performer_page.h"

/* type as in Input.dispatchMouseEvent; clicks < 0: moving with the button held. */
void performer_mouse(const struct performer_page *page, const char *type, double x_px, double y_px,
	const char *button, int clicks);
void performer_click_at(const struct performer_page *page, double x_px, double y_px,
	const char *button, int clicks);
void performer_click(const struct performer_page *page, const struct performer_spot *spot);

/* A key or chord by name: "Enter", "a", "Control+Shift+K". INPUT: not known. */
int performer_press(const struct performer_page *page, const char *chord, struct error *error);
void performer_type_character(const struct performer_page *page, char character, int modifiers);
void performer_type(const struct performer_page *page, const char *text);

#endif
