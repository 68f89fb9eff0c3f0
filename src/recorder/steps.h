/*
 * steps.h - actions -> steps of the demonstration on disk. Private to recorder.
 *
 * An action becomes a step when what it changed can be told: when the next action begins, when the
 * page has been at rest for a while, or at the end. Until then it is the draft; a double click that
 * replaces its first click, or an undo, usually meets it there.
 *
 *   emitted -> draft -> on disk
 *                 \-> replaced, undone     (and from the disk: trajectory_writer_undo)
 */
#ifndef RECORDER_STEPS_H
#define RECORDER_STEPS_H

#include "recorder/coalesce.h"
#include "recorder/moments.h"
#include "recorder/shots.h"
#include "trajectory/writer.h"

/* Something that happened to the browser: an effect of the action before it. */
struct effect {
	size_t order;
	const char *key; /* "navigated", ...: as the agent writes them */
	char *file;	 /* owned: of a download */
};

struct draft {
	bool present;
	struct action action; /* value owned */
	char *value;
	uint32_t element, drop; /* ids in the moment's page */
	char *frame;
	size_t moment;
	size_t order; /* of its first event */
	int64_t emitted_ms;
};

struct steps {
	struct trajectory_writer *writer; /* borrowed */
	struct moments *moments;	  /* borrowed */
	struct shots *shots;		  /* borrowed */
	struct draft draft;
	struct effect *effects; /* owned */
	size_t effect_count;
	char *last_words;   /* of the newest action, for people; NULL: none */
	bool is_news;	    /* actions came or went since this was last cleared */
	struct error error; /* the first failure to write */
};

void steps_init(struct steps *steps, struct trajectory_writer *writer, struct moments *moments,
	struct shots *shots);
void steps_release(struct steps *steps);

/* An action was done: what was the draft is written. */
void steps_take(struct steps *steps, const struct coalesced *action);
void steps_add_effect(struct steps *steps, size_t order, const char *key, const char *file);
/* Writes the draft; `after` is the moment that shows what it changed, NULL: unknown. Effects from
 * `end` on belong to what comes next. */
void steps_commit(struct steps *steps, struct moment *after, size_t end);
/* False: there was nothing. */
bool steps_undo(struct steps *steps);
size_t steps_count(const struct steps *steps);
bool steps_need(const struct steps *steps, size_t moment);

#endif
