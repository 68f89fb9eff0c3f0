/*
 * guard.h - rules that may veto an action before it runs. Pure functions of what is known.
 *
 *   loop              same action on the same page for the third time
 *   unknown element   the element is not in the observation it was decided on
 *   impossible        action_check() says no (disabled, option missing, ...)
 *   empty typing      typing nothing into an empty field
 *   unsubmitted       finishing while text typed in the last step stands in a form not submitted
 *   foreign site      navigating or acting outside the start site and the allowed domains
 */
#ifndef AGENT_GUARD_H
#define AGENT_GUARD_H

#include "policy/policy.h"

struct guard_context {
	const struct observation *observation;
	const struct history_step *history;
	size_t history_count;
	const char *start_url;
	const char *const *allowed_domains; /* NULL-terminated or NULL */
	bool criterion_given;	/* then an unsubmitted finish is judged by the criterion */
	int demonstration_step; /* which the action carries out; -1: none. Repeating what
	                                       the demonstration repeats is no loop. */
};

/* 0, or the veto's sentence; *guard is the name of the rule. REFUSED: never allowed. What the rule
 * "impossible" finds has the codes of action_check(): INPUT (no such value for this action), and
 * NOT_FOUND and BLOCKED, which may go away when the page goes on. */
int guard_check(const struct action *action, const struct guard_context *context,
	const char **guard, struct error *error);

/* "shop.example.co.uk" and "pay.example.co.uk" are one site; IP addresses and localhost only equal
 * themselves, except that 127.0.0.1, ::1 and localhost are one machine. */
bool guard_same_site(const char *url_a, const char *url_b);

/* allowed: "example.com" (and below), "*.example.com" (only below), "example.com:8080". */
bool guard_domain_allowed(const char *url, const char *const *allowed_domains);

#endif
