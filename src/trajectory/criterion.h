/*
 * criterion.h - how a task's success is recognised on the page. Promise: success means verified,
 * never "nothing threw".
 *
 * All given parts must hold together. Text parts are templates: "{name}" stands for the run's value
 * of a parameter, "*" for any run of characters. Selector and JavaScript need a page and are asked
 * of it by the agent; the others are decided here, from the observation.
 */
#ifndef TRAJECTORY_CRITERION_H
#define TRAJECTORY_CRITERION_H

#include "base/error.h"
#include "base/json.h"
#include "observation/observation.h"
#include "trajectory/parameters.h"

struct criterion {
	char *url;	/* glob over the URL without query and fragment, or over its path if it
			 * begins with '/'; NULL: not asked */
	char *text;	/* must be shown by one element or the page text; NULL */
	char *selector; /* CSS: matches a visible element in some frame; NULL */
	char *js;	/* expression that is truthy in the page; NULL */
	char **shown;  /* names of parameters whose values must be shown; NULL-terminated or NULL */
	bool download; /* a download must have completed */
	bool proposed; /* derived from the demonstration, not stated by the person */
};

void criterion_release(struct criterion *criterion);
bool criterion_is_empty(const struct criterion *criterion);
json_t *criterion_to_json(const struct criterion *criterion);
int criterion_from_json(struct criterion *criterion, const json_t *value, struct error *error);

/* In one sentence for a person: "the page shows 'Order {order} shipped' and ...". Heap text. */
char *criterion_describe(const struct criterion *criterion);

/* url, text, shown, download. *why (may be NULL): heap sentence on the first part that fails. A
 * stated text may stand anywhere as whole words; a proposed one must be a whole sentence, or be said
 * in an announcement or heading by synonyms. Values count only as themselves (value.h), and only
 * outside of fields and choices. An empty criterion never holds. */
bool criterion_holds(const struct criterion *criterion, const struct observation *observation,
	const struct parameters *values, bool downloaded, char **why);

/* The same, but the text of a proposed criterion may be said in other words altogether, as long as all
 * of them are explained (message.h), by an announcement or heading outside of dialogs that ask; or a
 * download says it, where the text names no value. Weaker evidence: counts only once all steps are done, and only for what the page did not say before the
 * last of them. */
bool criterion_is_affirmed(const struct criterion *criterion, const struct observation *observation,
	const struct parameters *values, bool downloaded);

/* What the trajectory's final page shows that no page before did: status and alert texts first,
 * then headings, other texts with values, then the URL. Values of parameters become "{name}", other
 * numbers, dates and identifiers "*". Empty when nothing tells the final page from those before, as
 * a run ends as soon as its criterion holds. */
struct trajectory;
int criterion_propose(struct criterion *criterion, const struct trajectory *trajectory,
	const struct parameters *parameters, struct error *error);

#endif
