/*
 * similarity.h - how alike an element of the page is to the one that was recorded, over all that is
 * known of both.
 */
#ifndef POLICY_SIMILARITY_H
#define POLICY_SIMILARITY_H

#include "policy/wanted.h"

/* How well a name fits: each level includes the ones below it. */
enum name_level {
	NAME_OTHER,
	NAME_SYNONYM, /* the same meaning by the lexicon */
	NAME_NUMBERS, /* the same but for numbers that are no values ("Open (3)") */
	NAME_SAME     /* with this run's values */
};

/* How the values that identify the element fit. */
enum value_fit {
	VALUES_OLD,	/* it still carries the demonstration's value: certainly another one */
	VALUES_MISSING, /* it does not have a value that it should */
	VALUES_FIT
};

struct likeness {
	const struct element *element;
	double score; /* 0..1; 0 without the values, or without anything that names it */
	enum name_level name;
	enum value_fit values;
	bool same_role, same_context, same_group, same_locator, same_frame;
	size_t further_values; /* how many of the values that are not required it has */
	bool taken;	       /* it is a better match for another element of the recorded page */
};

void likeness_measure(struct likeness *likeness, const struct wanted *wanted,
	const struct observation *observation, const struct element *element);

/* It has the required values that stood beside the recorded element: it is in the same row. */
bool element_is_in_row(const struct wanted *wanted, const struct observation *observation,
	const struct element *element);

/* The element offers one of the operations that are needed. */
bool element_offers(const struct element *element, uint16_t operations);

#endif
