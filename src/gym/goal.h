/*
 * goal.h - tasks in words: templates, and sentences put together from the steps.
 *
 * A template is text with alternatives, "[Click|Press] the [button |]", and slots, "{row}", or
 * "{row*}" where the person may put quotes around it. One template in five is held back.
 */
#ifndef GYM_GOAL_H
#define GYM_GOAL_H

#include "gym/family.h"

enum { HELD_TEMPLATE = 4, TEMPLATE_CYCLE = 5 }; /* template i is held if i % 5 == 4 */

bool template_is_held(size_t index);

struct goal_wish {
	enum gym_goal kind;
	bool held; /* by templates that training does not have */
};

/* In the draft's arena. What is drawn depends on `random` and which slots there are only, so the
 * same seed words another instance alike. */
const char *goal_write(struct draft *draft, const struct family *family,
	const struct goal_wish *wish, struct random *random);

#endif
