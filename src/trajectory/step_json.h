/*
 * step_json.h - one line of steps.jsonl: a step to and from JSON.
 */
#ifndef TRAJECTORY_STEP_JSON_H
#define TRAJECTORY_STEP_JSON_H

#include "trajectory/trajectory.h"

json_t *step_to_json(const struct step *step);

/* Texts go into the arena, observations are made in it (and must be released); decision and effects
 * hold references to parts of the value. INPUT: names the field. The step is empty on error. */
int step_from_json(
	struct step *step, const json_t *value, struct arena *arena, struct error *error);
void step_release(struct step *step); /* of one that was read */

/* A field that must be a text if it is there; NULL with INPUT when it is not one. */
int json_read_text(const json_t *object, const char *name, const char *fallback, const char **text,
	struct error *error);

/* A stored page. *out is NULL if the value is absent or null. */
int observation_read(const json_t *value, struct arena *arena, const struct observation **out,
	struct error *error);
void observation_drop(const struct observation *observation); /* accepts NULL */

#endif
