/*
 * search.h - looking things up: a search form, results on several pages, a filter over a list.
 */
#ifndef GYM_SEARCH_H
#define GYM_SEARCH_H

#include "gym/collection.h"

/* A form with a field and a button; `deed` does the search. */
struct search {
	struct node *form, *field;
	struct deed *deed;
	struct caption caption;	 /* of the field */
	const char *query;	 /* what is to be searched for */
	struct node *results;	 /* shown when it is */
	struct node *nothing;	 /* shown when something else is */
	struct collection *rows; /* filtered by what is searched for; NULL: none */
};

void add_search(struct draft *draft, struct node *content, struct search *search);
/* Makes searching for the query the next thing to do. */
void want_search(struct draft *draft, struct search *search);
/* A book of leaves, with ways to turn them below; the first leaf is shown. */
struct node *add_leaves(
	struct draft *draft, struct node *parent, size_t count, struct node **leaves);

#endif
