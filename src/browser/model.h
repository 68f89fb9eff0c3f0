/*
 * model.h - what this module knows of a browser: targets, tabs, frames, contexts. Private to
 * browser. The structs stand here together because they point at each other; what is done with
 * them stands in the files named after them.
 *
 *   browser -- targets: one per CDP session (a page, or a frame in a process of its own)
 *           -- tabs     -- frames: the whole page's, across processes
 *                             -- contexts: the frame's own world and the isolated ones
 *
 * Invariants
 *  1. The model changes only in event handlers, in the order Chrome sends; functions that wait
 *     look at it again after each wait.
 *  2. frame->target is the session that speaks for the frame now, or NULL while it moves between
 *     processes. A context counts only if its target is the frame's.
 *  3. Frames and tabs that went away stay readable for a while (GONE_FRAMES, GONE_TABS), so that
 *     a function which waited does not hold a pointer into freed memory.
 *  4. tab->frames is in pre-order: a parent before its children, siblings in order of attachment.
 */
#ifndef BROWSER_MODEL_H
#define BROWSER_MODEL_H

#include "base/json.h"
#include "browser/browser.h"
#include "browser/tab.h"
#include "cdp/connection.h"

enum {
	GONE_FRAMES = 64, /* kept per tab */
	GONE_TABS = 32,	  /* kept per browser */
	COMMITTED_DOCUMENTS = 8,
	LISTENERS = 4,
	ENDLESS_DIALOGS = 20 /* per document; more are dismissed */
};

struct chromium;

struct context {
	struct context *next;
	struct target *target;
	char *world; /* "" for the page's own */
	char *unique_id;
	int64_t id; /* unique per target and process only */
};

struct frame {
	struct tab *tab;
	struct frame *parent;
	struct target *target;
	struct context *contexts;
	char *id, *url;
	char *loader_id;     /* of the document shown */
	bool content_loaded; /* DOMContentLoaded of that document */
	bool loaded;
	bool scheduled; /* the page asked for another document; it may come to nothing */
	bool started;	/* the browser began to get one */
	bool gone;
};

struct target {
	struct target *next;
	struct browser *browser;
	struct cdp_session *session;
	struct target *parent; /* NULL for a page */
	struct tab *tab;
	char *id;
};

/* A request that the page may be waiting for. */
struct request {
	struct request *next;
	struct target *target;
	char *id;
	char *frame_id;
	int64_t begun_ms;
};

/* Of the main frame. Which documents came is remembered for whoever asked for one: its name may be
 * told after its commit, and others may come before and after. */
struct navigation_state {
	uint64_t commits;		      /* new documents */
	uint64_t url_changes;		      /* commits and changes within a document */
	char *committed[COMMITTED_DOCUMENTS]; /* loader ids, a ring */
};

struct dialog_state {
	bool open;			      /* waits for an answer */
	char *type, *message, *default_value; /* of the one that is or was shown last */
	struct dialog view;		      /* what tab_dialog() gives */
	size_t count;			      /* since the document began */
	uint64_t total;
};

struct tab {
	struct browser *browser;
	struct target *target; /* NULL once closed */
	uint64_t serial;       /* counts tabs in the order of opening, from 1 */
	char *id;	       /* of the target */
	char *opener_id;       /* of the opener's; "": none */
	char *context_id;      /* of the browser context, which tabs share cookies in */
	bool isolated;	       /* the context is one we made; it ends with its last tab */
	char *title;
	bool ready; /* frames known, scripts registered */
	bool crashed;
	bool ours; /* opened by us or by what we opened, not by the browser's person */
	bool hung; /* a script call ran into its deadline */
	struct frame **frames;
	size_t frame_count;
	struct frame *gone[GONE_FRAMES];
	size_t gone_next;
	struct navigation_state navigation;
	struct dialog_state dialog;
	struct request *requests;
	int64_t network_changed_ms; /* last begin or end of a request */
	double mouse_x_px, mouse_y_px;
	json_t *drag_data; /* of Input.dragIntercepted, until the drag is done */
};

struct download {
	char *guid;
	char *name; /* suggested, not yet safe */
	char *path; /* where it was saved; NULL before, or when it failed */
	struct tab *tab;
	bool ended;
};

struct browser {
	struct loop *loop;
	struct browser_options options; /* texts borrowed, but for those below */
	char *download_folder;
	struct cdp_connection *connection;
	struct chromium *chromium; /* NULL: attached */
	char *version;
	int debugging_port;
	struct target *targets;
	struct tab **tabs;
	size_t tab_count;
	struct tab *gone[GONE_TABS];
	size_t gone_next;
	struct download *downloads;
	size_t download_count;
	uint64_t downloads_begun, tabs_opened;
	struct {
		browser_listener *listener;
		void *context;
	} listeners[LISTENERS];
};

/* Tells every listener. */
void browser_notify(struct browser *browser, const struct browser_event *event);

#endif
