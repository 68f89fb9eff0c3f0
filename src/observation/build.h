/*
 * build.h - makes an observation of the reports of its frames. For observation
 * and the recorder.
 *
 * Pure: what is derived here (reading order across frames, cards, likes, contexts, page text) needs
 * no browser.
 */
#ifndef OBSERVATION_BUILD_H
#define OBSERVATION_BUILD_H

#include "observation/wire.h"

/* What is known of one frame when its report is in; reports in the order of observation.frames. */
struct frame_input {
	const char *id, *url;
	int parent;			   /* index; -1: main */
	const struct frame_report *report; /* NULL: not readable */
	const char *problem;		   /* why not */
};

/* Fills frames, elements, groups, text and cuts of *observation, whose arena holds the reports. */
int observation_build(struct observation *observation, const struct frame_input *inputs,
	size_t count, struct error *error);

/* Parts of it. */
/* Drops groups of kind "card" that hold one field or no text, and numbers siblings. */
int observation_resolve_cards(struct observation *observation, struct error *error);
int observation_number_likes(struct observation *observation, struct error *error);
int observation_add_contexts(struct observation *observation, struct error *error);
int observation_add_cut(struct observation *observation, const char *what, size_t kept,
	size_t total, struct error *error);

#endif
