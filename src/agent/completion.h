/*
 * completion.h - asks the page whether the task is done: the parts of a criterion that need a
 * browser (selector, JavaScript), and then those that do not.
 */
#ifndef AGENT_COMPLETION_H
#define AGENT_COMPLETION_H

#include "browser/tab.h"
#include "trajectory/criterion.h"

/* USAGE, with the selector or expression, where the browser cannot even parse it. A page that cannot
 * answer now is no reason. */
int completion_check_syntax(const struct criterion *criterion, struct tab *tab,
	deadline_ms deadline, struct error *error);

/* *why (may be NULL): heap sentence on the first part that fails. A selector or script that cannot be
 * evaluated counts as not holding, with the reason. */
bool completion_check(const struct criterion *criterion, struct tab *tab,
	const struct observation *observation, const struct parameters *values, bool downloaded,
	deadline_ms deadline, char **why);

#endif
