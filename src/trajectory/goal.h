/*
 * goal.h - finds in a new goal what a demonstration's goal had as values.
 *
 * The demonstration's goal is a template: its words are literals, the values in it are slots. An
 * alignment of least cost (edit distance over tokens, where a slot may take several) says what each
 * slot stands for now, also when the words around it changed a little. A value is believed only on
 * evidence: the words next to it match, or it is of a distinctive kind.
 */
#ifndef TRAJECTORY_GOAL_H
#define TRAJECTORY_GOAL_H

#include "base/error.h"
#include "trajectory/parameters.h"

#include <stdbool.h>
#include <stddef.h>

struct goal_slot {
	int parameter;	      /* index */
	size_t start, length; /* bytes in the text that the slots belong to */
};

/* Words that differ between the goals and are no value. */
struct goal_change {
	char *from, *to; /* owned */
};

struct goal_match {
	struct goal_slot *slots; /* in the new goal, in order; only the found ones */
	size_t slot_count;
	struct goal_change *changes;
	size_t change_count;
	char *unexplained; /* content words that only one of the goals has, by ", "; owned; "" */
	double cost;	   /* 0: the new goal fits the template exactly */
	bool trustworthy;  /* enough of the literal words agree */
};

void goal_match_release(struct goal_match *match);

/* Where the values stand in the goal they were demonstrated with, in order. A value that occurs
 * twice has two slots; parameters with equal values share the occurrences in order. Owned array. */
struct goal_slot *goal_slots_find(
	const char *goal, const struct parameters *parameters, size_t *count);

/* `given[i]`: parameter i is set explicitly, so its slot is matched leniently. LIMIT: too long. */
int goal_align(struct goal_match *match, const char *template_goal,
	const struct parameters *parameters, const bool *given, const char *goal,
	struct error *error);

#endif
