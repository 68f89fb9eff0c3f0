/*
 * guided.h - the default policy: the network, with the rules' opinion as evidence.
 *
 * Where a demonstration is bound to this run's goal with nothing left unexplained, the rules of replay
 * (replay.h) know the recorded element again, or know that they do not. What they are sure of is mixed
 * into the network's distribution, p = w·rules + (1 - w)·network; where they find nothing the network
 * decides alone, after the page was waited for; where they find two that fit equally, only if it is sure. That all steps are done it overrules only when next to certain: to go on
 * may do a thing twice. So what a page keeps is done as it was shown, and what it changed as the network
 * understands it.
 */
#ifndef POLICY_GUIDED_H
#define POLICY_GUIDED_H

#include "policy/policy.h"

/* Takes both over. */
struct policy *policy_guided_new(struct policy *network, struct policy *rules);

#endif
