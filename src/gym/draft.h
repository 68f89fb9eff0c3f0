/*
 * draft.h - drawing up a site with its task: what the families of workflows build with.
 *
 * A draft has two streams of chance. `subject` is the same for every site of one task (what it is
 * about, which fields and sections there are); `data` is this instance's own (rows, values). How a
 * thing looks comes from neither, but from the style by a key (style.h). So a family must draw all
 * of its subject before it asks the style for anything that decides how much is drawn.
 *
 * Labels are captions: a phrase with synonyms, or a word of the subject. The page says them in the
 * site's style, the goal in the style of `speech`: the same, or that of the site as it was when the
 * person learned it.
 */
#ifndef GYM_DRAFT_H
#define GYM_DRAFT_H

#include "gym/gym.h"
#include "gym/phrases.h"
#include "gym/site.h"
#include "gym/style.h"
#include "gym/vocabulary.h"

enum { DRAFT_SLOTS_MAXIMUM = 40, SECTIONS_MAXIMUM = 6 };

struct caption {
	enum phrase phrase;
	const char *word; /* where phrase is PHRASE_NONE */
};

/* A part of the site that navigation leads to. */
struct section {
	struct caption caption;
	int page;
};

struct slot {
	const char *name, *text;
};

struct draft {
	struct arena *arena;
	struct site *site;
	const struct style *style, *speech;
	struct vocabulary subject, data;
	enum gym_goal goal;
	bool contrary;	    /* the choice differs from the demonstration's */
	bool interruptions; /* may stand in the way */
	bool banner; /* of these, what comes up by itself; also where a site has changed much */
	struct section sections[SECTIONS_MAXIMUM];
	size_t section_count, place; /* place: the section where the work is */
	int elsewhere;		     /* a page that belongs to other things; -1 */
	int home;		     /* where the site's name leads */
	bool has_wall;		     /* page 0 asks who one is */
	struct node *notes;	     /* on the page, to show the goal; NULL */
	bool secret;		     /* the password is not for the goal to say: as a placeholder */
	struct slot slots[DRAFT_SLOTS_MAXIMUM]; /* of goal templates */
	size_t slot_count;
	int stage;	 /* that intents are added to */
	unsigned serial; /* of ids */
};

/* --- words ---------------------------------------------------------------------------- */

struct caption phrase_caption(enum phrase phrase);
struct caption word_caption(const char *word);
const char *label_of(struct draft *draft, struct caption caption); /* as the page has it */
const char *spoken(struct draft *draft, struct caption caption);   /* as the person says it */
/* The same in other words than the page has, where there are some. */
const char *other_words(struct draft *draft, struct caption caption);
/* A choice that the task is about: of the subject, but another one in a contrary run. */
uint32_t draft_pick(struct draft *draft, uint32_t n);
/* A value that the demonstration shows and the goal need not name: the same each time where the
 * goal names values only, else of this instance. */
struct vocabulary *draft_constant(struct draft *draft);

uint32_t look(const struct draft *draft, enum aspect aspect, const char *key, uint32_t n);
bool looks(const struct draft *draft, enum aspect aspect, const char *key, unsigned percent);

/* For templates of goals. */
void draft_say(struct draft *draft, const char *slot, const char *text);

/* --- parts of pages ------------------------------------------------------------------- */

struct node *add(struct draft *draft, struct node *parent, enum tag tag);
struct node *add_text(struct draft *draft, struct node *parent, enum tag tag, const char *text);
/* Class and id in the manner of the site; `what` is a few plain words: "button primary". */
void dress(struct draft *draft, struct node *node, const char *what);
void identify(struct draft *draft, struct node *node, const char *what);
const char *slug(struct draft *draft, const char *text);   /* "First name" -> "first-name" */
struct node *hide(struct node *node, struct node *opener); /* until the opener shows it */

/* --- what is to be done --------------------------------------------------------------- */

struct deed *new_deed(struct draft *draft, struct node *node);
/* label and said (may be NULL) are for goals that name every step. Borrowed. */
struct intent *want_value(struct draft *draft, struct node *field, const char *value,
	const char *label, const char *said);
struct intent *want_state(struct draft *draft, struct node *node, bool on, const char *label);
struct intent *want_deed(struct draft *draft, struct deed *deed, const char *label);
void next_stage(struct draft *draft);

#endif
