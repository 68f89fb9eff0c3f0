/*
 * role.h - how far one kind of control can stand in for another.
 *
 * A link may become a button, radios a select, a checkbox a switch: pages change like that without
 * changing what they are for.
 */
#ifndef POLICY_ROLE_H
#define POLICY_ROLE_H

#include <stdbool.h>

/* 1: the same; 0: nothing in common. Symmetric. */
double role_similarity(const char *a, const char *b);

bool role_is_choice(const char *role);	/* one of several: option, radio, menuitemradio, ... */
bool role_opens_list(const char *role); /* combobox, listbox button */

#endif
