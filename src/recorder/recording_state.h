/*
 * recording_state.h - a recording under way. Private to recorder.
 *
 *   browser -> listener -> inbox -> hear.c -> coalescer -> steps.c -> trajectory writer
 *                                     |                       |
 *                                     +--> moments <----------+--- shots
 */
#ifndef RECORDER_RECORDING_STATE_H
#define RECORDER_RECORDING_STATE_H

#include "recorder/closed_roots.h"
#include "recorder/coalesce.h"
#include "recorder/inbox.h"
#include "recorder/moments.h"
#include "recorder/recorder.h"
#include "recorder/secret_names.h"
#include "recorder/secret_urls.h"
#include "recorder/shots.h"
#include "recorder/steps.h"
#include "recorder/watched.h"

struct recording_state {
	struct browser *browser;
	const struct recorder_options *options;
	struct inbox inbox;
	struct watched watched;
	struct moments moments;
	struct shots shots;
	struct closed_roots closed_roots;
	struct coalescer *coalescer;
	struct steps steps;
	struct trajectory about; /* what run.json says; texts owned */
	struct trajectory_writer *writer;
	struct secret_fields secret_fields;
	struct secret_names secret_names;
	int64_t last_input_ms; /* wall clock of what the person did last, in any tab */
	int current;	       /* tab that the person last did something in */
	bool is_started;       /* the start page is there: navigations count from now on */
	bool is_ended;
	enum recorder_end end;
	bool has_news; /* steps came or went since the overlays were last told */
};

/* Interprets what the browser told. */
void hear(struct recording_state *state, const struct inbox_item *item);
/* What can still be said of what was heard, before the end. */
void hear_end(struct recording_state *state);

#endif
