/*
 * policy.h - one interface for all that decides: replay now, the network, a VLM, the cascade.
 *
 * A policy is a pure function of its input and its weights: a saved observation can be decided
 * again later, elsewhere, with the same result. It never sees a browser.
 */
#ifndef POLICY_POLICY_H
#define POLICY_POLICY_H

#include "action/action.h"
#include "base/arena.h"
#include "base/error.h"
#include "observation/observation.h"
#include "trajectory/trajectory.h"

#define POLICY_CANDIDATES_MAXIMUM 64 /* kept in a decision, best first */

/* What was done so far in this run. */
struct history_step {
	struct action action;
	const struct element *target; /* as it was then; NULL if none */
	uint64_t page_hash;	      /* observation_hash before the action */
	int demonstration_step;	      /* which step of the plan it carried out; -1: none */
	bool failed;		      /* the action could not be carried out */
	const char *changes;	      /* what it changed, in words */
};

struct policy_input {
	const struct observation *observation;
	const char *goal;
	const struct trajectory *demonstrations; /* newest last */
	size_t demonstration_count;
	const struct binding *binding;	    /* to the newest demonstration; NULL without one */
	const struct history_step *history; /* oldest first */
	size_t history_count;
	int waits;    /* how often this was asked already and the page had to go on: after some, a
	                  policy may take less likely ways */
	bool literal; /* replay without re-finding or re-binding */
};

struct candidate {
	struct action action;
	double probability;	/* over all candidates considered; sums to at most 1 */
	int demonstration_step; /* of the plan (plan.h), where lists are unfolded; -1 */
	const char *reason;	/* for a person: "step 3 of the demonstration: button 'Save'" */
};

/* What another policy, that only looked on, would have done in the same state. */
struct shadow {
	bool agrees;	   /* on the first candidate's action */
	double divergence; /* KL of the decision from the shadow's, nats */
	double confidence; /* the shadow's */
};

struct decision {
	const char *policy;	      /* which decided: "replay", "native", ... */
	struct candidate *candidates; /* in the arena given; best first */
	size_t candidate_count;
	double entropy;		     /* nats, over the whole distribution */
	double confidence;	     /* 1 - entropy / log(number of candidates considered), 0..1 */
	const struct shadow *shadow; /* in the arena; NULL: nobody looked on */
};

struct policy {
	const struct policy_type *type;
};

struct policy_type {
	const char *name;
	/* Candidate 0 is the choice. NOT_FOUND: the page does not (yet) have what comes next; the
	 * agent waits for a change and asks again. AMBIGUOUS: several match equally, listed. */
	int (*decide)(struct policy *policy, const struct policy_input *input, struct arena *arena,
		struct decision *decision, struct error *error);
	void (*free)(struct policy *policy);
};

int policy_decide(struct policy *policy, const struct policy_input *input, struct arena *arena,
	struct decision *decision, struct error *error);
void policy_free(struct policy *policy);

/* Sorts, normalises, cuts to POLICY_CANDIDATES_MAXIMUM and computes entropy and confidence from
 * non-negative weights in `probability`. */
void decision_complete(struct decision *decision);
/* For the step record: policy, confidence, entropy, chosen reason, the top alternatives. */
json_t *decision_to_json(const struct decision *decision, const struct observation *observation);

#endif
