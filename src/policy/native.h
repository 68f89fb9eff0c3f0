/*
 * native.h - the network as a policy: encode, network, joint distribution over legal actions.
 *
 * The joint distribution is over moves and, of a move that takes a text, its texts; those of moves
 * that are hardly probable are not looked into and count as one. Entropy and confidence are of the
 * whole joint, after the model's temperature; confidence is 1 - entropy / log(its size).
 *
 * Without a demonstration it acts from the goal alone. A demonstration whose goal cannot be aligned
 * with this run's is context without a binding: its steps keep their own values, and the goal
 * decides.
 *
 * Waiting is an action like others, of which a run keeps a record. Where several in a row changed
 * nothing and it would wait again, it answers NOT_FOUND instead: the agent then waits without a
 * trace, up to its deadline, and has a sentence to end with. So it does of a page without any
 * element, of which nothing can be said.
 */
#ifndef POLICY_NATIVE_H
#define POLICY_NATIVE_H

#include "network/model.h"
#include "policy/encode.h"

/* The model is borrowed and may be shared by several policies of one thread. adapter: buffer of
 * model->network.adapter, borrowed, may change between decisions; NULL: frozen. NULL with error when
 * there is no memory (LIMIT), or the model reads another encoding (INPUT). */
struct policy *policy_native_new(
	const struct model *model, const real *adapter, struct error *error);

#endif
