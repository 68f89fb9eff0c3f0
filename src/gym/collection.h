/*
 * collection.h - several like things with facts about each: a table, a list, cards. Each may have
 * things to do with it: buttons, icons, or a menu.
 */
#ifndef GYM_COLLECTION_H
#define GYM_COLLECTION_H

#include "gym/controls.h"

enum { ITEMS_MAXIMUM = 14, FACTS_MAXIMUM = 5, ACTIONS_MAXIMUM = 5 };

enum fact {
	FACT_CODE,
	FACT_PERSON,
	FACT_TITLE,
	FACT_WORD,
	FACT_NUMBER, /* first those that an item can be known by */
	FACT_EMAIL,
	FACT_MONEY,
	FACT_DATE,
	FACT_STATUS,
	FACT_CITY,
	FACT_COMPANY,
	FACT_SENTENCE,
	FACT_COUNT
};

struct collection {
	size_t count, facts;
	struct caption noun; /* what one of them is: "order" */
	struct caption headings[FACTS_MAXIMUM];
	const char *cells[ITEMS_MAXIMUM][FACTS_MAXIMUM]; /* 0: unlike any other's */
	struct node *boxes[ITEMS_MAXIMUM];		 /* rows, cards */
	struct node *places[ITEMS_MAXIMUM];		 /* where actions go */
	struct node *titles[ITEMS_MAXIMUM];		 /* what shows the first fact */
	struct node *list;				 /* that holds the boxes */
	size_t action_count;
	enum phrase actions[ACTIONS_MAXIMUM];
	int contents[FACTS_MAXIMUM];			    /* kinds of facts */
	struct node *doers[ITEMS_MAXIMUM][ACTIONS_MAXIMUM]; /* what does an action */
};

/* What it is about, from the subject; then the rows, from the data. */
void collection_plan(struct draft *draft, struct collection *all, size_t least, size_t most);
/* Makes one of its facts, 1 or later, of a kind. */
void collection_set_fact(struct collection *all, size_t index, enum fact fact);
void collection_plan_actions(struct draft *draft, struct collection *all);
void collection_fill(struct draft *draft, struct collection *all);
/* links: the first fact is a link. */
void add_collection(struct draft *draft, struct node *parent, struct collection *all, bool links);
/* A button, icon or entry of a menu for each action of each item. */
void add_actions(struct draft *draft, struct collection *all);

/* A fact, other than the first, that only this item has; -1: none. */
int site_columns(const struct draft *draft); /* of cards */
int telling_fact(const struct collection *all, size_t item);
const char *ordinal_word(struct draft *draft, size_t index, size_t count); /* "2nd", "last" */

#endif
