/*
 * site.h - a simulated web site: pages, what is open and typed in them, and what actions do.
 *
 * A site is drawn up once (draft.h) and then only changed by actions. Most of what a click does is
 * the node's effect; what counts for the task is a deed. A deed is wanted when the task (task.h)
 * has come to it; done at any other time it is harmless or spoils the episode.
 *
 * Between pages there are links, so that there is always a way to any page (site_distance).
 */
#ifndef GYM_SITE_H
#define GYM_SITE_H

#include "action/action.h"
#include "gym/gather.h"
#include "gym/layout.h"
#include "gym/node.h"
#include "gym/task.h"

enum { SITE_PAGES_MAXIMUM = 12, SITE_VISITS_MAXIMUM = 40, SITE_INTERRUPTIONS_MAXIMUM = 4 };

struct site;

/* Something that counts: sending a form, deleting a row. */
struct deed {
	struct node *node;  /* that does it; others may, too */
	struct node *form;  /* whose required fields must be filled first; NULL */
	bool enter;	    /* pressing Enter in a field of the form does it, too */
	bool harmful;	    /* cannot be undone */
	bool asks;	    /* a dialog asks before */
	bool slow;	    /* the page says that it is at work before it says the message */
	bool asks_natively; /* ... by JavaScript's confirm() */
	const char *question, *yes, *no;
	const char *message; /* shown afterwards; NULL: nothing is said */
	struct node *gone;   /* hidden afterwards */
	struct node *shown;  /* shown afterwards */
	struct effect after;
	void (*apply)(struct site *site, struct deed *deed); /* more that it does; NULL */
	void *about;					     /* for apply */
};

struct site_page {
	struct node *body, *content; /* content: all but what shows while it loads */
	struct node *loader;	     /* shown while it loads; NULL: is there at once */
	struct node *status;	     /* where messages appear; NULL: nowhere */
	const char *url, *title;
};

struct site_link {
	int from, to;
	struct node *node;
};

struct question {
	struct deed *deed;		/* NULL: none is open */
	struct node *dialog, *yes, *no; /* NULL where the browser asks */
};

struct site {
	struct tree tree;
	struct site_page pages[SITE_PAGES_MAXIMUM];
	int page_count, page;			      /* page: the present one */
	int visits[SITE_VISITS_MAXIMUM], visit_count; /* pages before, newest last */
	struct site_link *links;
	size_t link_count, link_room;
	uint8_t distance[SITE_PAGES_MAXIMUM][SITE_PAGES_MAXIMUM]; /* links from one to another */
	struct node *interruptions[SITE_INTERRUPTIONS_MAXIMUM];
	size_t interruption_count;
	struct question question;
	struct node *focused;
	bool loading;
	const char *coming; /* the message that a slow deed will show; NULL */
	double scroll_y_px, height_px;
	uint32_t first_id; /* of the document shown now */
	struct frame_of_page frame;
	bool spoiled, finished;
	const char *name, *host; /* whose it is; in its address */
	struct task task;
};

/* After all is drawn up: the ways between pages, initial values, the first page. */
void site_ready(struct site *site);
/* Carries out an action. False: it was impossible, and nothing happened. */
bool site_act(struct site *site, const struct action *action);
/* Observation of the present page; to be released. */
void site_observe(struct site *site, struct observation *observation);

const struct node *site_body(const struct site *site);
int site_page_of(const struct site *site, const struct node *node); /* -1: none */
struct node *site_node(const struct site *site, uint32_t id);	    /* on the present page */
/* Shown on the present page with nothing modal over it. */
bool site_is_reachable(const struct site *site, const struct node *node);
/* The modal box on top of the present page; NULL. */
const struct node *site_modal(const struct site *site);
void site_say(struct site *site, const char *message);

#endif
