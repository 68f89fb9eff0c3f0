/*
 * launch.h - the Chromium process: program, flags, profile, last words, end. Private to browser.
 *
 *   start -> RUNNING --its exit--> EXITED --stop--> all processes gone, profile removed
 *
 * Chromium leads its own session and process group. Its fds 3 and 4 are ends of socketpairs
 * whose other ends only we hold, so that it ends when we do, by whatever cause. A watcher
 * process (watcher.h) removes the private profile and what is left of the group.
 */
#ifndef BROWSER_LAUNCH_H
#define BROWSER_LAUNCH_H

#include "browser/browser.h"

struct chromium;

/* Starts the program of options. The fds to speak with it belong to the caller. */
int chromium_start(struct loop *loop, const struct browser_options *options, struct chromium **out,
	int *read_fd, int *write_fd, struct error *error);

/* After its connection ended unexpectedly: waits for the exit and says why it happened. */
int chromium_explain_end(struct chromium *chromium, struct error *error);

/* After its connection was closed: waits for the exit (1 s, then SIGKILL to the group), for the
 * watcher to clear up, and frees. */
void chromium_stop(struct chromium *chromium);

pid_t chromium_process(const struct chromium *chromium);
const char *chromium_words(const struct chromium *chromium); /* the end of its stderr */

#endif
