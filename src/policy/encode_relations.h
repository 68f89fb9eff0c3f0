/*
 * encode_relations.h - what holds between pairs of positions.
 *
 * A relation is read "i ... j". Those without a direction are set for both orders. Words are not looked
 * for between two elements (encode_overlap.h), only equality is.
 */
#ifndef POLICY_ENCODE_RELATIONS_H
#define POLICY_ENCODE_RELATIONS_H

#include "policy/encode_fit.h"

/* id, symmetric, meaning. A position has a label, may have a value, and a context around it. */
#define RELATIONS(X)                                                                               \
	X(SAME_SEGMENT, true, "both are of one kind of position")                                  \
	X(NEXT, false, "j comes right after i in the same segment")                                \
	X(PREVIOUS, false, "j comes right before i")                                               \
	X(LABEL_EQUAL, true, "their labels say the same")                                          \
	X(LABEL_IN_LABEL, false, "all words of i's label are in j's")                              \
	X(LABEL_HAS_LABEL, false, "all words of j's label are in i's")                             \
	X(LABEL_IN_VALUE, false, "all words of i's label are in j's value")                        \
	X(VALUE_HAS_LABEL, false, "all words of j's label are in i's value")                       \
	X(VALUE_IN_LABEL, false, "all words of i's value are in j's label")                        \
	X(LABEL_HAS_VALUE, false, "all words of j's value are in i's label")                       \
	X(VALUE_EQUAL, true, "their values say the same")                                          \
	X(IN_CONTEXT, false, "i's label or value is in what stands around j")                      \
	X(CONTEXT_HAS, false, "the same of j and i")                                               \
	X(SYNONYM, true, "their labels mean the same by the lexicon")                              \
	X(SAME_GROUP, true, "elements of one group")                                               \
	X(SAME_ITEM, true, "elements of one row, list item or card")                               \
	X(SAME_ROLE, true, "elements, also recorded ones, of one role")                            \
	X(SAME_LINE, true, "elements side by side")                                                \
	X(SAME_COLUMN, true, "elements one below the other")                                       \
	X(HEADING, true, "one is the column heading over the other")                               \
	X(OPTION, true, "a word or step names an option of a list")                                \
	X(ORDINAL, true, "a number of the goal is an element's place among its like")              \
	X(BEST_FIT, true, "a step, or the decision for the next step, and the best element")       \
	X(FITS, true, "a step and an element of its name, with the right values")                  \
	X(SAME_LOCATOR, true, "a step and an element with the recorded locator")                   \
	X(SAME_PLACE, true, "a step and an element in the recorded row or group")                  \
	X(OTHER_VALUES, true, "a step and an element that lacks its values")                       \
	X(BOUND, true, "a word of the goal and a step that has its value")                         \
	X(ACTED_ON, true, "a step done and its element; the decision and the last one's")          \
	X(CARRIED_OUT, true, "a step done and the plan's; the decision and all that are done")     \
	X(NEXT_STEP, true, "the decision and the plan's next step")                                \
	X(HOLDS, true, "a step and an element where its effect holds already")

enum relation {
#define RELATION_ENUM(id, symmetric, meaning) RELATION_##id,
	RELATIONS(RELATION_ENUM)
#undef RELATION_ENUM
		RELATION_COUNT
};

/* Real channels. */
enum {
	CHANNEL_FOUND,	  /* how much of i's label, or value, is in j's label or value */
	CHANNEL_HAS,	  /* the same of j's in i's */
	CHANNEL_MEANING,  /* how much of i's label is in j's, by the lexicon; both ways, the mean */
	CHANNEL_LIKENESS, /* of step and element, both ways; of the decision: the next step's */
	CHANNEL_DATE,	  /* a word of a date: 1 its month or day by date, 0.5 its day's number */
	CHANNEL_COUNT
};

const char *relation_name(enum relation relation); /* "SAME_ROW" */
bool relation_is_symmetric(enum relation relation);

/* Fills in the relations of the encoding from the scene. LIMIT when the arena is full. */
int relations_make(struct relations *relations, const struct scene *scene,
	const struct overlaps *overlaps, const struct fits *fits, struct error *error);

#endif
