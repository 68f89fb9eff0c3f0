/*
 * watcher.h - a small process that clears up after a browser, whatever happens to us. Private to
 * browser.
 *
 * It is /bin/sh in its own session, reading a pipe of which only we hold the other end. It hears
 * the browser's process group there, and then nothing until the pipe closes: because we are done
 * or because we died. In the second case it kills what is left of the group. Then it removes the
 * private profile, and ends. Normal shutdown takes the same way, so the way is well trodden.
 *
 * Why a shell: after fork() in a process with threads (BLAS, libuv) only async-signal-safe calls
 * are allowed, which removing a folder is not; and a library has no program of its own to exec.
 */
#ifndef BROWSER_WATCHER_H
#define BROWSER_WATCHER_H

#include "base/error.h"
#include "base/loop.h"

#include <sys/types.h>

struct watcher;

/* folder: what to remove in the end; NULL: nothing. */
int watcher_start(struct loop *loop, const char *folder, struct watcher **out, struct error *error);
void watcher_tell_group(struct watcher *watcher, pid_t group);

/* The browser's processes are dead: the watcher removes the folder and ends. */
void watcher_release(struct watcher *watcher);
bool watcher_is_done(const struct watcher *watcher);
void watcher_free(struct watcher *watcher); /* after it is done or was given up */

#endif
