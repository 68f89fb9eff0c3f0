/*
 * render.h - a page of the gym as HTML, for browsers and people.
 */
#ifndef GYM_RENDER_H
#define GYM_RENDER_H

#include "base/bytes.h"
#include "gym/node.h"

/* Appends a whole document. focused may be NULL. */
void render(
	const struct node *body, const char *title, const struct node *focused, struct bytes *html);

#endif
