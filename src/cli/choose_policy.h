/*
 * choose_policy.h - the policy that a name stands for, with what it needs: the network's file.
 */
#ifndef CLI_CHOOSE_POLICY_H
#define CLI_CHOOSE_POLICY_H

#include "network/model.h"
#include "policy/policy.h"

#define SHIPPED_MODEL "models/base.safetensors" /* for place_find() */

/* What can be chosen; a new policy is a new row. */
struct policy_kind {
	const char *name;
	bool literal;		  /* repeats the demonstration word for word */
	bool needs_demonstration; /* and its goal to be of the same form */
	bool needs_model;
	bool guided; /* by the rules of replay, too */
};

const struct policy_kind *policy_kind_named(const char *name); /* NULL: none */

struct chosen_policy {
	struct policy *policy; /* owned */
	struct model model;    /* of the network; empty for other policies */
};

/* model_path: NULL for the network that came with the program. NOT_FOUND or INPUT for a network
 * that is missing or does not fit. To be released in any case, and not to be moved before. */
int policy_choose(struct chosen_policy *chosen, const struct policy_kind *kind,
	const char *model_path, struct error *error);
void chosen_policy_release(struct chosen_policy *chosen);

#endif
