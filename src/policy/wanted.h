/*
 * wanted.h - what a recorded step's element is expected to be on this run's page: its descriptor with
 * the run's values in it, and the values that identify it among its like.
 */
#ifndef POLICY_WANTED_H
#define POLICY_WANTED_H

#include "policy/policy.h"
#include "policy/rank.h"
#include "trajectory/lexicon.h"

#define WANTED_VALUES_MAXIMUM 6
#define WANTED_ON_TEXT	      (1u << 15) /* beside operations: texts too, which may listen unseen */
#define HALLMARK_SIZE	      8

/* A value that the element's name or surroundings had. */
struct wanted_value {
	char *now;     /* this run's; owned */
	char *before;  /* the demonstration's */
	bool in_name;  /* the recorded name had it, not only what stood around */
	bool required; /* it told the element from its like: a match must have it */
	/* Letters or digits in a row without which a text cannot have the value, in any form; "" if
	 * none are known. They spare most texts of a large page the search. */
	char now_hallmark[HALLMARK_SIZE], before_hallmark[HALLMARK_SIZE];
};

struct wanted {
	const struct element *recorded;
	const struct observation *page; /* where it was recorded; NULL if not kept */
	const struct binding *binding;	/* may be NULL */
	const struct replacement *item; /* of an unfolded list: goes before the binding; NULL */
	const struct lexicon *lexicon;
	uint16_t operations;	/* one of which a match must offer; 0: any; or WANTED_ON_TEXT */
	const char *frame_path; /* "" for the main frame */

	char *name, *context, *group_name, *placeholder, *hint, *href; /* rebound, owned */
	char *test_id, *dom_id, *dom_name;
	const char *group_kind;
	/* Of a cell whose row the goal names, so that its own text is data: the heading over it, "" if
	 * there is none, and its place in the row. NULL: go by the name. */
	const char *column;
	size_t column_index;
	struct concepts name_concepts, context_concepts;
	struct wanted_value values[WANTED_VALUES_MAXIMUM];
	size_t value_count;
	/* Among the elements of its role and name on the recorded page (those that had the values),
	 * in reading order. */
	size_t like_position, like_count;
	enum rank rank; /* what the goal asks for and the recorded choice bears out */

	/* Other elements of the recorded page with its role, name and required values, in reading
	 * order: how many, and how many of them before it; owned. */
	const struct element **rivals;
	size_t rival_count, rivals_before;
	/* The named group around it sets it apart: each of its like is in a group of another name. */
	bool group_tells;
	/* Hashes of role and name of all others of the recorded page, sorted; owned. */
	uint64_t *others;
	size_t other_count;
};

/* `recorded` is the step's target, or its drop. `binding` and `item` may be NULL: nothing is replaced.
 * `operations` is set to what the step's action needs; the caller may change it. What is pointed to
 * is borrowed until the release. */
void wanted_init(struct wanted *wanted, const struct element *recorded, const struct step *step,
	const struct binding *binding, const struct replacement *item,
	const struct lexicon *lexicon);
void wanted_release(struct wanted *wanted);

/* A text of the demonstration in this run's values, as for the descriptor. `field`: the label of the
 * control that the text belongs to; NULL. Heap text. */
char *wanted_rebind(const struct wanted *wanted, const char *text, const char *field);

/* Whether another element of the recorded page has exactly this element's role and name. */
bool wanted_has_other(const struct wanted *wanted, const struct element *element);

/* An id or class name that a build tool or framework made up: says nothing tomorrow. */
bool identifier_is_generated(const char *identifier);

/* What a person calls the recorded element, in this run's values. */
const char *wanted_label(const struct wanted *wanted);

/* By what a person calls it: its name, else its placeholder. */
const char *element_label(const struct element *element);

/* The nearest group around an element that has a name; NULL. */
const struct group *named_group(
	const struct observation *observation, const struct element *element);

#endif
