/*
 * redact.h - takes secret values out of what is about to be written.
 *
 * Only texts inside the value change, never the names of its fields: a password that happens to be
 * "element" must not make a record unreadable.
 */
#ifndef TRAJECTORY_REDACT_H
#define TRAJECTORY_REDACT_H

#include "base/json.h"
#include "base/secrets.h"

/* A new reference: the value itself if there is nothing to hide, else a redacted copy. */
json_t *json_redact(json_t *value, const struct secrets *secrets);

#endif
