/*
 * task.h - what is to be done on a site, and what is right to do now.
 *
 * A task is a row of stages. A stage holds intents in any order: values that fields shall have,
 * states that boxes and toggles shall have, and deeds, which come after all values of their stage.
 * Values and states are looked at anew each time, so whatever spoils them makes mending right. A
 * stage is over when all its deeds are done (or, without deeds, when all its values are right).
 *
 * What stands in the way is seen from the page: of a target that is hidden, the right thing is
 * whatever shows it; of one on another page, a link towards it.
 */
#ifndef GYM_TASK_H
#define GYM_TASK_H

#include "action/action.h"
#include "gym/node.h"

struct site;
struct deed;

enum { TASK_STAGES_MAXIMUM = 24, TASK_INTENTS_MAXIMUM = 64, RIGHTS_MAXIMUM = 96 };

enum intent_kind {
	INTENT_VALUE, /* the field holds the value: typed, chosen, stepped to, uploaded */
	INTENT_STATE, /* the box, radio or toggle is on or off */
	INTENT_DEED
};

struct intent {
	enum intent_kind kind;
	int stage;
	struct node *node; /* of value and state */
	const char *value;
	bool on;
	struct deed *deed;
	bool done; /* of a deed */
	/* For goals that name every step. */
	const char *label; /* of the field or button, as the person says it */
	const char *said;  /* the value, as the person says it */
	const char *item;  /* what a deed or state is of, where labels are alike: a row; NULL */
	bool silent;	   /* goes without saying */
};

struct task {
	struct intent intents[TASK_INTENTS_MAXIMUM];
	int intent_count, stage_count, stage; /* stage: the present one */
};

/* One right action. value NULL: any, or none needed. */
struct right {
	enum action_kind kind;
	const struct node *node; /* NULL: none needed */
	const char *value;
};

struct rights {
	struct right items[RIGHTS_MAXIMUM];
	size_t count;
};

/* What is right now, best first; never empty unless the episode is spoiled. */
void task_rights(const struct site *site, struct rights *rights);
bool right_accepts(const struct right *right, const struct action *action);

/* Moves to the stage that the site has come to. */
void task_advance(struct site *site);
bool task_is_done(const struct site *site);
/* Whether doing the deed now is what the task wants; then it is noted as done. */
bool task_take(struct site *site, struct deed *deed);
bool task_wants(const struct site *site, const struct deed *deed);
/* A field that no intent is about, which was changed. */
bool task_is_changed(const struct site *site, const struct node *field);

#endif
