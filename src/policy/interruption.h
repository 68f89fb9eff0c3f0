/*
 * interruption.h - what stands in the way and was not in the demonstration: cookie banners,
 * confirmations, notices, steps in between ("Continue").
 *
 * A dialog that follows an action of ours asks about it, and is confirmed: "Cancel order" under
 * "Really cancel?", never the "Cancel" beside it. What comes up by itself is acknowledged or
 * closed, with the answer that commits the person to least. Dialogs that the demonstration had are
 * no interruptions: its steps answer them.
 */
#ifndef POLICY_INTERRUPTION_H
#define POLICY_INTERRUPTION_H

#include "policy/policy.h"
#include "trajectory/lexicon.h"

#define PATIENCE 3 /* waits before less likely ways are taken */

/* The button to press so that the work can go on, or NULL. `wanted` is the next step's element, if
 * it is on the page but covered; it is never in the dialog that is answered. No button is pressed a
 * third time without progress in between. */
const struct element *interruption_answer(const struct policy_input *input,
	const struct lexicon *lexicon, const struct element *wanted);

/* The same, only for a dialog that asks about what was just done. `wanted` may be NULL, and need not
 * be covered. */
const struct element *confirmation_answer(const struct policy_input *input,
	const struct lexicon *lexicon, const struct element *wanted);

/* A button that leads on to a further page of the same work ("Next"), or confirms on a page of its own
 * what was just done ("Confirm"), when what is to come is not here; NULL if there is not exactly one.
 * One that the person saw and left alone is none. */
const struct element *way_on(const struct policy_input *input, const struct lexicon *lexicon);

/* The last action was a click, a press of a key, a choice or a tick, and it succeeded: what comes up
 * after it may ask about it. */
bool follows_deed(const struct policy_input *input);

/* The dialog or cookie banner around an element: an index into groups; -1. */
int barrier_around(const struct observation *page, const struct element *element);

#endif
