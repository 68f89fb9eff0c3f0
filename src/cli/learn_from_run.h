/*
 * learn_from_run.h - learning beside a run, as the options ask for it: the policy that acts with the
 * task's adapter, the learner that is told of each state and of the outcome, what is told of it.
 */
#ifndef CLI_LEARN_FROM_RUN_H
#define CLI_LEARN_FROM_RUN_H

#include "agent/run.h"
#include "cli/choose_policy.h"
#include "cli/printer.h"
#include "config/options.h"
#include "dashboard/live_view.h"
#include "learning/learning_policy.h"
#include "learning/rehearsal.h"

struct learn_from_run {
	const struct options *options; /* borrowed; NULL: the policy is none that can learn */
	struct learner *learner;       /* owned, as all below */
	struct rehearsal *rehearsal;
	struct policy *acting; /* as chosen, with the adapter */
	struct policy *policy; /* what the run is given */
};

/* `chosen` must be a network's policy of this kind, and is given an adapter; it is the shadow. INPUT for
 * options that cannot be; LIMIT. */
int learn_from_run_open(struct learn_from_run *learning, const struct options *options,
	const struct policy_kind *kind, struct chosen_policy *chosen, struct error *error);
void learn_from_run_release(struct learn_from_run *learning); /* accepts a zeroed one */

/* The present state, for the live view. */
void learn_from_run_live(const struct learn_from_run *learning, struct live_learning *live);

/* For run_options.ended; context is a struct learn_from_run. Learns, and saves. */
void learn_from_run_ended(void *context, enum outcome outcome, struct run_lesson *lesson);

/* One line of what was learned, and one for each trouble or rollback. */
void learn_from_run_print(const struct learn_from_run *learning, const struct printer *out);
/* For the result as an object; NULL where there is nothing to tell. Owned. */
json_t *learn_from_run_json(const struct learn_from_run *learning);

#endif
