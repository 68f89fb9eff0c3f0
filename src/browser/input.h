/*
 * input.h - trusted mouse and keyboard input to a tab, as a person's hands would give it.
 *
 * Coordinates are CSS px in the page's viewport. What is sent together is sent without waiting in
 * between, so that the page cannot move under it. A dialog that opens as a result ends the wait
 * and is no error.
 */
#ifndef BROWSER_INPUT_H
#define BROWSER_INPUT_H

#include "browser/tab.h"

enum mouse_button { MOUSE_LEFT, MOUSE_MIDDLE, MOUSE_RIGHT };

int input_move(
	struct tab *tab, double x_px, double y_px, deadline_ms deadline, struct error *error);
int input_click(struct tab *tab, double x_px, double y_px, enum mouse_button button, int clicks,
	deadline_ms deadline, struct error *error);
/* Press at from, move in steps, release at to; uses HTML5 drag events if the page starts one. */
int input_drag(struct tab *tab, double from_x_px, double from_y_px, double to_x_px, double to_y_px,
	deadline_ms deadline, struct error *error);
int input_wheel(struct tab *tab, double x_px, double y_px, double delta_x_px, double delta_y_px,
	deadline_ms deadline, struct error *error);

/* Inserts text at the caret as one edit (beforeinput and input events, no key events). */
int input_insert_text(struct tab *tab, const char *text, deadline_ms deadline, struct error *error);
/* Inserts all but the last character of text as one edit, and types that one by its key if it has
 * one. `told` is an evaluation that was begun before (or NULL): its answer ends the wait, too. */
int input_enter(struct tab *tab, const char *text, const struct cdp_pending *told,
	deadline_ms deadline, struct error *error);
bool input_ends_with_key(const char *text);
/* Types text by keys where the US layout has them, by insertion elsewhere. */
int input_type_keys(struct tab *tab, const char *text, deadline_ms deadline, struct error *error);
/* One key or chord: "Enter", "ArrowDown", "a", "Control+Shift+K". INPUT for unknown names. */
int input_press(struct tab *tab, const char *chord, deadline_ms deadline, struct error *error);
bool input_key_is_known(const char *chord);

#endif
