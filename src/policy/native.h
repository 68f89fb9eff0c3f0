/*
 * native.h - the embedded default policy: encode, network, joint distribution over legal actions.
 *
 * Confidence is 1 - entropy / log(candidates) of the calibrated joint distribution (the model's
 * temperature). Without a demonstration it acts from the goal alone. A demonstration whose goal
 * cannot be aligned with this run's is context without a binding: its steps keep their own values,
 * and the goal decides.
 */
#ifndef POLICY_NATIVE_H
#define POLICY_NATIVE_H

#include "network/model.h"
#include "policy/encode.h"

/* The model is borrowed and may be shared by several policies of one thread. adapter: buffer of
 * model->network.adapter, borrowed; NULL: frozen. NULL with error when there is no memory. */
struct policy *policy_native_new(
	const struct model *model, const real *adapter, struct error *error);

#endif
