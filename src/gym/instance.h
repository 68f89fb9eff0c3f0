/*
 * instance.h - one site with its task and its goal, and a teacher doing it: what both an episode and
 * its demonstration are made of.
 */
#ifndef GYM_INSTANCE_H
#define GYM_INSTANCE_H

#include "gym/goal.h"
#include "trajectory/trajectory.h"

enum { TEACHER_STEPS_MAXIMUM = 90 };

/* All that an instance follows from. */
struct instance_plan {
	const struct family *family;
	struct style style, speech;
	uint64_t subject, data, goal; /* seeds */
	struct goal_wish goal_wish;
	bool held_words, contrary, interruptions, banner, secret;
};

struct instance {
	struct site site;
	struct draft draft;
	const char *goal;
};

/* Memory is the arena's. */
struct instance *instance_new(const struct instance_plan *plan, struct arena *arena);
/* How many actions the teacher needs, the finish included; -1: it does not get there. Uses the
 * instance up. */
int instance_length(struct instance *instance);

/* The action that a right means on this site. */
struct action right_action(const struct site *site, const struct right *right);

/* A demonstration: the teacher does the instance's task, keeping what it sees. */
struct demonstration {
	struct trajectory trajectory; /* texts in the arena; not to be released by itself */
	struct observation *pages;    /* before each step, and the final one */
	size_t page_count;
};

void demonstration_record(
	struct demonstration *demonstration, struct instance *instance, struct arena *arena);
void demonstration_release(struct demonstration *demonstration);

#endif
