/*
 * tab_order.h - which tabs are open, and in which one an agent that repeats the actions would be.
 * Private to recorder.
 *
 * Tabs have numbers that are never reused; an action names a tab by its index among the open ones.
 * A tab that the person opened by hand stands in for another: no action opens tabs.
 */
#ifndef RECORDER_TAB_ORDER_H
#define RECORDER_TAB_ORDER_H

#include <stdbool.h>
#include <stddef.h>

struct open_tab {
	int number, opener; /* opener -1: none */
	int stands_for;	    /* itself, or the tab in whose place the person used it */
};

struct tab_order {
	struct open_tab *items; /* owned; in order of opening */
	size_t count;
	int current; /* -1: none yet */
};

void tab_order_init(struct tab_order *tabs);
void tab_order_release(struct tab_order *tabs);
void tab_order_add(struct tab_order *tabs, int number, int opener);
void tab_order_stand_in(struct tab_order *tabs, int number); /* for the current one */

/* Removing the current tab makes its opener current, if that is open, else the last one. */
void tab_order_remove(struct tab_order *tabs, int number);

bool tab_order_has(const struct tab_order *tabs, int number);
int tab_order_resolve(const struct tab_order *tabs, int number); /* what it stands for */
int tab_order_index(const struct tab_order *tabs, int number);	 /* without stand-ins; -1 */

#endif
