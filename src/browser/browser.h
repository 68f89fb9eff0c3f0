/*
 * browser.h - a Chromium: started or attached to, its tabs, what happens in it.
 *
 * Everything above speaks of browsers, tabs and frames; CDP stays below this header.
 *
 * A started browser has a private profile (mode 0700, removed at close) unless one is given,
 * its own process group, and dies with us: it ends when our end of its pipe closes, kill -9
 * included. The private profile is then removed by a small watcher process which outlives
 * us for that purpose. An attached browser is left as it was found, minus the tabs we opened.
 *
 * Every target is followed: cross-origin frames and popups attach by themselves, receive the
 * scripts below before their first own script runs, and appear in the lists. A browser that was
 * started has no tab until browser_new_tab(); one that was attached to has those it had.
 */
#ifndef BROWSER_BROWSER_H
#define BROWSER_BROWSER_H

#include "base/clock.h"
#include "base/error.h"
#include "base/loop.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct browser;
struct tab;
struct frame;

/* A script that runs in an isolated world of every document, before the page's own. Scripts of
 * one world share its globals, in the order given. A `binding` is a function of that name in
 * that world, whose string argument arrives as BROWSER_BINDING. Texts are borrowed and must
 * outlive the browser. */
struct browser_script {
	const char *world;
	const char *source;
	const char *binding;   /* NULL: none */
	bool command_line_api; /* gives the script getAccessibleName and getAccessibleRole */
};

/* The world of observation and action, which frame_evaluate() runs in. */
#define BROWSER_WORLD "apprentice"

struct browser_options {
	const char *chromium;	     /* program; NULL: APPRENTICE_CHROMIUM, then the usual places */
	const char *endpoint;	     /* attach instead: ws:// or http://; NULL: start one */
	const char *profile;	     /* user data folder; NULL: private and temporary */
	bool headed;		     /* a window; needs a display */
	int width_px, height_px;     /* viewport; 0: 1280 x 720. Headed: the window's own */
	int debugging_port;	     /* > 0 or 0 (any): also listen on loopback; -1: no */
	const char *download_folder; /* absolute; NULL: downloads are refused */
	const struct browser_script *scripts; /* borrowed */
	size_t script_count;
};

enum browser_event_kind {
	BROWSER_TAB_OPENED,	 /* tab that is ours; its opener in tab_opener() */
	BROWSER_TAB_CLOSED,	 /* tab; out of the list, readable as tab.h says */
	BROWSER_FRAME_NAVIGATED, /* tab, frame; text = url; a new document was committed */
	BROWSER_FRAME_URL,	 /* tab, frame; text = url; same document (hash, pushState) */
	BROWSER_DIALOG_OPENED,	 /* tab; name = type; text = message */
	BROWSER_DIALOG_CLOSED,	 /* tab */
	BROWSER_DOWNLOAD_BEGUN,	 /* tab may be NULL; text = suggested name */
	BROWSER_DOWNLOAD_ENDED,	 /* text = path, or NULL when it failed */
	BROWSER_TAB_CRASHED,	 /* tab */
	BROWSER_BINDING,	 /* tab, frame; name = binding; text = payload */
	BROWSER_CLOSED		 /* text = reason */
};

struct browser_event {
	enum browser_event_kind kind;
	struct tab *tab;
	struct frame *frame;
	const char *name;
	const char *text;
};

typedef void browser_listener(void *context, const struct browser_event *event);

/* Starts or attaches, and waits until the browser answers. Errors name the remedy: NOT_FOUND (no
 * Chromium), IO (it exited: with its own last words), REFUSED (profile in use), TIMEOUT. */
int browser_open(struct loop *loop, const struct browser_options *options, struct browser **out,
	struct error *error);

/* Browser.close (2 s), closing the pipe (1 s), SIGKILL to the process group; waits for the exit,
 * removes the private profile. NULL is allowed. */
void browser_close(struct browser *browser);

/* At most 4 listeners, called in order of registration; they never wait. */
void browser_listen(struct browser *browser, browser_listener *listener, void *context);
void browser_unlisten(struct browser *browser, browser_listener *listener, void *context);

bool browser_is_open(const struct browser *browser);
const char *browser_version(const struct browser *browser); /* "Chrome/156.0..." */
pid_t browser_process(const struct browser *browser);	    /* 0 when attached */
int browser_debugging_port(const struct browser *browser);  /* as bound; -1: none */
struct loop *browser_loop(const struct browser *browser);

/* Pages, in the order of opening. */
size_t browser_tab_count(const struct browser *browser);
struct tab *browser_tab(const struct browser *browser, size_t index);
/* The same of those that share this tab's context and are ours, itself included: what a person who
 * works in it has before them. NULL beyond the last. */
struct tab *tab_peer(const struct tab *tab, size_t index);
size_t tab_peer_count(const struct tab *tab);

/* A new page showing about:blank, in an isolated context (own cookies) if `isolated`. */
int browser_new_tab(struct browser *browser, bool isolated, struct tab **out, struct error *error);

/* Finished downloads, as absolute paths, oldest first, and how many are still coming. */
size_t browser_download_count(const struct browser *browser);
const char *browser_download_path(const struct browser *browser, size_t index);
size_t browser_downloads_pending(const struct browser *browser);

#endif
