/*
 * refusal.h - what Chrome's "error" replies mean for the caller. Private to cdp.
 */
#ifndef CDP_REFUSAL_H
#define CDP_REFUSAL_H

#include "base/error.h"
#include "base/json.h"

/* Fills error from the "error" member of a reply to `method`: STALE where Chrome says that the
 * node, context, frame or session is gone, TIMEOUT where it stopped a script that ran too long,
 * else PROTOCOL. */
int cdp_refusal(struct error *error, const char *method, const json_t *reason);

#endif
