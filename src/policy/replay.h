/*
 * replay.h - the policy that follows a demonstration step by step. It learns nothing; it is the
 * baseline that every other policy must beat.
 *
 * For the next step of the demonstration it re-binds values to this run's goal, then looks for the
 * step's element: by a ladder of exact identities (locate.h), then by similarity to its recorded
 * descriptor. It stops on ambiguity instead of taking the first match, skips a step whose effect
 * already holds, answers interruptions that stand in the way (cookie banners, confirmations), and
 * finishes after the last step.
 */
#ifndef POLICY_REPLAY_H
#define POLICY_REPLAY_H

#include "policy/policy.h"

struct policy *policy_replay_new(void);

#endif
