/*
 * row_extras.h - what lists have beside what a task is about: boxes before the rows with buttons for
 * what is ticked, a field to find one, things to do with a row. Whether they are what the task needs,
 * only the goal and the demonstration tell, never that they are there.
 */
#ifndef GYM_ROW_EXTRAS_H
#define GYM_ROW_EXTRAS_H

#include "gym/collection.h"

/* Boxes before the rows; boxes[count]. */
void add_row_boxes(struct draft *draft, struct collection *all, struct node **boxes);
/* Some sites have them: call before and after add_collection(). */
void add_extras_above(struct draft *draft, struct node *parent, const struct collection *all);
void add_extras_in_rows(struct draft *draft, struct collection *all);
/* Things to do with an item, where the task has none; before add_collection(). */
void plan_spare_actions(struct draft *draft, struct collection *all);

#endif
