/*
 * counterpart.h - which control of today's page each control of the recorded page is.
 *
 * Looking for one element alone, two may fit; looking for all at once, one of them is somebody
 * else's. Controls of a page are folded into kinds (the "Cancel" of every row is one), and kinds of
 * then and now are paired where each is the other's best, from the surest evidence down: the same
 * words, synonyms, the same address, example or options, words in common. Kinds in different zones
 * (navigation, rows, dialogs, the rest), of opposite meaning ("Cancel", "Do not cancel") or of
 * different deeds ("Delete", "Cancel") are never paired. What fits two equally is left unpaired.
 */
#ifndef POLICY_COUNTERPART_H
#define POLICY_COUNTERPART_H

#include "policy/wanted.h"

struct counterparts;

/* NULL if the recorded element is no control of a page that was kept. What is given is borrowed
 * until the end. */
struct counterparts *counterparts_new(
	const struct observation *observation, const struct wanted *wanted);
void counterparts_free(struct counterparts *counterparts);

/* It is what the recorded element has become. */
bool counterparts_is_wanted(const struct counterparts *counterparts, const struct element *element);
/* It is what another recorded element has become, or denies what the wanted one says. */
bool counterparts_is_other(const struct counterparts *counterparts, const struct element *element);

/* The form, dialog, region or menu around an element, of which one knows what belongs to it: an
 * index into groups; -1. */
int home_of(const struct observation *page, const struct element *element);

/* The two homes correspond: something in the one, other than what is wanted, is paired with something
 * in the other. */
bool counterparts_share(const struct counterparts *counterparts, int recorded, int now);

/* The only control in today's home that is left and could be the recorded element, if that is the
 * only one left in the recorded home that this could be; NULL. */
const struct element *counterparts_left_over(
	const struct counterparts *counterparts, int recorded, int now);

#endif
