/*
 * row_deeds.h - what can be done with the items of a collection, and how people name an item.
 */
#ifndef GYM_ROW_DEEDS_H
#define GYM_ROW_DEEDS_H

#include "gym/collection.h"

/* The section of a site where such a collection is. */
struct caption section_of(const struct collection *all);
/* Puts how the person tells the item from the others into the slots "item" and "noun". */
void say_item(struct draft *draft, struct collection *all, size_t item);
/* Gives every button of every item its consequence. */
void set_up_actions(struct draft *draft, struct collection *all);
/* Makes an action of an item part of the task, and fills the slot "action". Silent: templates say it. */
struct intent *want_action(struct draft *draft, struct collection *all, size_t item, size_t action);

#endif
