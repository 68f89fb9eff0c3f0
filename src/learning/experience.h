/*
 * experience.h - one state of a run, as it is kept for learning: what the student sees of it, what
 * the teacher sees, and which of their moves come to the same action.
 *
 * Made while the page is there, and independent of it afterwards: nothing in here is borrowed.
 *
 *     student   without demonstrations and binding; or with the newest one (student_shown)
 *     teacher   with all of them
 *
 * Moves and texts are matched by the action they mean (kind, element, value). A state of the gym
 * that keeps other tasks in memory has one encoding for both.
 */
#ifndef LEARNING_EXPERIENCE_H
#define LEARNING_EXPERIENCE_H

#include "network/transfer.h"
#include "policy/encode.h"

#define EXPERIENCE_UNKNOWN   UINT32_MAX
#define EXPERIENCE_BYTES_MAX ((size_t)48 << 20)

/* How one of the two sees the state. */
struct view {
	struct encoding encoding;
	struct meanings meanings;
};

struct experience {
	struct arena arena; /* owns all of it */
	struct view student, teacher;
	size_t meanings; /* of both together */
	uint32_t taken;	 /* the meaning of the action that was carried out; EXPERIENCE_UNKNOWN */
	unsigned char *sayable; /* [meanings]: the student has it */
	double *opinion;	/* [meanings]: the teacher's, kept from step to step */
	double kept;		/* 0..1: how much of it the student can express */
	uint64_t opinion_of;	/* which teacher's it is; 0: none was asked */
};

/* Encodes states: holds what is worked out of demonstrations. */
struct experience_maker;

struct experience_maker *experience_maker_new(void);
void experience_maker_free(struct experience_maker *maker);

/* taken: the action that follows from this state, or NULL. student_shown: the student has the newest
 * demonstration. LIMIT when the state is too large; then nothing is to be released. */
int experience_make(struct experience *experience, struct experience_maker *maker,
	const struct policy_input *input, bool student_shown, const struct action *taken,
	struct error *error);

/* A state with one encoding for both. */
int experience_of_page(struct experience *experience, const struct page_encoding *page,
	const struct observation *observation, struct error *error);

void experience_release(struct experience *experience); /* accepts a zeroed one */

#endif
