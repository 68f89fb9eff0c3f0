/*
 * open_browser.h - the browser that the options ask for, with the event loop it lives on and the
 * scripts that observe, act and record in its pages.
 */
#ifndef CLI_OPEN_BROWSER_H
#define CLI_OPEN_BROWSER_H

#include "base/loop.h"
#include "browser/browser.h"
#include "config/options.h"

struct recorder_options;

struct browsing {
	struct loop loop;
	struct browser *browser;
	struct browser_script scripts[4];
	size_t script_count;
	char *recorder_settings;      /* source of one of the scripts */
	char *download_folder;	      /* absolute; NULL: downloads are refused */
	bool download_folder_is_ours; /* made here: removed again if it stays empty */
};

/* All that can be known to fail before a browser starts: a window without a display, options that
 * contradict each other, an output folder that cannot be written. USAGE, IO. */
int browsing_check(const struct options *options, struct error *error);

/* Starts or attaches. `recording` (NULL: nothing is recorded) adds the scripts of the recorder. From
 * here on Ctrl-C ends waits instead of the program. *browsing is to be closed also after an
 * error. */
int browsing_open(struct browsing *browsing, const struct options *options,
	const struct recorder_options *recording, struct error *error);
void browsing_close(struct browsing *browsing); /* accepts a zeroed one */

/* Whether the folder can be written, or made. Asked of the part of its path that exists, so that
 * nothing is left behind. IO. */
int output_folder_check(const char *folder, struct error *error);

/* Whether a window can be shown: DISPLAY or WAYLAND_DISPLAY is set. */
bool display_is_there(void);

#endif
