/*
 * wire.h - reads the report that the collector makes of one frame. For observation, and for the
 * recorder, whose reports are of the same kind.
 *
 * The report is one text, made by our own scripts: lines, each a kind and fields divided by '`'.
 *
 *   d base index width height scroll-y scroll-height language title     the document, first
 *   g kind parent name                                                  a group, before elements
 *   k number tag role type operations                                   what elements share; from 0
 *   b base                                                              the address before fragments
 *   e id group kind state x y width height kept path name [<key><text>]...
 *   o flags label [value]                                               an option of the element above
 *   f index group state x y width height name                           an iframe, in its place
 *   h id                                                                may have a closed shadow root
 *   q count                                                             elements of which listeners.js
 *                                                                       asks who listens to clicks
 *   c what kept total                                                   a cut
 *   z                                                                   the end
 *
 * \x01 in a field stands for '`', \x02 for a line end. `kept` parts of the path before it and `path`
 * make the element's path; in its last part the element's own tag is left out. Left out, too, are an
 * id one above the last, the group of the last, a state of 0, a `kept` of all parts but the last, and
 * in "p" a placeholder equal to the name. Everything read points into the arena.
 */
#ifndef OBSERVATION_WIRE_H
#define OBSERVATION_WIRE_H

#include "observation/observation.h"

/* A place in the reading order where a child frame is shown. */
struct frame_slot {
	size_t element;		   /* it comes before this element */
	int index;		   /* in the window's frames; -1: in a shadow root */
	int group;		   /* the group it is in, or -1 */
	uint32_t state;		   /* ELEMENT_OFFSCREEN or ELEMENT_OCCLUDED */
	float x, y, width, height; /* content box in the parent's viewport */
	const char *name;
};

struct frame_report {
	uint32_t base; /* upper part of the ids */
	int index;     /* of this frame in its parent's window; -1: main, or in a shadow root */
	int width_px, height_px;
	double scroll_y_px, scroll_height_px;
	const char *language, *title;
	struct element *elements; /* frame, like and context not yet set */
	const char **more;	  /* for each element: text that did not fit its name, or "" */
	size_t element_count;
	struct group *groups; /* frame and index not yet set */
	size_t group_count;
	struct frame_slot *slots;
	size_t slot_count;
	uint32_t *hosts;
	size_t host_count;
	size_t question_count; /* elements of which it is not known whether the page listens to them */
	struct cut *cuts;
	size_t cut_count;
	size_t long_texts; /* names and values cut to OBSERVATION_NAME_MAXIMUM */
};

/* No texts, no group. */
void element_clear(struct element *element);

/* PROTOCOL if the text is not a whole report; LIMIT if the arena is full. */
int wire_read(struct frame_report *report, const char *text, size_t length, struct arena *arena,
	struct error *error);

#endif
