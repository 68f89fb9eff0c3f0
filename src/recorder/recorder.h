/*
 * recorder.h - watches a person do a task in Chromium and writes it down as a demonstration.
 *
 * capture.js, in an isolated world of every frame, reports trusted input events with the element's
 * registry id, descriptor and, from inside the same handler, the observation from before the page
 * could react. coalesce.c turns the event stream into actions (a pure state machine, testable
 * without a browser): keystrokes into one `type`, clicks on checkboxes into `check`, Enter in a
 * field into `press`, navigations into effects of what caused them.
 *
 *   page events -> capture.js -> binding -> coalesce -> steps -> trajectory writer
 *
 * docs/internals/recorder.md has the invariants and what has caused bugs.
 *
 * Secret fields are replaced at the source: their characters never leave the page; the step holds
 * "{{secret:NAME}}", named after the field, and the host.
 *
 * The overlay (in the page's own closed shadow root, invisible to observation and not recorded)
 * shows that recording is on, counts steps, and has Undo, Finish, Discard.
 */
#ifndef RECORDER_RECORDER_H
#define RECORDER_RECORDER_H

#include "base/bytes.h"
#include "base/secrets.h"
#include "browser/browser.h"
#include "trajectory/trajectory.h"
#include "trajectory/writer.h"

struct recorder_options {
	const char *logs_folder;
	const char *task, *goal, *start_url;
	const char *secret_selectors;  /* more fields to treat as secret: CSS, or NULL */
	const struct secrets *secrets; /* values to be kept out of the records; NULL */
	bool overlay;
	int navigation_timeout_ms; /* of the start page; 0: 60000 */
	/* Told after each change of the recording, for the terminal; may be NULL. */
	void (*progress)(void *context, size_t steps, const char *last_action);
	void *context;
};

enum recorder_end {
	RECORDER_FINISHED,  /* overlay's Finish, window closed, or interrupt */
	RECORDER_DISCARDED, /* overlay's Discard: nothing kept */
	RECORDER_LOST	    /* the browser died: kept up to there */
};

struct recording {
	enum recorder_end end;
	struct trajectory
		trajectory; /* read back from disk, with proposals filled in; of a discarded
	                               * recording, nothing */
	struct trajectory_writer *writer; /* NULL: discarded */
	struct bytes final_jpeg;
};

/* To be listed in browser_options.scripts after observation_script(): first a script whose source
 * is recorder_settings(), then recorder_script(). Settings are heap text that must outlive the
 * browser: which fields are secret must be known before anything can be typed. */
char *recorder_settings(const struct recorder_options *options);
struct browser_script recorder_script(void);

/* Opens start_url in a new tab and records until the person ends it. An ERROR_CANCELLED by the
 * loop is a normal end. On error, what was recorded stays on disk; of a start page that cannot be
 * opened, nothing does. */
int record(struct browser *browser, const struct recorder_options *options,
	struct recording *recording, struct error *error);

/* Writes the parameters and criterion that the person accepted, as they stand in the recording's
 * trajectory, into the demonstration. */
int recording_accept(struct recording *recording, struct error *error);
void recording_release(struct recording *recording);

#endif
